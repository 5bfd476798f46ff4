// What the scripts reached, counted: each kind of step with each fault under each option.
import type { Played } from "./on-the-model.ts";

export interface Cell {
  readonly step: string;
  readonly fault: string;
  readonly under: string;
  readonly key: string;
}

export function cellsOf({ steps }: Played): Cell[] {
  return steps.flatMap(({ step, fault = "none", under }) =>
    ["any", ...under].map((one) => ({ step, fault, under: one, key: `${step} | ${fault} | ${one}` })),
  );
}

export function count(played: readonly Played[], counts: Map<string, number>): void {
  for (const line of played) for (const { key } of cellsOf(line)) counts.set(key, (counts.get(key) ?? 0) + 1);
}
