// Parameters as API 3.0 has them: JSON, or texts of a query or form, where a number is a text too. "" is a value.
import { ParameterReader } from "../parameter-reader.ts";
import { Refused } from "../refused.ts";

/** What services call the same mistakes. */
export interface ParameterCodes {
  wrongType: string;
  /** Offset or Limit beyond what is allowed. */
  range: string;
  tooManyIds: string;
  filterName: string;
  filterShape: string;
  filterValues: string;
}

export interface Filter {
  name: string;
  values: readonly string[];
}

export class Parameters extends ParameterReader {
  readonly #parameterCodes: ParameterCodes;

  /** @param isText numbers and lists of one cannot be told from texts. */
  constructor(fields: Record<string, unknown>, isText: boolean, parameterCodes: ParameterCodes) {
    const mistyped = (name: string) =>
      new Refused(parameterCodes.wrongType, `The value type of parameter \`${name}\` is not valid.`);
    super(Object.entries(fields), {
      keepsEmpty: true,
      ...(isText ? { integers: /^-?\d{1,15}$/ } : {}),
      errors: {
        missing: (name) => new Refused("MissingParameter", `The request is missing a required parameter \`${name}\`.`),
        mistyped,
        notAllowed: mistyped,
        tooMany: (name, limit) =>
          new Refused(parameterCodes.tooManyIds, `At most ${limit} values are allowed for \`${name}\`.`),
      },
    });
    this.#parameterCodes = parameterCodes;
  }

  allow(names: readonly string[]): void {
    for (const name of this.names)
      if (!names.includes(name)) throw new Refused("UnknownParameter", `The parameter \`${name}\` is not recognized.`);
  }

  require(...names: readonly string[]): void {
    for (const name of names) if (this.value(name) === undefined) throw this.errors.missing(name);
  }

  filters(): Filter[] | undefined {
    return this.list("Filters")?.map((one: unknown, index): Filter => {
      if (typeof one !== "object" || one === null || Array.isArray(one))
        throw new Refused(this.#parameterCodes.filterShape, `\`Filters.${index}\` is no object.`);
      const { Name: name, Values: values }: { Name?: unknown; Values?: unknown } = one;
      if (typeof name !== "string")
        throw new Refused(this.#parameterCodes.filterName, `\`Filters.${index}.Name\` is no text.`);
      if (!Array.isArray(values) || !values.every((text): text is string => typeof text === "string"))
        throw new Refused(this.#parameterCodes.filterValues, `\`Filters.${index}.Values\` is no list of texts.`);
      return { name, values };
    });
  }

  /** Offset from 0, Limit 1 to 100 with 20 by default (API reference, all listings of VPC and ECM). */
  page<Item>(items: readonly Item[]): readonly Item[] {
    const offset = this.integer("Offset") ?? 0;
    const limit = this.integer("Limit") ?? 20;
    if (offset < 0) throw new Refused(this.#parameterCodes.range, "The value of `Offset` must not be negative.");
    if (limit < 1 || limit > 100)
      throw new Refused(this.#parameterCodes.range, "The value of `Limit` must be 1 to 100.");
    return items.slice(offset, offset + limit);
  }
}
