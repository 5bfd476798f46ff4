// Types of the package's schema, made of zod schemas: by way of JSON Schema, which zod writes by itself.
import { z } from "zod";

/** How Pulumi's schema says a type. */
export interface TypeSpec {
  readonly type?: string;
  readonly $ref?: string;
  readonly items?: TypeSpec;
  readonly additionalProperties?: TypeSpec;
  readonly oneOf?: readonly TypeSpec[];
}

/** The part of JSON Schema that our zod schemas lead to. Whatever else comes up is an error, in the test that makes the schema. */
export interface JsonType {
  readonly type?: string | undefined;
  readonly description?: string | undefined;
  readonly const?: unknown;
  readonly enum?: readonly unknown[] | undefined;
  readonly anyOf?: readonly JsonType[] | undefined;
  readonly items?: JsonType | undefined;
  readonly properties?: Readonly<Record<string, JsonType>> | undefined;
  readonly additionalProperties?: JsonType | boolean | undefined;
  readonly required?: readonly string[] | undefined;
}

const jsonType: z.ZodType<JsonType> = z.lazy(() =>
  z.object({
    type: z.string().optional(),
    description: z.string().optional(),
    const: z.unknown().optional(),
    enum: z.array(z.unknown()).optional(),
    anyOf: z.array(jsonType).optional(),
    items: jsonType.optional(),
    properties: z.record(z.string(), jsonType).optional(),
    additionalProperties: z.union([jsonType, z.boolean()]).optional(),
    required: z.array(z.string()).optional(),
  }),
);

/** @param side what the schema takes, or what it gives. */
export function jsonTypeOf(schema: z.ZodType, side: "input" | "output" = "input"): JsonType {
  return jsonType.parse(z.toJSONSchema(schema, { io: side, unrepresentable: "any" }));
}

const simpleType = z.enum(["string", "boolean", "integer", "number"]);

/** @throws Error for what this package's schemas do not hold so far. */
export function typeSpecOf(type: JsonType): TypeSpec {
  if (type.anyOf) {
    const each = type.anyOf.map(typeSpecOf);
    const kinds = new Set(each.map((one) => JSON.stringify(one)));
    const [first] = each;
    return kinds.size === 1 && first ? first : { oneOf: each };
  }
  // A choice among numbers, such as 0 and 1.
  if (type.type === "number" && Number.isInteger(type.const)) return { type: "integer" };
  if (type.type === "array" && type.items) return { type: "array", items: typeSpecOf(type.items) };
  if (type.type === "object" && typeof type.additionalProperties === "object")
    return { type: "object", additionalProperties: typeSpecOf(type.additionalProperties) };
  const simple = simpleType.safeParse(type.type);
  if (simple.success && !type.enum) return { type: simple.data };
  throw new Error(`no type of Pulumi's for ${JSON.stringify(type)}`);
}
