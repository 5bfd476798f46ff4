// Edits and commands that lead to a wanted cell, as far as one line can: its step is provoked, and stands under its word.
import type { Cell } from "./cells.ts";
import type { Chance } from "./chance.ts";
import type { Draft, Part } from "./draft.ts";
import { becomes, changeValue, dropOption, isOption, rename, setOption } from "./draft.ts";
import type { Command, Resource, Snapshot } from "./model/stack.ts";
import type { Fault } from "./script.ts";

export interface Way {
  readonly command: Command;
  /** Only with these the cell comes nearer. */
  readonly faults?: readonly Fault[];
}

export function steer(draft: Draft, cell: Cell, state: Snapshot, chance: Chance): Way {
  const rowOf = ({ name, label }: Part): Resource | undefined =>
    state.resources.find((row) => !row.delete && (row.name === name || row.inputs["label"] === label));
  const part = chance.one(candidates(draft, cell, state, rowOf, chance));
  const row = rowOf(part);
  draft.isSequential = cell.fault !== "late" && (/^(check|diff)/.test(cell.step) || chance.maybe(0.6));
  part.isThere = true;
  if (cell.step === "create" && cell.under === "--replace" && row)
    return towardsOrphan(part, row, draft, state, chance);
  // Something else has to be under way, to fail.
  if (cell.fault === "late")
    for (const other of draft.parts) {
      changeValue(other, chance);
      dropOption(other, "protect");
      if (other.options.ignoreChanges?.includes("v")) dropOption(other, "ignoreChanges");
    }
  provoke(cell, part, draft, row, chance);
  if (isOption(cell.under) && part.options[cell.under] === undefined) setOption(part, cell.under, chance);
  if (/replace|dependency/.test(cell.step)) unblock(part, row, cell, chance);
  return { command: commandFor(cell, part, draft, state, chance) };
}

/** What is replaced is not deleted, and then what has replaced it, and is retained, goes without a call: the old one is left. */
function towardsOrphan(part: Part, row: Resource, draft: Draft, { resources }: Snapshot, chance: Chance): Way {
  draft.isSequential = true;
  if (resources.some((old) => old.delete && old.name === row.name) && row.options.retainOnDelete) part.isThere = false;
  else {
    becomes(part, ["create first"], chance);
    changeValue(part, chance);
    part.options = { retainOnDelete: true };
  }
  const command: Command = { kind: "up", targets: [...new Set([row.name, part.name])], targetDependents: true };
  return { command, faults: [{ label: part.label, method: "delete", nth: 1, kind: "fails" }] };
}

/** Rows to be deleted that no other row shares its name with. */
export const orphansIn = ({ resources }: Snapshot): readonly Resource[] =>
  resources.filter((row) => row.delete && !resources.some(({ name, delete: isOld }) => name === row.name && !isOld));

export const isHalfWayToOrphan = (state: Snapshot): boolean =>
  orphansIn(state).length > 0 ||
  state.resources.some(
    (row) =>
      row.delete &&
      state.resources.some(({ name, delete: isOld, options }) => !isOld && name === row.name && options.retainOnDelete),
  );

/** Parts that the cell can be about; those whose row stands under its word already, if there are any. */
function candidates(
  draft: Draft,
  { step, under }: Cell,
  state: Snapshot,
  rowOf: (part: Part) => Resource | undefined,
  chance: Chance,
): readonly Part[] {
  const hasOld = ({ name }: Resource) => state.resources.some((old) => old.delete && old.name === name);
  const isOrphan = (part: Part) => orphansIn(state).some(({ name }) => name === part.name);
  const apt = draft.parts.filter((part) => {
    const row = rowOf(part);
    // Only what is still to be deleted may be named, and created all the same.
    if (step === "create" && under === "--replace")
      return row ? !row.options.protect && (!row.options.retainOnDelete || hasOld(row)) : isOrphan(part);
    if (step === "create") return !row;
    if (/dependency/.test(step) && part.label === "a") return false;
    // Neither is deleted by a call.
    if (/^delete/.test(step) && row?.options.retainOnDelete) return false;
    return row !== undefined;
  });
  const ready = apt.filter((part) => {
    const row = rowOf(part);
    if (step === "create after half a replacement" || under === "pendingReplacement")
      return row?.pendingReplacement === true;
    if (under === "taint") return row?.taint === true;
    if (step === "create" && under === "--replace")
      return row ? row.options.retainOnDelete === true && hasOld(row) : isOrphan(part);
    return isOption(under) && row?.options[under] !== undefined;
  });
  if (ready.length > 0 && chance.maybe(0.85)) return ready;
  return apt.length > 0 ? apt : draft.parts;
}

