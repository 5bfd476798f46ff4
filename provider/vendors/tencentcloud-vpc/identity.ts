// Name, cloud and regions of Tencent Cloud VPC, which are needed before the vendor is loaded.
import type { VendorIdentity } from "../vendor.ts";
import { canonicalRegion, regions } from "../tencentcloud/regions.ts";

export const identity = {
  name: "tencentcloud-vpc",
  title: "Tencent Cloud VPC",
  cloud: "tencentcloud",
  region: canonicalRegion,
  regions,
  namespace: "tencentcloud",
  regionKey: "tencentcloud:region",
  instancesEndpoint: "tencentcloud-cvm",
} as const satisfies VendorIdentity;
