// Error codes of tencentcloud-ecm: every one of ECM's page of DetachNetworkInterface and of the Attach- page, and of the vendor's SDK what concerns ENIs.
import type { ErrorTable } from "../vendor.ts";
import { both, forbiddenWithout, interpretWith, unlistedErrors } from "../tencentcloud/error-codes.ts";

export const errorTable: ErrorTable = {
  ...unlistedErrors,
  ...forbiddenWithout("ecm:AttachNetworkInterface, ecm:DetachNetworkInterface and ecm:Describe*"),
  "FailedOperation.InternalOperationFailure": both("transient"),
  "InvalidParameter.InvalidDataFormat": both("refused"),
  InvalidParameterValue: both("refused"),
  "InvalidParameterValue.InvalidPublicParam": both("refused"),
  "InvalidParameterValue.InvalidRegion": both("refused", "Check `region`: an ECM region, such as ap-xian-ecm."),
  "InvalidParameterValue.InvalidEcmRegion": both("refused", "Check `region`: an ECM region, such as ap-xian-ecm."),
  "InvalidParameterValue.Malformed": both("refused", "Check `networkInterfaceId` and `instanceId`."),
  ResourceNotFound: both("goneInstance"),
  "UnauthorizedOperation.ForbiddenOperation": both(
    "forbidden",
    "Grant this identity ecm:AttachNetworkInterface, ecm:DetachNetworkInterface and ecm:Describe* in CAM.",
  ),
  UnsupportedOperation: both("refused"),
  // Said of the ENI and of the instance alike.
  "UnsupportedOperation.InvalidState": both("eniState", "The instance must be RUNNING or STOPPED."),
  // AttachNetworkInterface.
  "FailedOperation.OperationNotAllow": both("refused"),
  "InvalidParameterValue.InvaildEniID": both("refused", "Check `networkInterfaceId`."),
  "InvalidParameterValue.LimitExceeded": both("refused"),
  LimitExceeded: both("refused", "A quota is reached: raise it, or detach another ENI from the instance."),
  "LimitExceeded.AddressQuotaLimitExceeded": both("refused"),
  "LimitExceeded.AddressQuotaLimitExceededDailyAllocate": both("refused"),
  "LimitExceeded.EniQuotaLimitExceeded": both(
    "refused",
    "The instance holds as many ENIs as it can: detach another one from it.",
  ),
  "LimitExceeded.PrivateIPQuotaLimitExceeded": both(
    "refused",
    "The ENI has more addresses than the instance can hold: take some off.",
  ),
  "LimitExceeded.NicOrIPLimitExceeded": both(
    "refused",
    "The instance holds as many ENIs or addresses as it can: take one off it.",
  ),
  ResourceInUse: both("eniState"),
  "UnsupportedOperation.AttachmentAlreadyExists": both("eniState"),
  "UnsupportedOperation.VpcMismatch": both("refused", "Use an instance in the ENI's VPC."),
  // Elsewhere in the vendor's SDK.
  "UnsupportedOperation.AttachmentNotFound": { attach: "eniState", detach: "notAttached" },
  "UnsupportedOperation.StatusNotPermit": both("eniState"),
  "ResourceUnavailable.InstanceNotRunning": both("instanceState", "The instance must be RUNNING."),
};

export const interpret = interpretWith(errorTable);
