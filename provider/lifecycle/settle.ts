// Waits until a change that is under way, ours or anybody's, has ended.
import type { Remedy } from "../remedy.ts";
import type { ObservedEni } from "../vendors/vendor.ts";
import { durationInWords, failure, runAgain } from "./failure.ts";
import type { Operation } from "./operation.ts";

export interface SettleOptions {
  /** The leg that comes next: its timeout is named in the error. */
  readonly leg: "attach" | "detach";
  /** Milliseconds since the epoch. */
  readonly deadline: number;
}

/** @throws EniError ATTACH_TIMEOUT or DETACH_TIMEOUT, by `leg`. */
export async function settle(op: Operation, { leg, deadline }: SettleOptions): Promise<void> {
  const began = op.clock.now();
  const verdict = await op.watch((eni) => (isSettled(eni) ? { settled: true } : undefined), deadline);
  if (!("timedOut" in verdict)) return;
  const { what, remedy } = unsettled(op, durationInWords(op.clock.now() - began));
  throw failure(op, leg === "detach" ? "DETACH_TIMEOUT" : "ATTACH_TIMEOUT", {
    what,
    remedy: [...remedy, { kind: "raiseTimeout", leg }],
  });
}

function unsettled(op: Operation, waited: string): { readonly what: string; readonly remedy: Remedy } {
  const { stuckAttaching, stuckDetaching } = op.vendor.remedies;
  switch (op.last.eni?.phase) {
    case "detaching":
      return { what: `a detach that was begun before has not ended after ${waited}`, remedy: stuckDetaching };
    case "attaching":
      return { what: `an attach that was begun before has not ended after ${waited}`, remedy: stuckAttaching };
    default:
      return {
        what: `it has not come to a state that allows it in ${waited}`,
        remedy: [runAgain, { kind: "lookInConsole", at: "eni" }],
      };
  }
}

function isSettled(eni: ObservedEni | undefined): boolean {
  return !eni || eni.phase === "attached" || eni.phase === "detached" || eni.phase === "deleting";
}
