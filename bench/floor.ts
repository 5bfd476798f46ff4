// What no client can beat: the vendor's own latency, or the time that the rate limit takes, and one call for each change.
import { vendorNamed } from "../provider/vendors/index.ts";
import type { Figures } from "./figures.ts";
import { latency } from "./fleet.ts";

export interface FloorOf {
  readonly vendor: string;
  readonly action: "create" | "move" | "destroy";
  readonly size: number;
}

/** Requests a second that the vendor's documents allow for an action; undefined: no limit is documented. */
export function documentedRate(vendor: string, action: string): number | undefined {
  const rates = vendorNamed(vendor)?.rates ?? {};
  const rate = rates[action] ?? rates["*"];
  return rate && (rate.requests * 1_000) / rate.perMs;
}

/**
 * The call that begins it, the slowest ENI's change, and the call that sees it. Under a rate, the last call can only be
 * sent when all the others have had their turn.
 */
export function floorOf({ vendor, action, size }: FloorOf): Figures {
  const legs =
    action === "move" ? (["DetachNetworkInterface", "AttachNetworkInterface"] as const) : ([legOf[action]] as const);
  // The longest of N times that are spread evenly is all but the longest possible.
  const longest = (least: number) => least + latency.spreadMs * (size / (size + 1));
  const legTime = (leg: string) =>
    2 * latency.callMs + longest(leg.startsWith("Attach") ? latency.attachMs : latency.detachMs);
  const rateTime = Math.max(
    ...legs.map((leg) => {
      const rate = documentedRate(vendor, leg);
      return rate === undefined ? 0 : ((size - 1) / rate) * 1_000;
    }),
  );
  const wall = Math.round(legs.reduce((sum, leg) => sum + legTime(leg), 0) + rateTime);
  const calls = Object.fromEntries(legs.map((leg) => [leg, size]));
  return {
    contender: "floor",
    vendor,
    action,
    size,
    wall,
    calls,
    callsEach: legs.length,
    throttled: 0,
    throttledLater: 0,
    failed: 0,
  };
}

const legOf = { create: "AttachNetworkInterface", destroy: "DetachNetworkInterface" } as const;
