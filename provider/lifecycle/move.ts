// Brings an ENI to its instance (create and update) or off it (destroy): look, plan, take the first step, look again.
// Every step is asked for by what is seen, so an operation that died anywhere is resumed by running it again.
import { channel } from "node:diagnostics_channel";
import type { Remedy } from "../remedy.ts";
import type { ObservedEni } from "../vendors/vendor.ts";
import type { AttachEnd } from "./attach.ts";
import { attach } from "./attach.ts";
import type { Detached } from "./detach.ts";
import { detach } from "./detach.ts";
import { durationInWords, failure, runAgain } from "./failure.ts";
import type { Place } from "./neighbours.ts";
import type { Operation, Stage } from "./operation.ts";
import type { AttachSituation, DetachSituation, Plan, Refusal } from "./plan.ts";
import { mayComeYet, planAttach, planDetach } from "./plan.ts";
import type { LastChange } from "./recent.ts";
import { lookUnlessBehind } from "./recent.ts";
import { placeNeverCame, refusalError } from "./refusal.ts";
import { rollBack } from "./roll-back.ts";
import { checkTarget, givenBy, keepPlace, placeAfterAll, recordedOf, releaseOf } from "./target.ts";

/** Publishes each plan that is carried out, with its situation: the simulation counts the branches that it reaches. */
const planned = channel("pulumi-eni-attachment:planned");
/** More turns than any sequence of steps needs; a world that changes each time we look must not keep us for ever. */
const mostTurns = 12;

export interface Attached {
  readonly eni: ObservedEni;
  /** It was attached there already: nothing was called. */
  readonly adopted: boolean;
}

export interface EnsureOptions {
  /** Arguments changed that need a new attachment even on the same instance. */
  readonly reattach: boolean;
  readonly last?: LastChange | undefined;
}

/**
 * The ENI is attached to `args.instanceId` when this resolves.
 * @throws EniError as `ErrorCode` says; `op` holds what was seen last and whose the attachment is.
 */
export async function ensureAttached(op: Operation, { reattach, last }: EnsureOptions): Promise<Attached> {
  const { args } = op.options;
  const deadlines = new Deadlines(op);
  let detachedFrom: string | undefined;
  /** Instance that this run took the ENI off, where a rollback puts it back: not one that it had left by itself. */
  let takenFrom: string | undefined;
  /** Where this resource had it: a detach of ours does not make it somebody else's when it is seen there again. */
  let ours = op.attachedTo;
  /** Another attachment of the program gave it up there. */
  let released: string | undefined;
  /** Nobody is about to leave a target that is full: the attach tells. */
  let placeIsHopeless = false;
  /** The last refusal by a target that is full. */
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
      // Nothing to do is only planned for an ENI that is there.
      return { eni: observed as ObservedEni, adopted };
    }
    if (step.do === "wait") {
      op.stage = stageOf(step.for);
      await settle(op, step.for === "detach" ? "detach" : "attach", deadlines);
    }
    if (step.do === "detach") {
      const { from } = step;
      if ((await checkTarget(op, observed, () => deadlines.ofWait("attach"))) === "waited") continue;
      if (plan.victim !== undefined)
        op.options.log(`taking ${op.eniId} over from ${plan.victim} (onConflict: "takeOver")`);
      const { effects } = op;
      const end = await detach(op, { from, deadline: deadlines.of("detach"), underWay: step.underWay });
      if (end.is === "failed") throw end.error;
      const begunBefore = step.underWay && from === ours;
      if (op.effects > effects || begunBefore) takenFrom = from;
      // The ENI is without an instance now: what the wait for the detach saw last is as fresh as another look.
      if (op.last.eni?.phase === "detached") justSeen = op.last.eni;
      detachedFrom = from;
      reattachStill = false;
      op.options.neighbour?.left(from);
    }
    if (step.do === "attach") {
      const waited: Place | undefined = placeIsHopeless ? undefined : await keepPlace(op);
      placeIsHopeless ||= waited?.is === "full";
      if (waited) continue;
      // A wait for a place may have used up the time of the attach: the refusal before it says why it failed.
      const end: AttachEnd =
        refusedAsFull && op.clock.now() >= deadlines.of("attach")
          ? refusedAsFull
          : await attach(op, args, { deadline: deadlines.of("attach"), ours, left: detachedFrom });
      if (end.is === "attached") return { eni: end.eni, adopted: false };
      if (end.is === "onOurs") {
        // What another attachment of the program gave up there is not this one's.
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
      if (takenFrom === undefined || args.rollback === false) throw cause;
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
  /** The state has an attach that was begun and not seen to end. Default false. */
  readonly unfinished?: boolean;
}

/** The ENI is not attached by us when this resolves, with how that came to be. */
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
      await settle(op, "detach", deadlines);
    }
    if (step.do === "detach") {
      if (observed?.primary) {
        throw failure(op, "ENI_NOT_ATTACHABLE", {
          what: "it is a primary ENI, which stays with its instance for life",
          remedy: [{ kind: "dropFromState", label: `${op.vendor.name}/${op.region}/${op.eniId}` }],
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

/** Each leg has its own time, which begins when the leg does. */
class Deadlines {
  readonly #op: Operation;
  readonly #at: { attach?: number; detach?: number; beforeAttach?: number } = {};

  constructor(op: Operation) {
    this.#op = op;
  }

  of(leg: "attach" | "detach"): number {
    return (this.#at[leg] ??= this.#op.clock.now() + this.#op.options.timeouts[leg]);
  }

  /**
   * Of a wait until a leg can begin. What the attach waits for before a detach has a time of its own, as long as the attach's: else an
   * ENI is taken off and no time is left to attach it.
   */
  ofWait(leg: "attach" | "detach"): number {
    if (leg === "detach" || this.#at.attach !== undefined) return this.of(leg);
    return (this.#at.beforeAttach ??= this.#op.clock.now() + this.#op.options.timeouts.attach);
  }
}

function stageOf(awaited: "attach" | "detach" | "creation" | "unknown"): Stage {
  return awaited === "attach" || awaited === "detach" ? awaited : "settling";
}

/** Waits until nothing is under way, within the time of the leg that has to wait for it. */
async function settle(op: Operation, leg: "attach" | "detach", deadlines: Deadlines): Promise<void> {
  const began = op.clock.now();
  const verdict = await op.watch((eni) => (isSettled(eni) ? { settled: true } : undefined), deadlines.ofWait(leg));
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
