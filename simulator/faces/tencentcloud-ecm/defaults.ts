// Values that a world file may leave out for resources of tencentcloud-ecm.
import type { VendorDefaults } from "../../world/vendor-defaults.ts";
import { tencentDefaults } from "../tencentcloud/defaults.ts";

export const defaults: VendorDefaults = {
  ...tencentDefaults,
  region: "ap-xian-ecm",
  zone: "ap-xian-ecm-1",
  vpc: "vpc-default1",
  instanceType: (maxEnis) => `ESN1.ENI${maxEnis}`,
  securityGroup: "esg-default1",
  primaryEniId: (instanceId) => `eni-q${instanceId.slice(-7)}`,
  // ECM's page of DetachNetworkInterface has instances with both prefixes.
  ids: {
    eni: /^eni-[a-z0-9]{8}$/,
    instance: /^(?:ein|ins)-[a-z0-9]{8}$/,
    shape: "eni-, ein- or ins-, then 8 characters of a-z and 0-9",
  },
};
