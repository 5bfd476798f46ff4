// Where a body differs from a vendor's table of fields: fields, types, nulls and words that it does not have. Pure.
import type { Fields, Leaf, Shape } from "../../vendors/fields.ts";
import { isEither, leafOf } from "../../vendors/fields.ts";

export interface ShapeDifference {
  readonly kind: "field" | "type" | "word";
  /** `NetworkInterfaceSet[].Status`. */
  readonly path: string;
  /** A clause that follows the path: "is null, taken for text". */
  readonly says: string;
}

export function shapeDifferences(shape: Shape, value: unknown, path = ""): ShapeDifference[] {
  if (typeof shape === "string") return ofLeaf(leafOf(shape), value, path);
  if (isEither(shape)) {
    // The alternative "?" stands for null, and fits no other value.
    const open = shape.either.filter((one) => one !== "?" || value === null);
    const found = open.map((one) => shapeDifferences(one, value, path));
    return found.toSorted((a, b) => a.length - b.length)[0] ?? [];
  }
  if (isList(shape)) {
    if (value === undefined) return [];
    if (!Array.isArray(value)) return [typed(path, value, "a list")];
    return value.flatMap((item) => shapeDifferences(shape[0], item, `${path}[]`));
  }
  if (value === undefined) return [];
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [typed(path, value, "an object")];
  return ofFields(shape, value, path);
}

function ofFields(shape: Fields, value: object, path: string): ShapeDifference[] {
  const entries: Readonly<Record<string, unknown>> = { ...value };
  const at = (name: string) => (path === "" ? name : `${path}.${name}`);
  return [
    ...Object.keys(entries)
      .filter((name) => !Object.hasOwn(shape, name))
      .map((name) => ({ kind: "field" as const, path: at(name), says: `is not known (${typeOf(entries[name])})` })),
    ...Object.entries(shape).flatMap(([name, of]) => shapeDifferences(of, entries[name], at(name))),
  ];
}

function ofLeaf({ types, words, isNullable, isRequired }: Leaf, value: unknown, path: string): ShapeDifference[] {
  if (value === undefined) return isRequired ? [{ kind: "field", path, says: "is missing" }] : [];
  if (types.includes("any") || (value === null && isNullable)) return [];
  if (!types.some((type) => typeWords[type]?.[0] === typeOf(value)))
    return [typed(path, value, types.flatMap((type) => typeWords[type]?.[1] ?? []).join(" or ") || "null")];
  const isFree = types.some((type) => type === "text" || type === "message" || type === "code");
  if (typeof value !== "string" || !words || isFree || words.includes(value)) return [];
  return [{ kind: "word", path, says: `is ${JSON.stringify(value)}, a word that is not known` }];
}

/** Types of a leaf: what values of it are, and how that is said. */
const typeWords: Readonly<Record<string, readonly [string, string]>> = {
  text: ["text", "text"],
  word: ["text", "text"],
  message: ["text", "text"],
  code: ["text", "text"],
  number: ["a number", "a number"],
  name: ["a number", "a number"],
  flag: ["true or false", "true or false"],
};

export function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  switch (typeof value) {
    case "string":
      return "text";
    case "number":
      return "a number";
    case "boolean":
      return "true or false";
    default:
      return "an object";
  }
}

function typed(path: string, value: unknown, taken: string): ShapeDifference {
  return { kind: "type", path, says: `is ${typeOf(value)}, taken for ${taken}` };
}

export function isList(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}
