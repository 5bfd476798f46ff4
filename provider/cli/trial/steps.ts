// The steps of a trial: attach to A, look, move to B, look, detach.
import type { Properties } from "../../attachment/properties.ts";
import { readComputed } from "../../attachment/state.ts";
import { durationInWords } from "../../lifecycle/failure.ts";
import { EniError } from "../../errors.ts";
import type { Core } from "./core.ts";
import type { Situation } from "./situation.ts";
import { inputsFor } from "./situation.ts";

/** Steps of which each is marked in the journal, in the report and in a transcript. */
export type StepName = "attach to A" | "look on A" | "move to B" | "look on B" | "detach" | "put back";

export interface Done {
  readonly step: StepName;
  /** How long it took, in milliseconds. */
  readonly ms: number;
}

/** Runs a step. @param target the instance that the ENI may be on because of it. */
export type Conduct = <T>(step: StepName, target: string, work: () => Promise<T>) => Promise<T>;

/** @throws StepFailure, or EniError if a look does not show what a step did. */
export async function runSteps(situation: Situation, core: Core, conduct: Conduct): Promise<void> {
  const { from, to, origin } = situation;
  const more: Properties = origin === "" || origin === from ? {} : { onConflict: "takeOver" };
  const onA = await conduct("attach to A", from, () => core.attach(inputsFor(situation, from, more)));
  const seenOnA = await conduct("look on A", from, () => lookFor(situation, core, onA, from));
  const onB = await conduct("move to B", to, () => core.move(seenOnA, inputsFor(situation, to, more)));
  const seenOnB = await conduct("look on B", to, () => lookFor(situation, core, onB, to));
  await conduct("detach", to, () => core.detach(seenOnB));
}

async function lookFor({ eni }: Situation, core: Core, recorded: Properties, instanceId: string): Promise<Properties> {
  const seen = await core.look(recorded);
  const { state, vendorState } = readComputed(seen ?? {});
  if (seen && state === "attached" && seen["instanceId"] === instanceId) return seen;
  const how = seen ? `${state}${vendorState === "" ? "" : ` (${vendorState})`}` : "gone";
  throw new EniError("READ_FAILED", {
    doing: `look at ${eni} on ${instanceId}`,
    what: `the step before ended with it attached there, and now it is ${how}`,
  });
}

/** `attach to A  2.1 s`. */
export function doneLine({ step, ms }: Done): string {
  return `${step.padEnd(13)}${durationInWords(ms)}`;
}
