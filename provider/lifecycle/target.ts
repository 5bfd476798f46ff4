// Checks the target before the ENI is detached (lifecycle rule 5): can it take the ENI, and does it have a place or will another
// attachment of this program free one (rule 16)?
import type { Remedy } from "../remedy.ts";
import type { AttachmentArguments, ObservedEni } from "../vendors/vendor.ts";
import { failure } from "./failure.ts";
import { waitForInstance } from "./instance.ts";
import type { Neighbour, Place, Release } from "./neighbours.ts";
import type { Operation } from "./operation.ts";
import type { Refusal } from "./plan.ts";
import { preflight, roomOn } from "./preflight.ts";
import type { Problem } from "./refusal.ts";
import { remedyOfChecks } from "./refusal.ts";

/**
 * Checks the target right before a detach.
 * @returns "waited" if `observed` is out of date: look and call this again.
 * @throws EniError `PREFLIGHT_FAILED`.
 */
export async function checkTarget(
  op: Operation,
  observed: ObservedEni | undefined,
  attachDeadline: () => number,
): Promise<"fit" | "waited"> {
  const { args, neighbour } = op.options;
  if (args.preflight === false || !observed) return "fit";
  const report = await preflight(op, observed, args.instanceId);
  let inTheWay: string | undefined;
  let isCrowded = false;
  const mayFit = report.onlyFull || report.problems.length === 0;
  if (neighbour && mayFit && eniMoves(op, observed) && !neighbour.admit(report.room)) {
    if (neighbour.goesFirst) return "fit";
    op.stage = "instance";
    const place = await placeOn(op, neighbour);
    if (place.is !== "full") return "waited";
    inTheWay = place.by;
    isCrowded = true;
    op.stage = "look";
    await op.look();
  }
  for (const line of report.skipped) op.options.log(`preflight: ${line}`);
  if (report.problems.length > 0 || isCrowded) {
    throw failure(op, "PREFLIGHT_FAILED", {
      what: `it would fail, so nothing was detached: ${report.problems.map(({ what }) => what).join("; ") || placesAreKept(args.instanceId)}`,
      remedy: remedyFor(inTheWay, args.instanceId, report.problems),
    });
  }
  if (report.transitional) {
    await waitForInstance(op, args.instanceId, attachDeadline(), op.doing);
  }
  return "fit";
}

function remedyFor(inTheWay: string | undefined, instance: string, problems: readonly Problem[]): Remedy {
  // Two attachments need each other's place, and the engine runs one operation at a time.
  if (inTheWay !== undefined) return [{ kind: "leaveFirst", label: inTheWay, instance }];
  return problems.length > 0 ? remedyOfChecks(problems) : [{ kind: "letOthersEnd" }];
}

const eniMoves = (op: Operation, { instanceId }: ObservedEni): boolean => instanceId !== op.options.args.instanceId;

function placesAreKept(instance: string): string {
  return `the last places of ${instance} are for other attachments of this program`;
}

/** Undefined without preflight, since nothing is asked then. */
function roomOnTarget(op: Operation): Promise<number | undefined> {
  const { instanceId, preflight: asks } = op.options.args;
  return asks === false ? Promise.resolve(undefined) : roomOn(op, instanceId);
}

/** Waits for a place on the target. @param deadline milliseconds since the epoch. Default: `timeouts.attach` from now. */
export function placeOn(op: Operation, neighbour: Neighbour, deadline = op.deadlineOf("attach")): Promise<Place> {
  return op.uncancelled(() => neighbour.place(() => roomOnTarget(op), deadline));
}

/**
 * Right before an attach: keeps a place for it. If the instance is known to be full and others of the program leave it, waits for them.
 * @returns undefined if there was nothing to wait for.
 */
export async function keepPlace(op: Operation): Promise<Place | undefined> {
  const { neighbour } = op.options;
  if (!neighbour) return undefined;
  const places = neighbour.isContested ? await roomOnTarget(op) : undefined;
  const hasPlace = neighbour.isAdmitted ? places !== 0 : neighbour.admit(places);
  return hasPlace ? undefined : waitForPlace(op, neighbour);
}

/**
 * After the vendor has refused because the instance is full: waits while others of the program are about to leave it. If this run has
 * not detached the ENI from anywhere (`isOff` false), it also waits for attachments that are not announced yet.
 * @param deadline of the attach, milliseconds since the epoch.
 * @returns undefined if there was nothing to wait for.
 */
export async function placeAfterAll(
  op: Operation,
  { isOff, deadline }: { isOff: boolean; deadline: number },
): Promise<Place | undefined> {
  const { neighbour } = op.options;
  if (!neighbour || (isOff && !neighbour.mayComeFree)) return undefined;
  const places = await roomOnTarget(op);
  if (places !== undefined && places > 0) return undefined;
  const place = await waitForPlace(op, neighbour, deadline);
  // The time of the attach is over, so nothing more can be sent.
  return op.clock.now() < deadline ? place : { is: "full", by: undefined };
}

async function waitForPlace(op: Operation, neighbour: Neighbour, deadline?: number): Promise<Place> {
  const { stage } = op;
  op.stage = "instance";
  const place = await placeOn(op, neighbour, deadline);
  op.stage = stage;
  return place;
}

/**
 * Rule 16: the release of the ENI by another attachment of this program, on the instance that has it. At up, waits for a release that is
 * not announced yet.
 */
export async function releaseOf(op: Operation, refusal: Refusal): Promise<Release | undefined> {
  const { neighbour, preview } = op.options;
  if (!neighbour || refusal.why !== "attachedElsewhere" || refusal.holder === undefined) return undefined;
  const { holder } = refusal;
  const release =
    preview === true ? neighbour.release(holder) : await op.uncancelled(() => neighbour.awaitRelease(holder));
  return release && isFor(op, release) ? release : undefined;
}

/** A released ENI that its own attachment only moves is for the second half of that attachment's replacement alone. */
function isFor({ options }: Operation, { to }: Release): boolean {
  return to === undefined || to === options.args.instanceId;
}

/** The release of an ENI that `onConflict: "takeOver"` would take from `victim` anyway: then there is no victim. */
export function givenBy(op: Operation, victim: string | undefined): Release | undefined {
  const release = victim === undefined ? undefined : op.options.neighbour?.release(victim);
  return release && isFor(op, release) ? release : undefined;
}

/** The arguments that the released ENI was attached with, reduced to those that this vendor's API knows. */
export function recordedOf({ vendor, options }: Operation, { recorded, from }: Release): AttachmentArguments {
  const own = Object.entries(options.args).filter(([name]) => !vendor.placement.includes(name));
  const both = { ...Object.fromEntries(own), ...recorded, vendor: options.args.vendor, instanceId: from };
  const known = Object.entries(both).filter(([name]) => Object.hasOwn(vendor.shape, name));
  return Object.fromEntries(known) as unknown as AttachmentArguments;
}
