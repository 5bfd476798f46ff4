// What a command wrote, state by state: each is what the engine leaves when it is killed before it writes the next one.
import type { Snapshot } from "./model/stack.ts";
import { runsOf } from "./runs-of.ts";
import { stateLines } from "./transcript.ts";

/** A state that was written. */
export interface Checkpoint {
  readonly state: Snapshot;
  /** Those in a row with the same of these are written side by side, in any order. */
  readonly beside: string | undefined;
}

/** What each state has less (-) and more (+) than the one before it; empty where there is no difference. */
export function changesOf(before: Snapshot, written: readonly Snapshot[]): string[][] {
  const texts = [before, ...written].map(stateLines);
  return texts.slice(1).map((is, index) => {
    const was = texts[index] ?? [];
    return [
      ...without(was, is).map((line) => `- ${line.split(/[;:]/)[0]}`),
      ...without(is, was).map((line) => `+ ${line}`),
    ];
  });
}

/** The lines of one that the other has not, each as often as it has more of it. */
function without(lines: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return lines.filter((line) => {
    const index = left.indexOf(line);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

export const isChange = (lines: readonly string[]): boolean => lines.length > 0;

/** Changes in a row that were written side by side become one, for chance has given them their order. */
export function mergeBeside(
  changes: readonly (readonly string[])[],
  groups: readonly (string | undefined)[],
): string[] {
  return runsOf(groups, changes).map(({ group, items }) => {
    const lines = items.flat();
    return (group === undefined ? lines : lines.sort()).join(", ");
  });
}
