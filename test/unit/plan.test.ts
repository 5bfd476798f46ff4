// The plan tables: every phase and holder, what is done about them, and whose attachment is never touched.
import { describe, expect, test } from "@jest/globals";
import type { Plan, Step } from "../../provider/lifecycle/plan.ts";
import { describeSteps, planAttach, planDetach } from "../../provider/lifecycle/plan.ts";
import type { EniPhase } from "../../provider/vendors/vendor.ts";
import { makeEni } from "./fakes.ts";

const phases: readonly EniPhase[] = [
  "detached",
  "attaching",
  "attached",
  "detaching",
  "pending",
  "deleting",
  "unknown",
];
const wanted = "i-wanted";
const other = "i-other";
const holders = [undefined, wanted, "i-ours", other];
const owners = ["", wanted, "i-ours"];
const conflicts = ["fail", "takeOver"] as const;

const attach: Step = { do: "attach", to: wanted };
const off = (from: string): Step => ({ do: "detach", from, underWay: false });
const letGo = (from: string): Step => ({ do: "detach", from, underWay: true });
const wait = (what: "attach" | "detach" | "creation" | "unknown"): Step => ({ do: "wait", for: what });
const held = (holder: string | undefined): Plan => ({ steps: [], refusal: { why: "attachedElsewhere", holder } });

interface Row {
  readonly phase: EniPhase;
  readonly holder?: string;
  readonly ours?: string;
  readonly reattach?: boolean;
  readonly takeOver?: boolean;
  readonly plan: Plan;
}

const attachRows: readonly Row[] = [
  { phase: "detached", plan: { steps: [attach] } },
  { phase: "detached", ours: "i-ours", plan: { steps: [attach] } },
  { phase: "detached", ours: wanted, reattach: true, plan: { steps: [attach] } },
  { phase: "pending", plan: { steps: [wait("creation"), attach] } },
  { phase: "unknown", plan: { steps: [wait("unknown"), attach] } },
  { phase: "unknown", holder: other, takeOver: true, plan: { steps: [wait("unknown"), attach] } },
  { phase: "deleting", holder: wanted, plan: { steps: [], refusal: { why: "gone" } } },
  // Attached: adopted, moved, refused, taken.
  { phase: "attached", holder: wanted, plan: { steps: [], done: "attached" } },
  { phase: "attached", holder: wanted, ours: wanted, plan: { steps: [], done: "attached" } },
  { phase: "attached", holder: wanted, ours: "i-ours", plan: { steps: [], done: "attached" } },
  { phase: "attached", holder: wanted, ours: wanted, reattach: true, plan: { steps: [off(wanted), attach] } },
  { phase: "attached", holder: wanted, ours: "i-ours", reattach: true, plan: { steps: [], done: "attached" } },
  { phase: "attached", holder: "i-ours", ours: "i-ours", plan: { steps: [off("i-ours"), attach] } },
  { phase: "attached", holder: "i-ours", ours: "i-ours", takeOver: true, plan: { steps: [off("i-ours"), attach] } },
  { phase: "attached", holder: other, plan: held(other) },
  { phase: "attached", holder: other, ours: "i-ours", plan: held(other) },
  { phase: "attached", holder: other, ours: "i-ours", reattach: true, plan: held(other) },
  { phase: "attached", holder: other, takeOver: true, plan: { steps: [off(other), attach], victim: other } },
  { phase: "attached", takeOver: true, plan: held(undefined) },
  // Somebody's attach is under way: it ends first.
  { phase: "attaching", plan: { steps: [wait("attach")] } },
  { phase: "attaching", holder: wanted, plan: { steps: [wait("attach")] } },
  { phase: "attaching", holder: other, plan: { steps: [wait("attach")] } },
  { phase: "attaching", holder: other, takeOver: true, plan: { steps: [wait("attach"), off(other), attach] } },
  { phase: "attaching", holder: "i-ours", ours: "i-ours", plan: { steps: [wait("attach"), off("i-ours"), attach] } },
  // A detach is under way: ours may be sent again, another's is only waited for.
  { phase: "detaching", plan: { steps: [wait("detach"), attach] } },
  { phase: "detaching", ours: "i-ours", plan: { steps: [letGo("i-ours"), attach] } },
  { phase: "detaching", holder: "i-ours", ours: "i-ours", plan: { steps: [letGo("i-ours"), attach] } },
  { phase: "detaching", holder: other, ours: "i-ours", plan: { steps: [wait("detach"), attach] } },
  { phase: "detaching", holder: other, takeOver: true, plan: { steps: [wait("detach"), attach] } },
  { phase: "detaching", holder: wanted, plan: { steps: [wait("detach"), attach] } },
];

