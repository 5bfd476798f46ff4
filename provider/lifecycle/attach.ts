// Attaches a detached ENI and waits until the vendor agrees, falls back, or the time is up.
import type { EniError } from "../errors.ts";
import type { LostReply, VendorRefusal } from "../http/no-answer.ts";
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
import { Agreement, follow, StartingPoint } from "./follow.ts";
import { stateRefusal } from "./instance.ts";
import type { Operation } from "./operation.ts";
import { fallBackAgree, firstPause, longestPause, refusalGrace, staleGrace } from "./patience.ts";

/** The attach is over and the ENI is not on the instance; `eni` is detached, so going back is allowed (rule 6). */
export class AttachFailed extends Error {
  override readonly name = "AttachFailed";
  readonly failure: EniError;
  /** The instance holds no more ENIs. */
  readonly isFull: boolean;

  constructor(error: EniError, isFull = false) {
    super(error.message);
    this.failure = error;
    this.isFull = isFull;
  }
}

/**
 * The ENI turns out to be where this resource had it before, though it was seen detached: a list was behind, or did not show an
 * attach that was under way. Look again and plan anew.
 */
export class StillOnOurs extends Error {
  override readonly name = "StillOnOurs";
}

type Verdict =
  | { readonly is: "attached"; readonly eni: ObservedEni }
  | { readonly is: "elsewhere" | "fellBack" | "notStarted" | "gone"; readonly output?: string };

interface Leg {
  readonly to: string;
  /** Where this resource had the ENI before, though it be detached by now; empty: nowhere. */
  readonly ours: string;
  /** Where it was before: a list that is behind may show it there. Empty: not known. */
  readonly left: string;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  readonly began: number;
}

export interface AttachOptions {
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  /** Where this resource had it when the operation began. Default: where it has it now. */
  readonly ours?: string;
  /** The instance that it was detached from just now, whosever it was. Default: `ours`. */
  readonly left?: string | undefined;
}

/**
 * @param args arguments of the attachment; `instanceId` is the target.
 * @throws AttachFailed when the vendor refused for good or the ENI fell back: it is detached now.
 * @throws StillOnOurs when it has to be detached first.
 * @throws EniError in all other cases: time is up, somebody else took the ENI, it is gone.
 */
export async function attach(
  op: Operation,
  args: AttachmentArguments,
  { deadline, ours = op.attachedTo, left }: AttachOptions,
): Promise<ObservedEni> {
  op.stage = "attach";
  const before = op.attachedTo;
  const leg: Leg = { to: args.instanceId, ours, left: left ?? ours, deadline, began: op.clock.now() };
  let token = op.options.random.uuid();
  let refusedSince: number | undefined;
  let lastLost: LostReply | undefined;
  let everLost = false;
  /** The answer to the last call, where that was a refusal which may be over soon. */
  let lastRefusal: VendorRefusal | undefined;
  for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
    if (op.clock.now() >= deadline) {
      // A list that is behind may have hidden what a lost call did: what may be there through us stays ours.
      if (everLost) op.attachedTo = leg.to;
      throw lastRefusal && !everLost ? worn(op, leg, lastRefusal, refusedSince) : timeout(op, leg, lastLost);
    }
    const sent = await op.send(op.vendor.attach(args, op.region, token), deadline);
    // From here on the ENI may be there through us, whatever the answer was; a refusal is looked into below.
    op.attachedTo = leg.to;
    lastRefusal = sent.kind === "refused" ? sent.refusal : undefined;
    everLost ||= sent.kind === "lost";
    if (sent.kind === "refused") {
      op.attachedTo = before;
      refusedSince ??= op.clock.now();
      const resolved = await resolveRefusal(op, leg, sent.refusal, refusedSince);
      if (resolved === "again") {
        // A call that was refused is over; what is sent now is another one.
        if (sent.refusal.meaning !== "busy") token = op.options.random.uuid();
        await op.pause(pause);
        continue;
      }
      op.attachedTo = leg.to;
    }
    lastLost = sent.kind === "lost" ? sent.error : undefined;
    const verdict = await follow(op, sent, deadline, (grace) => attachJudge(op, leg, grace));
    if ("timedOut" in verdict) throw timeout(op, leg, verdict.trouble ?? lastLost);
    if (verdict.is === "attached") return verdict.eni;
    if (verdict.is === "notStarted" && sent.kind === "lost") {
      // The reply was lost and the ENI is as before: the call did not arrive (or was refused). Say it again.
      op.attachedTo = before;
      await op.pause(pause);
      continue;
    }
    throw conclude(op, leg, verdict);
  }
}

