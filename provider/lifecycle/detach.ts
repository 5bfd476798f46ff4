// Detaches an ENI from one instance and waits until the vendor agrees, falls back, or the time is up.
import type { EniError } from "../errors.ts";
import type { VendorRefusal } from "../http/no-answer.ts";
import type { Judge } from "../watch/watcher.ts";
import {
  durationInWords,
  failure,
  noAnswer,
  refusedAs,
  refusedForLong,
  refusedOutright,
  runAgain,
  taskWords,
} from "./failure.ts";
import type { Ending } from "./follow.ts";
import { Agreement, StartingPoint } from "./follow.ts";
import { stateRefusal } from "./instance.ts";
import type { LastTry } from "./leg.ts";
import { runLeg } from "./leg.ts";
import type { ObservedEni } from "../vendors/vendor.ts";
import type { Operation, Sent } from "./operation.ts";
import { secondLookAfter } from "./operation.ts";
import { fallBackAgree, refusalGrace, reissueAfter, reissueLimit } from "./patience.ts";

/** How a detach succeeded: the ENI is detached, does not exist any more, or is on another instance now. */
export type Detached = "detached" | "gone" | "elsewhere";

export type DetachEnd = { readonly is: Detached } | { readonly is: "failed"; readonly error: EniError };

type Verdict = { readonly is: Detached | "fellBack" | "notStarted" | "stuck"; readonly output?: string };

export interface DetachOptions {
  readonly from: string;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  /** The vendor is detaching already, so nothing is sent unless that hangs. */
  readonly underWay: boolean;
}

interface Way extends DetachOptions {
  /** Milliseconds since the epoch. */
  readonly began: number;
  /** Number of times that the call was sent again because the detach hung. */
  reissues: number;
}

/** @throws EniError like {@link runLeg}. */
export function detach(op: Operation, options: DetachOptions): Promise<DetachEnd> {
  op.stage = "detach";
  const way: Way = { ...options, began: op.clock.now(), reissues: 0 };
  return runLeg<Verdict, DetachEnd>(op, {
    deadline: way.deadline,
    underWay: way.underWay,
    call: (token) => op.vendor.detach(op.recorded, way.from, op.region, token),
    lookBefore: op.vendor.detachNamesInstance ? undefined : () => lookAtOwner(op, way),
    resolve: (refusal, since) => resolveRefusal(op, way, refusal, since),
    judge: (grace) => detachJudge(op, way, grace),
    waitFailed: () => {
      // The last look after the error saw the ENI detached.
      if (op.last.known && op.last.eni?.phase === "detached") op.ownership.lost();
    },
    conclude: (verdict, sent) => conclude(op, way, verdict, sent),
    outOfTime: (last) => outOfTime(op, way, last),
  });
}

function conclude(
  op: Operation,
  way: Way,
  verdict: Verdict | Ending<never>,
  sent: Sent | undefined,
): DetachEnd | "again" | "newCall" {
  switch (verdict.is) {
    case "detached":
    case "gone":
    case "elsewhere":
      return finish(op, verdict.is);
    case "stuck":
      way.reissues += 1;
      op.options.log(
        `${op.eniId} is still detaching from ${way.from} after ${durationInWords(op.clock.now() - way.began)}: sending the detach again (${way.reissues} of ${reissueLimit})`,
      );
      return "newCall";
    case "notStarted":
      // A lost call did not arrive, or the detach that was under way was called off.
      return sent === undefined || sent.kind === "lost" ? "again" : fellBack(op, way, "it had no effect");
    case "fellBack":
      if (sent === undefined) return "newCall";
      return fellBack(op, way, `the detach did not complete${taskWords(verdict.output)}`);
  }
}

/** The last look before a detach that does not name the instance and so would take the ENI off any. */
async function lookAtOwner(op: Operation, way: Way): Promise<DetachEnd | "send" | "underWay"> {
  let eni = await op.look();
  // An answer that names no instance does not say that it is on another one.
  for (let looks = 1; looks < namelessLooks && isNameless(eni); looks += 1) {
    await op.pause(secondLookAfter);
    eni = await op.look();
  }
  if (!eni || eni.phase === "deleting") return finish(op, "gone");
  if (eni.phase === "detached") return finish(op, "detached");
  // A vendor may stop naming the instance as soon as it detaches.
  if (eni.phase === "detaching" && (eni.instanceId === undefined || eni.instanceId === way.from)) return "underWay";
  return eni.instanceId === way.from ? "send" : finish(op, "elsewhere");
}

/** After this many looks in a row that show the ENI attached and name no instance, it counts as somebody else's. */
const namelessLooks = 5;

const isNameless = (eni: ObservedEni | undefined): boolean =>
  eni !== undefined && (eni.phase === "attached" || eni.phase === "attaching") && eni.instanceId === undefined;

function finish(op: Operation, how: Detached): DetachEnd {
  op.ownership.lost();
  return { is: how };
}

/** How long `detaching` may last until the call is sent again: at most a third of the timeout, so that a repetition has time to work. */
function patienceOf(op: Operation, { deadline, began, reissues }: Way): number {
  if (reissues >= reissueLimit || !op.vendor.reissuesDetach) return Number.POSITIVE_INFINITY;
  return Math.min(reissueAfter * 2 ** reissues, Math.max(1_000, (deadline - began) / 3));
}

