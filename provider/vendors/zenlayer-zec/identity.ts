// Name, cloud and regions of Zenlayer ZEC, which are needed before the vendor is loaded.
import type { VendorIdentity } from "../vendor.ts";

export const identity = {
  name: "zenlayer-zec",
  title: "Zenlayer ZEC",
  cloud: "zenlayer",
  // One API for all regions, and a vNIC's region is fixed for life: there is nothing to name.
  region: () => undefined,
  regions: [],
  namespace: "zenlayer",
  regionKey: undefined,
} as const satisfies VendorIdentity;
