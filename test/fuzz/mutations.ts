// Changes to a JSON answer, one at a path: gone, null, of another type, huge, nested without end, and texts that no
// serializer would write. A change may be JSON text that no value stands for, so bodies are made as text.

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Path = readonly (string | number)[];

/** A change at one place of an answer. */
export interface Mutation {
  readonly path: Path;
  readonly kind: string;
}

/** Stands for JSON text that is put in afterwards. */
const raw = (text: string): string => `@@raw${raws.push(text) - 1}@@`;
const raws: string[] = [];

const deep = 10_001;
const deepArray = raw("[".repeat(deep) + "]".repeat(deep));
const deepObject = raw('{"a":'.repeat(deep) + "1" + "}".repeat(deep));
const beyondNumbers = raw("1e400");
const longNumber = raw("9".repeat(400));
const poisoned = raw(
  '{"__proto__":{"InstanceId":"i-evil","instanceId":"i-evil","Status":"Available"},"constructor":{"prototype":1}}',
);
const toldTwice = raw('{"a":1,"a":2}');
const loneSurrogate = raw('"\\ud800"');
const nulText = raw('"\\u0000"');

/** What a value becomes, by the name of the change. `undefined` takes the key (or the item) away. */
export const changes: Readonly<Record<string, (value: Json) => Json | undefined>> = {
  missing: () => undefined,
  null: () => null,
  zero: () => 0,
  number: () => 42,
  negative: () => -1,
  fraction: () => 0.5,
  huge: () => 1e308,
  beyondNumbers: () => beyondNumbers,
  longNumber: () => longNumber,
  true: () => true,
  false: () => false,
  emptyText: () => "",
  text: () => "x",
  numberAsText: (value) => (typeof value === "number" ? String(value) : "7"),
  textAsNumber: (value) => (typeof value === "string" && /^\d+$/.test(value) ? Number(value) : 7),
  hugeText: () => "x".repeat(20_000),
  control: (value) => `${typeof value === "string" ? value : ""}\u001b[2J\r\n`,
  loneSurrogate: () => loneSurrogate,
  nulText: () => nulText,
  emptyList: () => [],
  listOfIt: (value) => [value],
  listOfNull: () => [null],
  listOfTexts: () => ["x", "y"],
  hugeList: () => Array.from({ length: 1_500 }, () => null),
  emptyObject: () => ({}),
  object: () => ({ a: 1 }),
  poisoned: () => poisoned,
  toldTwice: () => toldTwice,
  deepArray: () => deepArray,
  deepObject: () => deepObject,
  twice: (value) => (Array.isArray(value) ? [...value, ...value] : value),
  more: (value) =>
    isObject(value)
      ? { ...value, brandNew: { a: [1] }, constructor: "x", toString: null }
      : Array.isArray(value)
        ? [...value, null]
        : value,
};

export const kinds: readonly string[] = Object.keys(changes);
/** Those that take milliseconds to read. */
export const slowKinds: readonly string[] = ["deepArray", "deepObject", "hugeList", "hugeText"];

export function isObject(value: Json): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Every place of a value, itself first. */
export function pathsOf(value: Json, at: Path = []): Path[] {
  const inside = Array.isArray(value) ? [...value.entries()] : isObject(value) ? Object.entries(value) : [];
  return [at, ...inside.flatMap(([key, child]) => pathsOf(child, [...at, key]))];
}

/** The value with one change; unchanged where there is no such place any more. */
export function mutate(value: Json, { path, kind }: Mutation): Json | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return changes[kind]?.(value);
  if (Array.isArray(value) && typeof key === "number" && key < value.length) {
    const child = mutate(value[key] ?? null, { path: rest, kind });
    return value.flatMap((one, index) => (index !== key ? [one] : child === undefined ? [] : [child]));
  }
  if (isObject(value) && typeof key === "string" && Object.hasOwn(value, key)) {
    const child = mutate(value[key] ?? null, { path: rest, kind });
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, one]) =>
        name !== key ? [[name, one]] : child === undefined ? [] : [[name, child]],
      ),
    );
  }
  return value;
}

/** The text of a body, with several changes. */
export function mutatedBody(body: Json, mutations: readonly Mutation[]): string {
  const value = mutations.reduce<Json | undefined>(
    (so, mutation) => (so === undefined ? so : mutate(so, mutation)),
    body,
  );
  return value === undefined
    ? ""
    : JSON.stringify(value).replaceAll(/"@@raw(\d+)@@"/g, (_all, index: string) => raws[Number(index)] ?? "");
}

/**
 * Changes that are statements: the answer then says something else in so many words, and is believed. An empty list, an
 * item less; for Tencent, which says "on no instance" so, no Attachment; a text in place of an instance's id; the
 * number of a task's status, and of the legacy API's error code.
 */
export function isStatement({ path, kind }: Mutation): boolean {
  const last = path.at(-1);
  const text = ["text", "hugeText", "control", "loneSurrogate", "nulText", "numberAsText"].includes(kind);
  if (kind === "emptyList" || last === "code" || last === "codeDesc") return true;
  if (typeof last === "number" && kind === "missing") return true;
  if (last === "Attachment" || last === "instanceSet") return kind === "missing" || kind === "null";
  if (last === "InstanceId" || last === "instanceId") return text;
  return false;
}

/** Lists of things, which some vendors leave out or make null where there are none, beside a total of 0. */
const listsOfThings = /^(NetworkInterfaceSets?|InstanceSet|Instances|data|dataSet)$/;

/**
 * Changes that are a statement together: an attachment of Tencent's of which nothing is left, neither instance, time nor
 * (where there is one) place, as an empty record stands for "on no instance"; a total of 0 without a list.
 */
export function stateTogether(mutations: readonly Mutation[]): boolean {
  const lasts = mutations.map(({ path, kind }) => ({ last: String(path.at(-1)), kind }));
  const isNone = lasts.some(({ last, kind }) => /^total(Count|Num)$/i.test(last) && kind === "zero");
  if (isNone && lasts.some(({ last, kind }) => listsOfThings.test(last) && /^(missing|null)$/.test(kind))) return true;
  const changed = (key: string, within: string) =>
    mutations.some(({ path }) => path.at(-1) === key && path.includes(within));
  const legacy = ["instanceId", "attachTime"].every((key) => changed(key, "instanceSet"));
  return legacy || ["InstanceId", "AttachTime", "DeviceIndex"].every((key) => changed(key, "Attachment"));
}
