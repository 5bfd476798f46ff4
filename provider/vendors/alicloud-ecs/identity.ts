// What names Alibaba Cloud ECS: known without loading how to talk to it.
import type { VendorIdentity } from "../vendor.ts";
import { canonicalRegion } from "./regions.ts";

export const identity = {
  name: "alicloud-ecs",
  title: "Alibaba Cloud ECS",
  cloud: "alicloud",
  region: canonicalRegion,
  regionKey: "alicloud:region",
} as const satisfies VendorIdentity;
