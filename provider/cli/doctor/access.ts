// Findings from the first calls: whether the endpoint answers and is the vendor's, whether it accepts the credentials and this
// machine's clock, and what this identity may read.
import type { CredentialSource, Credentials } from "../../http/credentials.ts";
import { describeCredentials } from "../../http/credentials.ts";
import { EniError } from "../../errors.ts";
import { isNoAnswer, LostReply, quoteTrouble, VendorRefusal } from "../../http/no-answer.ts";
import type { Obstacle } from "../../http/transport.ts";
import { TransportFailure } from "../../http/transport.ts";
import { remedyText } from "../../remedy-text.ts";
import { durationInWords } from "../../lifecycle/failure.ts";
import type { Operation } from "../../lifecycle/operation.ts";
import { clearing, readFailure } from "../../lifecycle/read-failure.ts";
import type { ApiCall } from "../../http/api.ts";
import { entryOf } from "../../vendors/table.ts";
import type { Vendor } from "../../vendors/vendor.ts";
import { readAnswer } from "../../watch/read-answer.ts";
import type { CheckName, Finding } from "./finding.ts";
import { unchecked } from "./finding.ts";
import type { Skew } from "./wire.ts";

/** The result of a look: how many things it showed, or why there was no answer. */
export type Look = { readonly shown: number } | { readonly trouble: VendorRefusal | LostReply | EniError };

const lookTimeout = 20_000;

/** One question about ENIs: about the one that was named, else about a page of them. */
export function lookAtEnis(op: Operation): Promise<Look> {
  const { vendor, region, eniId } = op;
  const call = eniId === "" ? vendor.enis.page(region) : vendor.enis.byIds([eniId], region);
  return look(op, call, (body) => vendor.enis.read(body, call).items.length);
}

/** One question about instances; undefined when no endpoint is known for it. */
export async function lookAtInstances(op: Operation): Promise<Look | undefined> {
  const { vendor, region } = op;
  const { args, session } = op.options;
  if (!session.looksAtInstances) return undefined;
  const { instanceId } = args;
  const call = instanceId === "" ? vendor.instances.page(region) : vendor.instances.byIds([instanceId], region);
  return look(op, call, (body) => vendor.instances.read(body, call).items.length);
}

async function look(op: Operation, call: ApiCall, read: (body: unknown) => number): Promise<Look> {
  try {
    const options = { deadline: op.clock.now() + lookTimeout, attempts: 2 };
    const { body } = await op.options.session.client.call(call, options);
    return { shown: readAnswer(call.action, () => read(body)) };
  } catch (error) {
    if (isNoAnswer(error)) return { trouble: error };
    throw error;
  }
}

/** Why there was no answer. */
export interface Silence {
  readonly says: string;
  /** What is in the way, if that is known. */
  readonly obstacle: Obstacle | undefined;
}

/** An unsigned request, for use without credentials. @returns why there was no answer; undefined when there was one. */
export async function knock(
  transport: (url: string) => Promise<unknown>,
  origin: string,
): Promise<Silence | undefined> {
  try {
    await transport(`${origin}/`);
    return undefined;
  } catch (error) {
    if (error instanceof TransportFailure)
      return {
        says: error.way === undefined ? error.message : `${error.message} (${error.way})`,
        obstacle: error.obstacle,
      };
    if (error instanceof EniError) return { says: error.what, obstacle: undefined };
    throw error;
  }
}

/** The result of the first look, by the check that it concerns. */
export type Outcome = "accepted" | "clock" | "credentials" | "forbidden" | "refused" | "throttled" | "unanswered";

export function outcomeOf(vendor: Vendor, first: Look): Outcome {
  if (!("trouble" in first)) return "accepted";
  const { trouble } = first;
  if (!(trouble instanceof VendorRefusal)) return "unanswered";
  const { meaning, words } = trouble;
  if (vendor.clock.codes.includes(words.code)) return "clock";
  if (meaning === "credentials" || meaning === "forbidden" || meaning === "throttled") return meaning;
  // Refused because of the id: that concerns the ENI, not the access.
  return "refused";
}

