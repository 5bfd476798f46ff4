// Builds every error of an operation: what was being done to which ENI and instance, what the vendor said, the present state, and
// what to do.
import type { ErrorCode } from "../errors.ts";
import type { Meaning } from "../http/meaning.ts";
import type { VendorRefusal, VendorWords } from "../http/no-answer.ts";
import { EniError } from "../errors.ts";
import { Cancelled, quoteTrouble, quoteVendor } from "../http/no-answer.ts";
import { firstLine, shown } from "../http/redact.ts";
import type { CustomTimeout, OfLastUp, Remedy, Step } from "../remedy.ts";
import type { AttachmentArguments, ObservedEni, Vendor } from "../vendors/vendor.ts";
import type { Session } from "../session/session.ts";

/** By leg: which of `customTimeouts` has set its time. */
export type CustomTimeouts = Partial<Record<"attach" | "detach", CustomTimeout>>;

/** The facts about an operation that an error needs. */
export interface Speaker {
  /** The purpose of the operation: "attach eni-1 to i-a". */
  readonly doing: string;
  readonly session: Pick<Session, "vendor" | "region" | "identity">;
  /** The answer to the last mutating call. */
  readonly answered: { readonly requestId: string | undefined };
  readonly ofLastUp: OfLastUp | undefined;
  /** The `customTimeouts` that set the time of a leg. */
  readonly customTimeouts?: CustomTimeouts | undefined;
  /** The credentials were given for these calls alone, as arguments of a provider. Default: they were found. */
  readonly areKeysGiven?: boolean | undefined;
  /** Where the ENI is now, in a sentence. */
  describeNow(): string;
}

export interface FailureParts {
  /** What was being done. Default: the purpose of the operation. */
  readonly doing?: string;
  readonly what: string;
  readonly refusal?: VendorRefusal;
  readonly words?: VendorWords;
  readonly remedy?: Remedy;
  /** False if `what` already says where the ENI is now. Default true. */
  readonly sayNow?: boolean;
}

/** `attach eni-1 to i-b (alicloud-ecs, cn-hangzhou): … Now: … To do: … [CODE]`. */
export function failure(op: Speaker, code: ErrorCode, parts: FailureParts): EniError {
  const words = parts.refusal?.words ?? parts.words;
  const what = `${parts.what}${words ? `: ${quoteVendor(words)}` : ""}`;
  const doing = `${parts.doing ?? op.doing} (${whereOf(op.session)})`;
  const remedy = remedyOf(op, parts)
    .map((step) => withRequestId(step, words?.requestId ?? op.answered.requestId, what))
    .map((step) => asOfLastUp(step, op.ofLastUp))
    .map((step) => asCustom(step, op.customTimeouts));
  return new EniError(code, { doing, what, remedy, ...(parts.sayNow === false ? {} : { now: op.describeNow() }) });
}

/** `alicloud-ecs, cn-hangzhou`; only the vendor's name if it has no regions. */
export function whereOf({ vendor, region }: { vendor: Vendor; region: string }, separator = ", "): string {
  return vendor.regionKey === undefined ? vendor.name : `${vendor.name}${separator}${region}`;
}

/** Rejected credentials and throttling have their own codes, whichever call they stopped. */
export function codeOf(refusal: VendorRefusal, otherwise: ErrorCode): ErrorCode {
  if (refusal.meaning === "credentials") return "CREDENTIALS_REJECTED";
  return refusal.meaning === "throttled" ? "THROTTLED" : otherwise;
}

/** Turns whatever ended an operation into an error with a code, also a bug of this package (lifecycle rule 18). */
export function errorOf(op: Speaker, error: unknown): EniError {
  if (error instanceof EniError) return error;
  if (error instanceof Cancelled)
    return failure(op, "CANCELLED", { what: "the run was cancelled, so nothing more was sent", remedy: [runAgain] });
  return failure(op, "INTERNAL_ERROR", { what: faultWords(error), remedy: faultRemedy });
}

