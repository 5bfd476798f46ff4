// Typed access to the parameters of a call, from JSON or from the texts of a query or form. Each face says which of the two it has,
// and with which errors its vendor refuses wrong parameters.
import type { Refused } from "./refused.ts";

/** The vendor's error for each kind of wrong parameter. */
export interface ParameterErrors {
  missing(name: string): Refused;
  /** The parameter is not `wanted`, which is for the message: "a string", "a list of strings". */
  mistyped(name: string, wanted: string): Refused;
  /** The parameter is not one of `words`. */
  notAllowed(name: string, words: readonly string[]): Refused;
  tooMany(name: string, limit: number): Refused;
}

export interface ReaderOptions {
  readonly errors: ParameterErrors;
  /** Pattern of texts that count as integers. Default: only numbers count, as in JSON. */
  readonly integers?: RegExp;
  /** true: "" is a value. Default: a parameter that is "" counts as absent. */
  readonly keepsEmpty?: boolean;
  /** true: a list is sent as numbered parameters, `Id.1`, `Id.2`. Default: as a list, as in JSON. */
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

  /** The names of the parameters that have a value. */
  get names(): string[] {
    return [...this.#fields.keys()].filter((name) => this.value(name) !== undefined);
  }

  /** Undefined if the parameter is absent; null counts as absent. */
  value(name: string): unknown {
    const value = this.#fields.get(name) ?? undefined;
    return value === "" && !this.#options.keepsEmpty ? undefined : value;
  }

  text(name: string): string | undefined {
    const value = this.value(name);
    if (value === undefined || typeof value === "string") return value;
    // A number is refused, also for ids: above 2^53 it has lost digits when JSON was parsed.
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

  /** Undefined if the parameter is absent. A list with more than `limit` items is refused. */
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

  /** The list in `name.1`, `name.2` and so on, in the order of the numbers, which may have gaps. */
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
