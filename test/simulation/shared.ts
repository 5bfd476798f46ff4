// Two of the state that have one ENI, as runs leave them that failed half way: when only a refresh can show what became of it.
import type { Command, Resource, Snapshot } from "../engine-model/model/stack.ts";

const eniOf = ({ outputs }: Resource): unknown => outputs["networkInterfaceId"];

/** The instance that a row of the state has its ENI on. */
const holderOf = ({ outputs }: Resource): unknown =>
  outputs["state"] === "attached" ? outputs["attachedTo"] : undefined;

/** @param program names that the command's program has. */
export function hidesDrift(
  before: Snapshot,
  after: Snapshot,
  { command, program }: { command: Command; program: ReadonlySet<string> },
): boolean {
  const asked = asksAll(command) ? program : new Set<string>();
  return sharesWhatIsProtected(after) || sharesWhatIsRetained(after) || leavesOne(before, after, asked);
}

/** A rename leaves the old name in the state where that is protected. */
function sharesWhatIsProtected({ resources }: Snapshot): boolean {
  return resources.some(
    (row) => row.options.protect && resources.some((one) => one !== row && eniOf(one) === eniOf(row) && eniOf(row)),
  );
}

/**
 * The engine drops one with `retainOnDelete` without a call. What it did to the ENI that the other one has on record, as a take-over
 * of a run that failed before its deletes, is then known to nobody.
 */
function sharesWhatIsRetained({ resources }: Snapshot): boolean {
  return resources.some(
    (row) =>
      row.options.retainOnDelete &&
      eniOf(row) !== undefined &&
      resources.some((one) => one !== row && eniOf(one) === eniOf(row) && holderOf(one) !== holderOf(row)),
  );
}

/** Of each that the program has something is asked, after which a provider knows of both. */
const asksAll = ({ kind, targets }: Command): boolean => kind !== "destroy" && targets === undefined;

/** One of two was deleted, if only as the first half of a replacement, and the other one, of which nothing was asked, is there still. */
function leavesOne(before: Snapshot, after: Snapshot, asked: ReadonlySet<string>): boolean {
  const isThere = ({ name }: Resource) => after.resources.some((one) => one.name === name && !one.pendingReplacement);
  const left = new Set(before.resources.filter((row) => isThere(row) && !asked.has(row.name)).map(eniOf));
  return before.resources.some((row) => !isThere(row) && eniOf(row) !== undefined && left.has(eniOf(row)));
}
