// What is known to make the second half of a replacement fail, before its first half takes an ENI off (lifecycle rule 15).
import type { ErrorCode } from "../errors.ts";
import { isNoAnswer } from "../http/no-answer.ts";
import type { Place } from "./neighbours.ts";
import type { Operation } from "./operation.ts";
import { secondLookAfter } from "./operation.ts";
import { planAttach } from "./plan.ts";
import { preflight } from "./preflight.ts";
import type { Problem } from "./refusal.ts";
import { mayBeLeft, problemOf, refusalCodes } from "./refusal.ts";
import { placeOn, releaseOf } from "./target.ts";

export interface ReplacementOptions {
  /** The instance that the old ENI leaves: there will be a place then. Empty when none. */
  readonly leaving: string;
  /** The instance wanted; undefined while it is not known. */
  readonly to: string | undefined;
  readonly onConflict: "fail" | "takeOver";
  /** Of a replacement that keeps its ENI: the instance that this resource has it on. Default: another ENI, which is not ours. */
  readonly ours?: string;
  /** Arguments changed that need a new attachment even on the same instance. Default false. */
  readonly reattach?: boolean;
}

/** Where nothing can be known, or nothing is to be attached that is not attached now. */
export const nothingAhead: Outlook = { problems: [], notes: [] };

export interface Outlook {
  /** Why the attach would fail. */
  readonly problems: readonly Problem[];
  /** What the attach does besides. */
  readonly notes: readonly string[];
  /** Of the error that the attach would end with. */
  readonly code?: ErrorCode;
}

/**
 * What is known now of the new attachment.
 * @param op an operation of the new attachment. At preview it waits for nothing.
 * @throws LostReply, VendorRefusal, EniError when there is no answer to rely on.
 */
export async function outlook(
  op: Operation,
  { leaving, to, onConflict, ours = "", reattach = false }: ReplacementOptions,
): Promise<Outlook> {
  const { args } = op.options;
  const observed = await op.look();
  const target = to ?? "an instance that is not known";
  const plan = planAttach({ observed, to: target, ours, reattach, onConflict });
  const notes: string[] = [];
  if (plan.refusal) {
    const release = await releaseOf(op, plan.refusal);
    if (!release) {
      // A replacement has two ENIs.
      const subject = ours === "" ? op.eniId : "it";
      return {
        problems: [problemOf(op, plan.refusal, { observed, subject })],
        notes,
        code: refusalCodes[plan.refusal.why],
      };
    }
    notes.push(`it is taken from ${release.from}, where another attachment of this program gives it up`);
  }
  if (plan.victim !== undefined)
    notes.push(`it is taken from ${plan.victim}, which this resource did not attach it to`);
  if (!observed || to === undefined || plan.done === "attached" || args.preflight === false)
    return { problems: [], notes };
  const report = await preflight(op, observed, to, leaving);
  // An empty list is no proof: it may be that nothing is shown to these credentials.
  if (report.unseen && !op.options.preview) return { problems: [], notes };
  if (!report.onlyFull) return { problems: report.problems, notes };
  const place: Place = leaving === to ? { is: "free" } : await placeFor(op);
  if (place.is !== "full") return { problems: [], notes };
  const { by } = place;
  if (by === undefined) return { problems: report.problems.map(mayBeLeft), notes };
  return {
    problems: report.problems.map(({ what }) => ({ what, remedy: [{ kind: "leaveFirst", label: by, instance: to }] })),
    notes,
  };
}

/** Whether another attachment of this program makes a place on the instance; at up that is waited for. */
async function placeFor(op: Operation): Promise<Place> {
  const { neighbour, preview } = op.options;
  if (neighbour && !preview) return placeOn(op, neighbour);
  return neighbour?.mayComeFree ? { is: "free" } : { is: "full", by: undefined };
}

export interface Proof {
  readonly problems: readonly Problem[];
  /** Of the error that the attach would end with. */
  readonly code: ErrorCode;
}

/**
 * Why the new attachment is certain to fail, by two answers that agree; undefined when that is not proven. No answer, a refusal to
 * look, and states that pass are no proof.
 */
export async function proofAgainst(op: Operation, options: ReplacementOptions): Promise<Proof | undefined> {
  try {
    const first = await outlook(op, options);
    if (first.problems.length === 0) return undefined;
    await op.pause(secondLookAfter);
    const second = await outlook(op, options);
    const agreed = second.problems.filter(({ what }) => first.problems.some((problem) => problem.what === what));
    if (agreed.length === 0) return undefined;
    return { problems: agreed, code: second.code ?? "PREFLIGHT_FAILED" };
  } catch (error) {
    if (isNoAnswer(error)) return undefined;
    throw error;
  }
}
