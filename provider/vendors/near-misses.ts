// "Did you mean …?": what a word that is not known was probably meant to be.
import { closest, distance } from "fastest-levenshtein";

/** The known word that takes at most two changes, and fewer than a third of its letters; undefined when there is none. */
export function nearMiss(word: string, known: readonly string[]): string | undefined {
  if (word === "" || known.length === 0) return undefined;
  const lower = word.toLowerCase();
  // As it is, without upper and lower case, and by its beginning: "tencentcloud" for "tencentcloud-vpc".
  const same = known.find((one) => one.toLowerCase() === lower);
  if (same !== undefined) return same;
  const nearest = closest(
    lower,
    known.map((one) => one.toLowerCase()),
  );
  const changes = distance(lower, nearest);
  if (changes > 2 || changes * 3 > nearest.length)
    return known.find((one) => one.toLowerCase().startsWith(`${lower}-`));
  return known.find((one) => one.toLowerCase() === nearest);
}

/** The same where no other known word is as near: of "ap-southeast-9" nobody knows which number was meant. */
export function onlyNearMiss(word: string, known: readonly string[]): string | undefined {
  const near = nearMiss(word, known);
  if (near === undefined) return undefined;
  const changes = (one: string) => distance(word.toLowerCase(), one.toLowerCase());
  return known.some((other) => other !== near && changes(other) <= changes(near)) ? undefined : near;
}

/** As a part of a message; empty when nothing is near. */
export function didYouMean(word: unknown, known: readonly string[]): string {
  const near = typeof word === "string" ? nearMiss(word, known) : undefined;
  return near === undefined ? "" : `; did you mean "${near}"?`;
}
