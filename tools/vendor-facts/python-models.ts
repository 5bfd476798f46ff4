// The models and error codes of SDKs in Python, as their sources have them.
import type { Field, Model, Models } from "./facts.ts";
import { wordsOf } from "./words.ts";

/** Codes of a module of error codes: `NAME = 'Code'`. */
export function errorCodes(source: string): string[] {
  const codes = [...source.matchAll(/^[A-Z0-9_]+ = (['"])(.+)\1$/gm)].map(([, , code]) => code ?? "");
  if (codes.length === 0) throw new Error("no error codes found: the module's form has changed");
  return [...new Set(codes)].sort();
}

/** Tencent Cloud's models document each field: `:param _State: …`, then `:type State: str`. Zenlayer's give no types. */
export function pythonModels(source: string): Models {
  const models: Record<string, Model> = {};
  for (const block of source.split(/^class /m).slice(1)) {
    const name = /^(\w+)\(/.exec(block)?.[1];
    if (name === undefined) continue;
    const [head = "", deserialize = ""] = block.split("def _deserialize");
    models[name] = { ...builtFields(deserialize), ...documentedFields(head) };
  }
  return models;
}

const documented = /:param _?(\w+): ([^]*?)\n\s+:type \1: (.+)$/gm;
/** "This field may return null." */
const mayBeNull = /可能返回 ?null/;

function documentedFields(head: string): Model {
  const fields: Record<string, Field> = {};
  for (const [, name = "", comment = "", declared = ""] of head.matchAll(documented)) {
    const type = declared.replace(/^list of /, "");
    const words = type === "str" ? wordsOf(name, comment) : [];
    fields[name] = {
      type: typeOf(type),
      ...(type === declared ? {} : { list: true }),
      ...(mayBeNull.test(comment) ? { null: true } : {}),
      ...(words.length > 0 ? { words } : {}),
    };
  }
  return fields;
}

const plain: Readonly<Record<string, string>> = {
  bool: "boolean",
  float: "number",
  int: "number",
  "int non-negative": "number",
  str: "string",
};

/** The last name of a class: ":class:`tencentcloud.vpc.v20170312.models.NetworkInterfaceAttachment`". */
function typeOf(declared: string): string {
  return plain[declared] ?? declared.replace(/^:class:`(.*)`$/, "$1").replace(/^.*\./, "");
}

/** Fields as they are read: those that are built from a model, or are lists of them, show it. */
function builtFields(deserialize: string): Model {
  const fields: Record<string, Field> = {};
  for (const [, name = ""] of deserialize.matchAll(/params\.get\("(\w+)"\)/g)) fields[name] ??= { type: "unknown" };
  for (const [, name = "", type = ""] of deserialize.matchAll(/self\._?(\w+) = ([A-Z]\w*)\(params/g))
    fields[name] = { type };
  for (const [, name = "", type = ""] of deserialize.matchAll(/self\._?(\w+) = \[\]\s+for .*\s+obj = (\w+)\(/g))
    fields[name] = { type, list: true };
  return fields;
}
