// Every error code of the vendor's pages for Attach-, Detach- and DescribeNetworkInterfaces, with its meaning.
// Matched on the code alone: the same code comes with different HTTP statuses (InvalidInstanceId.NotFound is a 403).
import type { Interpretation, Meaning } from "../../http/meaning.ts";
import { entryOf } from "../table.ts";
import { byStatus } from "../unlisted.ts";
import type { ErrorEntry, ErrorTable } from "../vendor.ts";
import { clock, key, tokenExpired, tokenMissing } from "./hints.ts";
import { blamed, byWordsOf } from "./unlisted-codes.ts";

const both = (meaning: Meaning, hint?: string): ErrorEntry => ({
  attach: meaning,
  detach: meaning,
  ...(hint === undefined ? {} : { hint }),
});
const refused = (hint?: string): ErrorEntry => both("refused", hint);

const permission =
  "Grant ecs:AttachNetworkInterface, ecs:DetachNetworkInterface and ecs:Describe* to this identity in RAM.";
const endpoint = "Check the configured endpoint: it does not have this action of ECS.";
const elsewhere = "Look where the ENI is now (`pulumi refresh`).";

/** What each of these means by itself and, unless the table has the code in full, followed by a full stop and more words. */
const families: ErrorTable = {
  // Plain `Forbidden` (terway), `Forbidden.RAM` and others.
  Forbidden: both("forbidden", permission),
  NoPermission: both("forbidden", permission),
  InvalidAccessKeyId: both("credentials", key),
  InvalidSecurityToken: both("credentials", tokenExpired),
  MissingSecurityToken: both("credentials", tokenMissing),
  InvalidTimeStamp: both("credentials", clock),
  OperationConflict: both("busy"),
  ServiceUnavailable: both("transient"),
  InternalError: both("transient"),
  SystemBusy: both("transient"),
};

