// Two of the state that have one ENI, as runs leave them that failed half way: when only a refresh can show what became of it.
import type { Command, Resource, Snapshot } from "../engine-model/model/stack.ts";

const eniOf = ({ outputs }: Resource): unknown => outputs["networkInterfaceId"];

export function hidesDrift(before: Snapshot, after: Snapshot, command: Command): boolean {
  return sharesWhatIsProtected(after) || (asksFewer(command) && leavesOne(before, after));
}

/** A rename leaves the old name in the state where that is protected. */
function sharesWhatIsProtected({ resources }: Snapshot): boolean {
  return resources.some(
    (row) => row.options.protect && resources.some((one) => one !== row && eniOf(one) === eniOf(row) && eniOf(row)),
  );
}

/** One of the two is asked for nothing in this command. */
const asksFewer = ({ kind, targets }: Command): boolean => kind === "destroy" || targets !== undefined;

/** One of two has gone, and the other one is there still. */
function leavesOne(before: Snapshot, after: Snapshot): boolean {
  const isThere = ({ name }: Resource) => after.resources.some((one) => one.name === name);
  const left = new Set(before.resources.filter(isThere).map(eniOf));
  return before.resources.some((row) => !isThere(row) && eniOf(row) !== undefined && left.has(eniOf(row)));
}