/** The words for a bug of this package. */
export function faultWords(error: unknown): string {
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `a fault of pulumi-eni-attachment itself: ${shown(firstLine(said), 200)}`;
}

/** Makes the error for a refused attach or detach. */
export function refusedAs(
  op: Speaker,
  code: "ATTACH_REFUSED" | "DETACH_REFUSED",
  doing: string,
  refusal: VendorRefusal,
) {
  return (what: string, remedy?: Remedy): EniError =>
    failure(op, codeOf(refusal, code), {
      doing,
      what,
      refusal,
      ...(remedy === undefined ? {} : { remedy }),
    });
}

/** The error for a call that was refused until there was no time or patience left. Nothing of it was carried out. */
export function refusedForLong(
  op: Speaker,
  leg: "attach" | "detach",
  { doing, refusal, waited }: { doing: string; refusal: VendorRefusal; waited: number },
): EniError {
  const refused = refusedAs(op, leg === "attach" ? "ATTACH_REFUSED" : "DETACH_REFUSED", doing, refusal);
  const remedy: Remedy | undefined = refusal.meaning === "busy" ? [runAgain, { kind: "raiseTimeout", leg }] : undefined;
  return refused(`refused for ${durationInWords(waited)}`, remedy);
}

/** Refusals that do not depend on the ENI's state, in words: of a mutating call, and of a look. */
const outright: Partial<Record<Meaning, { readonly change: string; readonly look: string }>> = {
  throttled: { change: "throttled until the time was up", look: "throttled until the time was up" },
  credentials: { change: "the vendor rejected the credentials", look: "the vendor rejected the credentials" },
  forbidden: { change: "these credentials may not do that", look: "these credentials may not look at it" },
};

/** The words for such a refusal; undefined for all others. */
export function refusedOutright({ meaning }: VendorRefusal, call: "change" | "look"): string | undefined {
  return outright[meaning]?.[call];
}

/** If the caller gives no remedy for a refusal, the vendor's hint is used. If credentials matter, the ones in use are named. */
function remedyOf(op: Speaker, { remedy, refusal }: FailureParts): Remedy {
  if (!refusal) return remedy ?? [];
  const used: Step = { kind: "checkIdentity", used: op.session.identity };
  const hint: Remedy | undefined =
    refusal.hint === undefined ? undefined : [{ kind: "followHint", hint: refusal.hint }];
  switch (refusal.meaning) {
    case "credentials":
      return [
        ...(remedy ?? hint ?? []),
        used,
        ...(op.areKeysGiven ? renewArguments : op.session.vendor.remedies.credentials),
      ];
    case "forbidden":
      return [...(remedy ?? hint ?? [{ kind: "allowActions", actions: [refusal.words.action] }]), used];
    case "throttled":
      return remedy ?? throttledRemedy;
    default:
      return remedy ?? [...(hint ?? [{ kind: "mend" }]), runAgain];
  }
}

const renewArguments: Remedy = [{ kind: "renewArguments" }];

/** The vendor's support asks for the request id, so name it, but only if the message contains it. */
function withRequestId(step: Step, requestId: string | undefined, what: string): Step {
  const isThere = requestId !== undefined && what.includes(requestId);
  return step.kind === "askVendor" && isThere ? { ...step, requestId } : step;
}

/** Marks the steps whose setting takes effect only after the next `pulumi up`. */
function asOfLastUp(step: Step, ofLastUp: OfLastUp | undefined): Step {
  if (ofLastUp === undefined) return step;
  if (step.kind === "raiseTimeout") return { ...step, inState: true };
  return step.kind === "wait" && step.for === "rate" ? { ...step, ofLastUp } : step;
}

function asCustom(step: Step, customTimeouts: CustomTimeouts | undefined): Step {
  const custom = step.kind === "raiseTimeout" ? customTimeouts?.[step.leg] : undefined;
  return step.kind === "raiseTimeout" && custom !== undefined ? { ...step, custom } : step;
}

