// Findings on one ENI and one instance: how they are, and whether one can be attached to or detached from the other now. The rules
// are the lifecycle's: the plan that `pulumi up` and `pulumi destroy` would make, and the checks that it would make before.
import { isNoAnswer, quoteTrouble, VendorRefusal } from "../../http/no-answer.ts";
import { remedyText } from "../../remedy-text.ts";
import { clause } from "../../errors.ts";
import { inWords, notFound } from "../../lifecycle/failure.ts";
import { askForInstance, remedyOfUnfit } from "../../lifecycle/instance.ts";
import type { Operation } from "../../lifecycle/operation.ts";
import type { Plan } from "../../lifecycle/plan.ts";
import { describeSteps, planAttach, planDetach } from "../../lifecycle/plan.ts";
import type { PreflightReport } from "../../lifecycle/preflight.ts";
import { inLine } from "../../lifecycle/refusal.ts";
import { preflight } from "../../lifecycle/preflight.ts";
import type { ObservedEni, ObservedInstance } from "../../vendors/vendor.ts";
import { permitted, problemOf, todoAbout } from "./access.ts";
import type { Finding } from "./finding.ts";
import { unchecked } from "./finding.ts";

/** The result of a look: the thing (undefined if it does not exist), or the error. */
export type Seen<T> = { readonly is: T | undefined } | { readonly error: unknown };

export async function seeEni(op: Operation): Promise<Seen<ObservedEni>> {
  try {
    return { is: await op.look() };
  } catch (error) {
    return { error };
  }
}

export async function seeInstance(op: Operation): Promise<Seen<ObservedInstance>> {
  try {
    return { is: await askForInstance(op, op.options.args.instanceId) };
  } catch (error) {
    return { error };
  }
}

export function eniFinding(op: Operation, seen: Seen<ObservedEni>): Finding {
  const check = "eni";
  if ("error" in seen) return problemOf(op, check, seen.error);
  const eni = seen.is;
  if (!eni) {
    return {
      check,
      status: "problem",
      says: notFound(op.eniId, op.options.session),
      code: "ENI_NOT_FOUND",
      todo: `Check the id${op.vendor.regionKey === undefined ? "" : ", the region"}, and whose account these credentials are of.`,
    };
  }
  const { phase, primary, serviceManaged, zone, vpc, macAddress, privateIpAddresses, publicIpAddresses } = eni;
  const place = [
    zone === undefined ? "" : `${op.vendor.placeWord ?? "zone"} ${zone}`,
    vpc === undefined ? "" : `VPC ${vpc}`,
    [...privateIpAddresses, ...publicIpAddresses].join(", "),
  ].filter((part) => part !== "");
  const facts = {
    phase,
    vendorState: eni.vendorState,
    instanceId: eni.instanceId,
    primary,
    serviceManaged,
    zone,
    vpc,
    macAddress,
    privateIpAddresses,
    publicIpAddresses,
  };
  const kind = primary ? "primary" : "secondary";
  const manager = serviceManaged ? "managed by another cloud service" : "no sign that another cloud service manages it";
  const says = `${op.eniId} ${inWords(eni)}; ${kind}, ${manager}`;
  const details = place.length === 0 ? [] : [place.join("; ")];
  const refusal = refusalWords(op, planOf(op, eni));
  if (refusal) return { check, status: "problem", says, code: refusal.code, todo: refusal.todo, details, facts };
  const settled = phase === "attached" || phase === "detached";
  return { check, status: settled ? "ok" : "warning", says, details, facts };
}

export async function instanceFinding(
  op: Operation,
  seen: Seen<ObservedInstance>,
  eni: ObservedEni | undefined,
): Promise<Finding> {
  const check = "instance";
  const { instanceId } = op.options.args;
  if ("error" in seen) {
    const { error } = seen;
    if (!isNoAnswer(error)) throw error;
    return unseen(op, error);
  }
  const instance = seen.is;
  if (!instance) return missing(op, eni);
  const { vendorState, phase, zone, vpc, type, eniCount } = instance;
  const facts = { phase, vendorState, zone, vpc, type, eniCount };
  const place = [
    zone === undefined ? "" : `${op.vendor.placeWord ?? "zone"} ${zone}`,
    vpc === undefined ? "" : `VPC ${vpc}`,
    type === undefined ? "" : `type ${type}`,
    eniCount === undefined ? "" : `${eniCount} ENI${eniCount === 1 ? "" : "s"} on it`,
  ].filter((part) => part !== "");
  const details = place.length === 0 ? [] : [place.join("; ")];
  if (instance.notLookedAt) return { ...unseen(op, instance.notLookedAt), details, facts };
  if (vendorState === "") {
    const says = `${instanceId}: whether it exists, and in what state it is, the ENIs on it do not show`;
    return { check, status: "ok", says, details, facts };
  }
  const says = `${instanceId} is ${vendorState}`;
  if (phase === "ready") return { check, status: "ok", says, details, facts };
  return phase === "transitional"
    ? { check, status: "warning", says: `${says}, which passes: \`pulumi up\` waits for it`, details, facts }
    : {
        check,
        status: "problem",
        says,
        todo: remedyText(remedyOfUnfit(op, instance)),
        details,
        facts,
      };
}

