// Checks the target before the ENI is detached from its instance (lifecycle rule 5): a detach before an attach that cannot succeed
// is an outage for nothing.
import { isNoAnswer, quoteTrouble } from "../http/no-answer.ts";
import { readAnswer } from "../watch/read-answer.ts";
import type { ObservedEni, ObservedInstance } from "../vendors/vendor.ts";
import { argumentsOf } from "./failure.ts";
import { askForInstance, lookAtInstance, remedyOfUnfit } from "./instance.ts";
import type { Operation } from "./operation.ts";
import type { Problem } from "./refusal.ts";
import { briefProblem } from "./refusal.ts";

export interface PreflightReport {
  /** Reasons why an attach would fail now; empty if none is known. */
  readonly problems: readonly Problem[];
  /** One sentence for each check that could not be made. */
  readonly skipped: readonly string[];
  /** The target is starting or stopping, so it is waited for before anything is detached. */
  readonly transitional: boolean;
  /** The only problem is that the target is full. That changes if another ENI leaves it. */
  readonly onlyFull: boolean;
  /** Number of further ENIs that the target can take; undefined if not known. */
  readonly room?: number | undefined;
  /** The target is missing from an answer that may be empty only because these credentials see nothing. */
  readonly unseen?: boolean;
}

const nothingKnown: PreflightReport = { problems: [], skipped: [], transitional: false, onlyFull: false };

/** @param known an instance that certainly exists, besides the one that has the ENI. */
export async function preflight(op: Operation, eni: ObservedEni, to: string, known?: string): Promise<PreflightReport> {
  let target: ObservedInstance | undefined;
  try {
    target = await askForInstance(op, to);
  } catch (error) {
    if (!isNoAnswer(error)) throw error;
    // Without permission to look at instances, only the attach itself shows whether it works.
    return { ...nothingKnown, skipped: [`${to} could not be looked at before (${quoteTrouble(error)})`] };
  }
  if (!target) return reportMissing(op, eni.instanceId ?? known, to);
  const problems: Problem[] = [];
  if (target.phase === "unfit")
    problems.push(briefProblem(`${to} is ${target.vendorState}`, remedyOfUnfit(op, target)));
  problems.push(...misplaced(op, eni, target));
  const others = problems.length;
  const room = eni.instanceId === to ? undefined : await roomIn(op, target);
  if (room === 0) {
    const what = await fullWords(op, target);
    // Any other problem would remain after an ENI has left.
    problems.push({ what, remedy: [{ kind: "makeRoom" }], ...(others === 0 ? { mayBeFreed: "place" } : {}) });
  }
  const onlyFull = others === 0 && problems.length > 0;
  return { problems, skipped: [], transitional: target.phase === "transitional", onlyFull, room };
}

/** Number of further ENIs that the instance can take, at least 0; undefined if that cannot be found out. */
export async function roomOn(op: Operation, to: string): Promise<number | undefined> {
  const target = await lookAtInstance(op, to);
  return target ? roomIn(op, target) : undefined;
}

/**
 * Some vendors answer with an empty list if the credentials may not see instances (Alibaba: HTTP 200). The instance that has the ENI
 * certainly exists: if the list lacks that one too, it proves nothing.
 */
async function reportMissing(op: Operation, holder: string | undefined, to: string): Promise<PreflightReport> {
  const isKnown = holder !== undefined && holder !== "";
  if (isKnown && (holder === to || (await lookAtInstance(op, holder)) === undefined)) {
    return {
      ...nothingKnown,
      skipped: [`${to} could not be looked at before (instances are not shown to these credentials)`],
    };
  }
  const what = `instance ${to} does not exist${placeOf(op)} (or not in this account)`;
  const remedy = [{ kind: "checkArguments", names: argumentsOf(op.vendor, "instanceId") }] as const;
  return { ...nothingKnown, problems: [{ what, remedy }], unseen: !isKnown };
}

/** ENI and instance have to be in the same zone (or region) and in the same VPC. */
function misplaced(op: Operation, eni: ObservedEni, target: ObservedInstance): Problem[] {
  const word = op.vendor.placeWord ?? "zone";
  const places = ([[word, eni.zone, target.zone], ["VPC", eni.vpc, target.vpc]] as const).filter(([, its, other]) => differ(its, other)); // prettier-ignore
  const remedy = [{ kind: "nameInstance", sharing: places.map(([place]) => place) }] as const;
  return places.map(([place, its, other]) => ({
    what: `${op.eniId} is in ${place} ${its}, ${target.instanceId} in ${other}`,
    remedy,
  }));
}

async function roomIn(op: Operation, target: ObservedInstance): Promise<number | undefined> {
  if (target.eniCount === undefined) return undefined;
  try {
    const limit = await op.uncancelled(() => limitOf(op, target));
    return limit === undefined ? undefined : Math.max(0, limit - target.eniCount);
  } catch (error) {
    // The limit needs a call that these credentials may not make. Then only the attach itself shows whether there is a place.
    if (isNoAnswer(error)) return undefined;
    throw error;
  }
}

async function fullWords(op: Operation, target: ObservedInstance): Promise<string> {
  const limit = await limitOf(op, target);
  return `${target.instanceId} is full: its type ${target.type} holds ${limit} ENI${limit === 1 ? "" : "s"}`;
}

/** Number of ENIs that an instance of this type can hold; undefined if the vendor does not say. */
function limitOf(op: Operation, target: ObservedInstance): Promise<number | undefined> {
  const { client, limits } = op.options.session;
  const call = op.vendor.eniLimit?.call(target, op.region);
  if (!call || target.type === undefined) return Promise.resolve(undefined);
  const known = limits.get(target.type);
  if (known) return known;
  const { type } = target;
  const asked = client.call(call, { deadline: op.clock.now() + 30_000, attempts: 2 });
  const limit = asked.then(({ body }) => readAnswer(call.action, () => op.vendor.eniLimit?.read(body)));
  limits.set(type, limit);
  // A failed answer is not cached.
  limit.catch(() => limits.delete(type));
  return limit;
}

function placeOf({ vendor, region }: Operation): string {
  return vendor.regionKey === undefined ? "" : ` in ${region}`;
}

function differ(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a !== b;
}
