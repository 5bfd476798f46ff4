// Error codes of tencentcloud-vpc's pages for Attach-, Detach- and DescribeNetworkInterfaces and DescribeVpcTaskResult.
import type { ErrorTable } from "../vendor.ts";
import { both, forbiddenWithout, interpretWith, unlistedErrors, withoutAccess } from "../tencentcloud/error-codes.ts";

const accountType = "This type of account cannot do this: ask the vendor.";
const locked = "The vendor has locked it: see in the console why.";
const workflow =
  "The account's own approval workflow (BPAAS) holds this back: see in the console what has to be approved.";

/** The vendor's SDK lists these for the service (errorcodes.py), and no page says of which action. */
const unassigned: ErrorTable = {
  "FailedOperation.InvalidRegion": both("refused", "Check `region`."),
  "InvalidAccount.NotSupported": both("refused", accountType),
  // cloudpods tries again after it.
  "InvalidInstance.NotSupported": both("busy"),
  // "… does not exist, or the private address is not on it": a look at the ENI tells which (lifecycle rule 4).
  "InvalidNetworkInterfaceId.NotFound": both("eniState", "Check `networkInterfaceId`."),
  "InvalidParameterValue.NetworkInterfaceNotFound": both("eniState", "Check `networkInterfaceId`."),
  "InvalidParameter.MismatchInstanceEniCdc": both("refused", "Use an instance in the ENI's dedicated cluster (CDC)."),
  "InvalidParameterValue.InstanceIdMalformed": both("refused", "Check `instanceId`."),
  "InvalidParameterValue.NetworkInterfaceIdMalformed": both("refused", "Check `networkInterfaceId`."),
  "InvalidParameterValue.ResourceIdMalformed": both("refused", "Check `networkInterfaceId` and `instanceId`."),
  "InvalidParameterValue.MemberApprovalApplicationNotApproved": both("forbidden", workflow),
  "InvalidParameterValue.MemberApprovalApplicationRejected": both("forbidden", workflow),
  "InvalidParameterValue.MemberApprovalApplicationStarted": both("forbidden", workflow),
  "LimitExceeded.EniPrivateIpLimit": both(
    "refused",
    "The ENI has more addresses than the instance can hold: take some off.",
  ),
  "UnauthorizedOperation.InvalidAccount": both("forbidden", accountType),
  "UnauthorizedOperation.NoRealNameAuthentication": both(
    "forbidden",
    "The account's owner has not proved who they are: do that in the console.",
  ),
  "UnsupportedOperation.AccountNotSupported": both("refused", accountType),
  // "Cannot be completed for now, try again later", says the SDK.
  "UnsupportedOperation.BillingFailed": both("transient"),
  "UnsupportedOperation.BpaasResources": both("forbidden", workflow),
  "UnsupportedOperation.InstanceMismatch": both("eniState"),
  "UnsupportedOperation.LockedResources": both("refused", locked),
  "UnsupportedOperation.NotLockedInstanceOperation": both("refused", locked),
  "UnsupportedOperation.UnsupportedLegacyAccount": both("refused", accountType),
  "UnsupportedOperation.WhiteListNotAdd": both("refused", withoutAccess),
};

export const errorTable: ErrorTable = {
  ...unlistedErrors,
  ...unassigned,
  // CVM's DescribeInstances.
  "InvalidInstanceId.Malformed": both("refused", "Check `instanceId`."),
  ...forbiddenWithout("vpc:AttachNetworkInterface, vpc:DetachNetworkInterface and vpc:Describe*"),
  "InternalError.ModuleError": both("transient"),
  "InvalidParameter.Coexist": both("refused"),
  "InvalidParameterValue.Malformed": both("refused", "Check `networkInterfaceId` and `instanceId`."),
  "InvalidParameterValue.LimitExceeded": both("refused"),
  "InvalidParameterValue.Range": both("refused"),
  "InvalidParameterValue.NotUtf8EncodingError": both("refused"),
  "InvalidParameter.FilterInvalidKey": both("refused"),
  "InvalidParameter.FilterNotDict": both("refused"),
  "InvalidParameter.FilterValuesNotList": both("refused"),
  LimitExceeded: both(
    "refused",
    "The instance holds as many ENIs as it can: detach another one, or use a larger type.",
  ),
  // "Too often API invocations", says the vendor's SDK.
  "LimitExceeded.ActionLimited": both("throttled"),
  "UnsupportedOperation.AttachmentAlreadyExists": both("eniState"),
  "UnsupportedOperation.AttachmentNotFound": { attach: "eniState", detach: "notAttached" },
  "UnauthorizedOperation.AttachmentNotFound": { attach: "eniState", detach: "notAttached" },
  // The first call with this token is still being carried out: look, wait, ask again.
  "UnsupportedOperation.IdempotentProcessing": both("busy"),
  "UnsupportedOperation.IdempotentParameterMismatch": both("refused"),
  // Said of the ENI and of the instance alike; on a detach it is the documented sign of "not attached".
  "UnsupportedOperation.InvalidState": both("eniState", "The instance must be RUNNING or STOPPED."),
  "UnsupportedOperation.ResourceIsInvalidState": both("eniState"),
  "UnsupportedOperation.UnsupportedInstanceFamily": both(
    "refused",
    "The instance's type takes no ENIs of this kind: use another one, or another `attachType`.",
  ),
  "UnsupportedOperation.VpcMismatch": both("refused", "Use an instance in the ENI's VPC."),
  "UnsupportedOperation.ZoneMismatch": both("refused", "Use an instance in the ENI's zone."),
  "UnsupportedOperation.InstanceAssociateHavip": both(
    "refused",
    "A highly available virtual IP is bound to it: unbind it.",
  ),
  "UnsupportedOperation.EniServiceManaged": both(
    "refused",
    "Another cloud service manages this ENI: move it with that service.",
  ),
  "UnsupportedOperation.SubEniNotSupportTrunking": both("refused"),
  "FailedOperation.TaskFailed": both("refused"),
};

export const interpret = interpretWith(errorTable);
