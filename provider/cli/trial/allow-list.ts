// The allow list of a transcript: which words, codes, numbers and field names of an answer are kept. All else becomes a placeholder.
import type { AnswerFields, Shape } from "../../vendors/fields.ts";
import { isEither, leafOf } from "../../vendors/fields.ts";
import type { Vendor } from "../../vendors/vendor.ts";
import { messageWords } from "./message-words.ts";
import type { Placeholders } from "./placeholders.ts";
import { isList, shapeDifferences } from "./shape-differences.ts";

/** Codes of a success that some envelopes have. */
const successCodes = ["0", "200", "OK", "Success", "success"];

export class AllowList {
  readonly #codes: ReadonlySet<string>;
  readonly #names: ReadonlySet<string>;
  /** Words that names of fields are made of, in lower case. */
  readonly #parts: ReadonlySet<string>;
  readonly #placeholders: Placeholders;

  constructor({ errors }: Vendor, fields: AnswerFields, placeholders: Placeholders) {
    this.#codes = new Set([...Object.keys(errors), ...fields.codes, ...successCodes]);
    this.#names = new Set([...Object.values(fields.actions), fields.error].flatMap(namesOf));
    this.#parts = new Set([...[...this.#names].flatMap(partsOf), ...messageWords]);
    this.#placeholders = placeholders;
  }

  /** The value with only what the shape allows. */
  filtered(shape: Shape, value: unknown): unknown {
    if (value === null || value === undefined || typeof value === "boolean") return value;
    if (typeof shape !== "string" && isEither(shape)) return this.filtered(closest(shape.either, value), value);
    if (Array.isArray(value)) {
      const item = typeof shape !== "string" && isList(shape) ? shape[0] : "any";
      return value.map((one) => this.filtered(item, one));
    }
    if (typeof value === "object") return this.#object(shape, value);
    const leaf = leafOf(typeof shape === "string" ? shape : "any");
    if (typeof value === "number")
      return leaf.types.includes("number") && Number.isFinite(value) ? value : this.#placeholders.ofNumber(value);
    return typeof value === "string" ? this.#text(leaf, value) : null;
  }

  #object(shape: Shape, value: object): Record<string, unknown> {
    const fields = typeof shape === "string" || isList(shape) || isEither(shape) ? undefined : shape;
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => {
        const known = fields && Object.hasOwn(fields, name) ? fields[name] : undefined;
        return [known === undefined ? this.#unknownName(name) : name, this.filtered(known ?? "any", one)];
      }),
    );
  }

  /** A field that is not known may be a name that a user gave: it is kept only if it is made of words of the vendor's own names. */
  #unknownName(name: string): string {
    const parts = partsOf(name);
    const isNamed = /^[A-Za-z]+$/.test(name) && parts.length > 0 && parts.every((part) => this.#parts.has(part));
    return isNamed ? name : this.#placeholders.ofField(name);
  }

  #text({ types, words }: { types: readonly string[]; words: readonly string[] | undefined }, text: string): string {
    if (words?.includes(text)) return text;
    if (types.includes("code")) return this.#code(text);
    return types.includes("message") ? this.#message(text) : this.#placeholders.ofText(text);
  }

  /** A code that is not known is read by its first part, so that stays if it is known. */
  #code(text: string): string {
    if (this.#codes.has(text)) return text;
    const [first = "", ...rest] = text.split(".");
    return rest.length > 0 && this.#codes.has(first)
      ? `${first}.${this.#placeholders.ofText(rest.join("."))}`
      : this.#placeholders.ofText(text);
  }

  /** Words that are known stay, each run of others becomes a placeholder. */
  #message(text: string): string {
    const kept: string[] = [];
    let run: string[] = [];
    const close = () => {
      if (run.length > 0) kept.push(this.#placeholders.ofText(run.join(" ")));
      run = [];
    };
    for (const word of text.split(/\s+/)) {
      const parts = /^["'`(]?([A-Za-z.]+?)["'`)]?[.,:;]?$/.exec(word)?.[1]?.split(".");
      if (parts?.every((part) => messageWords.has(part.toLowerCase()) || this.#names.has(part))) {
        close();
        kept.push(word);
      } else if (word !== "") run.push(word);
    }
    close();
    return kept.join(" ");
  }
}

function closest(either: readonly Shape[], value: unknown): Shape {
  const found = either.map((shape) => ({ shape, count: shapeDifferences(shape, value).length }));
  return found.toSorted((a, b) => a.count - b.count)[0]?.shape ?? "any";
}

function namesOf(shape: Shape): string[] {
  if (typeof shape === "string") return [];
  if (isEither(shape)) return shape.either.flatMap(namesOf);
  if (isList(shape)) return namesOf(shape[0]);
  return Object.entries(shape).flatMap(([name, of]) => [name, ...namesOf(of)]);
}

/** `NetworkInterfaceId`: network, interface, id. */
function partsOf(name: string): string[] {
  return name.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g)?.map((part) => part.toLowerCase()) ?? [];
}
