// Error codes that all of Tencent Cloud's services share, and how a code is looked up: exactly, then by its first part.
import type { Interpretation, Meaning } from "../../http/meaning.ts";
import { entryOf } from "../table.ts";
import { byStatus } from "../unlisted.ts";
import type { ErrorEntry, ErrorTable } from "../vendor.ts";
import { clockHint, keyHint, renewToken, secretHint, withoutMfa } from "./hints.ts";
import { blamed, byWordsOf } from "./unlisted-codes.ts";

export const both = (meaning: Meaning, hint?: string): ErrorEntry => ({
  attach: meaning,
  detach: meaning,
  ...(hint === undefined ? {} : { hint }),
});

const allowedState = "The instance must be RUNNING or STOPPED.";
/** Of a feature that the vendor opens account by account. */
export const withoutAccess = "The account has no access to this feature yet: ask the vendor for it.";
/** The codes for missing permissions, whose hint names the actions to allow. */
export const forbiddenWithout = (actions: string): ErrorTable => {
  const permission = `Grant this identity ${actions} in CAM.`;
  return {
    "AuthFailure.UnauthorizedOperation": both("forbidden", permission),
    UnauthorizedOperation: both("forbidden", permission),
  };
};

/**
 * Codes that the action pages do not list, and that the vendor's SDK tables and Terraform provider (its list of codes to retry) have for
 * ENIs and instances: jobs under way, instance states, MFA, approval.
 */
export const unlistedErrors: ErrorTable = {
  "InvalidInstanceId.NotFound": both("goneInstance"),
  "InvalidParameter.ActionInProgress": both("busy"),
  "InvalidParameterValue.InvalidInstanceState": both("instanceState", allowedState),
  MutexOperation: both("busy"),
  "MutexOperation.TaskRunning": both("busy"),
  "OperationDenied.InstanceOperationInProgress": both("busy"),
  "OperationDenied.MutexTaskRunning": both("busy"),
  ResourceBusy: both("busy"),
  "ResourceUnavailable.ServiceWhiteListNotAdded": both("refused", withoutAccess),
  "UnauthorizedOperation.InvalidToken": both("credentials", renewToken),
  "UnauthorizedOperation.MFAExpired": both("forbidden", withoutMfa),
  "UnauthorizedOperation.MFANotFound": both("forbidden", withoutMfa),
  "UnauthorizedOperation.NeedApproval": both(
    "forbidden",
    "The account holds this operation back until somebody approves it: approve it in the console's event center.",
  ),
  "UnsupportedOperation.InvalidInstanceState": both("instanceState", allowedState),
  "UnsupportedOperation.MutexOperationTaskRunning": both("busy"),
  "UnsupportedOperation.ResourceProcessing": both("busy"),
};

/** Common error codes of API 3.0. `ResourceNotFound` does not say what is missing: a look at the ENI does. */
export const commonErrors: ErrorTable = {
  ...unlistedErrors,
  ActionOffline: both("refused"),
  AuthFailure: both("credentials", keyHint),
  "AuthFailure.MFAFailure": both("credentials", withoutMfa),
  "AuthFailure.SignatureExpire": both("credentials", clockHint),
  "AuthFailure.SignatureFailure": both("credentials", secretHint),
  "AuthFailure.TokenFailure": both("credentials", renewToken),
  "AuthFailure.UnauthorizedOperation": both("forbidden"),
  DryRunOperation: both("refused"),
  FailedOperation: both("refused"),
  InternalError: both("transient"),
  InternalServerError: both("transient"),
  InvalidAction: both("refused"),
  InvalidParameter: both("refused"),
  InvalidParameterValue: both("refused"),
  InvalidRequest: both("refused"),
  IpInBlacklist: both("forbidden", "The account refuses this machine's address: run this from another one."),
  IpNotInWhitelist: both(
    "forbidden",
    "The account refuses this machine's address: allow it, or run this from another one.",
  ),
  LimitExceeded: both("refused", "A quota is reached: raise it, or detach another ENI from the instance."),
  MissingParameter: both("refused"),
  NoSuchProduct: both("refused"),
  NoSuchVersion: both("refused"),
  OperationDenied: both("refused"),
  RequestLimitExceeded: both("throttled"),
  RequestSizeLimitExceeded: both("refused"),
  ResourceInUse: both("eniState"),
  ResourceInsufficient: both("refused", "The zone has no capacity for it now: wait, or use another one."),
  ResourceNotFound: both("goneInstance"),
  ResourceUnavailable: both("busy"),
  UnauthorizedOperation: both("forbidden"),
  UnknownParameter: both("refused"),
  UnsupportedOperation: both("refused"),
  UnsupportedProtocol: both("refused"),
  UnsupportedRegion: both("refused", "Check `region`."),
};

