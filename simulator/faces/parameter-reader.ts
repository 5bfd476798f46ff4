// Typed access to the parameters of a call: JSON as sent, or texts of a query or form. A face says which, and how its vendor complains.
import type { Refused } from "./refused.ts";

/** How a vendor names each mistake. */
export interface ParameterErrors {
  missing(name: string): Refused;
  /** It is of another type or form than `wanted`: "a string", "a list of strings". */
  mistyped(name: string, wanted: string): Refused;
  /** It is none of the words that are allowed. */
  notAllowed(name: string, words: readonly string[]): Refused;
  tooMany(name: string, limit: number): Refused;
}

export interface ReaderOptions {
  readonly errors: ParameterErrors;
  /** A text that stands for an integer; undefined where integers are numbers, as in JSON. */
  readonly integers?: RegExp;
  /** "" counts as a value. Default: it counts as absent. */
  readonly keepsEmpty?: boolean;
  /** Lists are repeated parameters with a number behind: `Id.1`, `Id.2`. Default: they are lists, as in JSON. */
  readonly numbersLists?: boolean;
}

export class ParameterReader {
  readonly #fields: ReadonlyMap<string, unknown>;
  readonly #options: ReaderOptions;

  constructor(fields: Iterable<readonly [string, unknown]>, options: ReaderOptions) {
    this.#fields = new Map(fields);
    this.#options = options;
  }

  get errors(): ParameterErrors {
    return this.#options.errors;
  }

  /** Of those that have a value. */
  get names(): string[] {
    return [...this.#fields.keys()].filter((name) => this.value(name) !== undefined);
  }

  /** Undefined when it is absent; null counts as absent. */
  value(name: string): unknown {
    const value = this.#fields.get(name) ?? undefined;
    return value === "" && !this.#options.keepsEmpty ? undefined : value;
  }

  text(name: string): string | undefined {
    const value = this.value(name);
    if (value === undefined || typeof value === "string") return value;
    // Ids too: a number above 2^53 has lost digits on its way here.
    throw this.errors.mistyped(name, "a string");
  }

  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw this.errors.missing(name);
    return value;
  }

  integer(name: string): number | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    if (typeof value === "number" && Number.isSafeInteger(value)) return value;
    if (typeof value === "string" && this.#options.integers?.test(value) === true) return Number(value);
    throw this.errors.mistyped(name, "a whole number");
  }

  flag(name: string): boolean | undefined {
    const value = this.text(name)?.toLowerCase();
    if (value === undefined) return undefined;
    if (value !== "true" && value !== "false") throw this.errors.mistyped(name, "true or false");
    return value === "true";
  }

  oneOf<Word extends string>(name: string, words: readonly Word[]): Word | undefined {
    const value = this.text(name);
    const word = words.find((candidate) => candidate === value);
    if (value !== undefined && word === undefined) throw this.errors.notAllowed(name, words);
    return word;
  }

  /** Undefined when there is none, refused when there are more than `limit`. */
  list(name: string, limit = Infinity): unknown[] | undefined {
    const value = this.#options.numbersLists ? this.#numbered(name) : this.value(name);
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) throw this.errors.mistyped(name, "a list");
    if (value.length > limit) throw this.errors.tooMany(name, limit);
    return value as unknown[];
  }

  texts(name: string, limit?: number): string[] | undefined {
    return this.list(name, limit)?.map((item) => {
      if (typeof item !== "string") throw this.errors.mistyped(name, "a list of strings");
      return item;
    });
  }

  /** One-based, in the order of the numbers, which may have gaps. */
  #numbered(name: string): unknown[] | undefined {
    const found: [number, unknown][] = [];
    for (const key of this.#fields.keys()) {
      if (!key.startsWith(`${name}.`)) continue;
      const index = key.slice(name.length + 1);
      if (!/^[1-9]\d{0,4}$/.test(index)) throw this.errors.mistyped(key, "numbered from 1");
      const value = this.value(key);
      if (value !== undefined) found.push([Number(index), value]);
    }
    return found.length === 0 ? undefined : found.sort(([a], [b]) => a - b).map(([, value]) => value);
  }
}
