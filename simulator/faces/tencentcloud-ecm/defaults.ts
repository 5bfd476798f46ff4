// What a short world file leaves out of things of tencentcloud-ecm.
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
  // Its documents show instances with both prefixes (ECM's page of DetachNetworkInterface).
  ids: {
    eni: /^eni-[a-z0-9]{8}$/,
    instance: /^(?:ein|ins)-[a-z0-9]{8}$/,
    shape: "eni-, ein- or ins- and 8 of a-z and 0-9",
  },
};