export const throttledRemedy: Remedy = [{ kind: "wait", for: "rate" }];

/** The time of a look does not depend on `timeouts`, so this remedy does not name them. */
export const throttledLookRemedy: Remedy = [{ kind: "wait", for: "rate", isLook: true }];

/** An observation older than this is not reported as the present state. Milliseconds. */
const stillNow = 15_000;

/** A sentence on where the ENI is. `ago`: age of the observation in milliseconds. */
export function describeObservation(
  eniId: string,
  observation: ObservedEni | undefined,
  { session, ago, outdated }: { session: Speaker["session"]; ago: number; outdated: boolean },
): string {
  const seen = observation ? `${eniId} ${inWords(observation)}` : notFound(eniId, session);
  return !outdated && ago <= stillNow
    ? `Now: ${seen}.`
    : `Now: not known; last seen ${durationInWords(ago)} ago: ${seen}.`;
}

/** An empty answer may also mean a wrong account or region, so both are named. */
export function notFound(eniId: string, session: Speaker["session"]): string {
  return `${eniId} was not found in ${whereOf(session, " ")} (${session.identity})`;
}

export function inWords(eni: ObservedEni): string {
  const on = eni.instanceId === undefined ? "an instance that the vendor does not name" : eni.instanceId;
  // A vendor without its own words for states is shown with ours. Do not repeat those.
  const word = eni.vendorState === eni.phase ? "" : ` (${eni.vendorState === "" ? "no state given" : eni.vendorState})`;
  switch (eni.phase) {
    case "detached":
      return `is detached${word}`;
    case "attached":
      return `is attached to ${on}${word}`;
    case "attaching":
      return `is attaching to ${on}${word}`;
    case "detaching":
      return `is detaching from ${on}${word}`;
    case "deleting":
      return `is being deleted${word}`;
    case "pending":
      return `is being created${word}`;
    case "unknown":
      return `is ${eni.instanceId === undefined ? "" : `on ${eni.instanceId}, `}in a state that is not known here ("${eni.vendorState}")`;
  }
}

/** The arguments that may be wrong if something is not found: its id, and the region if the vendor has regions. */
export function argumentsOf(vendor: Vendor, id: "instanceId" | "networkInterfaceId"): readonly string[] {
  return vendor.regionKey === undefined ? [id] : [id, "region"];
}

/** `90 s`, `10 min`. */
export function durationInWords(ms: number): string {
  if (ms >= 119_500) return `${Math.round(ms / 6_000) / 10} min`;
  return ms < 9_950 ? `${Math.round(ms / 100) / 10} s` : `${Math.round(ms / 1_000)} s`;
}

/** The vendor's text about a failed task, in parentheses; empty if none. */
export function taskWords(output: string | undefined): string {
  return output === undefined || output === "" ? "" : ` (the vendor's task says: ${output.replace(/\.$/, "")})`;
}

/** The remedy if nothing is known to hang. */
export const runAgain: Step = { kind: "runAgain", command: "same" };

/** Whether to advise `onConflict: "takeOver"`: it is not set yet, and the holder has a name, which it needs (see planAttach). */
export function mayTakeOver(args: AttachmentArguments, holder: string | undefined): holder is string {
  return holder !== undefined && args.onConflict !== "takeOver";
}

/** The remedy for an ENI that another service of the cloud manages. */
export const managedRemedy: Remedy = [{ kind: "declareAnother", because: "serviceManaged", noun: "ENI" }];

/** The remedy for a bug of this package. */
export const faultRemedy: Remedy = [runAgain, { kind: "reportFault" }];

/** Why the last call or look gave no usable answer; empty if it did. */
export function noAnswer(trouble: Error | undefined): string {
  return trouble ? `; the last call had no answer to rely on (${quoteTrouble(trouble)})` : "";
}
