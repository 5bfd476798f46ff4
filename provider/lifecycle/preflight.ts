// Checks the target before the ENI is detached from its instance (lifecycle rule 5): a detach before an attach that cannot succeed
// is an outage for nothing.
import { isNoAnswer, quoteTrouble } from "../http/no-answer.ts";
import { readAnswer } from "../watch/read-answer.ts";
import type { ObservedEni, ObservedInstance, TypeLimits } from "../vendors/vendor.ts";
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
  const isThere = eni.instanceId === to;
  const limits = isThere && cardOf(op) === undefined ? undefined : await knownLimits(op, target);
  problems.push(...withoutCard(op, target, limits));
  const others = problems.length;
  const room = isThere ? undefined : roomIn(op, target, limits);
  if (room === 0) {
    const what = fullWords(op, target, limits);
    // Any other problem would remain after an ENI has left.
    problems.push({ what, remedy: [{ kind: "makeRoom" }], ...(others === 0 ? { mayBeFreed: "place" } : {}) });
  }
  const onlyFull = others === 0 && problems.length > 0;
  // Whether it exists and its state are not known then.
  const skipped = target.notLookedAt
    ? [`${to} could only be seen by its ENIs (${quoteTrouble(target.notLookedAt)})`]
    : [];
  return { problems, skipped, transitional: target.phase === "transitional", onlyFull, room };
}

/** Number of further ENIs that the instance can take, at least 0; undefined if that cannot be found out. */
export async function roomOn(op: Operation, to: string): Promise<number | undefined> {
  const target = await lookAtInstance(op, to);
  return target ? roomIn(op, target, await knownLimits(op, target)) : undefined;
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
  const { vendor, region } = op;
  const zone = (told: string | undefined) =>
    told === undefined || !vendor.zoneName ? told : vendor.zoneName(told, region);
  const all = [
    { place: vendor.placeWord ?? "zone", its: zone(eni.zone), other: zone(target.zone) },
    { place: "VPC", its: eni.vpc, other: target.vpc },
  ] as const;
  const places = all.filter(({ its, other }) => differ(its, other));
  const remedy = [{ kind: "nameInstance", sharing: places.map(({ place }) => place) }] as const;
  return places.map(({ place, its, other }) => ({
    what: `${op.eniId} is in ${place} ${its}, ${target.instanceId} in ${other}`,
    remedy,
  }));
}

/** The argument names a network card that instances of the type do not have. */
function withoutCard(op: Operation, target: ObservedInstance, limits: TypeLimits | undefined): Problem[] {
  const card = cardOf(op);
  const cards = limits?.networkCards;
  if (card === undefined || cards === undefined || card.index < cards) return [];
  const has = cards === 1 ? "1 network card, with index 0" : `${cards} network cards, 0 to ${cards - 1}`;
  const what = `\`${card.argument}\` is ${card.index}, and the type of ${target.instanceId}, ${target.type}, has ${has}`;
  return [{ what, remedy: [{ kind: "checkArguments", names: [card.argument] }] }];
}

const cardOf = ({ vendor, options }: Operation) => vendor.typeLimits?.takes(options.args).networkCard;
const isMember = ({ vendor, options }: Operation): boolean => vendor.typeLimits?.takes(options.args).member ?? false;

function roomIn(op: Operation, target: ObservedInstance, limits: TypeLimits | undefined): number | undefined {
  const [most, now] = isMember(op) ? [limits?.members, target.memberCount] : [limits?.enis, target.eniCount];
  return most === undefined || now === undefined ? undefined : Math.max(0, most - now);
}

function fullWords(op: Operation, { instanceId, type }: ObservedInstance, limits: TypeLimits | undefined): string {
  const limit = isMember(op) ? limits?.members : limits?.enis;
  const noun = isMember(op) ? "member of its trunk ENI" : "ENI";
  const plural = isMember(op) ? "members of its trunk ENI" : "ENIs";
  return `${instanceId} is full: its type ${type} holds ${limit} ${limit === 1 ? noun : plural}`;
}

async function knownLimits(op: Operation, target: ObservedInstance): Promise<TypeLimits | undefined> {
  if (target.eniCount === undefined && cardOf(op) === undefined) return undefined;
  try {
    return await op.uncancelled(() => limitsOf(op, target));
  } catch (error) {
    // They need a call that these credentials may not make. Then only the attach itself shows whether there is a place.
    if (isNoAnswer(error)) return undefined;
    throw error;
  }
}

/** What an instance of this type can hold; undefined if the vendor does not say. */
function limitsOf(op: Operation, target: ObservedInstance): Promise<TypeLimits | undefined> {
  const { askOptional, limits } = op.options.session;
  const call = op.vendor.typeLimits?.call(target, op.region);
  if (!call || target.type === undefined) return Promise.resolve(undefined);
  const known = limits.get(target.type);
  if (known) return known;
  const { type } = target;
  const asked = askOptional(call, { deadline: op.clock.now() + 30_000, attempts: 2, about: [type] });
  const limit = asked.then(({ body }) => readAnswer(call.action, () => op.vendor.typeLimits?.read(body)));
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
