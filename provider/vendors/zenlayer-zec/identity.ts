// What names Zenlayer ZEC: known without loading how to talk to it.
import type { VendorIdentity } from "../vendor.ts";

export const identity = {
  name: "zenlayer-zec",
  title: "Zenlayer ZEC",
  cloud: "zenlayer",
  // One API for all regions, and a vNIC's region is fixed for life: there is nothing to name.
  region: () => undefined,
  regions: [],
  regionKey: undefined,
} as const satisfies VendorIdentity;
