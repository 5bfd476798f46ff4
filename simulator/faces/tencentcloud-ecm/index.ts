// The face of Tencent Cloud Edge Computing Machine (ECM), API 3.0 (2019-07-19).
import { api3 } from "../tencentcloud/api3.ts";
import { Refused } from "../refused.ts";
import { attachNetworkInterface, detachNetworkInterface } from "./attach-detach.ts";
import { defaults } from "./defaults.ts";
import { describeEnis, describeInstances, queryVpcTaskResult } from "./describe.ts";
import { parameterCodes, errors, settingsSchema } from "./settings.ts";

export const tencentcloudEcm = api3({
  vendor: "tencentcloud-ecm",
  title: "Tencent Cloud ECM (2019-07-19)",
  host: "ecm.localhost",
  defaults,
  version: "2019-07-19",
  answers: ["ecm"],
  settings: settingsSchema,
  parameterCodes,
  actions: {
    AttachNetworkInterface: attachNetworkInterface,
    DetachNetworkInterface: detachNetworkInterface,
    DescribeNetworkInterfaces: describeEnis,
    DescribeInstances: describeInstances,
    QueryVpcTaskResult: queryVpcTaskResult,
  },
  errors,
  internalError: "FailedOperation.InternalOperationFailure",
  // ECM's pages of attach and detach say 20 calls a second; the same is assumed for the other actions.
  rates: { "*": 20 },
  regionOf: (_message, fields) => fields["EcmRegion"],
  checkCommon: ({ region, language }) => {
    // X-TC-Region and X-TC-Language may be missing, but if they are there, their form is checked.
    const badRegion = region !== undefined && !/^[a-z]{2}(?:-[a-z0-9]+)+$/.test(region);
    if (badRegion || (language !== undefined && language !== "zh-CN" && language !== "en-US"))
      throw new Refused("InvalidParameterValue.InvalidPublicParam");
  },
});
