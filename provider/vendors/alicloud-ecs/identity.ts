// What names Alibaba Cloud ECS: known without loading how to talk to it.
import type { VendorIdentity } from "../vendor.ts";
import { canonicalRegion, regions } from "./regions.ts";

export const identity = {
  name: "alicloud-ecs",
  title: "Alibaba Cloud ECS",
  cloud: "alicloud",
  region: canonicalRegion,
  regions,
  regionKey: "alicloud:region",
} as const satisfies VendorIdentity;
