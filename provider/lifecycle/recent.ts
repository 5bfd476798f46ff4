// Right after an attach a vendor's lists may be behind it (lifecycle rule 8): what contradicts it then is looked at again.
import type { ObservedEni } from "../vendors/vendor.ts";
import type { Operation } from "./operation.ts";
import { staleGrace } from "./settings.ts";

type Observation = ObservedEni | undefined;

/** What the state has of an attach. */
export interface LastAttach {
  /** `detached`: it was not seen to end, or was undone. */
  readonly state: "attached" | "detached";
  /** ISO 8601; empty when not known. */
  readonly attachedAt: string;
}

/** Nothing is known of it: what is seen is believed at once. */
export const longAgo: LastAttach = { state: "attached", attachedAt: "" };

/** @throws EniError as `Operation.look`. */
export async function lookUnlessBehind(op: Operation, { state, attachedAt }: LastAttach): Promise<Observation> {
  const since = state === "attached" && op.attachedTo !== "" ? Date.parse(attachedAt) : Number.NaN;
  // The vendor's clock may be ahead of ours.
  const believedFrom = Number.isNaN(since) ? 0 : Math.min(since, op.clock.now()) + staleGrace;
  const observed = await op.look();
  if (followsFrom(op, observed) || op.clock.now() >= believedFrom) return observed;
  const verdict = await op.watch((eni) => (followsFrom(op, eni) ? { eni } : undefined), believedFrom);
  return "timedOut" in verdict ? op.look() : verdict.eni;
}

/** It is where it was attached to, or on its way from there: an old state is neither. */
function followsFrom({ attachedTo }: Operation, eni: Observation): boolean {
  if (!eni || eni.phase === "detached" || eni.phase === "deleting") return false;
  return eni.phase !== "attached" || (eni.instanceId ?? attachedTo) === attachedTo;
}
