// The branches of the lifecycle's plans, by name. Which there are is asked of plan.ts itself, with every kind of situation: a
// branch that is added there is wanted here at once.
import type { AttachSituation, DetachSituation, Plan, Seen, Step } from "../../../provider/lifecycle/plan.ts";
import { planAttach, planDetach } from "../../../provider/lifecycle/plan.ts";
import type { EniPhase } from "../../../provider/vendors/vendor.ts";
import { makeEni } from "../../unit/fakes.ts";

export const plannedChannel = "pulumi-eni-attachment:planned";

/** A plan that is carried out, as move.ts publishes it. */
export interface Planned {
  readonly situation: AttachSituation | DetachSituation;
  readonly plan: Plan;
}

/** "up: attached -> detach from ours, attach": what was asked for, how the ENI was seen, and what follows. */
export function branchOf({ situation, plan }: Planned): string {
  const { observed } = situation;
  const why = plan.refusal?.why;
  const seen = why === "primary" || why === "serviceManaged" ? why : (observed?.phase ?? "missing");
  return `${"to" in situation ? "up" : "destroy"}: ${seen} -> ${outcomeOf(situation, plan)}`;
}

function outcomeOf(situation: Planned["situation"], { refusal, steps, victim, done }: Plan): string {
  if (refusal) return "refused";
  if (steps.length === 0) return done === "elsewhere" ? "left alone" : "nothing to call";
  const words = steps.map((step) => stepWords(step, situation)).join(", ");
  return victim === undefined ? words : `take over: ${words}`;
}

function stepWords(step: Step, { ours, ...rest }: Planned["situation"]): string {
  switch (step.do) {
    case "attach":
      return "attach";
    case "wait":
      return `wait (${step.for})`;
    case "detach": {
      const target = "to" in rest ? rest.to : undefined;
      const from = step.from === target ? "the target" : step.from === ours ? "ours" : "another";
      return step.underWay ? `end the detach from ${from}` : `detach from ${from}`;
    }
  }
}

const phases: Readonly<Record<EniPhase, true>> = {
  detached: true,
  attaching: true,
  attached: true,
  detaching: true,
  pending: true,
  deleting: true,
  unknown: true,
};
const places = [undefined, "target", "ours", "another"] as const;
const kinds = [{}, { primary: true }, { serviceManaged: true }] as const;
const yesOrNo = [true, false] as const;

function* observations(): Generator<Seen | undefined> {
  yield undefined;
  for (const phase of Object.keys(phases) as EniPhase[])
    for (const instanceId of places)
      for (const kind of kinds) yield { phase, instanceId, primary: false, serviceManaged: false, ...kind };
}

function* everyPlan(): Generator<Planned> {
  for (const observed of observations()) {
    for (const ours of ["", "ours", "target"]) {
      for (const reattach of yesOrNo) {
        for (const onConflict of ["fail", "takeOver"] as const) {
          const situation = { observed, to: "target", ours, reattach, onConflict };
          yield { situation, plan: planAttach(situation) };
        }
      }
      for (const mayComeYet of yesOrNo) {
        const situation = { observed: observed && makeEni({ ...observed }), ours, mayComeYet };
        yield { situation, plan: planDetach(situation) };
      }
    }
  }
}

export const planBranches: readonly string[] = [...new Set([...everyPlan()].map(branchOf))].sort();
