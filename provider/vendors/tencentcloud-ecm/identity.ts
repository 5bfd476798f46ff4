// Name, cloud and regions of Tencent Cloud ECM, which are needed before the vendor is loaded.
import type { VendorIdentity } from "../vendor.ts";
import { canonicalRegion, regions } from "./regions.ts";

export const identity = {
  name: "tencentcloud-ecm",
  title: "Tencent Cloud ECM",
  // ECM's ENIs are not those of the VPC service, though their ids look alike.
  cloud: "tencentcloud-ecm",
  region: canonicalRegion,
  regions,
  namespace: "tencentcloud",
  regionKey: "tencentcloud:region",
} as const satisfies VendorIdentity;
