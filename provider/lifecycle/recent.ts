// Right after a change of ours a vendor's lists may be stale (lifecycle rule 8), so an answer that contradicts the change is checked again.
import type { ObservedEni } from "../vendors/vendor.ts";
import type { Operation } from "./operation.ts";
import { staleGrace } from "./patience.ts";

type Observation = ObservedEni | undefined;

/** The last change that this resource made to the ENI. `at`: milliseconds since the epoch. */
export type LastChange =
  | { readonly is: "attached"; readonly to: string; readonly at: number }
  | { readonly is: "detached"; readonly from: string; readonly at: number };

/** The completed attach recorded in the state; undefined if there is none or its time is unknown. */
export function attachOf(state: {
  readonly state: "attached" | "detached";
  readonly attachedTo: string;
  readonly attachedAt: string;
}): LastChange | undefined {
  const at = Date.parse(state.attachedAt);
  if (state.state !== "attached" || state.attachedTo === "" || Number.isNaN(at)) return undefined;
  return { is: "attached", to: state.attachedTo, at };
}

/** Looks at the ENI until the answer agrees with the last change or is too late to be stale. @throws EniError like `Operation.look`. */
export async function lookUnlessBehind(op: Operation, last: LastChange | undefined): Promise<Observation> {
  const observed = await op.look();
  if (!last || followsFrom(last, observed)) return observed;
  // The vendor's clock may be ahead of ours.
  const believedFrom = Math.min(last.at, op.clock.now()) + staleGrace;
  if (op.clock.now() >= believedFrom) return observed;
  const verdict = await op.watch((eni) => (followsFrom(last, eni) ? { eni } : undefined), believedFrom);
  return "timedOut" in verdict ? op.look() : verdict.eni;
}

/** Whether the ENI is as that change left it, or is changing again. */
function followsFrom(last: LastChange, eni: Observation): boolean {
  if (last.is === "detached") return eni?.phase !== "attached" || (eni.instanceId ?? last.from) !== last.from;
  if (!eni || eni.phase === "detached" || eni.phase === "deleting") return false;
  return eni.phase !== "attached" || (eni.instanceId ?? last.to) === last.to;
}
