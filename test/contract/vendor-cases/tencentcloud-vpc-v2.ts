// tencentcloud-vpc-v2, as the suites know it: the things of tencentcloud-vpc by another API.
import { commonBad, commonOptions, mendWhatItNames } from "./every-vendor.ts";
import { tencentcloudVpc } from "./tencentcloud-vpc.ts";
import type { VendorCase } from "./vendor-case.ts";

/** The shapes of the older pages. */
const older = { listShape: "old", code: "string", codeDesc: false, taskIdPlace: "top", taskIdType: "string" };

export const tencentcloudVpcV2: VendorCase = {
  ...tencentcloudVpc,
  vendor: "tencentcloud-vpc-v2",
  ship: { ...tencentcloudVpc.ship, name: "old" },
  words: { attached: "attached" },
  codes: {
    refused: "4000",
    detachRefused: "4000",
    forbidden: "UnauthorizedOperation",
    goneInstance: "InvalidInstance.NotFound",
    eniState: "UnsupportedOperation.InvalidState",
    clock: "4500",
  },
  texts: {
    ...tencentcloudVpc.texts,
    title: "Tencent Cloud VPC (legacy API v2)",
    host: "vpc.api.qcloud.com",
    // This API has no words for the states of ENIs.
    states: { ...tencentcloudVpc.texts.states, free: "", used: "" },
    task: " (the vendor's task says: 1001: The operation failed on the host of the instance)",
    said: {
      clock: "4500: replay: nonce used already, or timestamp too far from the server's (AuthFailure.Replay)",
      detachForbidden: "UnauthorizedOperation: the request was refused (code 5100)",
      detachRefused: "InvalidParameter: bad parameter (code 4000)",
      elsewhere:
        "UnsupportedOperation.ZoneMismatch: network interface and instance are not in the same zone (code 5100)",
      eniState: "UnsupportedOperation.InvalidState: the state of the resource does not allow the operation (code 5100)",
      forbidden: "UnauthorizedOperation: not authorized for the API (code 4101)",
      full: "LimitExceeded: the instance has as many network interfaces as its type allows (code 5100)",
      goneInstance: "InvalidInstance.NotFound: the instance does not exist (code 5000)",
      internalError: "InternalError: internal error (code 6000)",
      refused: "InvalidParameter: bad parameter (code 4000)",
      starting: "UnsupportedOperation.InvalidState: the state of the resource does not allow the operation (code 5100)",
      throttled: "RequestLimitExceeded: too many requests (code 4400)",
      unknownKey: "4104: the SecretId does not exist or is disabled (AuthFailure.SecretIdNotFound)",
      wrongSecret: "AuthFailure: authentication failed (code 4100)",
    },
    advice: {
      ...tencentcloudVpc.texts.advice,
      detachRefused: mendWhatItNames,
      elsewhere: mendWhatItNames,
      full: "A quota is reached: raise it, or detach another ENI from the instance",
      refused: mendWhatItNames,
      unknownKey: "The SecretId does not exist or is disabled",
      wrongSecret: "Check that the key (SecretId) is enabled and belongs to the account that owns the ENI",
    },
  },
  domains: ["qcloud.com", "tencentcloudapi.com"],
  errorStatus: "200",
  otherActions: ["DescribeInstances", "DescribeVpcTaskResult"],
  tasks: "always",
  batches: false,
  showsTransitions: false,
  tellsRequestId: false,
  badArguments: [
    ...commonBad,
    { property: "vpcId", value: undefined, says: /is missing/ },
    { property: "vpcId", value: "net-1", says: /begins with "vpc-"/ },
    { property: "instanceId", value: "i-1", says: /begins with "ins-".*i-1/ },
    { property: "attachType", value: 0, says: /not an argument of tencentcloud-vpc-v2/ },
  ],
  required: { vpcId: "vpc-default0" },
  allArguments: commonOptions,
  faultCases: 221,
  placements: [{}],
  faces: {
    lives: [
      { listShape: "old" },
      { code: "string" },
      { codeDesc: false },
      { taskIdPlace: "top" },
      { taskIdType: "string" },
      { taskResult: "array" },
      { unknownEni: "empty" },
      { ...older, taskOutput: false },
    ],
    fuzzed: [{}, { ...older, taskResult: "array" }],
    simulated: [{}, { listShape: "old" }, { taskResult: "array" }, { unknownEni: "empty" }],
    // A number is seen as such only where the answer leaves the name out.
    showing: (code) => (/^\d+$/.test(code) ? { codeDesc: false } : {}),
  },
  // A task is asked for by its id alone, and an ENI by its own.
  fleet: { create: 3, move: 5.5, destroy: 3, trickling: 4.6 },
};
