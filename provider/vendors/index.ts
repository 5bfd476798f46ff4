// The registry of vendors: adding one is a folder and a line here.
import { alicloudEcs } from "./alicloud-ecs/index.ts";
import { tencentcloudEcm } from "./tencentcloud-ecm/index.ts";
import { tencentcloudVpc } from "./tencentcloud-vpc/index.ts";
import { tencentcloudVpcV2 } from "./tencentcloud-vpc-v2/index.ts";
import { zenlayerZec } from "./zenlayer-zec/index.ts";
import type { Vendor } from "./vendor.ts";

export const vendors: readonly Vendor[] = [
  alicloudEcs,
  tencentcloudVpc,
  tencentcloudVpcV2,
  tencentcloudEcm,
  zenlayerZec,
];

export function vendorNamed(name: unknown): Vendor | undefined {
  return vendors.find((vendor) => vendor.name === name);
}