function detachJudge(op: Operation, way: Way, grace: number): Judge<Verdict> {
  const { from } = way;
  const patience = patienceOf(op, way);
  const began = op.clock.now();
  const start = new StartingPoint(op.clock, grace);
  // A list that is behind may show where it was long before.
  const elsewhere = new Agreement(op.clock, fallBackAgree);
  let missing = 0;
  return (eni) => {
    if (eni?.phase === "deleting") return { is: "gone" };
    // One empty answer may be stale, and after a detach others may delete the ENI, so two are needed.
    if (!eni) return ++missing >= 2 ? { is: "gone" } : undefined;
    missing = 0;
    const isOn = eni.phase === "attached" || eni.phase === "attaching" || eni.phase === "detaching";
    if (isOn && eni.instanceId !== undefined && eni.instanceId !== from)
      return elsewhere.said() ? { is: "elsewhere" } : undefined;
    elsewhere.broken();
    switch (eni.phase) {
      case "detached":
        return { is: "detached" };
      case "attached":
        return start.seen();
      case "detaching":
        start.left();
        return op.clock.now() - began >= patience ? { is: "stuck" } : undefined;
      default:
        return undefined;
    }
  };
}

/** Looks, then decides what a refusal means (lifecycle rule 4: instance-not-found is an observation to make). */
async function resolveRefusal(
  op: Operation,
  way: Way,
  refusal: VendorRefusal,
  since: number,
): Promise<DetachEnd | "underWay" | "again"> {
  const doing = doingOf(op, way);
  const refused = refusedAs(op, "DETACH_REFUSED", doing, refusal);
  const outright = refusedOutright(refusal, "change");
  if (outright !== undefined) return failed(refused(outright));
  if (refusal.meaning === "goneEni") return finish(op, "gone");
  const eni = await op.look();
  if (!eni || eni.phase === "deleting") return finish(op, "gone");
  const waited = op.clock.now() - since;
  const mayTryAgain = waited < refusalGrace && op.clock.now() < way.deadline;
  if (eni.phase === "detached" && op.vendor.showsTransitions) return finish(op, "detached");
  // `busy` may come from an attach that this vendor's list does not show.
  if (eni.phase === "detached" && refusal.meaning !== "busy")
    return refusal.meaning === "eniState" && mayTryAgain ? "again" : finish(op, "detached");
  if (eni.phase === "detaching") return "underWay";
  if (eni.instanceId !== undefined && eni.instanceId !== way.from) return finish(op, "elsewhere");
  switch (refusal.meaning) {
    case "instanceState":
    case "eniState": {
      // An attach that is under way has to end first.
      if (eni.phase === "attaching" && op.clock.now() < way.deadline) return "again";
      const state = await stateRefusal(op, way.from, refusal, { deadline: way.deadline, doing, mayTryAgain });
      if (state === "again") return state;
      return failed(refused(state.what, state.remedy));
    }
    case "notAttached":
      // The vendor says that it is not attached, so its list is stale (rule 4).
      return mayTryAgain ? "again" : finish(op, "detached");
    case "goneInstance":
    case "busy":
      // The vendor's answers contradict each other, so its lists are stale.
      if (mayTryAgain || (op.clock.now() < way.deadline && refusal.meaning === "busy")) return "again";
      return refusedTooLong(op, way, refusal, since);
    default:
      return failed(refused("refused"));
  }
}

function doingOf(op: Operation, way: Way): string {
  return `detach ${op.eniId} from ${way.from}`;
}

function failed(error: EniError): DetachEnd {
  return { is: "failed", error };
}

function outOfTime(op: Operation, way: Way, { refused, trouble }: LastTry): DetachEnd {
  return refused ? refusedTooLong(op, way, refused.refusal, refused.since) : failed(timeout(op, way, trouble));
}

function refusedTooLong(op: Operation, way: Way, refusal: VendorRefusal, since: number): DetachEnd {
  return failed(refusedForLong(op, "detach", { doing: doingOf(op, way), refusal, waited: op.clock.now() - since }));
}

function fellBack(op: Operation, way: Way, what: string): DetachEnd {
  return failed(
    failure(op, "DETACH_FELL_BACK", {
      doing: doingOf(op, way),
      what: `${what}${op.answered.describe()}`,
      remedy: [{ kind: "checkGuest", for: "inUse" }, runAgain, { kind: "askVendor" }],
    }),
  );
}

function timeout(op: Operation, way: Way, trouble: Error | undefined): EniError {
  const { reissues } = way;
  const waited = durationInWords(op.clock.now() - way.began);
  const again = reissues > 0 ? `, with the call sent ${reissues} more time${reissues === 1 ? "" : "s"}` : "";
  return failure(op, "DETACH_TIMEOUT", {
    doing: doingOf(op, way),
    what: `not detached after ${waited}${again}${op.answered.describe()}${noAnswer(trouble)}`,
    remedy: [
      ...(op.answered.wasAccepted ? op.vendor.remedies.stuckDetaching : [runAgain]),
      { kind: "raiseTimeout", leg: "detach" },
    ],
  });
}
