// Parameters of the ZEC API: a JSON object, in which null and "" count as absent (the vendor's SDKs leave out what is not set).
import { ParameterReader } from "../parameter-reader.ts";
import type { ParameterErrors } from "../parameter-reader.ts";
import { Refused } from "../refused.ts";
import type { JsonObject } from "./message.ts";

const errors: ParameterErrors = {
  missing: (name) => new Refused("MISSING_PARAMETER", `The parameter ${name} is missing.`),
  mistyped: (name, wanted) => wrong("TYPE", name, wanted),
  notAllowed: (name, words) => wrong("VALUE", name, `one of ${words.join(", ")}`),
  tooMany: (name, limit) => wrong("EXCEED_LENGTH", name, `at most ${limit} values`),
};

export class Parameters extends ParameterReader {
  constructor(body: JsonObject) {
    super(Object.entries(body), { errors });
  }

  /** An integer, or `otherwise` if it is absent; refused if it is below `min` or above `max`. */
  integerWithin(name: string, { min, max, otherwise }: { min: number; max: number; otherwise: number }): number {
    const value = this.integer(name) ?? otherwise;
    if (value < min) throw wrong("LESS_MINIMUM", name, `at least ${min}`);
    if (value > max) throw wrong("EXCEED_MAXIMUM", name, `at most ${max}`);
    return value;
  }

  /** An empty list counts as absent: it filters nothing. */
  override list(name: string, limit: number): unknown[] | undefined {
    const items = super.list(name, limit);
    return items?.length === 0 ? undefined : items;
  }

  /** A list of {key, value}. */
  tags(name: string, limit: number): { key: string; value: string | undefined }[] {
    return (this.list(name, limit) ?? []).map((item) => {
      const tag = new Parameters(typeof item === "object" && item !== null ? (item as JsonObject) : {});
      return { key: tag.required("key"), value: tag.text("value") };
    });
  }
}

type Wrong = "TYPE" | "VALUE" | "LESS_MINIMUM" | "EXCEED_MAXIMUM" | "EXCEED_LENGTH";

function wrong(how: Wrong, name: string, allowed: string): Refused {
  return new Refused(`INVALID_PARAMETER_${how}`, `The parameter ${name} has to be ${allowed}.`);
}
