// Which properties a change is shown at: arguments by the inputs of the last run, a drift by the outputs in the state.
import { isDeepStrictEqual } from "node:util";
import type { Verdict } from "../attachment/changes.ts";
import type { Properties } from "../attachment/properties.ts";
import { ownProperties } from "../attachment/properties.ts";
import { readComputed } from "../attachment/state.ts";

export interface PropertyChange {
  readonly kind: "add" | "delete" | "update";
  readonly replaces: boolean;
  /** False for a difference between the outputs in the state and the program. */
  readonly isInput: boolean;
}

export interface DiffFacts {
  readonly olds: Properties;
  /** What the program gave in the last run; empty in a state that an old version wrote. */
  readonly oldInputs: Properties;
  readonly news: Properties;
}

/** By path: `instanceId`, `timeouts.attach`. */
export function detailedDiff(verdict: Verdict, facts: DiffFacts): Map<string, PropertyChange> {
  const changes = new Map<string, PropertyChange>();
  if (verdict.is === "none") return changes;
  const before = ownProperties(Object.keys(facts.oldInputs).length > 0 ? facts.oldInputs : facts.olds);
  const after = ownProperties(facts.news);
  const because = new Set(verdict.is === "replace" ? verdict.because : []);
  for (const name of new Set([...verdict.changed, ...because])) {
    for (const [path, kind] of differences(name, before[name], after[name]))
      changes.set(path, { kind, replaces: because.has(name), isInput: true });
  }
  if (verdict.is === "update" && changes.size === 0) for (const name of drifted(facts)) changes.set(name, drift);
  return changes;
}

const drift: PropertyChange = { kind: "update", replaces: false, isInput: false };

function differences(
  path: string,
  before: unknown,
  after: unknown,
): readonly (readonly [string, PropertyChange["kind"]])[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (before === undefined) return [[path, "add"]];
  if (after === undefined) return [[path, "delete"]];
  if (!isObject(before) || !isObject(after)) return [[path, "update"]];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => differences(`${path}.${name}`, before[name], after[name]));
}

function isObject(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The outputs that `up` changes though no argument changed. */
function drifted({ olds, news }: DiffFacts): string[] {
  const { state, attachedTo } = readComputed(olds);
  const names = [state !== "attached" && "state", attachedTo !== news["instanceId"] && "attachedTo"];
  const found = names.filter((name) => name !== false);
  return found.length > 0 ? found : ["state"];
}
