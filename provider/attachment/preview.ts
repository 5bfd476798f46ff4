// Makes the forecast of an attachment from the same plan that up carries out.
import { EniError } from "../errors.ts";
import { LostReply, quoteTrouble, VendorRefusal } from "../http/no-answer.ts";
import { remedyText } from "../remedy-text.ts";
import { faultWords, inWords, notFound } from "../lifecycle/failure.ts";
import type { Following, Forecast } from "../lifecycle/forecast.ts";
import { nothingPlanned } from "../lifecycle/forecast.ts";
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
  /** The wanted instance; undefined if not known yet. */
  readonly to: string | undefined;
  readonly reattach: boolean;
  readonly onConflict: "fail" | "takeOver";
  /** The program has `deleteBeforeReplace: false` for it. Default false. */
  readonly createsFirst?: boolean;
  /** As in `Sight`. */
  readonly mayBeForced?: boolean;
}

export const unknownTarget = "an instance that is not known yet";

/** The forecast of a new attachment or a move, from a look at the cloud. @param op a preview operation, which changes nothing. */
export async function forecastChange(op: Operation, intent: Intent): Promise<Forecast> {
  const observed = await op.look();
  const to = intent.to ?? unknownTarget;
  let plan = planAttach({ ...situation(op, intent), observed, to });
  const release = plan.refusal && (await releaseOf(op, plan.refusal));
  if (release) plan = planAttach({ ...situation(op, intent), observed, to, ours: release.from });
  if (plan.refusal) {
    const sight = { observed, subject: "it", mayBeForced: intent.mayBeForced ?? false };
    return { ...nothingPlanned, steps: [], refusal: inLine(problemOf(op, plan.refusal, sight)) };
  }
  const planned = planOf(op, plan, { observed, to, intent });
  const { failure, notes } = await checks(op, plan, observed, intent);
  return { ...planned, follows: [...planned.follows, ...notes.map(note)], failure };
}

const retainedWords = "nothing is detached (`retainOnDelete`)";
/** Pulumi allows a replacement in the run that adds the option, and the option in the state is not known here. */
const protectedWords = "Pulumi refuses it, unless its `protect` is new in this run";

/** Where the ENI is according to the state, as of the last run or refresh. */
export interface Recorded {
  readonly state: "attached" | "detached";
  readonly instanceId: string | undefined;
  /** Instance that this resource attached the ENI to; empty if none. */
  readonly attachedTo: string;
}

/** The same from the state alone. @param why why the cloud was not looked at. */
export function recordedForecast(
  { state, instanceId, attachedTo }: Recorded,
  { to = unknownTarget, reattach, onConflict }: Intent,
  why?: string,
): Forecast {
  const observed = { phase: state, instanceId, primary: false, serviceManaged: false };
  const plan = planAttach({ observed, to, ours: attachedTo, reattach, onConflict });
  if (plan.refusal) {
    const refusal = `the state has it on ${instanceId}, which is not this resource's doing${takesIt(onConflict, instanceId)}`;
    return { ...nothingPlanned, steps: [], refusal, unseen: why };
  }
  const unseen = { unseen: why, victim: plan.victim };
  if (plan.steps.length > 0) return { ...nothingPlanned, ...stepsOf(plan), ...unseen };
  const steps = [`attach to ${to}, unless it is there already`];
  return { ...nothingPlanned, steps, attaches: true, adopts: "perhaps", ...unseen };
}

/** The second half of a replacement in words. The new ENI and its instance may not be known yet. */
export function secondHalf({ before, after, to }: SecondHalf): string {
  const which = after === before ? "" : ` ${after ?? "an ENI that is not known yet"}`;
  return `attach${which} to ${to ?? unknownTarget}`;
}

interface SecondHalf {
  readonly before: string;
  readonly after: string | undefined;
  readonly to: string | undefined;
}

interface Halves {
  /** The second half in words. */
  readonly next: string;
  /** The findings about it. */
  readonly ahead: Outlook;
  /** `retainOnDelete` leaves the old one attached. Default false. */
  readonly retained?: boolean;
  /** The program has `protect` for it. Default false. */
  readonly isProtected?: boolean;
  /** Condition of the replacement in words. Default: none, it is certain. */
  readonly onlyIf?: string | undefined;
}

/** The forecast of a replacement, whose first half is a destroy. */
export async function forecastReplacement(
  op: Operation,
  { next, ahead, retained = false, isProtected = false, onlyIf }: Halves,
): Promise<Forecast> {
  const observed = await op.look();
  const plan = planDetach({ observed, ours: op.attachedTo });
  const off =
    plan.steps.length === 0
      ? `nothing to detach: ${nowWords(op, observed)}`
      : retained
        ? retainedWords
        : describeSteps(plan.steps);
  return {
    ...nothingPlanned,
    steps: [off, next],
    replaces: true,
    onlyIf,
    detaches: !retained && stepsOf(plan).detaches,
    attaches: true,
    follows: [
      ...(isProtected ? [note(protectedWords)] : []),
      ...(retained ? [] : consequences(op, plan, observed)),
      ...ahead.notes.map(note),
    ],
    failure: failureOf(ahead.problems),
  };
}

