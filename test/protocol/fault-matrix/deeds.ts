// What the cloud truly did to each ENI because somebody called: the truth of the world, whatever the callers were told.
import type { World } from "../../../simulator/world/world.ts";
import type { Leg } from "./ways.ts";

export interface Deed {
  readonly do: Leg;
  readonly instanceId: string;
}

/** Every attach and detach that the world begins from here on. A detach sent again while it is under way begins nothing. */
export function recordDeeds(world: World): (eni: string) => readonly Deed[] {
  const deeds = new Map<string, Deed[]>();
  const record = (eniId: string, deed: Deed) => deeds.set(eniId, [...(deeds.get(eniId) ?? []), deed]);
  const attach = world.attach.bind(world);
  const detach = world.detach.bind(world);
  world.attach = (order, rules) => {
    const verdict = attach(order, rules);
    if (verdict.accepted) record(order.eniId, { do: "attach", instanceId: order.instanceId });
    return verdict;
  };
  world.detach = (order, rules) => {
    const underWay = world.eni(order.eniId)?.status === "detaching";
    const verdict = detach(order, rules);
    if (verdict.accepted && !underWay) record(order.eniId, { do: "detach", instanceId: order.instanceId });
    return verdict;
  };
  return (eni) => deeds.get(eni) ?? [];
}
