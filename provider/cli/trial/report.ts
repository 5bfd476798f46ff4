// The report of a trial: how long each step took, the calls that were made, and where the answers differ.
import type { Difference } from "./differences.ts";
import type { Done } from "./steps.ts";
import { doneLine } from "./steps.ts";
import type { Exchange } from "./tap.ts";

export interface Results {
  readonly vendor: string;
  readonly steps: readonly Done[];
  /** All steps were made. */
  readonly isWhole: boolean;
  readonly exchanges: readonly Exchange[];
  readonly differences: readonly Difference[];
}

export function report({ vendor, steps, isWhole, exchanges, differences }: Results): string {
  const counts = [...Map.groupBy(exchanges, ({ call }) => call.action)].map(
    ([action, all]) => `${action} ${all.length}`,
  );
  const lost = exchanges.filter(({ response }) => response === undefined).length;
  return [
    "",
    ...(steps.length === 0 ? [] : ["Durations:"]),
    ...steps.map((done) => `  ${doneLine(done)}`),
    `Calls: ${counts.join(", ")}${lost === 0 ? "" : `; ${lost} without an answer`}`,
    ...differenceLines({ vendor, isWhole, differences }),
  ]
    .map((line) => `${line}\n`)
    .join("");
}

function differenceLines({
  vendor,
  isWhole,
  differences,
}: Pick<Results, "vendor" | "isWhole" | "differences">): string[] {
  if (differences.length === 0 && !isWhole)
    return ["Differences: none in these calls; the steps that were not made may show some."];
  if (differences.length === 0)
    return [`Differences: none. The vendor answers as docs/vendors/${vendor}.md and the local cloud have it.`];
  return [
    `Differences from what this package and the local cloud take for granted: ${differences.length}`,
    ...differences.flatMap(({ kind, says, section }) => [`  ${kind.padEnd(8)}${says}`, `          against ${section}`]),
  ];
}
