// Detaches an ENI from one instance and waits until the vendor agrees, falls back, or the time is up.
import type { EniError } from "../errors.ts";
import type { LostReply, VendorRefusal } from "../http/no-answer.ts";
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
import { Agreement, follow, StartingPoint } from "./follow.ts";
import { stateRefusal } from "./instance.ts";
import type { Operation, Sent } from "./operation.ts";
import { fallBackAgree, firstPause, longestPause, refusalGrace, reissueAfter, reissueLimit } from "./patience.ts";

/** How a detach ended well: the ENI is free, is gone, or is on another instance by now. */
export type Detached = "detached" | "gone" | "elsewhere";

type Verdict = { readonly is: Detached | "fellBack" | "notStarted" | "stuck"; readonly output?: string };

export interface DetachOptions {
  readonly from: string;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  /** The vendor is detaching already: nothing is sent unless it hangs. */
  readonly underWay: boolean;
}

/** @throws EniError when the vendor refuses, the ENI falls back, or the time is up. */
export async function detach(op: Operation, options: DetachOptions): Promise<Detached> {
  op.stage = "detach";
  const leg: Leg = { ...options, began: op.clock.now() };
  let send = !options.underWay;
  let reissues = 0;
  let token = op.options.random.uuid();
  let refusedSince: number | undefined;
  let lastLost: LostReply | undefined;
  /** The answer to the last call, where that was a refusal which may be over soon. */
  let lastRefusal: VendorRefusal | undefined;
  for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
    let sent: Sent | undefined;
    if (send && op.clock.now() >= leg.deadline)
      throw lastRefusal ? worn(op, leg, lastRefusal, refusedSince) : timeout(op, leg, reissues, lastLost);
    if (send) {
      const call = op.vendor.detach(op.recorded, leg.from, op.region, token);
      const last: { owner: Owner } = { owner: "still" };
      const isStillOurs = async () => (last.owner = await lookAtOwner(op, leg)) === "still";
      sent = await op.send(call, leg.deadline, op.vendor.detachNamesInstance ? undefined : isStillOurs);
      if (sent.kind === "withheld") {
        if (last.owner !== "still" && last.owner !== "underWay") return finish(op, last.owner);
        sent = undefined;
      }
    }
    if (sent) {
      lastLost = sent.kind === "lost" ? sent.error : undefined;
      lastRefusal = sent.kind === "refused" ? sent.refusal : undefined;
      if (sent.kind === "refused") {
        refusedSince ??= op.clock.now();
        const resolved = await resolveRefusal(op, leg, sent.refusal, refusedSince);
        if (resolved === "again") {
          if (sent.refusal.meaning !== "busy") token = op.options.random.uuid();
          await op.pause(pause);
          continue;
        }
        if (resolved !== "underWay") return finish(op, resolved);
      }
    }
    const mayReissue = reissues < reissueLimit && op.vendor.reissuesDetach;
    const patience = mayReissue ? reissuePatience(leg, reissues) : Number.POSITIVE_INFINITY;
    const judge = (grace: number) => detachJudge(op, leg.from, { grace, patience });
    const verdict = await follow(op, sent, leg.deadline, judge).catch((error: unknown) => {
      // The wait ended with an error, and the last look after it saw the ENI off.
      if (op.last.known && op.last.eni?.phase === "detached") finish(op, "detached");
      throw error;
    });
    if ("timedOut" in verdict) throw timeout(op, leg, reissues, verdict.trouble ?? lastLost);
    switch (verdict.is) {
      case "detached":
      case "gone":
      case "elsewhere":
        return finish(op, verdict.is);
      case "stuck":
        reissues += 1;
        send = true;
        token = op.options.random.uuid();
        op.options.log(
          `${op.eniId} is still detaching from ${leg.from} after ${durationInWords(op.clock.now() - leg.began)}: sending the detach again (${reissues} of ${reissueLimit})`,
        );
        break;
      case "notStarted":
        if (sent !== undefined && sent.kind !== "lost") throw fellBack(op, leg, "nothing came of it");
        // Nothing arrived (a lost call), or the detach that was under way was called off: say it (again).
        send = true;
        await op.pause(pause);
        break;
      case "fellBack":
        if (sent !== undefined) {
          throw fellBack(op, leg, `the vendor began and gave up${taskWords(verdict.output)}`);
        }
        send = true;
        break;
    }
  }
}

type Owner = Detached | "still" | "underWay";

