// Answers made from the models of vendors' SDKs (test/fixtures/vendor-facts.json): every field has a value of its declared type, which a test
// can change at one place.
import type { AnswerFacts, Field } from "../../../tools/vendor-facts/facts.ts";

type Value = unknown;
type Fields = Record<string, Value>;

/** Values of certain fields, by name; a field of text otherwise has its own name as its value, a number is 1, a switch is on. */
export type Given = Readonly<Record<string, Value>>;

export function sampleOf({ model, models }: AnswerFacts, given: Given = {}): Fields {
  const make = (name: string, above: readonly string[]): Fields =>
    Object.fromEntries(
      Object.entries(models[name] ?? {}).map(([field, facts]) => [field, valueOf(field, facts, [...above, name])]),
    );
  const valueOf = (name: string, { type, list }: Field, above: readonly string[]): Value => {
    if (Object.hasOwn(given, name)) return given[name];
    const one = models[type] ? (above.includes(type) ? {} : make(type, above)) : plain(name, type);
    return list ? [one] : one;
  };
  return make(model, []);
}

function plain(name: string, type: string): Value {
  if (type === "string" || type === "unknown") return name;
  if (type === "number") return 1;
  if (type === "boolean") return true;
  throw new Error(`no sample for a ${type} (${name})`);
}

export interface Place {
  /** `Model.Field`. */
  readonly name: string;
  /** Names from the outside in; lists have one item, which the way leads through. */
  readonly path: readonly string[];
  readonly field: Field;
}

/** Every field of an answer, at every depth. */
export function placesOf({ model, models }: AnswerFacts): Place[] {
  const inside = (name: string, path: readonly string[], above: readonly string[]): Place[] =>
    Object.entries(models[name] ?? {}).flatMap(([field, facts]) => {
      const place = { name: `${name}.${field}`, path: [...path, field], field: facts };
      return above.includes(facts.type) ? [place] : [place, ...inside(facts.type, place.path, [...above, facts.type])];
    });
  return inside(model, [], [model]);
}

/** @param value undefined removes the field. */
export function changedAt(sample: Fields, [name = "", ...further]: readonly string[], value: Value): Fields {
  if (further.length === 0) {
    if (value !== undefined) return { ...sample, [name]: value };
    return Object.fromEntries(Object.entries(sample).filter(([field]) => field !== name));
  }
  const inside = sample[name];
  const changed = (one: Value) => changedAt(one as Fields, further, value);
  return { ...sample, [name]: Array.isArray(inside) ? inside.map(changed) : changed(inside) };
}
