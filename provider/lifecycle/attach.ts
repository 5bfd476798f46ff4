// Attaches a detached ENI and waits until the vendor agrees, falls back, or the time is up.
import type { EniError } from "../errors.ts";
import type { Meaning } from "../http/meaning.ts";
import type { VendorRefusal } from "../http/no-answer.ts";
import type { AttachmentArguments, ObservedEni } from "../vendors/vendor.ts";
import type { Judge } from "../watch/watcher.ts";
import {
  argumentsOf,
  durationInWords,
  failure,
  mayTakeOver,
  noAnswer,
  refusedAs,
  refusedForLong,
  refusedOutright,
  runAgain,
  taskWords,
} from "./failure.ts";
import { Agreement, StartingPoint } from "./follow.ts";
import { stateRefusal } from "./instance.ts";
import type { LastTry } from "./leg.ts";
import { runLeg } from "./leg.ts";
import type { Operation } from "./operation.ts";
import { fallBackAgree, refusalGrace, staleGrace } from "./patience.ts";
import { settle } from "./settle.ts";

/** How an attach ended. */
export type AttachEnd =
  | { readonly is: "attached"; readonly eni: ObservedEni }
  /**
   * The ENI is on the instance that this resource had it on before, although it was seen detached: the list was stale, or did not show
   * an attach that was under way. It has to be detached there first.
   */
  | { readonly is: "onOurs" }
  /** The ENI is detached, so a rollback is allowed (rule 6). `isFull`: the target has no room for it. */
  | { readonly is: "off"; readonly error: EniError; readonly isFull: boolean }
  /** The time is up, somebody else attached the ENI, it is gone, or the credentials do not work. */
  | { readonly is: "failed"; readonly error: EniError };

type Verdict =
  | { readonly is: "attached"; readonly eni: ObservedEni }
  | { readonly is: "elsewhere" | "fellBack" | "notStarted" | "gone"; readonly output?: string };

interface Way {
  readonly to: string;
  /** Instance this resource last had the ENI on, even if detached now; empty if none. */
  readonly ours: string;
  /** Instance that the ENI was on before, where a stale list may still show it; empty if not known. */
  readonly left: string;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  readonly began: number;
}

export interface AttachOptions {
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  /** Instance this resource had the ENI on when the operation began. Default: where it has it now. */
  readonly ours?: string;
  /** Instance that the ENI was detached from just now, also if it was not ours there. Default: `ours`. */
  readonly left?: string | undefined;
}

/**
 * @param args arguments of the attachment; `instanceId` is the target.
 * @throws EniError like {@link runLeg}.
 */
export function attach(
  op: Operation,
  args: AttachmentArguments,
  { deadline, ours = op.attachedTo, left }: AttachOptions,
): Promise<AttachEnd> {
  op.stage = "attach";
  const { ownership } = op;
  const way: Way = { to: args.instanceId, ours, left: left ?? ours, deadline, began: op.clock.now() };
  return runLeg<Verdict, AttachEnd>(op, {
    deadline,
    underWay: false,
    call: (token) => op.vendor.attach(args, op.region, token),
    mayHaveWorked: () => ownership.sent(way.to),
    resolve: (refusal, since) => resolveRefusal(op, way, refusal, since),
    judge: (grace) => attachJudge(op, way, grace),
    conclude: (verdict, sent) => {
      if (verdict.is === "attached") return verdict;
      if (verdict.is !== "notStarted" || sent?.kind !== "lost") return conclude(op, way, verdict);
      // The reply was lost and the ENI is as before, so the call did not arrive or was refused.
      ownership.refused();
      return "again";
    },
    outOfTime: (last) => outOfTime(op, way, last),
  });
}

function outOfTime(op: Operation, way: Way, { refused, trouble, everLost }: LastTry): AttachEnd {
  if (refused && !everLost) return refusedTooLong(op, way, refused.refusal, refused.since);
  // A stale list may hide that a lost call succeeded, so keep ownership.
  if (everLost) op.ownership.sent(way.to);
  return failed(timeout(op, way, trouble));
}

/** Turns observations into a verdict. The grace counts from the first one. */
function attachJudge(op: Operation, { to, left }: Way, grace: number): Judge<Verdict> {
  const start = new StartingPoint(op.clock, grace);
  const gone = new Agreement(op.clock, staleGrace);
  const elsewhere = new Agreement(op.clock, fallBackAgree);
  return (eni) => {
    // A stale list may lack the ENI for a moment, at any time.
    if (!eni || eni.phase === "deleting") return gone.said() ? { is: "gone" } : undefined;
    gone.broken();
    const isElsewhere =
      eni.phase === "attached" && eni.instanceId !== undefined && eni.instanceId !== to && eni.instanceId !== left;
    // A stale list may also show an instance of long before.
    if (isElsewhere) return elsewhere.said() ? { is: "elsewhere" } : undefined;
    elsewhere.broken();
    switch (eni.phase) {
      case "attached":
        // Vendors hide the instance of some ENIs. The call named the right one.
        return eni.instanceId === undefined || eni.instanceId === to ? { is: "attached", eni } : start.seen();
      case "detached":
        return start.seen();
      case "attaching":
      case "detaching":
        start.left();
        return undefined;
      default:
        return undefined;
    }
  };
}

/** Meanings of refusals whose reason may be somebody's detach of the ENI: its end is waited for. */
const ofTheEni: ReadonlySet<Meaning> = new Set(["eniState", "instanceState", "notAttached", "busy"]);