/** Makes the engine take the step. */
function provoke(
  { step, fault, under }: Cell,
  part: Part,
  draft: Draft,
  row: Resource | undefined,
  chance: Chance,
): void {
  const isForced = under === "--replace" || under === "taint";
  switch (step) {
    case "create":
      if (row && under !== "--replace") rename(part, false);
      return;
    case "update":
      becomes(part, ["update", "silent"], chance);
      changeValue(part, chance);
      return;
    case "create first in a replacement":
    case "delete last in a replacement":
      becomes(part, ["create first", "silent, replaces"], chance);
      changeValue(part, chance);
      dropOption(part, "deleteBeforeReplace");
      return;
    case "create in a replacement":
    case "delete in a replacement":
    case "create after half a replacement":
      becomes(part, ["delete first", "delete first when changed"], chance);
      changeValue(part, chance);
      if (isForced || part.options.deleteBeforeReplace === false)
        part.options = { ...part.options, deleteBeforeReplace: true };
      return;
    case "diff before a dependency goes":
    case "delete for a dependency":
    case "check of a replacement": {
      if (step === "check of a replacement" && !isForced && under !== "taint") {
        becomes(part, ["create first", "delete first"], chance);
        changeValue(part, chance);
        return;
      }
      const root = draft.parts.find(({ isThere }) => isThere);
      if (!root || root === part) return;
      part.from = true;
      becomes(part, ["create first", "delete first"], chance);
      becomes(root, ["delete first"], chance);
      changeValue(root, chance);
      for (const option of ["protect", "ignoreChanges", "deleteBeforeReplace"] as const) dropOption(root, option);
      return;
    }
    case "delete":
      part.isThere = false;
      for (const other of draft.parts) if (chance.maybe(fault === "late" ? 0.6 : 0.3)) other.isThere = false;
      return;
    default:
      if (chance.maybe(0.5)) changeValue(part, chance);
  }
}

/** What keeps a replacement from happening goes. */
function unblock(part: Part, row: Resource | undefined, { step, under }: Cell, chance: Chance): void {
  if (under === "protect") {
    // Only what is protected before and after cannot be replaced.
    if (row?.options.protect) dropOption(part, "protect");
    else setOption(part, "protect", chance);
  } else if (row?.options.protect) dropOption(part, "protect");
  if (part.options.ignoreChanges?.includes("v")) {
    if (under === "ignoreChanges") part.options = { ...part.options, ignoreChanges: [chance.one(["how", "from"])] };
    else dropOption(part, "ignoreChanges");
  }
  if (under !== "retainOnDelete" && /^delete/.test(step)) dropOption(part, "retainOnDelete");
}

function commandFor({ step, under }: Cell, part: Part, draft: Draft, state: Snapshot, chance: Chance): Command {
  const names = [...new Set([...state.resources.map(({ name }) => name), ...draft.parts.filter(({ isThere }) => isThere).map(({ name }) => name)])]; // prettier-ignore
  const isRead = step === "read" || step === "diff after a read";
  const refresh = under === "--refresh" || isRead || chance.maybe(0.45) ? { refresh: true } : {};
  // All of them, or this one and a few: what is no target is left as it is.
  const isLimited = under === "--target" || chance.maybe(0.45);
  const some = chance.maybe(0.6) ? names : names.filter((name) => name === part.name || chance.maybe(0.4));
  const targets = isLimited ? { targets: some.length > 0 ? some : [part.name] } : {};
  const dependents = isLimited && chance.maybe(0.5) ? { targetDependents: true } : {};
  if (isRead && under !== "--refresh" && under !== "--replace" && chance.maybe(0.5))
    return { kind: "refresh", ...targets, ...dependents };
  if (step === "delete in a destroy") {
    // What is deleted with another one is deleted by a call only where the other one stays.
    const owner = state.resources.find(({ name }) => name === part.name)?.options.deletedWith;
    const others = names.filter((name) => name !== owner);
    if (under === "deletedWith") return { kind: "destroy", ...refresh, targets: others, targetDependents: true };
    return { kind: "destroy", ...refresh, ...targets, ...(isLimited ? { targetDependents: true } : {}) };
  }
  const old = state.resources.find((row) => !row.delete && row.inputs["label"] === part.label)?.name ?? part.name;
  const isForced = under === "--replace" || (/replace|dependency|check/.test(step) && chance.maybe(0.2));
  const replace = isForced ? { replace: [old === part.name || !part.options.aliases ? part.name : old] } : {};
  return { kind: "up", ...refresh, ...targets, ...dependents, ...replace };
}
