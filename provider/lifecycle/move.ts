// Attaches an ENI to its instance (create and update) or detaches it (destroy): look, plan, take the first step, look again.
// Every step follows from an observation, so an interrupted run is safe to repeat.
import { channel } from "node:diagnostics_channel";
import { eniAddress } from "../vendors/eni-address.ts";
import type { ObservedEni } from "../vendors/vendor.ts";
import type { AttachEnd } from "./attach.ts";
import { attach } from "./attach.ts";
import type { Detached } from "./detach.ts";
import { detach } from "./detach.ts";
import { failure, runAgain } from "./failure.ts";
import type { Place } from "./neighbours.ts";
import type { Operation, Stage } from "./operation.ts";
import type { AttachSituation, DetachSituation, Plan, Refusal } from "./plan.ts";
import { mayComeYet, planAttach, planDetach } from "./plan.ts";
import type { LastChange } from "./recent.ts";
import { lookUnlessBehind } from "./recent.ts";
import { placeNeverCame, refusalError } from "./refusal.ts";
import { rollBack } from "./roll-back.ts";
import { settle } from "./settle.ts";
import { checkTarget, givenBy, keepPlace, placeAfterAll, recordedOf, releaseOf } from "./target.ts";

/** Publishes each plan that is carried out, so that the simulation can count the branches that it reaches. */
const planned = channel("pulumi-eni-attachment:planned");
/** More turns than any plan needs. Somebody who changes the ENI before each look must not keep the operation running for ever. */
const mostTurns = 12;

export interface Attached {
  readonly eni: ObservedEni;
  /** It was attached there already, so no call was made. */
  readonly adopted: boolean;
}

export interface EnsureOptions {
  /** An argument changed that needs a new attachment, even on the same instance. */
  readonly reattach: boolean;
  readonly last?: LastChange | undefined;
}

/**
 * Attaches the ENI to `args.instanceId`.
 * @throws EniError with one of `ErrorCode`. `op` then holds the last observation and the ownership.
 */
export async function ensureAttached(op: Operation, { reattach, last }: EnsureOptions): Promise<Attached> {
  const { args } = op.options;
  const deadlines = new Deadlines(op);
  let detachedFrom: string | undefined;
  /** Instance that this run detached the ENI from, for a rollback; undefined if the ENI had left it by itself. */
  let takenFrom: string | undefined;
  /** Instance this resource last had the ENI on, even if this run has detached it. */
  let ours = op.attachedTo;
  /** Instance that another attachment of the program released the ENI on. */
  let released: string | undefined;
  /** Nobody is going to leave the full target. Only the attach itself can show whether it works. */
  let placeIsHopeless = false;
  /** The end of the last attach that was refused because the target is full. */
  let refusedAsFull: AttachEnd | undefined;
  let reattachStill = reattach;
  let justSeen: ObservedEni | undefined;
  for (let turn = 0; turn < mostTurns; turn += 1) {
    op.stage = "look";
    const observed: ObservedEni | undefined =
      justSeen ?? (turn === 0 ? await lookUnlessBehind(op, last) : await op.look());
    justSeen = undefined;
    const situation: AttachSituation = {
      observed,
      to: args.instanceId,
      ours: released ?? op.attachedTo,
      reattach: reattachStill,
      onConflict: args.onConflict ?? "fail",
    };
    const plan = planAttach(situation);
    planned.publish({ situation, plan });
    const given = released === undefined ? givenBy(op, plan.victim) : undefined;
    if (plan.refusal || given) {
      const release = given ?? (released === undefined && plan.refusal ? await releaseOf(op, plan.refusal) : undefined);
      if (!release) throw refusalError(op, plan.refusal as Refusal);
      op.recorded = recordedOf(op, release);
      ours = released = release.from;
      reattachStill = false;
      continue;
    }
    const [step] = plan.steps;
    if (!step) {
      const adopted = op.mutations === 0;
      op.ownership.back(args.instanceId);
      // A plan without steps and refusal means that the ENI exists.
      return { eni: observed as ObservedEni, adopted };
    }
    if (step.do === "wait") {
      op.stage = stageOf(step.for);
      const leg = step.for === "detach" ? "detach" : "attach";
      await settle(op, { leg, deadline: deadlines.ofWait(leg) });
    }
    if (step.do === "detach") {
      const { from } = step;
      if ((await checkTarget(op, observed, () => deadlines.ofWait("attach"))) === "waited") continue;
      if (plan.victim !== undefined)
        op.options.log(`taking ${op.eniId} over from ${plan.victim} (onConflict: "takeOver")`, "warning");
      const { effects } = op;
      const end = await detach(op, { from, deadline: deadlines.of("detach"), underWay: step.underWay });
      if (end.is === "failed") throw end.error;
      const begunBefore = step.underWay && from === ours;
      if (op.effects > effects || begunBefore) takenFrom = from;
      // The wait for the detach has just seen the ENI detached, so no other look is needed.
      if (op.last.eni?.phase === "detached") justSeen = op.last.eni;
      detachedFrom = from;
      reattachStill = false;
      op.options.neighbour?.left(from);
    }
    if (step.do === "attach") {
      const waited: Place | undefined = placeIsHopeless ? undefined : await keepPlace(op);
      placeIsHopeless ||= waited?.is === "full";
      if (waited) continue;
      // If a wait for a place has used up the time of the attach, the refusal before it is the reason to report.
      const end: AttachEnd =
        refusedAsFull && op.clock.now() >= deadlines.of("attach")
          ? refusedAsFull
          : await attach(op, args, { deadline: deadlines.of("attach"), ours, left: detachedFrom });
      if (end.is === "attached") return { eni: end.eni, adopted: false };
      if (end.is === "onOurs") {
        // If another attachment of the program released it there, it is not this one's.
        if (op.attachedTo === released) op.ownership.lost();
        continue;
      }
      if (end.is === "failed") throw end.error;
      const patience = { isOff: takenFrom !== undefined, deadline: deadlines.of("attach") };
      const place = end.isFull ? await placeAfterAll(op, patience) : undefined;
      if (place && place.is !== "full") {
        refusedAsFull = end;
        continue;
      }
      const cause = place ? await placeNeverCame(op, end.error, place.by) : end.error;
      throw await rollBack(op, takenFrom, cause);
    }
  }
  throw failure(op, "ATTACH_TIMEOUT", {
    doing: `attach ${op.eniId} to ${args.instanceId}`,
    what: `somebody else is moving it: it was changed each time we looked${op.answered.describe()}`,
    remedy: [{ kind: "findMover" }, { kind: "runAgain", command: "up" }],
  });
}

