// Answers of ECM 2019-07-19 (API reference, and the SDKs' NetworkInterface and Instance).
import type { AnswerFields, Fields } from "../fields.ts";
import { codes, error, instance, list, networkInterface, response } from "../tencentcloud/fields.ts";

const eni: Fields = { ...networkInterface, EcmRegion: "text" };

const ecm: Fields = {
  ...instance,
  Image: "any",
  SimpleModule: "any",
  Position: {
    ZoneInfo: { ZoneId: "name", ZoneName: "text", Zone: "text!" },
    RegionInfo: { Region: "text", RegionId: "name", RegionName: "text" },
    CountryInfo: "any",
    AreaInfo: "any",
    ProvinceInfo: "any",
    CityInfo: "any",
    ISPInfo: "any",
  },
  Internet: "any",
  InstanceTypeConfig: "any",
  CreateTime: "text",
  ExpireTime: "text?",
  TagSet: "any",
  SystemDiskSize: "number?",
  DataDiskSize: "number?",
  DataDisks: "any",
  UUID: "text?",
  PayMode: "number",
  NewFlag: "number",
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