/** An error of a look, in the words of `pulumi up`. */
export function problemOf(op: Operation, check: CheckName, error: unknown): Finding {
  const told = readFailure(op, error);
  if (!(told instanceof EniError)) throw error;
  const { what, remedy } = told;
  return {
    check,
    status: "problem",
    says: what,
    code: told.code,
    ...(remedy.length === 0 ? {} : { todo: remedyText(remedy) }),
  };
}

export interface Found {
  readonly source: CredentialSource;
  readonly credentials: Credentials;
  readonly places: readonly string[];
}

export function credentialsFinding(op: Operation, { source, credentials, places }: Found, first: Look): Finding {
  const temporary = credentials.token === undefined ? "" : ", with a security token";
  const found = `${describeCredentials(source.found, credentials.keyId)}${temporary}`;
  const details = [lookedIn(places)];
  switch (outcomeOf(op.vendor, first)) {
    case "credentials":
      return { ...problemOf(op, "credentials", troubleOf(first)), details };
    case "unanswered":
      return { ...unchecked("credentials", `${found}; whether the vendor accepts them was not seen`), details };
    case "clock":
      return { ...unchecked("credentials", `${found}; the vendor looked at the clock first`), details };
    default:
      return { check: "credentials", status: "ok", says: `${found}; the vendor accepts them`, details };
  }
}

export function lookedIn(places: readonly string[]): string {
  return `The places in their order, the first that has any wins: ${places.join("; ")}`;
}

export interface Endpoint {
  readonly origin: string;
  /** The source of the endpoint, in words. */
  readonly from: string;
  readonly isUnencrypted: boolean;
  /** Where instances are looked at, in words; undefined if one product knows all. */
  readonly instances?: string | undefined;
}

/** @param way as in HttpResponse. */
export function endpointFinding(op: Operation, endpoint: Endpoint, first: Look, way: string | undefined): Finding {
  const outcome = outcomeOf(op.vendor, first);
  if (outcome !== "unanswered") return answering(endpoint, `${op.vendor.title} answers`, way);
  const trouble = troubleOf(first);
  const finding = problemOf(op, "endpoint", trouble);
  const obstacle = trouble instanceof LostReply ? trouble.obstacle : undefined;
  return unreachable(endpoint, { says: finding.says, obstacle }, finding);
}

export function answering(
  { origin, from, isUnencrypted, instances }: Endpoint,
  who: string,
  way: string | undefined,
): Finding {
  const says = `${origin} (${from}): ${who}`;
  const details = [way === undefined ? undefined : `It is reached ${way}`, instances].filter(
    (one) => one !== undefined,
  );
  const more = details.length === 0 ? {} : { details };
  if (isUnencrypted) {
    const todo = "Give an https:// endpoint unless the network up to there is yours.";
    return { check: "endpoint", status: "warning", says: `${says}; calls go unencrypted`, todo, ...more };
  }
  const how = origin.startsWith("https:") ? "TLS, with a certificate that this machine trusts" : "plain HTTP, which stays on this machine"; // prettier-ignore
  return { check: "endpoint", status: "ok", says: `${says}; ${how}`, ...more };
}

export function unreachable({ origin, from }: Endpoint, why: Silence, finding: Partial<Finding> = {}): Finding {
  const todo = remedyText([clearing(why.obstacle)]);
  const code = finding.code ?? "ENDPOINT_UNREACHABLE";
  return {
    check: "endpoint",
    status: "problem",
    says: `${origin} (${from}): ${why.says}`,
    code,
    todo: code === "ENDPOINT_UNREACHABLE" ? todo : (finding.todo ?? todo),
  };
}

/** @param outcome undefined when nothing was signed. */
export function clockFinding(
  { clock: rule }: Vendor,
  skew: Skew | undefined,
  { first, outcome, isSigned }: { first?: Look; outcome?: Outcome; isSigned: boolean },
): Finding {
  const check = "clock";
  const allowed = `up to ${durationInWords(rule.toleranceMs)} is allowed`;
  const todo = "Set this machine's clock, best by NTP: a signature with another time is refused.";
  const measured = skew && `${offBy(skew)}; ${allowed}`;
  if (outcome === "clock" && first) {
    const says = [quoteTrouble(troubleOf(first)), measured].filter((one) => one !== undefined).join("; ");
    return { check, status: "problem", says, todo, code: "CREDENTIALS_REJECTED" };
  }
  if (!skew || measured === undefined) {
    return outcome === undefined || outcome === "unanswered" || !isSigned
      ? unchecked(check, "nothing that was answered says the time")
      : { check, status: "ok", says: `near enough: the vendor takes what is signed with its time (${allowed})` };
  }
  const off = Math.abs(skew.ms);
  if (off > rule.toleranceMs) return { check, status: isSigned ? "problem" : "warning", says: measured, todo };
  return off > rule.toleranceMs / 5
    ? { check, status: "warning", says: measured, todo }
    : { check, status: "ok", says: measured };
}

