// The report of a trial: how long each step took, and the calls that were made.
import type { Exchange } from "./tap.ts";
import type { Done } from "./steps.ts";
import { doneLine } from "./steps.ts";

export function report(steps: readonly Done[], exchanges: readonly Exchange[]): string {
  const counts = [...Map.groupBy(exchanges, ({ call }) => call.action)].map(
    ([action, all]) => `${action} ${all.length}`,
  );
  return ["", "Durations:", ...steps.map((done) => `  ${doneLine(done)}`), `Calls: ${counts.join(", ")}`]
    .map((line) => `${line}\n`)
    .join("");
}
