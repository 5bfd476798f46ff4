// Rows that were written side by side: chance gives them their order in the state, until they are written again one after the other.
// The engine asks about dependents, and deletes them, in that order.
import { dependenciesOf } from "./model/graph.ts";
import type { Resource, Snapshot } from "./model/stack.ts";
import type { Line } from "./script.ts";

/** The line that wrote a row side by side with others, by the row's id. */
export type SideBySide = ReadonlyMap<string, Line>;

/** What was written side by side after a line, given what was before it. @param written so many rows of the state are of this line. */
export function afterLine(
  before: SideBySide,
  line: Line,
  { state, written }: { readonly state: Snapshot; readonly written: number },
): SideBySide {
  const isSideBySide = "program" in line && !line.program.sequential;
  return new Map(
    state.resources.flatMap(({ id }, index) => {
      const writer = index < written ? (isSideBySide ? line : undefined) : before.get(id);
      return writer ? [[id, writer]] : [];
    }),
  );
}

/** Whether the rows can stand in one order only. */
export const isInOrder = (state: Snapshot, sideBySide: SideBySide): boolean =>
  inOtherOrder(state, sideBySide).resources.every(({ id }, index) => id === state.resources[index]?.id);

/** The same state, with rows that were written side by side the other way round, as far as they do not depend on each other. */
export function inOtherOrder(state: Snapshot, sideBySide: SideBySide): Snapshot {
  const resources: Resource[] = [];
  let left = [...state.resources];
  while (left.length > 0) {
    const [first] = left as [Resource, ...Resource[]];
    const writer = sideBySide.get(first.id);
    const group = writer ? left.filter(({ id }) => sideBySide.get(id) === writer) : [first];
    const next = group.findLast((row) => !group.some((other) => other !== row && dependenciesOf(row).has(other.name)));
    resources.push(next ?? first);
    left = left.filter((row) => row !== (next ?? first));
  }
  return { ...state, resources };
}