/** The same from the state alone. @param attachedTo empty if none. */
export function recordedReplacement(
  attachedTo: string,
  { next, retained = false, isProtected = false, onlyIf }: Omit<Halves, "ahead">,
  why?: string,
): Forecast {
  const off = attachedTo === "" ? "nothing to detach" : retained ? retainedWords : `detach from ${attachedTo}`;
  return {
    ...nothingPlanned,
    steps: [off, next],
    replaces: true,
    onlyIf,
    detaches: !retained && attachedTo !== "",
    attaches: true,
    follows: isProtected ? [note(protectedWords)] : [],
    unseen: why,
  };
}

const note = (text: string): Following => ({ kind: "note", text });

function situation(op: Operation, intent: Intent): Pick<AttachSituation, "ours" | "reattach" | "onConflict"> {
  return { ours: op.attachedTo, reattach: intent.reattach, onConflict: intent.onConflict };
}

/** The words for the steps of a destroy. */
export function forecastDetach(steps: Plan["steps"]): Forecast {
  return { ...nothingPlanned, ...stepsOf({ steps }) };
}

function stepsOf({ steps }: Pick<Plan, "steps">): Pick<Forecast, "steps" | "detaches" | "attaches"> {
  return {
    steps: [describeSteps(steps)],
    detaches: steps.some((step) => step.do === "detach" || (step.do === "wait" && step.for === "detach")),
    attaches: steps.some((step) => step.do === "attach"),
  };
}

function planOf(
  op: Operation,
  plan: Plan,
  {
    observed,
    to,
    intent,
  }: { readonly observed: ObservedEni | undefined; readonly to: string; readonly intent: Intent },
): Forecast {
  if (plan.done === "attached") {
    if (op.attachedTo === to) return { ...nothingPlanned, steps: [`nothing to call: it is attached to ${to}`] };
    const forced = intent.createsFirst ? "keeps" : "detaches";
    return { ...nothingPlanned, steps: [`adopt it as it is, attached to ${to}`], adopts: "certainly", forced };
  }
  if (plan.steps.length === 1 && plan.steps[0]?.do === "wait") return waiting(observed, to);
  const { victim } = plan;
  return { ...nothingPlanned, ...stepsOf(plan), victim, follows: consequences(op, plan, observed) };
}

/** An attach by somebody else is under way, and no step of ours follows. */
function waiting(observed: ObservedEni | undefined, to: string): Forecast {
  const other = observed?.instanceId;
  if (other === undefined || other === to) {
    const steps = [`wait for the attach to ${to} that is under way, and adopt it`];
    return { ...nothingPlanned, steps, attaches: true, adopts: "certainly" };
  }
  return {
    ...nothingPlanned,
    steps: [`wait for the attach to ${other} that is under way`],
    attaches: true,
    follows: [note('up would then fail (`onConflict: "takeOver"` takes it)')],
  };
}

function nowWords(op: Operation, observed: ObservedEni | undefined): string {
  return observed ? `it ${inWords(observed)}` : notFound(op.eniId, op.options.session);
}

function consequences(op: Operation, plan: Plan, observed: ObservedEni | undefined): readonly Following[] {
  return plan.steps.some((step) => step.do === "detach") ? op.vendor.afterDetach(observed) : [];
}

interface Checked {
  readonly failure?: string | undefined;
  readonly notes: readonly string[];
}

async function checks(op: Operation, plan: Plan, observed: ObservedEni | undefined, intent: Intent): Promise<Checked> {
  const attaches = plan.steps.some((step) => step.do === "attach");
  if (!attaches || !observed || intent.to === undefined) return { notes: [] };
  const report = await preflight(op, observed, intent.to);
  if (report.onlyFull && op.options.neighbour?.mayComeFree)
    return {
      notes: [`${intent.to} is full, and another attachment of this program leaves it first`, ...report.skipped],
    };
  const waits = report.transitional ? [`${intent.to} is starting or stopping and is waited for`] : [];
  const failure = failureOf(report.onlyFull ? report.problems.map(mayBeLeft) : report.problems);
  return { failure, notes: [...waits, ...report.skipped] };
}

function failureOf(problems: readonly Problem[]): string | undefined {
  return problems.length > 0 ? problems.map(inLine).join("; ") : undefined;
}

/** The words for an error of a look, which must not fail a preview. */
export function previewTrouble(error: unknown): string {
  if (error instanceof EniError) {
    const { what, remedy } = error;
    return remedy.length === 0 ? what : `${what}. To do: ${remedyText(remedy).replace(/\.$/, "")}`;
  }
  return error instanceof VendorRefusal || error instanceof LostReply ? quoteTrouble(error) : faultWords(error);
}
