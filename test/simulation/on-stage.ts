// Work in a stage's virtual time, with ears for what the provider plans meanwhile.
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Planned } from "./coverage/plan-branches.ts";
import { branchOf, plannedChannel } from "./coverage/plan-branches.ts";
import type { Stage } from "./stage.ts";

export async function onStage(stage: Stage, work: () => Promise<void>): Promise<void> {
  const onPlan = (planned: unknown) => stage.reach("plan branches", branchOf(planned as Planned));
  subscribe(plannedChannel, onPlan);
  try {
    await stage.clock.until(work());
  } catch (error) {
    stage.violate(error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    unsubscribe(plannedChannel, onPlan);
  }
}
