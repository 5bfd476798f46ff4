// The identity of the attachment that some properties describe.
import { EniError } from "../errors.ts";
import type { KnownVendor } from "../vendors/index.ts";
import type { EniAddress } from "../vendors/eni-address.ts";
import { eniAddress, globalRegion } from "../vendors/eni-address.ts";
import { vendorNamed } from "../vendors/index.ts";
import type { Properties } from "./properties.ts";
import { isUnknown } from "./properties.ts";

export interface Subject extends EniAddress {
  /** The vendor's module, loaded on demand: the order of operations on an ENI must not depend on when it is loaded. */
  readonly vendor: KnownVendor;
  readonly region: string;
  readonly networkInterfaceId: string;
}

/** Undefined if a part of the identity is not known yet. @throws EniError if the vendor is not supported. */
export function subjectOf(properties: Properties): Subject | undefined {
  const { vendor: name, networkInterfaceId } = properties;
  const region = properties["region"] ?? globalRegion;
  if (isUnknown(name) || isUnknown(networkInterfaceId) || isUnknown(region)) return undefined;
  const vendor = vendorNamed(name);
  if (!vendor || typeof networkInterfaceId !== "string" || typeof region !== "string") {
    const what = `${JSON.stringify(name)} with ENI ${JSON.stringify(networkInterfaceId)} is not an attachment that this version of pulumi-eni-attachment knows`;
    throw new EniError("CONFIGURATION_INVALID", {
      what,
      now: "Now: nothing was sent.",
      remedy: [{ kind: "installVersion" }],
    });
  }
  return { vendor, region, networkInterfaceId, ...eniAddress(vendor, region, networkInterfaceId) };
}

/** The label; empty if a part of the identity is not known. */
export function labelOf(properties: Properties): string {
  return subjectOf(properties)?.label ?? "";
}
