// The kinds of step that the simulation's engine takes, and how each can end. A new kind of change (attachment/classify.ts) does not
// compile until it stands here.
import { readPlan } from "../../../provider/cli/review/plan-lines.ts";
import type { Change } from "../../../provider/attachment/classify.ts";
import type { Properties } from "../../../provider/attachment/properties.ts";

/** `code`: only the code in the state differs. `reattach`: a move on account of an argument that says where on the instance the ENI sits. */
export type ChangeKind = Change["kind"] | "reattach" | "code";

export function kindOf(change: Change, olds: Properties, news: Properties): ChangeKind {
  if (change.kind === "none" && olds["__provider"] !== news["__provider"]) return "code";
  return change.kind === "move" && change.reattach ? "reattach" : change.kind;
}

const cutShort = ["fails", "fails with a state", "provider killed", "engine killed"] as const;
const changes = ["the cloud changes", "nothing to call", ...cutShort] as const;
/** A delete that fails cannot write a state. */
const removal = ["done", "fails", "provider killed", "engine killed"] as const;

/** Of an update, by what its diff said; null: the engine does not ask for one. */
const updates: Readonly<Record<ChangeKind, readonly string[] | null>> = {
  // After a run that failed half way the engine updates in any case.
  none: ["nothing to call"],
  code: ["nothing to call"],
  stateOnly: ["nothing to call"],
  move: changes,
  reattach: ["the cloud changes", "nothing to call", "fails", "fails with a state"],
  drift: changes,
  replace: null,
};

const everyChange = Object.keys(updates) as ChangeKind[];
/** What a run can be told to do, and whether it was killed. */
const runs = ["up", "upRefresh", "refresh", "destroy", "destroyRefresh", "preview"] as const;

/** What a plan line comes to. */
const planLines = [
  "attach",
  "detach, attach",
  "take over",
  "adopt",
  "wait",
  "nothing to call",
  "replace",
  "up will fail",
  "the attach will fail",
  "from the state",
] as const;

export function planLineKind(text: string): (typeof planLines)[number] {
  const plan = readPlan(text);
  if (text.startsWith("wait")) return "wait";
  if (plan.unseen) return "from the state";
  if (plan.replaces) return "replace";
  if (plan.none) return "up will fail";
  if (plan.failure !== undefined) return "the attach will fail";
  if (plan.victim !== undefined) return "take over";
  if (plan.adopts) return "adopt";
  if (plan.detaches) return "detach, attach";
  if (plan.attaches) return "attach";
  return "nothing to call";
}

const endings: Readonly<Record<string, readonly string[]>> = {
  check: ["new", "known", "second half of a replacement"],
  diff: everyChange,
  // By the engine, before an instance that is about to be replaced: without a check, and the new one not known.
  "diff before an instance goes": ["replace"],
  "diff that a refresh shows": ["none", "drift", "move"],
  create: ["attaches", "adopts", ...cutShort],
  "create in a replacement": ["attaches", "adopts", ...cutShort],
  "create first in a replacement": ["attaches", "adopts", "fails", "fails with a state"],
  "create after half a replacement": ["attaches", "adopts", "fails", "fails with a state"],
  ...Object.fromEntries(everyChange.flatMap((kind) => (updates[kind] ? [[`update (${kind})`, updates[kind]]] : []))),
  read: ["as recorded", "drift", "gone", "fails", "provider killed", "engine killed"],
  "delete in a destroy": removal,
  "delete of what the program lost": removal,
  "delete in a replacement": removal,
  "delete in a forced replacement": ["done", "fails"],
  "delete last in a replacement": ["done", "fails"],
  "delete before an instance goes": ["done", "fails"],
  // How one that succeeds comes to it.
  delete: ["detaches", "detached already", "gone", "left alone", "kept for another resource", "never ours"],
  "plan line": planLines,
  run: runs,
  "run killed": runs,
};

export const steps: readonly string[] = Object.entries(endings).flatMap(([step, ends]) =>
  ends.map((end) => `${step}: ${end}`),
);
