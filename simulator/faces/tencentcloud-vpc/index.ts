// The face of Tencent Cloud VPC, API 3.0 (2017-03-12), with CVM's DescribeInstances, by which clients check the target of an attach.
import { api3 } from "../tencentcloud/api3.ts";
import { attachNetworkInterface, detachNetworkInterface } from "./attach-detach.ts";
import { defaults } from "./defaults.ts";
import { describeEnis, describeInstances, describeVpcTaskResult } from "./describe.ts";
import { parameterCodes, errors, settingsSchema } from "./settings.ts";

export const tencentcloudVpc = api3({
  vendor: "tencentcloud-vpc",
  title: "Tencent Cloud VPC, API 3.0 (2017-03-12), and CVM's DescribeInstances",
  host: "vpc.localhost",
  defaults,
  version: "2017-03-12",
  answers: ["vpc", "cvm"],
  settings: settingsSchema,
  parameterCodes,
  actions: {
    AttachNetworkInterface: attachNetworkInterface,
    DetachNetworkInterface: detachNetworkInterface,
    DescribeNetworkInterfaces: describeEnis,
    DescribeVpcTaskResult: describeVpcTaskResult,
    DescribeInstances: describeInstances,
  },
  errors,
  internalError: "InternalError",
  // Documents 215/15819 and 215/43370. No document gives a rate for Detach; it is assumed to be that of Attach.
  rates: { AttachNetworkInterface: 100, DetachNetworkInterface: 100, DescribeVpcTaskResult: 20 },
  regionOf: ({ region }) => region,
  checkCommon: () => undefined,
});
