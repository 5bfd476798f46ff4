// AttachNetworkInterface and DetachNetworkInterface of ECM, from ECM's page of DetachNetworkInterface. They take no client token, and
// no document says that they begin a task.
import type { Action } from "../tencentcloud/api3.ts";
import { readOrder, rules, throwIfRefused } from "../tencentcloud/operate.ts";
import type { Codes } from "../tencentcloud/operate.ts";
import { ecmRegion } from "./region.ts";
import type { Settings } from "./settings.ts";

const codes: Codes = {
  eniNotFound: "ResourceNotFound",
  instanceNotFound: "ResourceNotFound",
  primaryEni: "UnsupportedOperation",
  eniKind: "UnsupportedOperation",
  serviceManaged: "UnsupportedOperation",
  linked: "UnsupportedOperation",
  deleting: "UnsupportedOperation.InvalidState",
  hotPlug: "UnsupportedOperation.InvalidState",
  // The page has a code for another VPC but none for another zone.
  zoneMismatch: "UnsupportedOperation",
  vpcMismatch: "UnsupportedOperation.VpcMismatch",
  limit: "LimitExceeded.EniQuotaLimitExceeded",
  extension: "UnsupportedOperation",
  networkCard: "UnsupportedOperation",
  trunkNotFound: "UnsupportedOperation",
  trunkKind: "UnsupportedOperation",
  trunkState: "UnsupportedOperation",
  trunkUnsupported: "UnsupportedOperation",
  trunkMismatch: "UnsupportedOperation",
  hasMembers: "UnsupportedOperation",
};

function operation(kind: "attach" | "detach"): Action<Settings> {
  return {
    service: "ecm",
    names: ["NetworkInterfaceId", "InstanceId", "EcmRegion"],
    run: (context) => {
      context.parameters.require("NetworkInterfaceId", "InstanceId", "EcmRegion");
      // The samples on ECM's page of DetachNetworkInterface have ids of both forms.
      const order = readOrder(context, ecmRegion(context) ?? "", /^(?:ein|ins)-[a-z0-9]{8}$/);
      throwIfRefused(context.world[kind](order, rules), context, order, kind, codes);
      return {};
    },
  };
}

export const attachNetworkInterface = operation("attach");
export const detachNetworkInterface = operation("detach");
