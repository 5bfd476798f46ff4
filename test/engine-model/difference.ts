// What the engine did otherwise than the model.
import { isDeepStrictEqual } from "node:util";
import type { Played, StepSeen } from "./on-the-model.ts";
import type { SideBySide } from "./row-order.ts";
import { afterLine, isInOrder } from "./row-order.ts";
import { runsOf } from "./runs-of.ts";
import type { Script } from "./script.ts";
import type { Transcript } from "./transcript.ts";
import { transcriptOf } from "./transcript.ts";
import { changesOf, isChange, mergeBeside } from "./writes.ts";

export interface Difference {
  /** Of the script, from 0. */
  readonly line: number;
  /** Lines for a person. */
  readonly found: readonly string[];
}

/** The first line that the engine plays otherwise than the model; undefined where there is none. */
export function firstDifference(
  { lines }: Script,
  model: readonly Played[],
  real: readonly Transcript[],
): Difference | undefined {
  let sideBySide: SideBySide = new Map();
  let areInOrder = true;
  for (const [line, one] of lines.entries()) {
    const [wanted, is] = [model[line], real[line]];
    if (!wanted || !is) return { line, found: ["it was not played"] };
    sideBySide = afterLine(sideBySide, one, wanted);
    const areStillInOrder = isInOrder(wanted.state, sideBySide);
    const found = differences(wanted, is, { before: areInOrder, after: areStillInOrder });
    if (found.length > 0) return { line, found };
    areInOrder = areStillInOrder;
  }
  return undefined;
}

/** @param order whether the rows before and after the line are in one order only. */
export function differences(
  played: Played,
  real: Transcript,
  order: { readonly before: boolean; readonly after: boolean },
): string[] {
  const model = transcriptOf(played);
  const found: string[] = [];
  if (model.succeeded !== real.succeeded)
    found.push(`the engine ${real.succeeded ? "succeeds" : "fails"}, and the model does not say so`);
  const groups = played.steps.map((step) => groupOf(step, order.before));
  const [asked, did] = [inGroups(model.calls, groups), inGroups(real.calls, groups)];
  if (!isDeepStrictEqual(asked, did)) found.push("calls:", ...beside(asked, did));
  const [wanted, is] = order.after ? [model.state, real.state] : [[...model.state].sort(), [...real.state].sort()];
  if (!isDeepStrictEqual(wanted, is)) found.push("state:", ...beside(wanted, is));
  if (real.writes) found.push(...otherWrites(played, real.writes));
  return found;
}

function otherWrites({ before, checkpoints }: Played, real: readonly (readonly string[])[]): string[] {
  const states = checkpoints.map(({ state }) => state);
  const changes = changesOf(before, states).map((lines, index) => ({ lines, group: checkpoints[index]?.beside }));
  const model = changes.filter(({ lines }) => isChange(lines));
  const groups = model.map(({ group }) => group);
  const wanted = mergeBeside(model.map(({ lines }) => lines), groups); // prettier-ignore
  const is = mergeBeside(real, groups);
  return isDeepStrictEqual(wanted, is) ? [] : ["written:", ...beside(wanted, is)];
}

/** Lines of both, and of one alone. */
function beside(model: readonly string[], real: readonly string[]): string[] {
  const rows = Array.from(
    { length: Math.max(model.length, real.length) },
    (_, row) => [model[row], real[row]] as const,
  );
  return rows.flatMap(([one, other]) =>
    one === other
      ? [`          ${one ?? ""}`]
      : [...(one === undefined ? [] : [`  model:  ${one}`]), ...(other === undefined ? [] : [`  engine: ${other}`])],
  );
}

/** Calls in a row of one group may come in any order; rows in the order of chance make dependents go in one, too. */
function groupOf({ beside: group, step }: StepSeen, areInOrder: boolean): string | undefined {
  const isOfDependents = step === "diff before a dependency goes" || step === "delete for a dependency";
  return group ?? (isOfDependents && !areInOrder ? step : undefined);
}

/** Sorted where the model says that the order is not given. */
function inGroups(lines: readonly string[], groups: readonly (string | undefined)[]): string[] {
  // Calls about one resource are made in turn, but for rows of the state that share a name.
  return runsOf(groups, lines).flatMap(({ group, items }) => {
    if (group === undefined) return items;
    return items.toSorted(group === "program" ? byLabel : undefined);
  });
}

const labelOf = (line: string): string => line.split(" ")[1] ?? "";
const byLabel = (one: string, other: string): number => (labelOf(one) < labelOf(other) ? -1 : Number(labelOf(one) > labelOf(other))); // prettier-ignore
