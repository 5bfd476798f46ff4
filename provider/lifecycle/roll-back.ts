// The rule for rollbacks (lifecycle rule 6): an ENI that could not be attached to the new instance goes back to the one that this run
// took it from.
import { EniError } from "../errors.ts";
import type { AttachmentArguments } from "../vendors/vendor.ts";
import type { AttachEnd, AttachOptions } from "./attach.ts";
import { attach } from "./attach.ts";
import { errorOf, failure } from "./failure.ts";
import type { Operation } from "./operation.ts";
import { settle } from "./settle.ts";

/**
 * @param to instance that this run detached the ENI from; undefined if none.
 * @returns the error to throw: the move has failed, whether there is a rollback, and whether it works, or not.
 */
export async function rollBack(op: Operation, to: string | undefined, cause: EniError): Promise<EniError> {
  if (to === undefined || op.options.args.rollback === false) return cause;
  const { timeouts } = op.options;
  const wasOurs = op.options.attachedTo === to;
  const { neighbour } = op.options;
  const repeats = wasOurs || neighbour?.release(to) !== undefined;
  op.options.log(`${op.eniId} could not be attached to ${op.options.args.instanceId}: attaching it to ${to} again`);
  const options = { deadline: op.clock.now() + (timeouts.rollBack ?? timeouts.attach) };
  const args = repeats ? { ...op.recorded, instanceId: to } : withoutPlacement(op, to);
  const end = await attachSettled(op, args, options).catch((caught: unknown) => ({
    is: "failed" as const,
    error: errorOf(op, caught),
  }));
  // An ENI that was taken over does not become ours by a rollback, whether that works or not.
  if (!wasOurs) op.ownership.lost();
  if (end.is === "attached") return told(op, "ROLLED_BACK", `It was put back on ${to}.`, cause);
  const why = end.is === "onOurs" ? `it is on ${op.attachedTo} again` : end.error.what;
  return told(op, "ROLLBACK_FAILED", `Putting it back on ${to} failed too: ${why}.`, cause);
}

/** If somebody is detaching the ENI, that is waited for, and what they attach elsewhere then is left there. */
async function attachSettled(op: Operation, args: AttachmentArguments, options: AttachOptions): Promise<AttachEnd> {
  const { instanceId } = args;
  if (op.last.eni?.phase === "detaching") {
    await settle(op, { leg: "attach", deadline: options.deadline });
    const eni = await op.look();
    if (eni?.phase === "attached" && eni.instanceId !== instanceId)
      throw failure(op, "ENI_ATTACHED_ELSEWHERE", {
        what: "somebody else attached it at the same time",
        remedy: [{ kind: "findMover" }, { kind: "runAgain", command: "up" }],
      });
  }
  return attach(op, args, options);
}

/** The error of the failed attach with the end of the rollback added; its remedy stays. */
function told(op: Operation, code: "ROLLED_BACK" | "ROLLBACK_FAILED", then: string, cause: EniError): EniError {
  return new EniError(code, { ...cause.parts, then, now: op.describeNow() }, { cause });
}

function withoutPlacement(op: Operation, instanceId: string): AttachmentArguments {
  const kept = Object.entries(op.options.args).filter(([name]) => !op.vendor.placement.includes(name));
  return { ...(Object.fromEntries(kept) as unknown as AttachmentArguments), instanceId };
}