test.each(attachRows)("attach: $phase, on $holder, ours $ours, reattach $reattach, takeOver $takeOver", (row) => {
  const observed = makeEni({ phase: row.phase, instanceId: row.holder });
  const onConflict = row.takeOver ? "takeOver" : "fail";
  const situation = {
    observed,
    to: wanted,
    ours: row.ours ?? "",
    reattach: row.reattach ?? false,
    onConflict,
  } as const;
  expect(planAttach(situation)).toEqual(row.plan);
});

const detachRows: readonly Row[] = [
  { phase: "detached", ours: "i-ours", plan: { steps: [], done: "detached" } },
  { phase: "pending", ours: "i-ours", plan: { steps: [], done: "detached" } },
  { phase: "deleting", holder: "i-ours", ours: "i-ours", plan: { steps: [], done: "gone" } },
  { phase: "attached", holder: "i-ours", ours: "i-ours", plan: { steps: [off("i-ours")] } },
  { phase: "attached", ours: "i-ours", plan: { steps: [off("i-ours")] } },
  { phase: "attached", holder: other, ours: "i-ours", plan: { steps: [], done: "elsewhere" } },
  { phase: "attached", holder: other, plan: { steps: [], done: "elsewhere" } },
  { phase: "attaching", holder: "i-ours", ours: "i-ours", plan: { steps: [wait("attach"), off("i-ours")] } },
  { phase: "attaching", holder: other, ours: "i-ours", plan: { steps: [], done: "elsewhere" } },
  { phase: "detaching", holder: "i-ours", ours: "i-ours", plan: { steps: [letGo("i-ours")] } },
  { phase: "detaching", ours: "i-ours", plan: { steps: [letGo("i-ours")] } },
  { phase: "detaching", holder: other, ours: "i-ours", plan: { steps: [], done: "elsewhere" } },
  { phase: "unknown", holder: "i-ours", ours: "i-ours", plan: { steps: [wait("unknown")] } },
  { phase: "unknown", holder: other, ours: "i-ours", plan: { steps: [], done: "elsewhere" } },
];

test.each(detachRows)("detach: $phase, on $holder, ours $ours", ({ phase, holder, ours = "", plan }) => {
  expect(planDetach({ observed: makeEni({ phase, instanceId: holder }), ours })).toEqual(plan);
});

test("an ENI that is not there: refused for an attach, done for a detach", () => {
  const nothing = { observed: undefined, ours: "i-ours" };
  expect(planAttach({ ...nothing, to: wanted, reattach: false, onConflict: "takeOver" })).toEqual({
    steps: [],
    refusal: { why: "gone" },
  });
  expect(planDetach(nothing)).toEqual({ steps: [], done: "gone" });
});

