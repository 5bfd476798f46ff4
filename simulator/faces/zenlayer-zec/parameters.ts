// Typed access to a call's parameters. Null and "" count as absent: the vendor's SDKs leave out what is not set.
import { Refused } from "./errors.ts";
import type { JsonObject } from "./message.ts";

export class Parameters {
  readonly #body: JsonObject;

  constructor(body: JsonObject) {
    this.#body = body;
  }

  text(name: string): string | undefined {
    const value = this.#value(name);
    if (value === undefined || value === "") return undefined;
    // Ids too: a number above 2^53 has lost digits on its way here.
    if (typeof value !== "string") throw wrong("TYPE", name, "a string");
    return value;
  }

  required(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw new Refused("MISSING_PARAMETER", `The parameter ${name} is missing.`);
    return value;
  }

  oneOf<Word extends string>(name: string, words: readonly Word[]): Word | undefined {
    const value = this.text(name);
    const word = words.find((candidate) => candidate === value);
    if (value !== undefined && word === undefined) throw wrong("VALUE", name, `one of ${words.join(", ")}`);
    return word;
  }

  integer(name: string, { min, max, otherwise }: { min: number; max: number; otherwise: number }): number {
    const value = this.#value(name);
    if (value === undefined) return otherwise;
    if (typeof value !== "number" || !Number.isInteger(value)) throw wrong("TYPE", name, "a whole number");
    if (value < min) throw wrong("LESS_MINIMUM", name, `at least ${min}`);
    if (value > max) throw wrong("EXCEED_MAXIMUM", name, `at most ${max}`);
    return value;
  }

  /** Undefined when there is none: an empty list is no filter. */
  list(name: string, limit: number): string[] | undefined {
    const items = this.#items(name, limit);
    return items?.map((item) => {
      if (typeof item !== "string") throw wrong("TYPE", name, "a list of strings");
      return item;
    });
  }

  /** Lists of {key, value}. */
  tags(name: string, limit: number): { key: string; value: string | undefined }[] {
    return (this.#items(name, limit) ?? []).map((item) => {
      const tag = new Parameters(typeof item === "object" && item !== null ? (item as JsonObject) : {});
      return { key: tag.required("key"), value: tag.text("value") };
    });
  }

  #items(name: string, limit: number): unknown[] | undefined {
    const value = this.#value(name);
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) throw wrong("TYPE", name, "a list");
    if (value.length > limit) throw wrong("EXCEED_LENGTH", name, `at most ${limit} values`);
    return value.length === 0 ? undefined : value;
  }

  #value(name: string): unknown {
    return Object.hasOwn(this.#body, name) ? (this.#body[name] ?? undefined) : undefined;
  }
}

type Wrong = "TYPE" | "VALUE" | "LESS_MINIMUM" | "EXCEED_MAXIMUM" | "EXCEED_LENGTH";

function wrong(how: Wrong, name: string, allowed: string): Refused {
  return new Refused(`INVALID_PARAMETER_${how}`, `The parameter ${name} has to be ${allowed}.`);
}
