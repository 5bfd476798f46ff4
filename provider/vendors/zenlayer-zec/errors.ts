// Every error code of the vendor's pages for Attach- and DetachNetworkInterface, of both generations, the common ones, and
// their meanings. Matched on the code alone: one code comes as 400 on one page and as 403 on the other.
import type { Interpretation, Meaning } from "../../http/meaning.ts";
import { entryOf } from "../table.ts";
import { byStatus } from "../unlisted.ts";
import type { ErrorEntry, ErrorTable } from "../vendor.ts";

const both = (meaning: Meaning, hint?: string): ErrorEntry => ({
  attach: meaning,
  detach: meaning,
  ...(hint === undefined ? {} : { hint }),
});
const refused = (hint?: string): ErrorEntry => both("refused", hint);

const key = "Check that the access key or token is enabled and belongs to the account that owns the vNIC.";
const clock = "Check this machine's clock: signatures are valid for 5 minutes.";
const permission =
  "Allow this member to read and operate ZEC instances and vNICs, in the resource group that holds both.";

/** Answers of the edge in front of the API, by the names that the vendor's Python SDK has for them. */
export const edgeCodes = { challenge: "SECURITY_CHALLENGE", blocked: "REQUEST_BLOCKED" } as const;
export const throttleCode = "REQUEST_LIMIT_EXCEEDED";

export const errorTable: ErrorTable = {
  // Seed 002 (DetachNetworkInterface, the newer pages), in its order.
  INVALID_NIC_LB_ASSOCIATED: refused("An address of the vNIC is a back end of a load balancer: remove it there."),
  INVALID_NIC_NOT_FOUND: both("goneEni"),
  INVALID_NIC_PRIMARY_CANT_DETACH: refused("A primary vNIC stays with its instance: use a secondary one."),
  INVALID_NIC_STATUS: both("eniState"),
  OPERATION_DENIED_INSTANCE_STATUS_NOT_SUPPORT: both("instanceState", "The instance must be RUNNING."),
  // The older pages of DetachNetworkInterface. What the first does not name, the call did: of a detach only the vNIC, and
  // of an attach the vNIC too, which a look then finds, so that it is the instance.
  OPERATION_FAILED_RESOURCE_NOT_FOUND: { attach: "goneInstance", detach: "goneEni" },
  OPERATION_DENIED_NIC_NOT_EXIST_INSTANCE: { attach: "eniState", detach: "notAttached" },
  INVALID_INSTANCE_PRECHECK_ABNORMAL: refused(
    "The check of the instance failed: see that the guest agent (QGA) is installed and runs in it.",
  ),
  // AttachNetworkInterface, both generations.
  INVALID_INSTANCE_NOT_FOUND: both("goneInstance"),
  INVALID_NIC_ATTACHED: both("eniState", "The vNIC is on an instance already."),
  INVALID_NIC_INSTANCE_REGION_MISMATCH: refused("Use an instance in the vNIC's region."),
  INVALID_INSTANCE_NIC_LIMIT: refused(
    "The instance holds as many vNICs as its model allows (at most 8): detach another one.",
  ),
  // Common codes, as the vendor's CSI driver lists them (pkg/cloud/error.go).
  AUTHFAILURE_INVALID_AUTHORIZATION: both("credentials", key),
  AUTHFAILURE_SIGNATURE_FAILURE: both(
    "credentials",
    "The password does not belong to this access key, this machine's clock is off, or a proxy rewrote the request.",
  ),
  AUTHFAILURE_SIGNATURE_EXPIRED: both("credentials", clock),
  AUTHFAILURE_UNAUTHORIZED_OPERATION: both("forbidden", permission),
  MISSING_PARAMETER: refused(),
  INVALID_PARAMETER_TYPE: refused(),
  INVALID_PARAMETER_EXCEED_MAXIMUM: refused(),
  INVALID_PARAMETER_LESS_MINIMUM: refused(),
  INVALID_PARAMETER_EXCEED_LENGTH: refused(),
  INVALID_PARAMETER_LESS_LENGTH: refused(),
  INVALID_PARAMETER_PATTERN_ERROR: refused("Check `networkInterfaceId` and `instanceId`."),
  INVALID_PARAMETER_DATE_FORMAT_ERROR: refused(),
  INVALID_PARAMETER_VALUE: refused("Check `networkInterfaceId` and `instanceId`."),
  OPERATION_FAILED_FOR_RECYCLE_RESOURCE: refused("It is in the recycle bin: recover it, or use another one."),
  OPERATION_FAILED_RESOURCE_GROUP_NOT_FOUND: refused(
    "The resource group is gone or not shown to this identity: use credentials that may see it.",
  ),
  [throttleCode]: both("throttled"),
  // Faults of the vendor; the last one is in its Terraform provider's list of codes to retry.
  INTERNAL_SERVER_ERROR: both("transient"),
  SERVICE_TEMPORARY_UNAVAILABLE: both("transient"),
  REQUEST_TIMED_OUT: both("transient"),
  INVALID_OPERATION_TIMEOUT: both("transient"),
  // Often over in a moment, so what reads is tried again; what it means is in the message (api.ts).
  [edgeCodes.challenge]: both("transient"),
  [edgeCodes.blocked]: both("transient"),
};

/** Codes that no page lists, by the words that they have in common with those that are listed; the first that fits counts. */
const families: readonly (readonly [RegExp, Interpretation])[] = [
  [/^AUTHFAILURE_UNAUTHORIZED_|^UNAUTHORIZED_OPERATION/, { meaning: "forbidden", hint: permission }],
  [/^AUTHFAILURE_.*(?:EXPIRED|TIMESTAMP)/, { meaning: "credentials", hint: clock }],
  [/^AUTHFAILURE_/, { meaning: "credentials", hint: key }],
  [/^REQUEST_LIMIT_EXCEEDED_/, { meaning: "throttled" }],
  [/^INTERNAL_|^SERVICE_.*UNAVAILABLE|_TIMED?_?OUT$/, { meaning: "transient" }],
  [/^(?:OPERATION_DENIED|INVALID)_INSTANCE_STATUS/, { meaning: "instanceState" }],
  [/^(?:OPERATION_DENIED|INVALID)_NIC_STATUS/, { meaning: "eniState" }],
  [/_IN_(?:PROGRESS|PROCESS|OPERATION)$|_PROCESSING$|_BUSY$/, { meaning: "busy" }],
];

/** Questions never conclude from an error that something is gone: an unknown id gives an empty list, with HTTP 200. */
const conclusions = new Set<Meaning>(["goneEni", "goneInstance", "notAttached"]);

export function interpret(code: string, action: string, status: number): Interpretation {
  const entry = entryOf(errorTable, code);
  // zenlayercloud-sdk-go treats any 429 as throttling (ratelimitretry.go).
  if (!entry)
    return (status === 429 ? undefined : families.find(([words]) => words.test(code))?.[1]) ?? byStatus(status);
  const meaning = action === "AttachNetworkInterface" ? entry.attach : entry.detach;
  const asks = action.startsWith("Describe");
  return { meaning: asks && conclusions.has(meaning) ? "refused" : meaning, hint: entry.hint };
}
