// The one line that says what will happen to an attachment: printed by check for a new one, by diff for a changed one,
// from the same plan that is carried out at up.
import { EniError } from "../errors.ts";
import { LostReply, quoteTrouble, VendorRefusal } from "../http/no-answer.ts";
import { remedyText } from "../remedy-text.ts";
import { faultWords, inWords, notFound } from "../lifecycle/failure.ts";
import type { Operation } from "../lifecycle/operation.ts";
import type { AttachSituation, Plan } from "../lifecycle/plan.ts";
import { describeSteps, planAttach, planDetach } from "../lifecycle/plan.ts";
import { preflight } from "../lifecycle/preflight.ts";
import type { Problem } from "../lifecycle/refusal.ts";
import { inLine, mayBeLeft, problemOf, takesIt } from "../lifecycle/refusal.ts";
import type { Outlook } from "../lifecycle/replacement.ts";
import { releaseOf } from "../lifecycle/target.ts";
import type { ObservedEni } from "../vendors/vendor.ts";

export interface Intent {
  /** The instance wanted; undefined while it is not known. */
  readonly to: string | undefined;
  readonly reattach: boolean;
  readonly onConflict: "fail" | "takeOver";
  /** The program has `deleteBeforeReplace: false` for it. Default false. */
  readonly createsFirst?: boolean;
  /** As in `Sight`. */
  readonly mayBeForced?: boolean;
}

export const unknownTarget = "an instance that is not known yet";

/** Looks, plans, and puts it in a line. @param op a preview operation: it asks, and changes nothing. */
export async function planLine(op: Operation, intent: Intent): Promise<string> {
  const observed = await op.look();
  const to = intent.to ?? unknownTarget;
  let plan = planAttach({ ...situation(op, intent), observed, to });
  const release = plan.refusal && (await releaseOf(op, plan.refusal));
  if (release) plan = planAttach({ ...situation(op, intent), observed, to, ours: release.from });
  return `plan: ${[...planWords(op, plan, { observed, to, intent }), ...(await checks(op, plan, observed, intent))].join("; ")}`;
}

export const retainedWords = "nothing is detached (`retainOnDelete`)";
/** Pulumi lets pass what gets the option and is replaced in one run, and the state's option is not known here. */
export const protectedWords = "Pulumi refuses it, unless its `protect` is new in this run";

/** Where the state has the ENI; as of the last run or refresh. */
export interface Recorded {
  readonly state: "attached" | "detached";
  readonly instanceId: string | undefined;
  /** The instance that this resource attached it to; empty when none. */
  readonly attachedTo: string;
}

/** The same without a look at the cloud, from what the state says. */
export function recordedPlanLine({ state, instanceId, attachedTo }: Recorded, intent: Intent, why?: string): string {
  const to = intent.to ?? unknownTarget;
  const observed = { phase: state, instanceId, primary: false, serviceManaged: false };
  const { reattach, onConflict } = intent;
  const plan = planAttach({ observed, to, ours: attachedTo, reattach, onConflict });
  const because = why === undefined ? "" : ` (${why})`;
  if (plan.refusal) {
    const where = `the state has it on ${instanceId}, which is not this resource's doing${takesIt(onConflict, instanceId)}`;
    return `plan: none, for up would fail: ${where}${because}`;
  }
  const steps = plan.steps.length === 0 ? `attach to ${to}, unless it is there already` : describeSteps(plan.steps);
  return `plan: ${[steps, ...victimWords(plan)].join("; ")}${because}`;
}

/** The second half of a replacement in words, by the labels of both; the new ENI and its instance may be not known yet. */
export function secondHalf({ before, after, to }: SecondHalf): string {
  const which = after === before ? "" : ` ${after ?? "an ENI that is not known yet"}`;
  return `attach${which} to ${to ?? unknownTarget}`;
}

interface SecondHalf {
  readonly before: string;
  readonly after: string | undefined;
  readonly to: string | undefined;
}

export function replaceWords(onlyIf: string | undefined): string {
  return onlyIf === undefined ? "replace: " : `replace: if ${onlyIf}, `;
}

interface Halves {
  /** The second half, in words. */
  readonly next: string;
  /** What is known of it. */
  readonly ahead: Outlook;
  /** `retainOnDelete` leaves the old one attached. Default false. */
  readonly retained?: boolean;
  /** The program has `protect` for it. Default false. */
  readonly isProtected?: boolean;
  /** When there is a replacement at all. Default: always. */
  readonly onlyIf?: string | undefined;
}

