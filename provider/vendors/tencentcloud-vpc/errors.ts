// Error codes of tencentcloud-vpc's pages for Attach-, Detach- and DescribeNetworkInterfaces and DescribeVpcTaskResult.
import type { ErrorTable } from "../vendor.ts";
import { both, forbiddenWithout, interpretWith, unlistedErrors } from "../tencentcloud/error-codes.ts";

export const errorTable: ErrorTable = {
  ...unlistedErrors,
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