export const errorTable: ErrorTable = {
  ...families,
  // Seeds 001 and 004, in their order.
  "InvalidUserType.NotSupported": both("forbidden", "This type of account cannot move ENIs; ask the vendor."),
  "Abs.InvalidAccount.NotFound": both("credentials", key),
  MissingParameter: refused(),
  "Forbidden.NotSupportRAM": both("forbidden", "RAM users cannot do this here: use the account's own key or a role."),
  UnsupportedParameter: refused("An argument is not supported for this ENI or region; remove it."),
  "Forbidden.SubUser": both("forbidden", permission),
  InvalidParameter: refused(),
  "InvalidInstanceID.Malformed": refused("Check `instanceId`."),
  "InvalidOperation.InvalidRegion": refused("Check `region`."),
  "InvalidOperation.InvalidEcsState": both("instanceState", "The instance must be Running or Stopped."),
  "InvalidOperation.InvalidEniState": both("eniState"),
  "InvalidOperation.DetachPrimaryEniNotAllowed": refused("A primary ENI stays with its instance: use a secondary one."),
  "InvalidEcsId.NotFound": both("goneInstance"),
  "InvalidEniId.NotFound": both("goneEni"),
  // Not about the ENI's attachment: never read as "gone" or "detached" (lifecycle rule 4).
  "InvalidVSwitchId.NotFound": refused("The ENI's vSwitch is gone or belongs to another account: use another ENI."),
  "InvalidSecurityGroupId.NotFound": refused("A security group of the ENI is gone; give the ENI another one."),
  MaxEniCountExceeded: refused("The account's number of ENIs is at its quota: raise it, or delete an ENI."),
  EniPerInstanceLimitExceeded: refused(
    "Detach another ENI from the instance, or use an instance type that holds more.",
  ),
  "InvalidOperation.AvailabilityZoneMismatch": refused("Use an instance in the ENI's zone."),
  "InvalidOperation.VpcMismatch": refused("Use an instance in the VPC of the ENI and its security group."),
  SecurityGroupInstanceLimitExceed: refused("The security group is full; give the ENI another one."),
  "InvalidSecurityGroupId.NotVpc": refused("Give the ENI a security group of the VPC type."),
  // Also seen briefly right after a change (terraform-provider-alicloud PR 7236): the ENI is looked at before this is final.
  "InvalidOperation.InvalidEniType": both("eniState", "Only secondary ENIs can be moved."),
  "Forbidden.RegionId": refused("The region does not offer this operation: use another one."),
  "InvalidParams.EniId": refused("Check `networkInterfaceId`."),
  "InvalidOperation.EniServiceManaged": refused("Another cloud service manages this ENI: move it with that service."),
  "InvalidOperation.EniLinked": refused("Unlink the ENI (or disassociate its EIP)."),
  "InvalidInstanceId.NotFound": both("goneInstance"),
  // Further codes of the current pages for Attach- and DetachNetworkInterface.
  "InvalidParameter.EniNotBelongEcs": { attach: "eniState", detach: "notAttached", hint: elsewhere },
  // About the ENI's traffic mode, not the instance's type.
  "InvalidOperation.EniHotPlugNotSupported": refused(
    "Stop the instance: an ENI whose traffic mode is HighPerformance (NetworkInterfaceTrafficMode) moves only while it is stopped.",
  ),
  "InvalidOperation.HotPlugNotSupport": refused("Stop the instance: its type takes ENIs only while stopped."),
  "InvalidOperation.InvalidGeneration": refused("The instance type is too old to take ENIs: use another one."),
  "InvalidOperation.InvalidTrunkEniStatus": both("eniState"),
  "InvalidOperation.TrunkingIsNotAllowed": refused(),
  "InvalidOperation.InstanceTypeNotSupportEniTrunking": refused(
    "The instance type has no trunk ENIs: use another one.",
  ),
  "InvalidOperation.EniTypeNotSupportTrunking": refused(),
  "InvalidParameter.EniNotBelongTrunk": refused("Check `trunkNetworkInstanceId`."),
  "InvalidOperation.HasMemberEniAttached": refused("Detach the member ENIs of this trunk."),
  "InvalidOperation.Ipv4CountExceeded": refused(
    "The ENI has more IPv4 addresses than the instance type allows: take some off, or use a larger type.",
  ),
  "InvalidOperation.Ipv6NotSupport": refused("The instance type has no IPv6: use another one."),
  "InvalidOperation.Conflict": both("busy"),
  "Operation.Conflict": both("busy"),
  "InvalidAction.NotFound": refused(endpoint),
  InvalidVersion: refused(endpoint),
  "InvalidRegionId.MalFormed": refused("Check `region`."),
  "InvalidRegionId.NotFound": refused("Check `region`."),
  // Keys, signatures, clocks.
  "InvalidAccessKeyId.NotFound": both("credentials", key),
  "InvalidAccessKeyId.Inactive": both("credentials", key),
  SignatureDoesNotMatch: both(
    "credentials",
    "The secret does not belong to this key id, or a proxy rewrote the request.",
  ),
  IncompleteSignature: both("credentials", "A proxy between here and the vendor rewrote the request."),
  // We never use a nonce twice, so the request arrived twice, and its first copy may have been carried out.
  SignatureNonceUsed: both("transient"),
  "InvalidTimeStamp.Expired": both("credentials", clock),
  "InvalidTimeStamp.Format": both("credentials", clock),
  IllegalTimestamp: both("credentials", clock),
  "InvalidSecurityToken.Expired": both("credentials", tokenExpired),
  "InvalidSecurityToken.Malformed": both(
    "credentials",
    "The token is cut off or not this vendor's: give it as it was issued (ALIBABA_CLOUD_SECURITY_TOKEN).",
  ),
  "InvalidSecurityToken.MismatchWithAccessKey": both(
    "credentials",
    "Key and token are of different sessions: set ALIBABA_CLOUD_SECURITY_TOKEN together with the key, or remove it.",
  ),
  "Forbidden.RAM": both("forbidden", permission),
  "Forbidden.Unauthorized": both("forbidden", permission),
  // Faults of the vendor.
  UnknownError: both("transient"),
  ServiceUnavailableTemporary: both("transient"),
  RequestTimeout: both("transient"),
};

/** The vendor's SDK treats any code with "Throttling" in it as throttling (`Throttling`, `Throttling.User`, `Throttling.Api`). */
const throttling = /throttling|flowcontrol/i;

export function interpret(code: string, action: string, status: number, message = ""): Interpretation {
  if (throttling.test(code)) return { meaning: "throttled" };
  const exact = entryOf(errorTable, code);
  // A code with a second part that the table has says itself what is wrong.
  const byMessage = exact && code.includes(".") ? undefined : blamed(code, message);
  if (byMessage) return byMessage;
  const byWords = exact ? undefined : byWordsOf(code);
  if (byWords) return byWords;
  // `Forbidden.SomethingNew` is understood as `Forbidden`. Only the table itself says that something is gone (lifecycle rule 4).
  const entry = exact ?? entryOf(families, code.split(".")[0] ?? code);
  if (!entry) return byStatus(status);
  return { meaning: action === "AttachNetworkInterface" ? entry.attach : entry.detach, hint: entry.hint };
}
