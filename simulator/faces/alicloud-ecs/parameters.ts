// Parameters of the ECS API: all are texts, lists are numbered from 1 (NetworkInterfaceId.1), an empty text counts as absent.
import { ParameterReader } from "../parameter-reader.ts";
import type { ReaderOptions } from "../parameter-reader.ts";
import { Refused } from "../refused.ts";

const options: ReaderOptions = {
  integers: /^-?\d{1,9}$/,
  numbersLists: true,
  errors: {
    missing: (name) =>
      new Refused(
        "MissingParameter",
        `The input parameter "${name}" that is mandatory for processing this request is not supplied.`,
      ),
    mistyped: (name) => invalid(name),
    notAllowed: (name) => invalid(name),
    tooMany: (name, limit) => invalid(name, `at most ${limit} values are allowed`),
  },
};

export class Parameters extends ParameterReader {
  constructor(texts: ReadonlyMap<string, string>) {
    super(texts, options);
  }

  /** The tags in Tag.N.Key and Tag.N.Value. */
  tags(limit: number): { key: string; value: string | undefined }[] {
    const indexes = new Set(this.names.map((key) => /^Tag\.(\d+)\.(?:Key|Value)$/.exec(key)?.[1] ?? ""));
    indexes.delete("");
    if (indexes.size > limit) throw this.errors.tooMany("Tag", limit);
    return [...indexes].map((index) => {
      const key = this.text(`Tag.${index}.Key`);
      if (key === undefined || index === "0") throw invalid(`Tag.${index}.Key`);
      return { key, value: this.text(`Tag.${index}.Value`) };
    });
  }
}

export function invalid(name: string, detail?: string): Refused {
  return new Refused(
    "InvalidParameter",
    `The specified parameter "${name}" is not valid${detail ? `: ${detail}` : ""}.`,
  );
}