describe("over every phase, holder, owner, conflict and reattachment", () => {
  const situations = phases.flatMap((phase) =>
    holders.flatMap((holder) =>
      owners.flatMap((ours) =>
        conflicts.flatMap((onConflict) =>
          [true, false].map((reattach) => ({
            observed: makeEni({ phase, instanceId: holder }),
            to: wanted,
            ours,
            onConflict,
            reattach,
          })),
        ),
      ),
    ),
  );
  const detachments = ({ steps }: Plan) => steps.flatMap((step) => (step.do === "detach" ? [step] : []));

  test("an attach detaches only what is ours, or a known holder where take-over was asked for", () => {
    let seen = 0;
    for (const situation of situations) {
      const plan = planAttach(situation);
      for (const step of detachments(plan)) {
        seen += 1;
        const { instanceId } = situation.observed;
        const isOurs = situation.ours !== "" && step.from === situation.ours && (instanceId ?? step.from) === step.from;
        const isTaken = situation.onConflict === "takeOver" && step.from === instanceId && !step.underWay;
        expect({ situation, step, allowed: isOurs || isTaken }).toEqual({ situation, step, allowed: true });
      }
    }
    expect(seen).toBeGreaterThan(20);
  });

  test("a victim is named exactly when an attached ENI is taken from somebody", () => {
    for (const situation of situations) {
      const { victim, steps } = planAttach(situation);
      const [first] = steps;
      const takes = situation.observed.phase === "attached" && first?.do === "detach" && first.from !== situation.ours;
      expect({ situation, victim }).toEqual({ situation, victim: takes ? situation.observed.instanceId : undefined });
    }
  });

  test("an attach goes to the wanted instance, last, and never while the ENI is attached or attaching", () => {
    for (const situation of situations) {
      const { steps } = planAttach(situation);
      const attaches = steps.filter((step) => step.do === "attach");
      expect(attaches.length).toBeLessThanOrEqual(1);
      if (attaches.length === 1) expect(steps.at(-1)).toEqual(attach);
      const busy = situation.observed.phase === "attached" || situation.observed.phase === "attaching";
      if (busy) expect(steps[0]?.do).not.toBe("attach");
    }
  });

  test("a plan either does something, or says why not", () => {
    for (const situation of situations) {
      for (const plan of [planAttach(situation), planDetach(situation)]) {
        const ends = [plan.steps.length > 0, plan.refusal !== undefined, plan.done !== undefined];
        expect({ situation, plan, ends: ends.filter(Boolean).length }).toEqual({ situation, plan, ends: 1 });
      }
    }
  });

  test("a destroy never touches an instance that is not ours, whatever the arguments say", () => {
    let seen = 0;
    for (const situation of situations) {
      const plan = planDetach(situation);
      expect(plan.victim).toBeUndefined();
      for (const step of detachments(plan)) {
        seen += 1;
        expect(step.from).toBe(situation.ours);
        expect([undefined, situation.ours]).toContain(situation.observed.instanceId);
      }
      if (situation.ours === "") expect(plan.steps).toEqual([]);
    }
    expect(seen).toBeGreaterThan(10);
  });

  test("a primary or service-managed ENI is refused for an attach in every phase but deleting, adoption included", () => {
    for (const situation of situations) {
      const { phase } = situation.observed;
      for (const [kind, why] of [
        ["primary", "primary"],
        ["serviceManaged", "serviceManaged"],
      ] as const) {
        const plan = planAttach({ ...situation, observed: { ...situation.observed, [kind]: true } });
        expect(plan.steps).toEqual([]);
        expect(plan.refusal?.why).toBe(phase === "deleting" ? "gone" : why);
      }
    }
  });
});

test.each([
  [[], ""],
  [[attach], "attach to i-wanted"],
  [[off("i-a"), attach], "detach from i-a, then attach to i-wanted"],
  [[letGo("i-a"), attach], "wait for the detach from i-a that is under way, then attach to i-wanted"],
  [[wait("attach")], "wait for the attach that is under way"],
  [[wait("detach"), attach], "wait for the detach that is under way, then attach to i-wanted"],
  [[wait("creation"), attach], "wait until the ENI is created, then attach to i-wanted"],
  [[wait("unknown"), attach], "wait until the ENI is in a state that is known, then attach to i-wanted"],
] as const)("%j in words: %s", (steps, words) => expect(describeSteps(steps)).toBe(words));
