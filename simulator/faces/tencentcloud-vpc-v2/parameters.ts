// Parameters of the legacy API: all are texts, an empty one counts as absent, and one code (4000) refuses every wrong one.
import { ParameterReader } from "../parameter-reader.ts";
import { Refused } from "../refused.ts";

const parameterError = (words: string) => (name: string) => new Refused("4000", `${name} ${words}`);

export class Parameters extends ParameterReader {
  constructor(texts: ReadonlyMap<string, string>) {
    super(texts, {
      integers: /^\d{1,15}$/,
      errors: {
        missing: parameterError("is missing"),
        mistyped: parameterError("is not a number"),
        notAllowed: parameterError("is unknown"),
        tooMany: parameterError("has too many values"),
      },
    });
  }
}
