// Finds out, before the first half of a replacement detaches an ENI, what would make its second half fail (lifecycle rule 15).
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
  /** Instance that the old ENI leaves, which frees a place there; empty if none. */
  readonly leaving: string;
  /** The wanted instance; undefined if not known yet. */
  readonly to: string | undefined;
  readonly onConflict: "fail" | "takeOver";
  /** If the replacement keeps its ENI: instance that this resource has it on. Default: empty, it is another ENI. */
  readonly ours?: string;
  /** An argument changed that needs a new attachment, even on the same instance. Default false. */
  readonly reattach?: boolean;
}

/** The outlook if nothing can be found out, or nothing has to be attached. */
export const nothingAhead: Outlook = { problems: [], notes: [] };

export interface Outlook {
  /** Reasons why the attach would fail. */
  readonly problems: readonly Problem[];
  /** Consequences of the attach, for the plan line. */
  readonly notes: readonly string[];
  /** Code of the error that the attach would end with. */
  readonly code?: ErrorCode;
}

/**
 * Looks at the new attachment's ENI and target.
 * @param op an operation of the new attachment. A preview operation waits for nothing.
 * @throws LostReply, VendorRefusal, EniError if there is no usable answer.
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
  // An empty list is no proof, since these credentials may not be allowed to see anything.
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

/** Whether another attachment of this program frees a place on the instance. At up, waits for it. */
async function placeFor(op: Operation): Promise<Place> {
  const { neighbour, preview } = op.options;
  if (neighbour && !preview) return placeOn(op, neighbour);
  return neighbour?.mayComeFree ? { is: "free" } : { is: "full", by: undefined };
}

export interface Proof {
  readonly problems: readonly Problem[];
  /** Code of the error that the attach would end with. */
  readonly code: ErrorCode;
}

/**
 * Why the new attachment will certainly fail, proven by two answers that agree; undefined if not proven. A lost or refused look and
 * passing states are no proof.
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
