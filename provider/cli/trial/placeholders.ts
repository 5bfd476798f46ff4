// Placeholders of a transcript: what a text looked like, and a number that is the same for the same text.

/** What a text looks like; replays put something of the same look in its place. */
export type Look =
  "eni" | "instance" | "vpc" | "text" | "digits" | "time" | "localTime" | "address" | "mac" | "number" | "field";

const looks: readonly (readonly [Look, RegExp])[] = [
  // A call of the legacy API names the VPC, and the arguments of an attachment have to look like one.
  ["vpc", /^vpc-/],
  ["digits", /^\d+$/],
  ["time", /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(\.\d+)?Z?$/],
  ["localTime", /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/],
  ["mac", /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i],
  ["address", /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f]{0,4}(:[0-9a-f]{0,4}){2,7})$/i],
];

export class Placeholders {
  readonly #known = new Map<string, string>();
  readonly #counts = new Map<Look, number>();

  /** @param subjects the ids of the trial, which keep a placeholder of their own look. */
  constructor(subjects: { readonly eni: string; readonly instances: readonly string[] }) {
    this.#named("eni", subjects.eni);
    for (const id of subjects.instances) this.#named("instance", id);
  }

  /** `<text#3>`; an empty text stays. */
  ofText(text: string): string {
    if (text === "") return "";
    return this.#named(looks.find(([, pattern]) => pattern.test(text))?.[0] ?? "text", text);
  }

  ofNumber(value: number): string {
    return this.#named("number", String(value));
  }

  ofField(name: string): string {
    return this.#named("field", name);
  }

  #named(look: Look, value: string): string {
    // A text that is digits, and a number of the same digits, are two things: only their looks tell them apart.
    const key = `${look === "number" || look === "field" ? look : "text"} ${value}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const count = (this.#counts.get(look) ?? 0) + 1;
    this.#counts.set(look, count);
    const placeholder = `<${look}#${count}>`;
    this.#known.set(key, placeholder);
    return placeholder;
  }
}
