// What no client can beat: the vendor's own latency, or the time that the rate limit takes, and one call for each change.
import type { Rate } from "../provider/http/limiter.ts";
import { allVendors } from "../provider/vendors/index.ts";
import type { Change } from "../simulator/world/transitions.ts";
import { latency } from "./fleet.ts";
import type { Action, Limits } from "./measured.ts";

const vendors = await allVendors();
const vendorOf = (name: string) => vendors.find((vendor) => vendor.name === name);

export interface FloorOf {
  readonly vendor: string;
  readonly action: keyof typeof legsOf;
  readonly size: number;
  readonly limits: Limits;
  /** What the cloud changed in the run whose floor it is. */
  readonly changes: readonly Change[];
}

export interface Floor {
  /** Milliseconds. */
  readonly wall: number;
  readonly calls: Readonly<Record<string, number>>;
  readonly callsEach: number;
}

/** The rate that the vendor's documents allow for an action; undefined: none is documented. */
export function documentedRate(vendor: string, action: string): Rate | undefined {
  const rates = vendorOf(vendor)?.rates ?? {};
  return rates[action] ?? rates["*"];
}

const legsOf = {
  create: ["AttachNetworkInterface"],
  move: ["DetachNetworkInterface", "AttachNetworkInterface"],
  destroy: ["DetachNetworkInterface"],
} as const;

/** When the n-th call (from 0) can be sent, in milliseconds: a budget of a minute can be used at its beginning. */
function turn(rate: Rate | undefined, n: number): number {
  if (!rate) return 0;
  const { requests, perMs } = rate;
  return perMs > 1_000 ? Math.floor(n / requests) * perMs : (n / requests) * perMs;
}

/**
 * For each leg the call that begins it, the change itself and the call that sees it: changes as long as they were in the run and
 * in its order, each begun as soon as the rate allows.
 */
export function floorOf({ vendor, action, size, limits, changes }: FloorOf): Floor {
  const legs = legsOf[action];
  const took = new Map<string, number>();
  for (const { eniId, begunAt, at } of changes.toSorted((a, b) => a.begunAt - b.begunAt))
    took.set(eniId, (took.get(eniId) ?? 0) + at - begunAt);
  const inOrder = [...took.values()];
  const rateOf = (call: string) => (limits === "none" ? undefined : documentedRate(vendor, call));
  const calls = 2 * latency.callMs * legs.length;
  const ends = inOrder.map((ms, n) => calls + ms + Math.max(...legs.map((leg) => turn(rateOf(leg), n))));
  // Where only the task tells what became of a call, each is asked for once, the first when it has ended.
  const asksTasks = vendorOf(vendor)?.task?.asked === "always";
  const asked = asksTasks
    ? calls + Math.min(...inOrder) + turn(rateOf("DescribeVpcTaskResult"), size * legs.length - 1)
    : 0;
  return {
    wall: Math.round(Math.max(asked, ...ends)),
    calls: Object.fromEntries(legs.map((leg) => [leg, size])),
    callsEach: legs.length,
  };
}

/** Looking alone has no floor but no call at all. */
export function hasFloor(action: Action): action is keyof typeof legsOf {
  return Object.hasOwn(legsOf, action);
}
