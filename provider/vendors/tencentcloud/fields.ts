// The answers of API 3.0 that VPC and ECM share (API reference, DescribeNetworkInterfaces, and the SDKs' NetworkInterface and Instance).
import type { Fields, Shape } from "../fields.ts";
import { commonErrors, publicCodes } from "./error-codes.ts";

const states = "=PENDING,AVAILABLE,ATTACHING,DETACHING,DELETING";

export const address: Fields = {
  PrivateIpAddress: "text",
  Primary: "flag",
  PublicIpAddress: "text",
  AddressId: "text",
  Description: "text",
  IsWanIpBlocked: "flag",
  State: "=PENDING,AVAILABLE,MIGRATING,DELETING",
};

export const addressV6: Fields = {
  Address: "text",
  Primary: "flag",
  AddressId: "text",
  Description: "text",
  IsWanIpBlocked: "flag",
  State: "=PENDING,AVAILABLE,MIGRATING,DELETING",
};

const tag: Fields = { Key: "text", Value: "text" };

/** `Attachment` is null, or has an empty instance, for an ENI that is on none. */
export const networkInterface: Fields = {
  NetworkInterfaceId: "text!",
  NetworkInterfaceName: "text",
  NetworkInterfaceDescription: "text",
  SubnetId: "text",
  VpcId: "text!",
  GroupSet: ["text"],
  Primary: "flag!",
  MacAddress: "text!",
  State: `${states}!`,
  PrivateIpAddressSet: [address],
  Attachment: {
    either: ["?", { InstanceId: "text!", DeviceIndex: "number", InstanceAccountId: "text", AttachTime: "text" }],
  },
  Zone: "text!",
  CreatedTime: "text",
  Ipv6AddressSet: [addressV6],
  TagSet: [tag],
  EniType: "number",
  Business: "text",
};

export const restrictions = "=NORMAL,EXPIRED,PROTECTIVELY_ISOLATED";

export const instance: Fields = {
  InstanceId: "text!",
  InstanceName: "text",
  InstanceState:
    "=PENDING,LAUNCH_FAILED,RUNNING,STOPPED,STARTING,STOPPING,REBOOTING,SHUTDOWN,TERMINATING,ENTER_RESCUE_MODE,RESCUE_MODE,EXIT_RESCUE_MODE,ENTER_SERVICE_LIVE_MIGRATE,SERVICE_LIVE_MIGRATE,EXIT_SERVICE_LIVE_MIGRATE!",
  RestrictState: restrictions,
  SecurityGroupIds: ["text"],
  LatestOperation: "text?",
  LatestOperationState: "=SUCCESS,OPERATING,FAILED?",
};

/** `Response` with its RequestId, and what else it has. */
export const response = (more: Fields): Shape => ({ Response: { RequestId: "text!", ...more } });

export const list = (name: string, item: Shape): Shape => response({ TotalCount: "number!", [name]: [item] });

export const refusal: Shape = response({ Error: { Code: "code!", Message: "message!" } });

/** A refusal; some come in the envelope of the legacy API, as the vendor's Go SDK still reads it. */
export const error: Shape = {
  either: [refusal, { code: "number|text", message: "message", codeDesc: "code" }],
};

/** Codes that all of the vendor's APIs have. */
export const codes: readonly string[] = [...Object.keys(commonErrors), ...Object.keys(publicCodes)];
