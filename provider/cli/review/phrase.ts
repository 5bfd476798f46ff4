// Words of ours around text of others. Ids, names and vendors' messages are user input wherever they are shown: each form of the output
// escapes them in its own way, and can do so only while they are kept apart.

export type Part = { readonly ours: string } | { readonly theirs: string };
export type Phrase = readonly Part[];

/** words`attached to ${id}`: what is put in is text of others, unless it is a phrase itself. */
export function words(strings: TemplateStringsArray, ...values: readonly (string | Phrase)[]): Phrase {
  const parts = strings.flatMap((ours, index): Part[] => {
    const value = values[index];
    const theirs = value === undefined ? [] : typeof value === "string" ? [{ theirs: value }] : value;
    return ours === "" ? [...theirs] : [{ ours }, ...theirs];
  });
  return parts;
}

/** Phrases with a word of ours between them. */
export function join(phrases: readonly Phrase[], between: string): Phrase {
  return phrases.flatMap((phrase, index) => (index === 0 ? phrase : [{ ours: between }, ...phrase]));
}

/** "a, b and c". */
export function listed(names: readonly string[]): Phrase {
  const phrases = names.map((name) => words`${name}`);
  const last = phrases.at(-1);
  if (last === undefined || phrases.length < 2) return last ?? [];
  return join([join(phrases.slice(0, -1), ", "), last], " and ");
}

/** @param theirs how this form of the output shows text of others. */
export function render(phrase: Phrase, theirs: (text: string) => string): string {
  return phrase.map((part) => ("ours" in part ? part.ours : theirs(part.theirs))).join("");
}