/** Looks, then decides: "underWay" if it is attached or attaching after all, "again" if the call may be sent again. */
async function resolveRefusal(
  op: Operation,
  way: Way,
  refusal: VendorRefusal,
  since: number,
): Promise<AttachEnd | "underWay" | "again"> {
  const refused = refusedAs(op, "ATTACH_REFUSED", doing(op, way), refusal);
  const outright = refusedOutright(refusal, "change");
  // "Forbidden" may hold for this instance only, so a rollback can work. Rejected credentials or throttling would stop that too.
  if (outright !== undefined && refusal.meaning === "forbidden") return off(refused(outright));
  if (outright !== undefined) return failed(refused(outright));
  const first = await op.look();
  const isMoved = first?.phase === "detaching" && ofTheEni.has(refusal.meaning);
  if (isMoved) await settle(op, { leg: "attach", deadline: way.deadline });
  // A look, since a list that is behind may have ended the wait.
  const eni = isMoved ? await op.look() : first;
  if (!eni || eni.phase === "deleting") return conclude(op, way, { is: "gone" });
  if (eni.phase === "attaching") return "underWay";
  if (eni.phase === "attached") {
    if (eni.instanceId === way.to) return "underWay";
    return conclude(op, way, { is: "elsewhere" });
  }
  if (isMoved) return "again";
  const waited = op.clock.now() - since;
  const mayTryAgain = waited < refusalGrace && op.clock.now() < way.deadline;
  switch (refusal.meaning) {
    case "goneInstance":
      return off(
        failure(op, "INSTANCE_NOT_FOUND", {
          doing: doing(op, way),
          what: "there is no such instance, or not in this account",
          refusal,
          remedy: [
            { kind: "checkArguments", names: argumentsOf(op.vendor, "instanceId") },
            { kind: "runAgain", command: "up" },
          ],
        }),
      );
    case "instanceState":
    case "eniState": {
      const options = { deadline: way.deadline, doing: doing(op, way), mayTryAgain };
      const state = await stateRefusal(op, way.to, refusal, options);
      if (state === "again") return state;
      return off(refused(state.what, state.remedy));
    }
    case "notAttached":
    case "busy":
    case "goneEni":
      if (mayTryAgain || (refusal.meaning === "busy" && op.clock.now() < way.deadline)) return "again";
      return refusedTooLong(op, way, refusal, since);
    default:
      return off(refused("refused"), op.vendor.fullCodes.includes(refusal.words.code));
  }
}

function off(error: EniError, isFull = false): AttachEnd {
  return { is: "off", error, isFull };
}

function failed(error: EniError): AttachEnd {
  return { is: "failed", error };
}

/** Refused until there was no time or patience left. Nothing was carried out, so a rollback is allowed. */
function refusedTooLong(op: Operation, way: Way, refusal: VendorRefusal, since: number): AttachEnd {
  return off(refusedForLong(op, "attach", { doing: doing(op, way), refusal, waited: op.clock.now() - since }));
}

function conclude(op: Operation, way: Way, verdict: Exclude<Verdict, { is: "attached" }>): AttachEnd {
  const { eni } = op.last;
  const holder = eni?.phase === "attached" && eni.instanceId !== way.to ? eni.instanceId : undefined;
  if (holder !== undefined && holder === way.ours) {
    op.ownership.back(way.ours);
    return { is: "onOurs" };
  }
  op.ownership.lost();
  // If it is back on the instance that it left, and that is not ours, somebody else attached it there.
  switch (holder !== undefined && holder === way.left ? "elsewhere" : verdict.is) {
    case "elsewhere":
      return failed(
        failure(op, "ENI_ATTACHED_ELSEWHERE", {
          doing: doing(op, way),
          what: `somebody else attached it at the same time${op.answered.describe()}`,
          remedy: [
            { kind: "findMover" },
            { kind: "runAgain", command: "up" },
            ...(mayTakeOver(op.options.args, holder) ? ([{ kind: "takeOver", holder }] as const) : []),
          ],
        }),
      );
    case "gone":
      return failed(
        failure(op, "ENI_NOT_FOUND", {
          doing: doing(op, way),
          what: `the ENI is gone${op.answered.describe()}`,
          remedy: [{ kind: "createEni" }, { kind: "runAgain", command: "up" }],
        }),
      );
    case "fellBack":
    case "notStarted":
      return off(
        failure(op, "ATTACH_FELL_BACK", {
          doing: doing(op, way),
          what:
            verdict.is === "fellBack"
              ? `the attach did not complete${taskWords(verdict.output)}${op.answered.describe()}`
              : `it had no effect${op.answered.describe()}`,
          remedy: [{ kind: "checkGuest", for: "fit" }, runAgain, { kind: "askVendor" }],
        }),
      );
  }
}

function timeout(op: Operation, way: Way, trouble: Error | undefined): EniError {
  const waited = durationInWords(op.clock.now() - way.began);
  return failure(op, "ATTACH_TIMEOUT", {
    doing: doing(op, way),
    what: `not attached after ${waited}${op.answered.describe()}${noAnswer(trouble)}`,
    remedy: [
      ...(op.answered.wasAccepted ? op.vendor.remedies.stuckAttaching : [runAgain]),
      { kind: "raiseTimeout", leg: "attach" },
    ],
  });
}

function doing(op: Operation, way: Way): string {
  return `attach ${op.eniId} to ${way.to}`;
}