/** Public error codes of the legacy API (document 215/4781), which hosts of API 3.0 answer with too (old-envelope.ts). */
export const publicCodes: ErrorTable = {
  "4000": both("refused"),
  "4100": both("credentials", secretHint),
  "4101": both("forbidden"),
  "4102": both("forbidden"),
  "4103": both("forbidden"),
  "4104": both("credentials", "The SecretId does not exist or is disabled."),
  "4105": both("credentials", renewToken),
  "4106": both("credentials", withoutMfa),
  "4110": both("forbidden"),
  "4300": both("forbidden", "The account is blocked: ask the vendor."),
  "4400": both("throttled"),
  // Replay or clock: we never use a nonce twice, so the clock is off or the request arrived twice.
  "4500": both("credentials", clockHint),
  "4600": both("refused", "The endpoint has to be https."),
  // "The resource does not exist", without saying which: a look at the ENI tells.
  "5000": both("goneInstance"),
  // "The operation on the resource failed": the code tells no more, so the ENI is looked at.
  "5100": both("eniState"),
  "5400": both("transient"),
  "6000": both("transient"),
  "6100": both("refused"),
  "6200": both("transient"),
};

/** Codes for a missing thing that do not name it: after a question by id, it is the thing asked for. */
const unnamed = new Set(["ResourceNotFound", "5000"]);

/** "The ENI does not exist, or the address is not on it" (errorcodes.py of the SDKs): a question about ENIs names no address. */
const noEniOrAddress = new Set([
  "InvalidNetworkInterfaceId.NotFound",
  "InvalidParameterValue.NetworkInterfaceNotFound",
  "UnsupportedOperation.InvalidNetworkInterfaceIdNotFound",
]);

/**
 * What a question is answered with: a thing that does not exist may give an error, or an empty list. Only a code that a table has in full
 * means that: `ResourceNotFound.SomethingElse` may be about anything (lifecycle rule 4).
 */
function ofQuestion(code: string, action: string, exact: ErrorEntry | undefined): Meaning | undefined {
  const isAboutInstances = action === "DescribeInstances";
  if (unnamed.has(code)) return isAboutInstances ? "goneInstance" : "goneEni";
  if (exact?.attach === "goneEni") return "goneEni";
  if (exact?.attach === "goneInstance" && isAboutInstances) return "goneInstance";
  return noEniOrAddress.has(code) && action === "DescribeNetworkInterfaces" ? "goneEni" : undefined;
}

const conclusions = new Set<Meaning>(["goneEni", "goneInstance"]);

export function interpretWith(
  table: ErrorTable,
): (code: string, action: string, status: number, message?: string) => Interpretation {
  return (code, action, status, message = "") => {
    const family = code.split(".")[0] ?? code;
    const exact = entryOf(table, code) ?? entryOf(commonErrors, code) ?? entryOf(publicCodes, code);
    const ofFamily = entryOf(table, family) ?? entryOf(commonErrors, family);
    const byMessage = blamed(code, message);
    if (byMessage) return byMessage;
    const byWords = exact ? undefined : byWordsOf(code, ofFamily !== undefined);
    if (byWords) return { meaning: byWords };
    const entry = exact ?? ofFamily;
    if (!entry) return byStatus(status);
    const { attach, detach, hint } = entry;
    if (action.startsWith("Describe") || action.startsWith("Query")) {
      const meaning = ofQuestion(code, action, exact) ?? (conclusions.has(attach) ? "refused" : detach);
      return { meaning, hint };
    }
    return { meaning: action.startsWith("Attach") ? attach : detach, hint };
  };
}