/** Who has the ENI, at the last moment, for a vendor whose detach would take it off anybody. */
async function lookAtOwner(op: Operation, leg: Leg): Promise<Owner> {
  const eni = await op.look();
  if (!eni || eni.phase === "deleting") return "gone";
  if (eni.phase === "detached") return "detached";
  // A vendor may stop naming the instance as soon as it begins to detach.
  if (eni.phase === "detaching" && (eni.instanceId === undefined || eni.instanceId === leg.from)) return "underWay";
  return eni.instanceId === leg.from ? "still" : "elsewhere";
}

interface Leg extends DetachOptions {
  readonly began: number;
}

function finish(op: Operation, how: Detached): Detached {
  op.attachedTo = "";
  return how;
}

/** A short timeout must leave room for the remedy, so patience is never more than a third of it. */
function reissuePatience(leg: Leg, reissues: number): number {
  return Math.min(reissueAfter * 2 ** reissues, Math.max(1_000, (leg.deadline - leg.began) / 3));
}

function detachJudge(
  op: Operation,
  from: string,
  { grace, patience }: { grace: number; patience: number },
): Judge<Verdict> {
  const began = op.clock.now();
  const start = new StartingPoint(op.clock, grace);
  // A list that is behind may show where it was long before.
  const elsewhere = new Agreement(op.clock, fallBackAgree);
  let missing = 0;
  return (eni) => {
    if (eni?.phase === "deleting") return { is: "gone" };
    // Looked at twice: one empty answer may be a list that is behind, and the end of a detach lets others delete the ENI.
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
  leg: Leg,
  refusal: VendorRefusal,
  since: number,
): Promise<Detached | "underWay" | "again"> {
  const doing = doingOf(op, leg);
  const refused = refusedAs(op, "DETACH_REFUSED", doing, refusal);
  const outright = refusedOutright(refusal);
  if (outright !== undefined) throw refused(outright);
  if (refusal.meaning === "goneEni") return "gone";
  const eni = await op.look();
  if (!eni || eni.phase === "deleting") return "gone";
  const waited = op.clock.now() - since;
  const mayTryAgain = waited < refusalGrace && op.clock.now() < leg.deadline;
  if (eni.phase === "detached" && op.vendor.showsTransitions) return "detached";
  // What is refused because something is under way may be refused because of an attach that nothing shows.
  if (eni.phase === "detached" && refusal.meaning !== "busy")
    return refusal.meaning === "eniState" && mayTryAgain ? "again" : "detached";
  if (eni.phase === "detaching") return "underWay";
  if (eni.instanceId !== undefined && eni.instanceId !== leg.from) return "elsewhere";
  switch (refusal.meaning) {
    case "instanceState":
    case "eniState": {
      // An attach under way has to end first.
      if (eni.phase === "attaching" && op.clock.now() < leg.deadline) return "again";
      const state = await stateRefusal(op, leg.from, refusal, { deadline: leg.deadline, doing, mayTryAgain });
      if (state === "again") return state;
      throw refused(state.what, state.remedy);
    }
    case "notAttached":
      // The vendor says so in so many words; its list is only behind (rule 4).
      return mayTryAgain ? "again" : "detached";
    case "goneInstance":
    case "busy":
      // The vendor's answers contradict each other: its lists are behind.
      if (mayTryAgain || (op.clock.now() < leg.deadline && refusal.meaning === "busy")) return "again";
      throw worn(op, leg, refusal, since);
    default:
      throw refused("refused");
  }
}

function doingOf(op: Operation, leg: Leg): string {
  return `detach ${op.eniId} from ${leg.from}`;
}

function worn(op: Operation, leg: Leg, refusal: VendorRefusal, since = op.clock.now()): EniError {
  return refusedForLong(op, "detach", { doing: doingOf(op, leg), refusal, waited: op.clock.now() - since });
}

function fellBack(op: Operation, leg: Leg, what: string) {
  return failure(op, "DETACH_FELL_BACK", {
    doing: doingOf(op, leg),
    what: `${what}${op.describeAnswer()}`,
    remedy: [{ kind: "checkGuest", for: "inUse" }, runAgain, { kind: "askVendor" }],
  });
}

function timeout(op: Operation, leg: Leg, reissues: number, trouble: Error | undefined) {
  const waited = durationInWords(op.clock.now() - leg.began);
  const again = reissues > 0 ? `, with the call sent ${reissues} more time${reissues === 1 ? "" : "s"}` : "";
  return failure(op, "DETACH_TIMEOUT", {
    doing: doingOf(op, leg),
    what: `not detached after ${waited}${again}${op.describeAnswer()}${noAnswer(trouble)}`,
    remedy: [
      ...(op.accepted ? op.vendor.remedies.stuckDetaching : [runAgain]),
      { kind: "raiseTimeout", leg: "detach" },
    ],
  });
}
