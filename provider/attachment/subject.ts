// The attachment that properties speak of.
import { EniError } from "../errors.ts";
import type { KnownVendor } from "../vendors/index.ts";
import { vendorNamed } from "../vendors/index.ts";
import type { Properties } from "./properties.ts";
import { isUnknown } from "./properties.ts";
import type { EniKey } from "./run-memory.ts";

export interface Subject {
  /** Not loaded yet: whose turn it is on an ENI must not depend on what is loaded when. */
  readonly vendor: KnownVendor;
  readonly region: string;
  readonly networkInterfaceId: string;
  /** `<vendor>/<region>/<networkInterfaceId>`: the id at creation, and the label in every line. */
  readonly label: string;
  readonly key: EniKey;
  /** Cloud and region: instances are named within one. */
  readonly area: string;
}

/** Undefined when a part of the identity is not known yet. @throws EniError when the vendor is not one of ours. */
export function subjectOf(properties: Properties): Subject | undefined {
  const { vendor: name, networkInterfaceId } = properties;
  const region = properties["region"] ?? "global";
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
  const area = `${vendor.cloud}/${region}`;
  return {
    vendor,
    region,
    networkInterfaceId,
    label: `${vendor.name}/${region}/${networkInterfaceId}`,
    key: `${area}/${networkInterfaceId}`,
    area,
  };
}

/** The label of what is known; empty when not all of it is. */
export function labelOf(properties: Properties): string {
  return subjectOf(properties)?.label ?? "";
}
