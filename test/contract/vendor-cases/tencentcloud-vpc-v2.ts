// tencentcloud-vpc-v2, as the suites know it: the things of tencentcloud-vpc by another API.
import { commonBad, commonOptions } from "./every-vendor.ts";
import { tencentcloudVpc } from "./tencentcloud-vpc.ts";
import type { VendorCase } from "./vendor-case.ts";

export const tencentcloudVpcV2: VendorCase = {
  ...tencentcloudVpc,
  vendor: "tencentcloud-vpc-v2",
  words: { attached: "attached" },
  codes: { refused: "4000", goneInstance: "InvalidInstance.NotFound" },
  batches: false,
  showsTransitions: false,
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
};