/** "attached" and the like from observations; the grace counts from the first of them. */
function attachJudge(op: Operation, { to, left }: Leg, grace: number): Judge<Verdict> {
  const start = new StartingPoint(op.clock, grace);
  const gone = new Agreement(op.clock, staleGrace);
  const elsewhere = new Agreement(op.clock, fallBackAgree);
  return (eni) => {
    // A list that is behind may leave it out for a moment, at any time.
    if (!eni || eni.phase === "deleting") return gone.said() ? { is: "gone" } : undefined;
    gone.broken();
    const isElsewhere =
      eni.phase === "attached" && eni.instanceId !== undefined && eni.instanceId !== to && eni.instanceId !== left;
    // Or show where it was long before.
    if (isElsewhere) return elsewhere.said() ? { is: "elsewhere" } : undefined;
    elsewhere.broken();
    switch (eni.phase) {
      case "attached":
        // Vendors hide the instance of some ENIs; the call named it.
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

/** Looks, then decides: "accepted" when the attach is done or under way after all, "again" when it may be sent again. */
async function resolveRefusal(
  op: Operation,
  leg: Leg,
  refusal: VendorRefusal,
  since: number,
): Promise<"accepted" | "again"> {
  const refused = refusedAs(op, "ATTACH_REFUSED", doing(op, leg), refusal);
  const outright = refusedOutright(refusal);
  // What is forbidden is final, and may be so for this instance alone; with other credentials going back is no use either.
  if (outright !== undefined && refusal.meaning === "forbidden") throw new AttachFailed(refused(outright));
  if (outright !== undefined) throw refused(outright);
  const eni = await op.look();
  if (!eni || eni.phase === "deleting") throw conclude(op, leg, { is: "gone" });
  if (eni.phase === "attaching") return "accepted";
  if (eni.phase === "attached") {
    if (eni.instanceId === leg.to) return "accepted";
    throw conclude(op, leg, { is: "elsewhere" });
  }
  const waited = op.clock.now() - since;
  const mayTryAgain = waited < refusalGrace && op.clock.now() < leg.deadline;
  switch (refusal.meaning) {
    case "goneInstance":
      throw new AttachFailed(
        failure(op, "INSTANCE_NOT_FOUND", {
          doing: doing(op, leg),
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
      const options = { deadline: leg.deadline, doing: doing(op, leg), mayTryAgain };
      const state = await stateRefusal(op, leg.to, refusal, options);
      if (state === "again") return state;
      throw new AttachFailed(refused(state.what, state.remedy));
    }
    case "notAttached":
    case "busy":
    case "goneEni":
      if (mayTryAgain || (refusal.meaning === "busy" && op.clock.now() < leg.deadline)) return "again";
      throw worn(op, leg, refusal, since);
    default:
      throw new AttachFailed(refused("refused"), op.vendor.fullCodes.includes(refusal.words.code));
  }
}

/** Nothing of it was carried out, so a move may go back. */
function worn(op: Operation, leg: Leg, refusal: VendorRefusal, since = op.clock.now()): AttachFailed {
  return new AttachFailed(
    refusedForLong(op, "attach", { doing: doing(op, leg), refusal, waited: op.clock.now() - since }),
  );
}

function conclude(op: Operation, leg: Leg, verdict: Exclude<Verdict, { is: "attached" }>): Error {
  const { eni } = op.last;
  const holder = eni?.phase === "attached" && eni.instanceId !== leg.to ? eni.instanceId : undefined;
  if (holder !== undefined && holder === leg.ours) {
    op.attachedTo = leg.ours;
    return new StillOnOurs();
  }
  // Back where it was taken from, and that is not ours: somebody else put it there.
  switch (holder !== undefined && holder === leg.left ? "elsewhere" : verdict.is) {
    case "elsewhere":
      op.attachedTo = "";
      return failure(op, "ENI_ATTACHED_ELSEWHERE", {
        doing: doing(op, leg),
        what: `somebody else attached it at the same time${op.describeAnswer()}`,
        remedy: [
          { kind: "findMover" },
          { kind: "runAgain", command: "up" },
          ...(mayTakeOver(op.options.args, holder) ? ([{ kind: "takeOver", holder }] as const) : []),
        ],
      });
    case "gone":
      op.attachedTo = "";
      return failure(op, "ENI_NOT_FOUND", {
        doing: doing(op, leg),
        what: `the ENI is gone${op.describeAnswer()}`,
        remedy: [{ kind: "createEni" }, { kind: "runAgain", command: "up" }],
      });
    case "fellBack":
    case "notStarted":
      op.attachedTo = "";
      return new AttachFailed(
        failure(op, "ATTACH_FELL_BACK", {
          doing: doing(op, leg),
          what:
            verdict.is === "fellBack"
              ? `the vendor began and gave up${taskWords(verdict.output)}${op.describeAnswer()}`
              : `nothing came of it${op.describeAnswer()}`,
          remedy: [{ kind: "checkGuest", for: "fit" }, runAgain, { kind: "askVendor" }],
        }),
      );
  }
}

function timeout(op: Operation, leg: Leg, trouble: Error | undefined): EniError {
  const waited = durationInWords(op.clock.now() - leg.began);
  return failure(op, "ATTACH_TIMEOUT", {
    doing: doing(op, leg),
    what: `not attached after ${waited}${op.describeAnswer()}${noAnswer(trouble)}`,
    remedy: [
      ...(op.accepted ? op.vendor.remedies.stuckAttaching : [runAgain]),
      { kind: "raiseTimeout", leg: "attach" },
    ],
  });
}

function doing(op: Operation, leg: Leg): string {
  return `attach ${op.eniId} to ${leg.to}`;
}
