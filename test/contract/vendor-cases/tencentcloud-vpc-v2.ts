// tencentcloud-vpc-v2, as the suites know it: the things of tencentcloud-vpc by another API.
import { commonBad, commonOptions } from "./every-vendor.ts";
import { tencentcloudVpc } from "./tencentcloud-vpc.ts";
import type { VendorCase } from "./vendor-case.ts";

/** The shapes of the older pages. */
const older = { listShape: "old", code: "string", codeDesc: false, taskIdPlace: "top", taskIdType: "string" };

export const tencentcloudVpcV2: VendorCase = {
  ...tencentcloudVpc,
  vendor: "tencentcloud-vpc-v2",
  words: { attached: "attached" },
  codes: { refused: "4000", goneInstance: "InvalidInstance.NotFound" },
  errorStatus: "200",
  otherActions: ["DescribeVpcTaskResult"],
  tasks: "always",
  batches: false,
  showsTransitions: false,
  tellsRequestId: false,
  preflightKnows: ["far"],
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
