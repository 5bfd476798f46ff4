// Error codes that all of Tencent Cloud's services share, and how a code is looked up: exactly, then by its first part.
import type { Interpretation, Meaning } from "../../http/meaning.ts";
import { entryOf } from "../table.ts";
import type { ErrorEntry, ErrorTable } from "../vendor.ts";

export const both = (meaning: Meaning, hint?: string): ErrorEntry => ({
  attach: meaning,
  detach: meaning,
  ...(hint === undefined ? {} : { hint }),
});

const key = "Check that the key (SecretId) is enabled and belongs to the account that owns the ENI.";
/** The codes for missing permissions, whose hint names the actions to allow. */
export const forbiddenWithout = (actions: string): ErrorTable => {
  const permission = `Grant this identity ${actions} in CAM.`;
  return {
    "AuthFailure.UnauthorizedOperation": both("forbidden", permission),
    UnauthorizedOperation: both("forbidden", permission),
  };
};

/** Common error codes of API 3.0. `ResourceNotFound` does not say what is missing: a look at the ENI does. */
export const commonErrors: ErrorTable = {
  ActionOffline: both("refused"),
  AuthFailure: both("credentials", key),
  "AuthFailure.SignatureExpire": both("credentials", "Check this machine's clock: signatures are valid for 5 minutes."),
  "AuthFailure.SignatureFailure": both(
    "credentials",
    "The SecretKey does not belong to this SecretId, or a proxy rewrote the request.",
  ),
  "AuthFailure.TokenFailure": both(
    "credentials",
    "The temporary credentials have expired or lack their token: renew them.",
  ),
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

/** Codes for a missing thing that do not name it: after a question by id, it is the thing asked for. */
const unnamed = new Set(["ResourceNotFound", "5000"]);

/**
 * A question about an ENI that does not exist may be answered with an error or with an empty list. Only a code that a
 * table has in full means that: `ResourceNotFound.SomethingElse` may be about anything (lifecycle rule 4).
 */
function saysGone(table: ErrorTable, code: string): boolean {
  return unnamed.has(code) || entryOf(table, code)?.attach === "goneEni";
}

export function interpretWith(table: ErrorTable): (code: string, action: string, status: number) => Interpretation {
  return (code, action, status) => {
    const family = code.split(".")[0] ?? code;
    const entry =
      entryOf(table, code) ?? entryOf(commonErrors, code) ?? entryOf(table, family) ?? entryOf(commonErrors, family);
    if (!entry) return { meaning: status >= 500 ? "transient" : "refused" };
    const asks = action.startsWith("Describe") || action.startsWith("Query");
    if (asks && (entry.attach === "goneInstance" || entry.attach === "goneEni"))
      return { meaning: saysGone(table, code) ? "goneEni" : "refused", hint: entry.hint };
    return { meaning: action.startsWith("Attach") ? entry.attach : entry.detach, hint: entry.hint };
  };
}
