// The figures of the plugin beside those of the dynamic provider, with their goals.
import type { Machine } from "./machine.ts";
import { seconds, tableOf } from "./table.ts";

/** Medians. Times in milliseconds. */
export interface AdapterFigures {
  readonly up: number;
  readonly destroy: number;
  /** Peak of the provider's process. */
  readonly megabytes: number;
  /** State of one resource. */
  readonly stateBytes: number;
  /** From the start of a process until it has told its port. */
  readonly port: number;
}

export interface PluginMeasurement {
  readonly takenAt: string;
  readonly machine: Machine;
  readonly size: number;
  readonly pairs: number;
  readonly dynamic: AdapterFigures;
  readonly native: AdapterFigures;
}

const rows: readonly (readonly [
  what: string,
  of: keyof AdapterFigures,
  goal: string,
  tell: (value: number) => string,
])[] = [
  ["`pulumi up`, s", "up", "below 0.9 of it", seconds],
  ["`pulumi destroy`, s", "destroy", "below 0.75 of it", seconds],
  ["the process's port, s", "port", "at most 0.3 of it", seconds],
  ["state of a resource, bytes", "stateBytes", "at most 1200", String],
  ["peak of the process, MB", "megabytes", "at most 130", String],
];

export function pluginTable({ dynamic, native }: PluginMeasurement): string {
  return tableOf(
    ["", "dynamic provider", "plugin", "plugin / dynamic", "goal"],
    rows.map(([what, of, goal, tell]) => {
      const [ours, theirs] = [native[of], dynamic[of]];
      return [what, tell(theirs), tell(ours), (ours / theirs).toFixed(2), goal];
    }),
  );
}

export const pluginLine = ({ takenAt, machine, size, pairs }: PluginMeasurement): string =>
  `Measured ${takenAt.slice(0, 10)} with \`npm run bench:plugin\`: Node ${machine.node}, ${machine.cpus} cores, ${machine.memoryGiB} GiB. ` +
  `Medians of ${pairs} pairs of runs in turn, each of ${size} attachments of zenlayer-zec with \`--parallel ${size}\`, in a cloud that answers at once.`;
