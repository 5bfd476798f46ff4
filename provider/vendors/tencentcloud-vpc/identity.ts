// What names Tencent Cloud VPC: known without loading how to talk to it.
import type { VendorIdentity } from "../vendor.ts";
import { canonicalRegion, regions } from "../tencentcloud/regions.ts";

export const identity = {
  name: "tencentcloud-vpc",
  title: "Tencent Cloud VPC",
  cloud: "tencentcloud",
  region: canonicalRegion,
  regions,
  regionKey: "tencentcloud:region",
} as const satisfies VendorIdentity;
