// Calls of tencentcloud-ecm (2019-07-19). The region is the parameter EcmRegion, and no task is documented: the ENI's
// state decides.
import type { ApiCall } from "../../http/api.ts";
import type { AttachmentArguments } from "../vendor.ts";

export const version = "2019-07-19";

export function attach(args: AttachmentArguments, region: string): ApiCall {
  const parameters = { NetworkInterfaceId: args.networkInterfaceId, InstanceId: args.instanceId, EcmRegion: region };
  return { action: "AttachNetworkInterface", mutates: true, parameters };
}

export function detach(args: AttachmentArguments, from: string, region: string): ApiCall {
  const parameters = { NetworkInterfaceId: args.networkInterfaceId, InstanceId: from, EcmRegion: region };
  return { action: "DetachNetworkInterface", mutates: true, parameters };
}
