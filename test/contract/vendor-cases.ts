// The registry of vendors for the suites: adding one is a file in vendor-cases/ and a line here.
import type { Properties } from "../../provider/attachment/properties.ts";
import { alicloudEcs } from "./vendor-cases/alicloud-ecs.ts";
import { tencentcloudEcm } from "./vendor-cases/tencentcloud-ecm.ts";
import { tencentcloudVpc } from "./vendor-cases/tencentcloud-vpc.ts";
import { tencentcloudVpcV2 } from "./vendor-cases/tencentcloud-vpc-v2.ts";
import type { VendorCase } from "./vendor-cases/vendor-case.ts";
import { zenlayerZec } from "./vendor-cases/zenlayer-zec.ts";

export type { VendorCase } from "./vendor-cases/vendor-case.ts";

export const vendorCases: readonly VendorCase[] = [
  alicloudEcs,
  tencentcloudVpc,
  tencentcloudVpcV2,
  tencentcloudEcm,
  zenlayerZec,
];

/** Of every vendor whose budget is by the minute, as a world file has them. */
export const minuteBudgets = Object.fromEntries(
  vendorCases.flatMap(({ vendor, perMinute = {} }) =>
    Object.entries(perMinute).map(([action, calls]) => [`${vendor}/${action}`, calls]),
  ),
);

/** @throws when no vendor has that name. */
export function caseOf(vendor: string): VendorCase {
  const found = vendorCases.find((one) => one.vendor === vendor);
  if (found === undefined) throw new Error(`there is no vendor ${vendor}`);
  return found;
}

/** Checked inputs of an attachment of the vendor's first ENI: the least that is needed, and what is given besides. */
export function leastInputs(vendor: VendorCase, instanceId = vendor.ids.a, more: Properties = {}): Properties {
  return {
    vendor: vendor.vendor,
    ...(vendor.region === undefined ? {} : { region: vendor.region }),
    networkInterfaceId: vendor.ids.eni,
    instanceId,
    ...vendor.required,
    ...more,
  };
}