function offBy({ ms, host }: Skew): string {
  if (Math.abs(ms) < 1_000) return `as that of ${host}`;
  return `${durationInWords(Math.abs(ms))} ${ms > 0 ? "ahead of" : "behind"} that of ${host}`;
}

export function permissionsFinding(op: Operation, first: Look, instances: Look | undefined): Finding {
  const check = "permissions";
  const { vendor } = op;
  const details = [unseen(vendor)];
  switch (outcomeOf(vendor, first)) {
    case "unanswered":
    case "clock":
    case "credentials":
      return { ...unchecked(check, "no look was answered"), details };
    case "throttled":
      return { ...problemOf(op, check, troubleOf(first)), status: "warning", details };
    case "forbidden":
      return { ...problemOf(op, check, troubleOf(first)), details };
    case "refused":
      if (op.eniId === "") return { ...problemOf(op, check, troubleOf(first)), details };
      // The vendor looked for the ENI: that was allowed. Any other refusal may have come before it asked what is allowed.
      if (!saysGone(vendor, first)) {
        const says = `whether ${vendor.enis.page(op.region).action} is allowed was not seen: ${quoteTrouble(troubleOf(first))}`;
        return { ...unchecked(check, says), details };
      }
  }
  const enis = vendor.enis.page(op.region).action;
  if (!instances) return { check, status: "ok", says: `${enis} is allowed`, details };
  const { action } = vendor.instances.page(op.region);
  if ("trouble" in instances) {
    const forbidden = instances.trouble instanceof VendorRefusal && instances.trouble.meaning === "forbidden";
    if (saysGone(vendor, instances)) return { check, status: "ok", says: `${enis} and ${action} are allowed`, details };
    return {
      check,
      status: "warning",
      says: `${enis} is allowed; the checks of an instance are skipped: ${quoteTrouble(instances.trouble)}`,
      todo: forbidden ? permitted(vendor) : todoAbout(op, instances.trouble),
      details,
    };
  }
  const empty = instances.shown === 0 ? `${action} shows none: there is none, or it is not shown to this identity` : "";
  return {
    check,
    status: "ok",
    says: `${enis} and ${action} are allowed`,
    details: [...details, ...(empty === "" ? [] : [empty])],
  };
}

/** What to do when a question had no answer. Running it again goes without saying here. */
export function todoAbout(op: Operation, trouble: Error): string {
  if (trouble instanceof LostReply && trouble.words === undefined) return remedyText([clearing(trouble.obstacle)]);
  return remedyText(readFailure(op, trouble).remedy);
}

/** A refusal because of an id that is not there: the call itself was allowed. */
function saysGone({ errors }: Vendor, look: Look): boolean {
  if (!("trouble" in look) || !(look.trouble instanceof VendorRefusal)) return false;
  const { meaning, words } = look.trouble;
  return [meaning, entryOf(errors, words.code)?.attach].some((one) => one === "goneEni" || one === "goneInstance");
}

/** The remedy for checks that are skipped because this identity may not read instances. */
export function permitted({ permissions: { forChecks } }: Vendor): string {
  return remedyText([{ kind: "allowActions", actions: forChecks }]);
}

/** The permissions to attach and detach: only an attach or detach would show whether they are granted. */
function unseen({ permissions: { needed, forChecks, grantedBy } }: Vendor): string {
  const checks = forChecks.length === 0 ? "" : `, and for the checks before a move ${forChecks.join(", ")}`;
  return `Whether it may attach and detach is not known without doing it. What has to be allowed, by ${grantedBy}: ${needed.join(", ")}${checks}`;
}

function troubleOf(look: Look): VendorRefusal | LostReply | EniError {
  if ("trouble" in look) return look.trouble;
  throw new Error("a look that was answered has no trouble");
}
