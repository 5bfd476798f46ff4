// Parameters of API 3.0: JSON, or texts of a query or form, where numbers are texts too. "" is a value.
import { ParameterReader } from "../parameter-reader.ts";
import { Refused } from "../refused.ts";

/** Error codes for wrong parameters, in which the services differ. */
export interface ParameterCodes {
  wrongType: string;
  /** Offset or Limit out of range. */
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

  /** @param isText whether the fields come from a query or form, where numbers are texts. */
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

  /** Refuses parameters that the action does not have. */
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
        throw new Refused(this.#parameterCodes.filterShape, `\`Filters.${index}\` is not an object.`);
      const { Name: name, Values: values }: { Name?: unknown; Values?: unknown } = one;
      if (typeof name !== "string")
        throw new Refused(this.#parameterCodes.filterName, `\`Filters.${index}.Name\` is not a string.`);
      if (!Array.isArray(values) || !values.every((text): text is string => typeof text === "string"))
        throw new Refused(this.#parameterCodes.filterValues, `\`Filters.${index}.Values\` is not a list of strings.`);
      return { name, values };
    });
  }

  /** The page that Offset (default 0) and Limit (1 to 100, default 20) ask for (API reference, all listings of VPC and ECM). */
  page<Item>(items: readonly Item[]): readonly Item[] {
    const offset = this.integer("Offset") ?? 0;
    const limit = this.integer("Limit") ?? 20;
    if (offset < 0) throw new Refused(this.#parameterCodes.range, "The value of `Offset` must not be negative.");
    if (limit < 1 || limit > 100)
      throw new Refused(this.#parameterCodes.range, "The value of `Limit` must be 1 to 100.");
    return items.slice(offset, offset + limit);
  }
}