export interface EnsureDetachedOptions {
  readonly last?: LastChange | undefined;
  /** True if the state records an attach that was begun and not seen to end. Default false. */
  readonly unfinished?: boolean;
}

/** Detaches the ENI if this resource has it attached. @returns how it ended, and whether any call was made for it. */
export async function ensureDetached(
  op: Operation,
  { last, unfinished = false }: EnsureDetachedOptions = {},
): Promise<{ readonly how: Detached; readonly called: boolean }> {
  const ours = op.attachedTo;
  const deadlines = new Deadlines(op);
  for (let turn = 0; turn < mostTurns; turn += 1) {
    op.stage = "look";
    const observed = turn === 0 ? await lookUnlessBehind(op, last) : await op.look();
    const situation: DetachSituation = { observed, ours, mayComeYet: unfinished && mayComeYet(op.vendor) };
    const plan = planDetach(situation);
    planned.publish({ situation, plan });
    const [step] = plan.steps;
    if (!step) return { how: howDone(plan), called: op.mutations > 0 };
    if (step.do === "wait") {
      op.stage = stageOf(step.for);
      await settle(op, { leg: "detach", deadline: deadlines.ofWait("detach") });
    }
    if (step.do === "detach") {
      if (observed?.primary) {
        throw failure(op, "ENI_NOT_ATTACHABLE", {
          what: "it is a primary ENI, which stays with its instance for life",
          remedy: [{ kind: "dropFromState", label: eniAddress(op.vendor, op.region, op.eniId).label }],
        });
      }
      const end = await detach(op, { from: step.from, deadline: deadlines.of("detach"), underWay: step.underWay });
      if (end.is === "failed") throw end.error;
      op.options.neighbour?.left(step.from);
      return { how: end.is, called: op.mutations > 0 };
    }
  }
  throw failure(op, "DETACH_TIMEOUT", {
    doing: `detach ${op.eniId} from ${ours}`,
    what: `somebody else is moving it: it was changed each time we looked${op.answered.describe()}`,
    remedy: [{ kind: "findMover" }, runAgain],
  });
}

function howDone(plan: Plan): Detached {
  return plan.done === "gone" || plan.done === "elsewhere" ? plan.done : "detached";
}

/** The deadlines of both legs. The time of a leg begins when the leg begins. */
class Deadlines {
  readonly #op: Operation;
  readonly #at: { attach?: number; detach?: number; beforeAttach?: number } = {};

  constructor(op: Operation) {
    this.#op = op;
  }

  of(leg: "attach" | "detach"): number {
    return (this.#at[leg] ??= this.#op.deadlineOf(leg));
  }

  /**
   * Deadline of a wait before a leg. A wait before the detach must not use up the time of the attach after it, so it has a time of its
   * own, as long as that of the attach.
   */
  ofWait(leg: "attach" | "detach"): number {
    if (leg === "detach" || this.#at.attach !== undefined) return this.of(leg);
    return (this.#at.beforeAttach ??= this.#op.deadlineOf("attach"));
  }
}

function stageOf(awaited: "attach" | "detach" | "creation" | "unknown"): Stage {
  return awaited === "attach" || awaited === "detach" ? awaited : "settling";
}
