// The registry of vendors: adding one is a folder and a line here.
import { alicloudEcs } from "./alicloud-ecs/index.ts";
import type { Vendor } from "./vendor.ts";

export const vendors: readonly Vendor[] = [alicloudEcs];

export function vendorNamed(name: unknown): Vendor | undefined {
  return vendors.find((vendor) => vendor.name === name);
}
