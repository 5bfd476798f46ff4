// The figures as tables: one block a vendor and action, contenders side by side.
import type { EngineMeasurement } from "./engine.ts";
import { engineMarkdown } from "./engine-report.ts";
import type { Figures } from "./figures.ts";
import type { ImportTime } from "./import-time.ts";
import type { Machine } from "./machine.ts";
import { importLine } from "./import-time.ts";
import type { Orientation } from "./orientation.ts";
import { orientationTable } from "./orientation.ts";
import { seconds, tableOf } from "./table.ts";

export interface Measurement {
  readonly takenAt: string;
  readonly machine: Machine;
  readonly quick: boolean;
  readonly figures: readonly Figures[];
  readonly engine?: EngineMeasurement;
  readonly orientation?: readonly Orientation[];
  readonly importTime?: ImportTime;
}

const columns: readonly (readonly [string, (one: Figures) => string])[] = [
  ["vendor", ({ vendor }) => vendor],
  ["action", ({ action }) => action],
  ["N", ({ size }) => String(size)],
  ["rates", ({ limits }) => limits],
  ["who", ({ contender }) => contender],
  ["wall s", ({ wall }) => seconds(wall)],
  ["x floor", ({ wall, floor }) => (floor === undefined ? "" : (wall / floor).toFixed(2))],
  ["calls each", ({ callsEach }) => String(callsEach)],
  ["throttled (after 1 s)", ({ throttled, throttledLater }) => `${throttled} (${throttledLater})`],
  ["failed", ({ failed }) => String(failed)],
  ["lag p50/p95/p99 s", ({ lag }) => (lag ? [lag.p50, lag.p95, lag.p99].map(seconds).join(" / ") : "")],
  ["off p50/p95/p99 s", ({ off }) => (off ? [off.p50, off.p95, off.p99].map(seconds).join(" / ") : "")],
  ["CPU s", ({ cpu }) => seconds(cpu)],
  ["peak MB", ({ peakMegabytes }) => String(peakMegabytes ?? "")],
];

export function table(figures: readonly Figures[]): string {
  return tableOf(
    columns.map(([title]) => title),
    figures.map((one) => columns.map(([, cell]) => cell(one))),
  );
}

export function markdown({ takenAt, machine, quick, figures, engine, orientation, importTime }: Measurement): string {
  return `# Measured ${takenAt.slice(0, 10)}${quick ? " (quick)" : ""}

Node ${machine.node}, ${machine.cpus} cores, ${machine.memoryGiB} GiB. The local cloud takes 2 to 6 s for an attach or detach and 50 ms a call.
\`npm run bench${quick ? " -- --quick" : ""}\` measures anew; what the columns mean is in docs/performance.md.

${table(figures)}
${orientation ? `\n## For orientation\n\n${orientationTable(orientation)}\n` : ""}${engine ? engineMarkdown(engine) : ""}${importTime ? `\n${importLine(importTime)}\n` : ""}`;
}