function unseen(op: Operation, error: Error): Finding {
  const forbidden = error instanceof VendorRefusal && error.meaning === "forbidden";
  const says = `${op.options.args.instanceId} could not be looked at: ${quoteTrouble(error)}`;
  const check = "instance";
  // Permissions say what to allow.
  if (forbidden) return { check, status: "warning", says };
  return { check, status: "problem", says, code: "READ_FAILED", todo: todoAbout(op, error) };
}

/** Some vendors leave things out of a list that the identity may not see; the checks before a move allow for that. */
async function missing(op: Operation, eni: ObservedEni | undefined): Promise<Finding> {
  const check = "instance";
  const { instanceId } = op.options.args;
  const report = eni && (await preflight(op, eni, instanceId));
  if (eni?.instanceId === instanceId || (report && report.skipped.length > 0)) {
    const says = `${instanceId} is not shown to these credentials, though there are instances`;
    return {
      check,
      status: "warning",
      says,
      todo: permitted(op.vendor),
    };
  }
  const says = `${instanceId} was not found${op.vendor.regionKey === undefined ? "" : ` in ${op.region}`} (${op.options.session.identity})`;
  const todo = "Check the id, and whose account these credentials are of. An identity that may not look at instances may get an empty list."; // prettier-ignore
  return { check, status: "problem", says, code: "INSTANCE_NOT_FOUND", todo };
}

/** Judged as for a stack that has not attached it yet: on another instance, it belongs to somebody else. */
function planOf(op: Operation, observed: ObservedEni | undefined): Plan {
  return planAttach({ observed, to: op.options.args.instanceId, ours: "", reattach: false, onConflict: "fail" });
}

/** Why the ENI can be neither attached nor detached, on any instance. */
function refusalWords(op: Operation, { refusal }: Plan) {
  switch (refusal?.why) {
    case "gone":
      return {
        says: "it is not there",
        code: "ENI_NOT_FOUND",
        todo: "Name another one: an ENI that is created again has a new id.",
      } as const;
    case "primary":
      return {
        says: "it is a primary ENI",
        code: "ENI_NOT_ATTACHABLE",
        todo: remedyText(op.vendor.remedies.primary),
      } as const;
    case "serviceManaged":
      return {
        says: "another cloud service manages it",
        code: "ENI_NOT_ATTACHABLE",
        todo: "Move it with that service, or name another ENI.",
      } as const;
    default:
      return undefined;
  }
}

export async function attachFinding(
  op: Operation,
  eni: ObservedEni | undefined,
  seen: Seen<ObservedInstance>,
): Promise<Finding> {
  const check = "attach";
  const { instanceId } = op.options.args;
  const plan = planOf(op, eni);
  const refusal = refusalWords(op, plan);
  if (refusal || !eni)
    return {
      check,
      status: "problem",
      says: `no: ${refusal?.says ?? "it is not there"}`,
      ...(refusal && { code: refusal.code }),
    };
  if (plan.done === "attached") {
    const says = `it is on ${instanceId} already: \`pulumi up\` adopts it, and destroy will then detach it`;
    return { check, status: "ok", says };
  }
  const report = await preflight(op, eni, instanceId);
  const details = [...report.skipped, ...unknowns(op)];
  if (plan.refusal) return elsewhere(op, eni, report);
  if (report.problems.length > 0) {
    const says = `no: ${report.problems.map(inLine).join("; ")}`;
    const isMissing = "is" in seen && seen.is === undefined;
    const code = isMissing ? "INSTANCE_NOT_FOUND" : "ATTACH_REFUSED";
    return { check, status: "problem", says, code, todo: "Mend that, or name another instance.", details };
  }
  const steps = describeSteps(plan.steps);
  const waits = report.transitional ? `; ${instanceId} is starting or stopping and is waited for` : "";
  const passing = report.transitional || plan.steps.some((step) => step.do === "wait");
  if (passing) return { check, status: "warning", says: `not yet: \`pulumi up\` would ${steps}${waits}`, details };
  if (report.skipped.length > 0)
    return { check, status: "warning", says: `as far as it is known: \`pulumi up\` would ${steps}`, details };
  return { check, status: "ok", says: `yes: \`pulumi up\` would ${steps}`, details };
}

