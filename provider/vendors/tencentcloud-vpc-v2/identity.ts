// Name, cloud and regions of Tencent Cloud VPC (legacy API v2), which are needed before the vendor is loaded.
import type { VendorIdentity } from "../vendor.ts";
import { canonicalRegion, regions } from "../tencentcloud/regions.ts";

export const identity = {
  name: "tencentcloud-vpc-v2",
  title: "Tencent Cloud VPC (legacy API v2)",
  cloud: "tencentcloud",
  region: canonicalRegion,
  regions,
  namespace: "tencentcloud",
  regionKey: "tencentcloud:region",
  instancesEndpoint: "tencentcloud-cvm",
} as const satisfies VendorIdentity;
