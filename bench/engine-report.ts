// The figures of the engine's runs as a table of their own, with the engine's share beside the whole.
import type { EngineFigures, EngineMeasurement } from "./engine.ts";
import { seconds, tableOf } from "./table.ts";
import type { StateSize } from "../test/e2e/state-size.ts";

/** The same run with a provider that does nothing. */
function engineAlone(of: EngineFigures, all: readonly EngineFigures[]): EngineFigures | undefined {
  return all.find(
    ({ who, vendor, action, size, checkpoints }) =>
      who === "engine alone" &&
      vendor === of.vendor &&
      action === of.action &&
      size === of.size &&
      checkpoints === of.checkpoints,
  );
}

const columns: readonly (readonly [string, (one: EngineFigures, all: readonly EngineFigures[]) => string])[] = [
  ["vendor", ({ vendor }) => vendor],
  ["action", ({ action }) => action],
  ["N", ({ size }) => String(size)],
  ["checkpoints", ({ checkpoints }) => checkpoints],
  ["wall s", ({ wall }) => seconds(wall)],
  ["engine alone s", (one, all) => seconds(engineAlone(one, all)?.wall)],
  [
    "on top s",
    (one, all) => {
      const alone = engineAlone(one, all);
      return alone === undefined ? "" : seconds(one.wall - alone.wall);
    },
  ],
  ["floor s", ({ floor }) => seconds(floor)],
  ["calls each", ({ callsEach }) => String(callsEach)],
  ["throttled (after 1 s)", ({ throttled, throttledLater }) => `${throttled} (${throttledLater})`],
  ["failed", ({ failed }) => String(failed)],
  ["lag p50/p95/p99 s", ({ lag }) => (lag ? [lag.p50, lag.p95, lag.p99].map(seconds).join(" / ") : "")],
  ["off p50/p95/p99 s", ({ off }) => (off ? [off.p50, off.p95, off.p99].map(seconds).join(" / ") : "")],
  ["provider CPU s", ({ cpu }) => seconds(cpu)],
  [
    "provider peak MB (idle)",
    (one, all) => `${one.peakMegabytes ?? ""} (${engineAlone(one, all)?.peakMegabytes ?? ""})`,
  ],
  ["engine CPU s", ({ engine }) => seconds(engine?.cpu)],
  ["engine peak MB", ({ engine }) => String(engine?.peakMegabytes ?? "")],
];

export function engineTable({ figures }: EngineMeasurement): string {
  const ours = figures.filter(({ who }) => who === "this package");
  return tableOf(
    columns.map(([title]) => title),
    ours.map((one) => columns.map(([, cell]) => cell(one, figures))),
  );
}

const stateLine = ({ attachments, each, textEach, restEach }: StateSize) =>
  `State of ${attachments} attachments: ${each} bytes each (goal: at most 6500), of which ${textEach} are the provider's text, kept ` +
  `twice, and ${restEach} the rest (goal: at most 2000).`;

export const stateLines = ({ state }: EngineMeasurement): string => state.map(stateLine).join("\n\n");

export const engineMarkdown = (measurement: EngineMeasurement): string => `
## Through the engine

With \`--parallel N\` and the file backend; wall time is that of the whole command. "Engine alone" is the same program with a provider
that does nothing, "on top" what this package and its cloud take more. Lag is from the cloud's change until the engine says that
the step is over. Checkpoints "at the end": PULUMI_EXPERIMENTAL=true PULUMI_SKIP_CHECKPOINTS=true.

${engineTable(measurement)}

${stateLines(measurement)}
`;
