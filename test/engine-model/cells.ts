// What the scripts reach, counted: each kind of step with each fault under each option.
import type { StepKind } from "./model/stack.ts";
import type { Played } from "./on-the-model.ts";
import { reasonAgainst } from "./impossible.ts";
import type { Call, FaultKind } from "./script.ts";

export interface Cell {
  readonly step: string;
  readonly fault: string;
  readonly under: string;
  readonly key: string;
}

/** How often each cell is to be reached. */
export const enough = 20;

const ends = ["engine killed", "provider killed", "ctrl-c"] as const;
/** What each kind of call can meet. */
export const faultsOf: Readonly<Record<Call["method"], readonly FaultKind[]>> = {
  check: ["fails", ...ends],
  diff: ["fails", ...ends],
  create: ["fails", "fails half way", ...ends, "late"],
  update: ["fails", "fails half way", ...ends, "late"],
  read: ["drift", "gone", "other inputs", "fails", ...ends],
  delete: ["fails", ...ends, "late"],
};

const methodOf: Readonly<Record<StepKind, Call["method"]>> = {
  check: "check",
  "check of a replacement": "check",
  diff: "diff",
  "diff before a dependency goes": "diff",
  "diff after a read": "diff",
  create: "create",
  "create in a replacement": "create",
  "create first in a replacement": "create",
  "create after half a replacement": "create",
  update: "update",
  read: "read",
  delete: "delete",
  "delete in a destroy": "delete",
  "delete in a replacement": "delete",
  "delete for a dependency": "delete",
  "delete last in a replacement": "delete",
};

/** Pulumi's options of a resource, flags of its row, and words of the command. */
const words = [
  ...["any", "aliases", "deleteBeforeReplace", "deletedWith", "dependsOn", "ignoreChanges", "protect"],
  ...["replaceOnChanges", "replacementTrigger", "retainOnDelete", "taint", "pendingReplacement"],
  ...["--replace", "--target", "--refresh"],
];

const cellOf = (step: string, fault: string, under: string): Cell => ({
  step,
  fault,
  under,
  key: `${step} | ${fault} | ${under}`,
});

/** All that can be reached. */
export const wantedCells: readonly Cell[] = Object.entries(methodOf).flatMap(([step, method]) =>
  ["none", ...faultsOf[method]].flatMap((fault) =>
    words.filter((under) => reasonAgainst(step, fault, under) === undefined).map((under) => cellOf(step, fault, under)),
  ),
);

export function cellsOf({ steps }: Pick<Played, "steps">): Cell[] {
  return steps.flatMap(({ step, fault = "none", under }) => ["any", ...under].map((one) => cellOf(step, fault, one)));
}

export type Counts = ReadonlyMap<string, number>;

export function count(played: readonly Played[], counts: Map<string, number>): void {
  for (const line of played) for (const { key } of cellsOf(line)) counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Those that were reached too seldom. */
export const rareCells = (counts: Counts): Cell[] => wantedCells.filter(({ key }) => (counts.get(key) ?? 0) < enough);

/** What it is worth to reach a cell once more: much until it is enough, then next to nothing. */
export function worthOf(key: string, counts: Counts): number {
  const reached = counts.get(key) ?? 0;
  return Math.max(0, 1 - reached / (enough + 2)) + 0.01 / (1 + reached);
}
