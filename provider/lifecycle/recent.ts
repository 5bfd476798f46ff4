// Right after a change of ours a vendor's lists may be behind it (lifecycle rule 8): what contradicts it then is looked at again.
import type { ObservedEni } from "../vendors/vendor.ts";
import type { Operation } from "./operation.ts";
import { staleGrace } from "./patience.ts";

type Observation = ObservedEni | undefined;

/** The last that this resource did to the ENI; `at` in milliseconds since the epoch. */
export type LastChange =
  | { readonly is: "attached"; readonly to: string; readonly at: number }
  | { readonly is: "detached"; readonly from: string; readonly at: number };

/** An attach that was seen to end, as the state has it; undefined when it has none, or not when it was. */
export function attachOf(state: {
  readonly state: "attached" | "detached";
  readonly attachedTo: string;
  readonly attachedAt: string;
}): LastChange | undefined {
  const at = Date.parse(state.attachedAt);
  if (state.state !== "attached" || state.attachedTo === "" || Number.isNaN(at)) return undefined;
  return { is: "attached", to: state.attachedTo, at };
}

/** @throws EniError as `Operation.look`. */
export async function lookUnlessBehind(op: Operation, last: LastChange | undefined): Promise<Observation> {
  const observed = await op.look();
  if (!last || followsFrom(last, observed)) return observed;
  // The vendor's clock may be ahead of ours.
  const believedFrom = Math.min(last.at, op.clock.now()) + staleGrace;
  if (op.clock.now() >= believedFrom) return observed;
  const verdict = await op.watch((eni) => (followsFrom(last, eni) ? { eni } : undefined), believedFrom);
  return "timedOut" in verdict ? op.look() : verdict.eni;
}

/** It is as that change left it, or is changing: an old state is neither. */
function followsFrom(last: LastChange, eni: Observation): boolean {
  if (last.is === "detached") return eni?.phase !== "attached" || (eni.instanceId ?? last.from) !== last.from;
  if (!eni || eni.phase === "detached" || eni.phase === "deleting") return false;
  return eni.phase !== "attached" || (eni.instanceId ?? last.to) === last.to;
}
