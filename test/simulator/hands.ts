// A small world with a clock that is turned by hand, and short words for what is done to its first ENI.
import { defaultsOf } from "../../simulator/faces/index.ts";
import { World } from "../../simulator/world/world.ts";
import type { Verdict } from "../../simulator/world/world.ts";
import { DEFAULT_OWNER, DEFAULT_VENDOR } from "../../simulator/world/schema.ts";
import { ManualClock, smallWorld } from "./callers.ts";

export const scope = { vendor: DEFAULT_VENDOR, owner: DEFAULT_OWNER, region: "cn-hangzhou" };
export const rules = { instanceStates: ["running", "stopped"] } as const;

interface Hands {
  world: World;
  clock: ManualClock;
  attach: (eniId?: string, instanceId?: string) => Verdict;
  detach: (eniId?: string, instanceId?: string) => Verdict;
  /** Status and instance in truth. */
  truth: (eniId?: string) => string;
  /** Status and instance as one listing shows them. */
  seen: (eniId?: string) => string;
}

export function hands(extra: Record<string, unknown> = {}): Hands {
  const clock = new ManualClock();
  const world = new World(smallWorld(extra), clock, { defaultsOf });
  return {
    world,
    clock,
    attach: (eniId = "eni-1", instanceId = "i-a") => world.attach({ ...scope, eniId, instanceId }, rules),
    detach: (eniId = "eni-1", instanceId = "i-a") => world.detach({ ...scope, eniId, instanceId }, rules),
    truth: (eniId = "eni-1") => {
      const eni = world.eni(eniId);
      return eni === undefined ? "gone" : `${eni.status} ${eni.instanceId ?? "-"}`;
    },
    seen: (eniId = "eni-1") => {
      const [sighting] = world.observe(scope, () => true, [eniId]);
      return sighting === undefined ? "unlisted" : `${sighting.visible.status} ${sighting.visible.instanceId ?? "-"}`;
    },
  };
}

export const behaving = (behaviours: Record<string, unknown>, attached = false) =>
  hands({ enis: [{ id: "eni-1", behaviours, ...(attached ? { instanceId: "i-a" } : {}) }, { id: "eni-2" }] });

export const accepted = { accepted: true };
export const refused = (reason: string) => ({ accepted: false, reason });
