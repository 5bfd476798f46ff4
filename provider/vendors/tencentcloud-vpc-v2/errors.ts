// Error codes of the legacy API v2: those of the vendor's page of DetachNetworkInterface, API v2 and of the Attach- page by name, the public ones by number.
import { both, commonErrors, forbiddenWithout, interpretWith, publicCodes } from "../tencentcloud/error-codes.ts";
import type { ErrorTable } from "../vendor.ts";

export const errorTable: ErrorTable = {
  ...forbiddenWithout("vpc:AttachNetworkInterface, vpc:DetachNetworkInterface and vpc:Describe*"),
  // Not about the ENI's attachment: never read as "gone" (lifecycle rule 4).
  "InvalidVpc.NotFound": both("refused", "Check `vpcId`: the VPC does not exist there."),
  "InvalidNetworkInterface.NotFound": both("goneEni"),
  "InvalidInstance.NotFound": both("goneInstance"),
  "InvalidNetworkInterface.NotAttached": { attach: "eniState", detach: "notAttached" },
  "InvalidNetworkInterface.AlreadyAssociated": both("eniState"),
  "InvalidInstance.NotSupported": both("busy"),
  // Names of API 3.0 that the legacy API uses as well.
  "UnsupportedOperation.InvalidState": both("eniState", "The instance must be running or shut down."),
  "UnsupportedOperation.MutexOperationTaskRunning": both("busy"),
  "MutexOperation.TaskRunning": both("busy"),
  ...publicCodes,
};

export const isKnown = (name: string): boolean => Object.hasOwn({ ...commonErrors, ...errorTable }, name);

export const interpret = interpretWith(errorTable);
