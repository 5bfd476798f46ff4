// The registry of vendors: adding one is a folder and a line here. A vendor's code is loaded only when it is used.
import { identity as alicloudEcs } from "./alicloud-ecs/identity.ts";
import { identity as tencentcloudEcm } from "./tencentcloud-ecm/identity.ts";
import { identity as tencentcloudVpc } from "./tencentcloud-vpc/identity.ts";
import { identity as tencentcloudVpcV2 } from "./tencentcloud-vpc-v2/identity.ts";
import { identity as zenlayerZec } from "./zenlayer-zec/identity.ts";
import type { Vendor, VendorIdentity } from "./vendor.ts";

/** A vendor's identity, and the function that loads the rest. */
export interface KnownVendor extends VendorIdentity {
  /** Loads once; all callers get it in the order in which they asked. */
  readonly load: () => Promise<Vendor>;
}

export const vendors: readonly KnownVendor[] = [
  known(alicloudEcs, async () => (await import("./alicloud-ecs/index.ts")).alicloudEcs),
  known(tencentcloudVpc, async () => (await import("./tencentcloud-vpc/index.ts")).tencentcloudVpc),
  known(tencentcloudVpcV2, async () => (await import("./tencentcloud-vpc-v2/index.ts")).tencentcloudVpcV2),
  known(tencentcloudEcm, async () => (await import("./tencentcloud-ecm/index.ts")).tencentcloudEcm),
  known(zenlayerZec, async () => (await import("./zenlayer-zec/index.ts")).zenlayerZec),
];

export function vendorNamed(name: unknown): KnownVendor | undefined {
  return vendors.find((vendor) => vendor.name === name);
}

/** All vendors, loaded. */
export function allVendors(): Promise<Vendor[]> {
  return Promise.all(vendors.map((vendor) => vendor.load()));
}

function known(identity: VendorIdentity, load: () => Promise<Vendor>): KnownVendor {
  let loading: Promise<Vendor> | undefined;
  return { ...identity, load: () => (loading ??= load()) };
}
