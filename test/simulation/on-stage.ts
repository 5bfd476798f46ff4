// Work in a stage's virtual time, with ears for what the provider says and plans meanwhile.
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Planned } from "./coverage/plan-branches.ts";
import { branchOf, plannedChannel } from "./coverage/plan-branches.ts";
import type { Stage } from "./stage.ts";
import { seekSecrets } from "./verdicts.ts";

export async function onStage(stage: Stage, work: () => Promise<void>): Promise<void> {
  const log = console.log;
  console.log = (line: string) => {
    stage.hear(line);
    seekSecrets(stage, "a line", line);
  };
  const onPlan = (planned: unknown) => stage.reach("plan branches", branchOf(planned as Planned));
  subscribe(plannedChannel, onPlan);
  try {
    await stage.clock.until(work());
  } catch (error) {
    stage.violate(error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    console.log = log;
    unsubscribe(plannedChannel, onPlan);
  }
}
