// Values that a world file may leave out for resources of tencentcloud-vpc.
import type { VendorDefaults } from "../../world/vendor-defaults.ts";
import { tencentDefaults } from "../tencentcloud/defaults.ts";

export const defaults: VendorDefaults = {
  ...tencentDefaults,
  region: "ap-guangzhou",
  zone: "ap-guangzhou-3",
  vpc: "vpc-default0",
  instanceType: (maxEnis) => `S5.ENI${maxEnis}`,
  securityGroup: "sg-default0",
  primaryEniId: (instanceId) => `eni-p${instanceId.slice(-7)}`,
  ids: {
    eni: /^eni-[a-z0-9]{8}$/,
    instance: /^ins-[a-z0-9]{8}$/,
    shape: "eni- or ins-, then 8 characters of a-z and 0-9",
  },
};
