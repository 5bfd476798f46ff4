// What is measured of one run, and how figures are made of what cloud and client saw.
import type { CloudReport } from "./cloud.ts";
import { floorOf, hasFloor } from "./floor.ts";
import type { Action, Limits } from "./measured.ts";

export const contenders = ["floor", "this package", "the peers' way (a model)", "Pulumi alone"] as const;

export interface Lag {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** Milliseconds everywhere, unless the name says otherwise. */
export interface Figures {
  readonly contender: (typeof contenders)[number];
  readonly vendor: string;
  readonly action: Action;
  readonly size: number;
  readonly limits: Limits;
  readonly wall: number;
  /** Wall time of the floor for the same changes; none for a preview. */
  readonly floor?: number;
  /** API calls by action of the vendor's. */
  readonly calls: Readonly<Record<string, number>>;
  readonly callsEach: number;
  /** Refused because there were too many; and those among them after the first second. */
  readonly throttled: number;
  readonly throttledLater: number;
  readonly failed: number;
  /** From the cloud's change until the operation has returned. */
  readonly lag?: Lag;
  /** For a move: how long an ENI was without an instance. */
  readonly off?: Lag;
  readonly cpu?: number;
  readonly peakMegabytes?: number;
}

/** What a client did: when it began, and when each operation returned. */
export interface Run {
  readonly began: number;
  readonly ended: number;
  readonly returnedAt: ReadonlyMap<string, number>;
  readonly failed: number;
  readonly cpu?: number;
  readonly peakMegabytes?: number;
}

export function percentile(values: readonly number[], fraction: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.ceil(fraction * sorted.length) - 1)] ?? 0);
}

export function spread(values: readonly number[]): Lag | undefined {
  if (values.length === 0) return undefined;
  return { p50: percentile(values, 0.5), p95: percentile(values, 0.95), p99: percentile(values, 0.99) };
}

/** Adds to what was run what was measured of it. */
export function figuresOf<Of extends Pick<Figures, "vendor" | "action" | "size" | "limits">>(
  of: Of,
  run: Run,
  report: CloudReport,
): Of & Omit<Figures, "contender" | "vendor" | "action" | "size" | "limits"> {
  const total = Object.values(report.calls).reduce((sum, count) => sum + count, 0);
  const lastChange = new Map(report.changes.map(({ eniId, at }) => [eniId, at]));
  const lags = [...run.returnedAt].flatMap(([eni, at]) => {
    const changed = lastChange.get(eni);
    return changed === undefined ? [] : [at - changed];
  });
  const lag = spread(lags);
  const floor = hasFloor(of.action) ? floorOf({ ...of, action: of.action, changes: report.changes }) : undefined;
  const off = of.action === "move" ? spread(timesOff(report)) : undefined;
  return {
    ...of,
    wall: Math.round(run.ended - run.began),
    ...(floor === undefined || report.changes.length === 0 ? {} : { floor: floor.wall }),
    calls: report.calls,
    callsEach: Math.round((total / of.size) * 100) / 100,
    throttled: report.throttledAt.length,
    throttledLater: report.throttledAt.filter((at) => at > report.firstCallAt + 1_000).length,
    failed: run.failed,
    ...(lag === undefined ? {} : { lag }),
    ...(off === undefined ? {} : { off }),
    ...(run.cpu === undefined ? {} : { cpu: run.cpu }),
    ...(run.peakMegabytes === undefined ? {} : { peakMegabytes: run.peakMegabytes }),
  };
}

function timesOff({ changes }: CloudReport): number[] {
  const detachedAt = new Map<string, number>();
  const times: number[] = [];
  for (const { eniId, kind, at } of changes.toSorted((a, b) => a.at - b.at)) {
    const since = detachedAt.get(eniId);
    if (kind === "detach") detachedAt.set(eniId, at);
    else if (since !== undefined) times.push(at - since);
  }
  return times;
}
