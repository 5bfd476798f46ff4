// Error codes of the legacy API v2: those of the vendor's page of DetachNetworkInterface, API v2 and of the Attach- page by name, the public ones by number.
import { both, commonErrors, forbiddenWithout, interpretWith } from "../tencentcloud/error-codes.ts";
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
  // Public error codes of the legacy API.
  "4000": both("refused"),
  "4100": both("credentials", "The SecretKey does not belong to this SecretId, or a proxy rewrote the request."),
  "4101": both("forbidden"),
  "4102": both("forbidden"),
  "4103": both("forbidden"),
  "4104": both("credentials", "The SecretId does not exist or is disabled."),
  "4105": both("credentials", "The temporary credentials have expired or lack their token: renew them."),
  "4106": both("credentials"),
  "4110": both("forbidden"),
  "4300": both("forbidden", "The account is blocked: ask the vendor."),
  "4400": both("throttled"),
  // Replay or clock: we never use a nonce twice, so the clock is off or the request arrived twice.
  "4500": both("credentials", "Check this machine's clock: signatures are valid for 5 minutes."),
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

export const isKnown = (name: string): boolean => Object.hasOwn({ ...commonErrors, ...errorTable }, name);

export const interpret = interpretWith(errorTable);
