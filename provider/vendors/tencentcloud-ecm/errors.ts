// Error codes of tencentcloud-ecm: every one of ECM's page of DetachNetworkInterface and of the Attach- page, and of the vendor's SDK what concerns ENIs.
import type { ErrorTable } from "../vendor.ts";
import { both, forbiddenWithout, interpretWith, unlistedErrors } from "../tencentcloud/error-codes.ts";

const region = "Check `region`: an ECM region, such as ap-xian-ecm.";
const otherInstance = "The instance does not allow this: use another one.";

export const errorTable: ErrorTable = {
  ...unlistedErrors,
  ...forbiddenWithout("ecm:AttachNetworkInterface, ecm:DetachNetworkInterface and ecm:Describe*"),
  "FailedOperation.InternalOperationFailure": both("transient"),
  "InvalidParameter.InvalidDataFormat": both("refused"),
  InvalidParameterValue: both("refused"),
  "InvalidParameterValue.InvalidPublicParam": both("refused"),
  "InvalidParameterValue.InvalidRegion": both("refused", region),
  "InvalidParameterValue.InvalidEcmRegion": both("refused", region),
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
  "FailedOperation.InvalidStatus": both("eniState"),
  // "Another operation is running."
  "FailedOperation.OperationConflict": both("busy"),
  "InvalidParameter.RegionNotFound": both("refused", region),
  "InvalidParameterValue.InstanceIdNotSupported": both("refused", otherInstance),
  "InvalidParameterValue.InvalidInstanceID": both("refused", "Check `instanceId`."),
  "InvalidParameterValue.UnsupportedRegion": both("refused", region),
  "LimitExceeded.InstanceSecurityGroupLimitExceeded": both(
    "refused",
    "The instance would have more security groups than it may: take one off the ENI or the instance.",
  ),
  "LimitExceeded.SecurityGroupInstanceLimitExceeded": both(
    "refused",
    "The security group is full; give the ENI another one.",
  ),
  "ResourceNotFound.InstanceNotExist": both("goneInstance"),
  "UnsupportedOperation.InstanceIdNotFound": both("goneInstance"),
  "UnsupportedOperation.InstanceIdNotSupported": both("refused", otherInstance),
  // "… does not exist, or the private address is not on it": a look at the ENI tells which (lifecycle rule 4).
  "UnsupportedOperation.InvalidNetworkInterfaceIdNotFound": both("eniState", "Check `networkInterfaceId`."),
  "ResourceUnavailable.InstanceNotRunning": both("instanceState", "The instance must be RUNNING."),
};

export const interpret = interpretWith(errorTable);
