// The instance that an ENI is to go to, before it is taken off its own (lifecycle rule 5): will it do, and has it a place, or will
// another attachment of this program make one (rule 16)?
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
 * Rule 5, right before a detach.
 * @returns "waited" when what was observed is old by now: look again, then ask again.
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
  // Two of one program that need each other's place, and the engine does one after the other.
  if (inTheWay !== undefined) return [{ kind: "leaveFirst", label: inTheWay, instance }];
  return problems.length > 0 ? remedyOfChecks(problems) : [{ kind: "letOthersEnd" }];
}

const eniMoves = (op: Operation, { instanceId }: ObservedEni): boolean => instanceId !== op.options.args.instanceId;

function placesAreKept(instance: string): string {
  return `the last places of ${instance} are for other attachments of this program`;
}

/** Undefined without preflight: nothing is asked then. */
function roomOnTarget(op: Operation): Promise<number | undefined> {
  const { instanceId, preflight: asks } = op.options.args;
  return asks === false ? Promise.resolve(undefined) : roomOn(op, instanceId);
}

/** Waits for a place on the target. @param deadline milliseconds since the epoch. Default: within the time of an attach. */
export function placeOn(
  op: Operation,
  neighbour: Neighbour,
  deadline = op.clock.now() + op.options.timeouts.attach,
): Promise<Place> {
  return op.uncancelled(() => neighbour.place(() => roomOnTarget(op), deadline));
}

/**
 * Right before an attach: keeps a place for it, and waits where the instance is known to be full and others of the program leave it.
 * @returns undefined when nothing was waited for.
 */
export async function keepPlace(op: Operation): Promise<Place | undefined> {
  const { neighbour } = op.options;
  if (!neighbour) return undefined;
  const places = neighbour.isContested ? await roomOnTarget(op) : undefined;
  const hasPlace = neighbour.isAdmitted ? places !== 0 : neighbour.admit(places);
  return hasPlace ? undefined : waitForPlace(op, neighbour);
}

/**
 * After the vendor's refusal: waits while others of the program are about to leave the instance; where this run took the ENI off nowhere,
 * for one that was not told of yet, too.
 * @param deadline of the attach, milliseconds since the epoch.
 * @returns undefined when nothing was waited for.
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
  // The attach had its time: nothing more can be sent.
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
 * Rule 16: another attachment of this program gives the ENI up, on the instance that has it. What has not been told yet is waited for
 * at up.
 */
export async function releaseOf(op: Operation, refusal: Refusal): Promise<Release | undefined> {
  const { neighbour, preview } = op.options;
  if (!neighbour || refusal.why !== "attachedElsewhere" || refusal.holder === undefined) return undefined;
  const { holder } = refusal;
  const release =
    preview === true ? neighbour.release(holder) : await op.uncancelled(() => neighbour.awaitRelease(holder));
  return release && isFor(op, release) ? release : undefined;
}

/** What its own attachment only moves, nobody else may have but the second half of its replacement. */
function isFor({ options }: Operation, { to }: Release): boolean {
  return to === undefined || to === options.args.instanceId;
}

/** The same for an ENI that `onConflict: "takeOver"` would take from `victim` anyway: then it is given, and not taken. */
export function givenBy(op: Operation, victim: string | undefined): Release | undefined {
  const release = victim === undefined ? undefined : op.options.neighbour?.release(victim);
  return release && isFor(op, release) ? release : undefined;
}

/** How the ENI was attached where it is given up, as far as this vendor's API has words for it. */
export function recordedOf({ vendor, options }: Operation, { recorded, from }: Release): AttachmentArguments {
  const own = Object.entries(options.args).filter(([name]) => !vendor.placement.includes(name));
  const both = { ...Object.fromEntries(own), ...recorded, vendor: options.args.vendor, instanceId: from };
  const known = Object.entries(both).filter(([name]) => Object.hasOwn(vendor.shape, name));
  return Object.fromEntries(known) as unknown as AttachmentArguments;
}
