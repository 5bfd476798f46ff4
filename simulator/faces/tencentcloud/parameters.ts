// Typed access to the parameters of an API 3.0 call: JSON as sent, or texts of a query or form, where a number is a text too.
import { Refused } from "./errors.ts";

/** What services call the same mistakes. */
export interface Dialect {
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

export class Parameters {
  readonly #fields: ReadonlyMap<string, unknown>;
  /** Texts only: numbers and lists of one cannot be told from texts. */
  readonly #isText: boolean;
  readonly #dialect: Dialect;

  constructor(fields: Record<string, unknown>, isText: boolean, dialect: Dialect) {
    this.#fields = new Map(Object.entries(fields).filter(([, value]) => value !== null));
    this.#isText = isText;
    this.#dialect = dialect;
  }

  allow(names: readonly string[]): void {
    for (const name of this.#fields.keys())
      if (!names.includes(name)) throw new Refused("UnknownParameter", `The parameter \`${name}\` is not recognized.`);
  }

  require(...names: readonly string[]): void {
    for (const name of names)
      if (!this.#fields.has(name))
        throw new Refused("MissingParameter", `The request is missing a required parameter \`${name}\`.`);
  }

  has(name: string): boolean {
    return this.#fields.has(name);
  }

  text(name: string): string | undefined {
    const value = this.#fields.get(name);
    if (value === undefined || typeof value === "string") return value;
    throw this.#mistyped(name);
  }

  integer(name: string): number | undefined {
    const value = this.#fields.get(name);
    if (value === undefined) return undefined;
    if (this.#isText && typeof value === "string" && /^-?\d{1,15}$/.test(value)) return Number(value);
    if (typeof value === "number" && Number.isSafeInteger(value)) return value;
    throw this.#mistyped(name);
  }

  texts(name: string): string[] | undefined {
    const value = this.#fields.get(name);
    if (value === undefined) return undefined;
    if (Array.isArray(value) && value.every((one): one is string => typeof one === "string")) return value;
    throw this.#mistyped(name);
  }

  filters(): Filter[] | undefined {
    const value = this.#fields.get("Filters");
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) throw this.#mistyped("Filters");
    return value.map((one: unknown, index): Filter => {
      if (typeof one !== "object" || one === null || Array.isArray(one))
        throw new Refused(this.#dialect.filterShape, `\`Filters.${index}\` is no object.`);
      const { Name: name, Values: values }: { Name?: unknown; Values?: unknown } = one;
      if (typeof name !== "string")
        throw new Refused(this.#dialect.filterName, `\`Filters.${index}.Name\` is no text.`);
      if (!Array.isArray(values) || !values.every((text): text is string => typeof text === "string"))
        throw new Refused(this.#dialect.filterValues, `\`Filters.${index}.Values\` is no list of texts.`);
      return { name, values };
    });
  }

  /** Offset from 0, Limit 1 to 100 with 20 by default (API reference, all listings of VPC and ECM). */
  page<Item>(items: readonly Item[]): readonly Item[] {
    const offset = this.integer("Offset") ?? 0;
    const limit = this.integer("Limit") ?? 20;
    if (offset < 0) throw new Refused(this.#dialect.range, "The value of `Offset` must not be negative.");
    if (limit < 1 || limit > 100) throw new Refused(this.#dialect.range, "The value of `Limit` must be 1 to 100.");
    return items.slice(offset, offset + limit);
  }

  /** At most 100 in one call. */
  ids(name: string): string[] | undefined {
    const ids = this.texts(name);
    if (ids !== undefined && ids.length > 100)
      throw new Refused(this.#dialect.tooManyIds, `At most 100 values are allowed for \`${name}\`.`);
    return ids;
  }

  #mistyped(name: string): Refused {
    return new Refused(this.#dialect.wrongType, `The value type of parameter \`${name}\` is not valid.`);
  }
}
