// The words of every failure: what was being done, to which ENI and instance, what the vendor said, how things are now,
// and what to do.
import type { ErrorCode, VendorRefusal, VendorWords } from "../http/errors.ts";
import { EniError, quoteVendor } from "../http/errors.ts";
import type { ObservedEni } from "../vendors/vendor.ts";
import type { Operation } from "./operation.ts";
import type { Session } from "./session.ts";

export interface FailureParts {
  /** What was being done; default: "eni-1". */
  readonly doing?: string;
  readonly what: string;
  readonly refusal?: VendorRefusal;
  readonly words?: VendorWords;
  readonly remedy?: string;
  /** False when `what` says already where the ENI is now. */
  readonly sayNow?: boolean;
}

/** `attach eni-1 to i-b (alicloud-ecs, cn-hangzhou): … Now: … To do: … [CODE]`. */
export function failure(op: Operation, code: ErrorCode, parts: FailureParts): EniError {
  const { vendor, region } = op;
  const words = parts.refusal?.words ?? parts.words;
  const said = words ? `: ${quoteVendor(words)}` : "";
  const remedy = [parts.remedy, parts.refusal?.hint, credentialRemedy(op, parts.refusal)].filter(Boolean).join(" ");
  const happened = `${parts.doing ?? op.eniId} (${vendor.name}, ${region}): ${parts.what}${said}.`;
  const now = parts.sayNow === false ? "" : op.describeNow();
  return new EniError(code, compose(happened, now, remedy, code), { parts: { happened, remedy } });
}

/** A refusal in words, for either leg; a rejected credential has a code of its own. */
export function refusedAs(
  op: Operation,
  code: "ATTACH_REFUSED" | "DETACH_REFUSED",
  doing: string,
  refusal: VendorRefusal,
) {
  return (what: string, remedy?: string): EniError =>
    failure(op, refusal.meaning === "credentials" ? "CREDENTIALS_REJECTED" : code, {
      doing,
      what,
      refusal,
      ...(remedy === undefined ? {} : { remedy }),
    });
}

/** What no look at the ENI would change: who asks, what he may, how often. Undefined for all other refusals. */
export function refusedOutright({ meaning }: VendorRefusal): string | undefined {
  if (meaning === "throttled") return "throttled until the time was up";
  return meaning === "credentials" || meaning === "forbidden" ? "refused" : undefined;
}

/** What happened, how things are now, what to do, and the code. */
export function compose(happened: string, now: string, remedy: string, code: ErrorCode): string {
  return [happened, now, remedy === "" ? "" : `To do: ${remedy}`, `[${code}]`].filter(Boolean).join(" ");
}

function credentialRemedy(op: Operation, refusal: VendorRefusal | undefined): string | undefined {
  if (refusal?.meaning !== "credentials" && refusal?.meaning !== "forbidden") return undefined;
  const used = `Credentials used: ${op.options.session.identity}.`;
  return refusal.meaning === "credentials" ? `${used} ${op.vendor.remedies.credentials}` : used;
}

/** A sentence on where the ENI is; empty when it was never seen. */
export function describeObservation(
  eniId: string,
  last: { readonly observation: ObservedEni | undefined } | undefined,
  session: Session,
): string {
  if (!last) return "";
  const eni = last.observation;
  if (!eni) return `Now: ${notFound(eniId, session)}.`;
  return `Now: ${eniId} ${inWords(eni)}.`;
}

/** An empty answer may also mean the wrong account or region, so both are named. */
export function notFound(eniId: string, { region, identity, vendor }: Session): string {
  return `${eniId} was not found in ${vendor.name} ${region} (${identity})`;
}

export function inWords(eni: ObservedEni): string {
  const on = eni.instanceId === undefined ? "an instance that the vendor does not name" : eni.instanceId;
  // A vendor without words for its states is shown with ours: no need to say them twice.
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
      return `is in a state that is not known here ("${eni.vendorState}")`;
  }
}

/** `90 s`, `10 min`. */
export function durationInWords(ms: number): string {
  return ms < 120_000 ? `${Math.round(ms / 100) / 10} s` : `${Math.round(ms / 6_000) / 10} min`;
}

/** What the vendor's task says of its failure. */
export function taskWords(output: string | undefined): string {
  return output === undefined || output === "" ? "" : ` (the vendor's task says: ${output})`;
}
