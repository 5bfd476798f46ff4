// The texts that name an ENI, made of vendor, region and id.
import type { VendorIdentity } from "./vendor.ts";

/** The region of a vendor whose API has none. */
export const globalRegion = "global";

export interface EniAddress {
  /** `<vendor>/<region>/<networkInterfaceId>`: the resource's id at creation, and the label of its lines. */
  readonly label: string;
  /** `<cloud>/<region>/<networkInterfaceId>`: the same for every vendor that reaches this ENI. */
  readonly key: string;
  /** `<cloud>/<region>`: instance ids are unique within it. */
  readonly area: string;
}

export function eniAddress(
  { name, cloud }: Pick<VendorIdentity, "name" | "cloud">,
  region: string,
  networkInterfaceId: string,
): EniAddress {
  const area = `${cloud}/${region}`;
  return { label: `${name}/${region}/${networkInterfaceId}`, key: `${area}/${networkInterfaceId}`, area };
}