async function elsewhere(op: Operation, eni: ObservedEni, report: PreflightReport): Promise<Finding> {
  const { instanceId } = op.options.args;
  const also =
    report.problems.length === 0 ? [] : [`A move there would fail too: ${report.problems.map(inLine).join("; ")}`];
  const off = await holderWords(op, eni);
  return {
    check: "attach",
    status: "problem",
    says: `no: it ${inWords(eni)}`,
    code: "ENI_ATTACHED_ELSEWHERE",
    todo: `The stack that attached it there can move it to ${instanceId}; any other needs ${eni.instanceId === undefined ? "a detach in the vendor's console" : '`onConflict: "takeOver"`, or a detach there'} first.`,
    details: [...also, ...off, ...report.skipped],
  };
}

/** Why a detach from its present instance would fail; empty if it would not. */
async function holderWords(op: Operation, { instanceId: holder }: ObservedEni): Promise<string[]> {
  const instance = holder === undefined ? undefined : await askForInstance(op, holder).catch(unlessNoAnswer);
  return instance?.phase === "unfit"
    ? [
        `It could not be detached now: ${holder} is ${instance.vendorState}: ${clause(remedyText(remedyOfUnfit(op, instance)))}`,
      ]
    : [];
}

/** For a catch: no answer counts as nothing known, a fault of this package is thrown on. */
function unlessNoAnswer(error: unknown): undefined {
  if (!isNoAnswer(error)) throw error;
  return undefined;
}

/** Facts that only the attach itself can show. */
function unknowns({ vendor }: Operation): string[] {
  return vendor.typeLimits
    ? []
    : ["Whether the instance has room for another ENI this API does not show: the attach itself tells"];
}

export function detachFinding(op: Operation, eni: ObservedEni | undefined, seen: Seen<ObservedInstance>): Finding {
  const check = "detach";
  const { instanceId } = op.options.args;
  const plan = planDetach({ observed: eni, ours: instanceId });
  const [step] = plan.steps;
  if (!eni || plan.done === "gone") return { check, status: "ok", says: "nothing to detach: it is not there" };
  if (!step) return { check, status: "ok", says: `nothing to detach: it ${inWords(eni)}` };
  const refusal = refusalWords(op, planOf(op, eni));
  if (refusal) {
    // A destroy itself checks only for primary ENIs.
    const code = eni.primary ? refusal.code : "DETACH_REFUSED";
    return { check, status: "problem", says: `no: ${refusal.says}`, code, todo: refusal.todo };
  }
  const steps = describeSteps(plan.steps);
  const follows = op.vendor.afterDetach(eni);
  const details = follows.length === 0 ? [] : [`What follows: ${follows.map(({ text }) => text).join("; ")}`];
  const instance = "is" in seen ? seen.is : undefined;
  if (!instance) {
    const says = `as far as it is known (${instanceId} could not be looked at): \`pulumi destroy\` would ${steps}`;
    return { check, status: "warning", says, details };
  }
  const state = `${instanceId} is ${instance.vendorState}`;
  if (instance.phase === "unfit")
    return {
      check,
      status: "problem",
      says: `no: ${state}`,
      code: "DETACH_REFUSED",
      todo: remedyText(remedyOfUnfit(op, instance)),
      details,
    };
  const passing = instance.phase === "transitional" ? `; ${state}, which is waited for` : "";
  if (passing !== "" || step.do !== "detach" || step.underWay)
    return { check, status: "warning", says: `not yet: \`pulumi destroy\` would ${steps}${passing}`, details };
  return { check, status: "ok", says: `yes: \`pulumi destroy\` would ${steps}`, details };
}

/** Findings on an ENI and an instance when neither can be looked at. */
export function notLookedAt(op: { readonly eniId: string; readonly instanceId: string }): Finding[] {
  const why = "nothing could be asked";
  return [
    ...(op.eniId === "" ? [] : [unchecked("eni", why)]),
    ...(op.instanceId === "" ? [] : [unchecked("instance", why)]),
    ...(op.eniId === "" || op.instanceId === "" ? [] : [unchecked("attach", why), unchecked("detach", why)]),
  ];
}
