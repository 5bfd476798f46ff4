// Name, cloud and regions of Alibaba Cloud ECS, which are needed before the vendor is loaded.
import type { VendorIdentity } from "../vendor.ts";
import { canonicalRegion, regions } from "./regions.ts";

export const identity = {
  name: "alicloud-ecs",
  title: "Alibaba Cloud ECS",
  cloud: "alicloud",
  region: canonicalRegion,
  regions,
  namespace: "alicloud",
  regionKey: "alicloud:region",
} as const satisfies VendorIdentity;
