// Answers of VPC 2017-03-12 and of CVM's DescribeInstances of the same date (API reference, data structures).
import type { AnswerFields, Fields } from "../fields.ts";
import { codes, error, instance, list, networkInterface, response } from "../tencentcloud/fields.ts";

const eni: Fields = {
  ...networkInterface,
  NetworkInterfaceState: "=PENDING,AVAILABLE,ATTACHING,INUSE,DETACHING,DELETING",
  CdcId: "text?",
  AttachType: "number",
  ResourceId: "text?",
  QosLevel: "text?",
  SubNetworkInterfaces: ["text"],
};

const cvm: Fields = {
  ...instance,
  InstanceType: "text!",
  Placement: {
    Zone: "text!",
    ProjectId: "name",
    HostIds: ["text"],
    HostId: "text?",
    HostIps: ["text"],
    DedicatedResourcePackId: "text?",
  },
  VirtualPrivateCloud: {
    VpcId: "text!",
    SubnetId: "text",
    AsVpcGateway: "flag",
    PrivateIpAddresses: ["text"],
    Ipv6AddressCount: "number",
  },
  CPU: "number",
  Memory: "number",
  GPU: "number",
  InstanceChargeType: "text",
  SystemDisk: "any",
  DataDisks: "any",
  PrivateIpAddresses: ["text"],
  PublicIpAddresses: { either: ["?", ["text"]] },
  InternetAccessible: "any",
  ImageId: "text",
  RenewFlag: "text?",
  ExpiredTime: "text?",
  OsName: "text",
  LoginSettings: "any",
  Tags: [{ Key: "text", Value: "text" }],
  StopChargingMode: "text",
  Uuid: "text",
  LatestOperationRequestId: "text?",
  LatestOperationErrorMsg: "message?",
  LatestOperationTime: "text?",
  DisasterRecoverGroupId: "text?",
  IPv6Addresses: { either: ["?", ["text"]] },
  CamRoleName: "text?",
  HpcClusterId: "text?",
  RdmaIpAddresses: { either: ["?", ["text"]] },
  DedicatedClusterId: "text?",
  IsolatedSource: "=ARREAR,EXPIRE,MANMADE,NOTISOLATED?",
  GPUInfo: "any",
  LicenseType: "text?",
  DisableApiTermination: "flag?",
  DefaultLoginUser: "text?",
  DefaultLoginPort: "number?",
  Metadata: "any",
};

export const fields: AnswerFields = {
  actions: {
    AttachNetworkInterface: response({}),
    DetachNetworkInterface: response({}),
    DescribeNetworkInterfaces: list("NetworkInterfaceSet", eni),
    DescribeVpcTaskResult: response({ Status: "=RUNNING,SUCCESS,FAILED!", Output: "message", Result: "any" }),
    DescribeInstances: list("InstanceSet", cvm),
  },
  error,
  codes,
};
