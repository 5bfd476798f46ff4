// Parameters as the legacy API has them: all texts, an empty value counts as absent. It has one code for every mistake.
import { ParameterReader } from "../parameter-reader.ts";
import { Refused } from "../refused.ts";

const parameterError = (words: string) => (name: string) => new Refused("4000", `${name} ${words}`);

export class Parameters extends ParameterReader {
  constructor(texts: ReadonlyMap<string, string>) {
    super(texts, {
      integers: /^\d{1,15}$/,
      errors: {
        missing: parameterError("is missing"),
        mistyped: parameterError("is no number"),
        notAllowed: parameterError("is unknown"),
        tooMany: parameterError("has too many values"),
      },
    });
  }
}
