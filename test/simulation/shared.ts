// Two of the state that have one ENI, as runs leave them that failed half way: when only a refresh can show what became of it.
import type { Command, Resource, Snapshot } from "../engine-model/model/stack.ts";

const eniOf = ({ outputs }: Resource): unknown => outputs["networkInterfaceId"];

/** The instance that a row of the state has its ENI on. */
const holderOf = ({ outputs }: Resource): unknown =>
  outputs["state"] === "attached" ? outputs["attachedTo"] : undefined;

/** @param hadTurn names of resources that are as the program has them, or that something was asked for. */
export function hidesDrift(
  before: Snapshot,
  after: Snapshot,
  { command, hadTurn }: { command: Command; hadTurn: ReadonlySet<string> },
): boolean {
  const asked = asksAll(command) ? hadTurn : new Set<string>();
  if (sharesWhatIsProtected(after) || sharesWhatIsRetained(after)) return true;
  return deletes(command) && leavesOne(before, after, asked);
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

/** A targeted command, or a destroy, says nothing of the rest of the program. */
const asksAll = ({ kind, targets }: Command): boolean => kind === "up" && targets === undefined;

const deletes = ({ kind }: Command): boolean => kind === "up" || kind === "destroy";

/**
 * One of two was deleted, if only as the first half of a replacement, and the other one, which had no turn in that run, is there still:
 * what the first one did to the ENI is in no state any more. In a run in which both have their turn the provider knows of both.
 */
function leavesOne(before: Snapshot, after: Snapshot, asked: ReadonlySet<string>): boolean {
  // With the same ENI: the second half of its replacement may have failed half way, with another one.
  const isThere = (row: Resource) =>
    after.resources.some((one) => one.name === row.name && !one.pendingReplacement && eniOf(one) === eniOf(row));
  const left = new Set(before.resources.filter((row) => isThere(row) && !asked.has(row.name)).map(eniOf));
  const wentNow = (row: Resource) => !row.pendingReplacement && !isThere(row);
  return before.resources.some((row) => wentNow(row) && eniOf(row) !== undefined && left.has(eniOf(row)));
}
