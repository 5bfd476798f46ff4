// The form of the tables of fields (`fields.ts` of each vendor): the answers as this package and the local cloud take them to be.
// They are data, from the vendor's documents; `eni-attachment trial` tells where a real answer differs.

/**
 * A value. A text names its types: "text", "number", "flag" (true or false), several with a "|" between. In place of "text":
 * "message", words for people; "code", an error code; "=A,B", one of these words; "name", a number that names something, as an id does.
 * A "?" at the end: it may be null. A "!": it is in every answer.
 * A list of one is a list of such values. `either` has alternatives.
 */
export type Shape = string | readonly [Shape] | Fields | Either;

export interface Either {
  readonly either: readonly Shape[];
}

export interface Fields {
  readonly [name: string]: Shape;
}

export interface AnswerFields {
  /** The body of a success, by action. A field that is not here is unknown. */
  readonly actions: Readonly<Record<string, Shape>>;
  /** The body of a refusal. */
  readonly error: Shape;
  /** Error codes that are known besides those of the vendor's table. */
  readonly codes: readonly string[];
}

export function isEither(shape: Shape): shape is Either {
  return typeof shape === "object" && "either" in shape && Array.isArray(shape.either);
}

/** A shape that is a text, read. */
export interface Leaf {
  readonly types: readonly string[];
  /** Undefined if any text may come. */
  readonly words: readonly string[] | undefined;
  readonly isNullable: boolean;
  readonly isRequired: boolean;
}

const leaves = new Map<string, Leaf>();

export function leafOf(spec: string): Leaf {
  const known = leaves.get(spec);
  if (known) return known;
  const [, body = "", marks = ""] = /^(.*?)([?!]*)$/.exec(spec) ?? [];
  const types = body.split("|").map((type) => (type.startsWith("=") ? "word" : type));
  const words = body.split("|").find((type) => type.startsWith("="))?.slice(1).split(","); // prettier-ignore
  const leaf = { types, words, isNullable: marks.includes("?"), isRequired: marks.includes("!") };
  leaves.set(spec, leaf);
  return leaf;
}
