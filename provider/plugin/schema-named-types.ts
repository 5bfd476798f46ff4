// The types of the package's schema that have names of their own: enumerations and objects.
import type { JsonType, TypeSpec } from "./schema-types.ts";
import { typeSpecOf } from "./schema-types.ts";

export interface PropertySpec extends TypeSpec {
  readonly description: string;
  readonly secret?: true;
}

export interface NamedType {
  readonly type: "object" | "string";
  readonly description: string;
  readonly enum?: readonly { readonly name: string; readonly value: string; readonly description?: string }[];
  readonly properties?: Readonly<Record<string, PropertySpec>>;
}

/** `alicloud-ecs` and `takeOver` become `AlicloudEcs` and `TakeOver`, of which each language makes its own form. */
export function typeName(word: string): string {
  return word.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

export const refTo = (name: string): TypeSpec => ({ $ref: `#/types/eni:index:${name}` });

/** @param descriptions of the values; a value without one has none. */
export function enumeration(
  description: string,
  values: readonly string[],
  descriptions: Readonly<Record<string, string>> = {},
): NamedType {
  const entry = (value: string) => {
    const said = descriptions[value];
    return { name: typeName(value), value, ...(said !== undefined && { description: said }) };
  };
  return { type: "string", description, enum: values.map(entry) };
}

/** @param texts the descriptions of properties that bring none along. */
export function objectType(
  description: string,
  type: JsonType,
  texts: Readonly<Record<string, string>> = {},
): NamedType {
  const properties = Object.entries(type.properties ?? {}).map(([name, property]) => [
    name,
    { description: property.description ?? textOf(texts, name), ...typeSpecOf(property) },
  ]);
  return { type: "object", description, properties: Object.fromEntries(properties) as Record<string, PropertySpec> };
}

/** @throws Error when nothing is said of it: `npm run docs` reads the texts again. */
export function textOf(texts: Readonly<Record<string, string>>, name: string): string {
  const text = texts[name];
  if (text === undefined) throw new Error(`nothing is said of ${name}: run npm run docs`);
  return text;
}
