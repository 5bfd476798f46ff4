// Answers of ECM 2019-07-19 (API reference, and the SDKs' NetworkInterface and Instance).
import type { AnswerFields, Fields } from "../fields.ts";
import { codes, error, instance, list, networkInterface, response, restrictions } from "../tencentcloud/fields.ts";

const eni: Fields = {
  ...networkInterface,
  Business: "text?",
  EcmRegion: "text",
};

const ecm: Fields = {
  ...instance,
  InstanceName: "text?",
  RestrictState: `${restrictions}?`,
  Image: "any",
  SimpleModule: "any",
  Position: {
    either: [
      "?",
      {
        ZoneInfo: { ZoneId: "name", ZoneName: "text", Zone: "text!" },
        RegionInfo: { Region: "text", RegionId: "name", RegionName: "text" },
        Country: "any",
        Area: "any",
        Province: "any",
        City: "any",
        Ipv6Supported: "flag?",
      },
    ],
  },
  Internet: "any",
  InstanceTypeConfig: "any",
  CreateTime: "text?",
  ExpireTime: "text?",
  ExpireState: "text?",
  IsolatedTime: "text?",
  RenewFlag: "number?",
  TagSet: "any",
  SystemDisk: "any",
  SystemDiskSize: "number?",
  DataDiskSize: "number?",
  DataDisks: "any",
  UUID: "text?",
  PayMode: "number?",
  NewFlag: "number?",
  VirtualPrivateCloud: "any",
  ISP: "text?",
  PhysicalPosition: "any",
};

export const fields: AnswerFields = {
  actions: {
    AttachNetworkInterface: response({}),
    DetachNetworkInterface: response({}),
    DescribeNetworkInterfaces: list("NetworkInterfaceSet", eni),
    DescribeInstances: list("InstanceSet", ecm),
  },
  error,
  codes,
};