/**
 * The line of a replacement, whose first half is a destroy.
 */
export async function replacementLine(
  op: Operation,
  { next, ahead, retained = false, isProtected = false, onlyIf }: Halves,
): Promise<string> {
  const observed = await op.look();
  const plan = planDetach({ observed, ours: op.attachedTo });
  const detaches = plan.steps.length > 0;
  const off = !detaches
    ? `nothing to detach, for ${nowWords(op, observed)}`
    : retained
      ? retainedWords
      : describeSteps(plan.steps);
  const after = [...ahead.notes, ...wouldFail(ahead.problems)];
  return `plan: ${replaceWords(onlyIf)}${[off, `then ${next}`, ...(isProtected ? [protectedWords] : []), ...(retained ? [] : consequences(op, plan, observed)), ...after].join("; ")}`;
}

function situation(op: Operation, intent: Intent): Pick<AttachSituation, "ours" | "reattach" | "onConflict"> {
  return { ours: op.attachedTo, reattach: intent.reattach, onConflict: intent.onConflict };
}

function planWords(
  op: Operation,
  plan: Plan,
  {
    observed,
    to,
    intent,
  }: { readonly observed: ObservedEni | undefined; readonly to: string; readonly intent: Intent },
): string[] {
  if (plan.refusal)
    return [
      `none, for up would fail: ${inLine(problemOf(op, plan.refusal, { observed, subject: "it", mayBeForced: intent.mayBeForced ?? false }))}`,
    ];
  if (plan.done === "attached") {
    if (op.attachedTo === to) return [`nothing to call: it is attached to ${to}`];
    const forced = intent.createsFirst
      ? "keeps it (`deleteBeforeReplace: false`)"
      : "detaches it and attaches it again";
    return [
      `adopt it as it is, attached to ${to}`,
      "destroy will then detach it (`retainOnDelete` keeps it)",
      `a forced replacement ${forced}`,
    ];
  }
  if (plan.steps.length === 1 && plan.steps[0]?.do === "wait") return waitWords(observed, to);
  return [describeSteps(plan.steps), ...victimWords(plan), ...consequences(op, plan, observed)];
}

function victimWords({ victim }: Plan): string[] {
  return victim === undefined ? [] : [`it is taken from ${victim}, which this resource did not attach it to`];
}

/** Somebody else's attach is under way, and nothing of ours follows. */
function waitWords(observed: ObservedEni | undefined, to: string): string[] {
  const other = observed?.instanceId;
  if (other === undefined || other === to) return [`wait for the attach to ${to} that is under way, and adopt it`];
  return [
    `wait for the attach to ${other} that is under way; up would then fail (\`onConflict: "takeOver"\` takes it)`,
  ];
}

function nowWords(op: Operation, observed: ObservedEni | undefined): string {
  return observed ? `it ${inWords(observed)}` : notFound(op.eniId, op.options.session);
}

function consequences(op: Operation, plan: Plan, observed: ObservedEni | undefined): string[] {
  const detaches = plan.steps.some((step) => step.do === "detach");
  const after = detaches ? op.vendor.afterDetach(observed) : undefined;
  return after === undefined ? [] : [after];
}

async function checks(op: Operation, plan: Plan, observed: ObservedEni | undefined, intent: Intent): Promise<string[]> {
  const attaches = plan.steps.some((step) => step.do === "attach");
  if (!attaches || !observed || intent.to === undefined) return [];
  const report = await preflight(op, observed, intent.to);
  if (report.onlyFull && op.options.neighbour?.mayComeFree)
    return [`${intent.to} is full, and another attachment of this program leaves it first`, ...report.skipped];
  const problems = wouldFail(report.onlyFull ? report.problems.map(mayBeLeft) : report.problems);
  const waits = report.transitional ? [`${intent.to} is starting or stopping and is waited for`] : [];
  return [...problems, ...waits, ...report.skipped];
}

function wouldFail(problems: readonly Problem[]): string[] {
  return problems.length > 0 ? [`as things are, up would fail: ${problems.map(inLine).join("; ")}`] : [];
}

/** Errors of looking that must not fail a preview: they are told in its line instead. */
export function previewTrouble(error: unknown): string {
  if (error instanceof EniError) {
    const { what, remedy } = error;
    return remedy.length === 0 ? what : `${what}. To do: ${remedyText(remedy).replace(/\.$/, "")}`;
  }
  return error instanceof VendorRefusal || error instanceof LostReply ? quoteTrouble(error) : faultWords(error);
}
