// What a trial is about: the ENI, its two instances, and where the ENI was before.
import type { Properties } from "../../attachment/properties.ts";
import { globalRegion } from "../../vendors/eni-address.ts";
import type { ObservedEni, Vendor } from "../../vendors/vendor.ts";

export interface Situation {
  readonly vendor: Vendor;
  readonly region: string;
  readonly eni: string;
  readonly from: string;
  readonly to: string;
  /** Instance that the ENI was on before the trial; empty if none. */
  readonly origin: string;
  /** The ENI's VPC, which some vendors' calls name; empty if not known. */
  readonly vpc: string;
}

/** An instance that the ENI may be on because of the trial. */
export function isOurs({ from, to }: Situation, instanceId: string): boolean {
  return instanceId === from || instanceId === to;
}

/** The arguments of an attachment of the ENI to an instance. */
export function inputsFor(
  { vendor, region, eni, vpc }: Situation,
  instanceId: string,
  more: Properties = {},
): Properties {
  return {
    vendor: vendor.name,
    ...(region === globalRegion ? {} : { region }),
    networkInterfaceId: eni,
    instanceId,
    ...(Object.hasOwn(vendor.shape, "vpcId") ? { vpcId: vpc } : {}),
    ...more,
  };
}

/** Reasons against a trial of this ENI that a flag does not allow; empty if there are none. */
export function refusals(
  eni: ObservedEni,
  allowed: { readonly attached: boolean; readonly publicAddresses: boolean },
): string[] {
  const { phase, instanceId, primary, serviceManaged, publicIpAddresses, vendorState } = eni;
  const on = instanceId === undefined ? "an instance that the vendor does not name" : instanceId;
  const isFree = phase === "detached";
  const isThere = phase === "attached" && instanceId !== undefined;
  return [
    ...(primary ? ["it is a primary ENI, which stays with its instance: use a secondary one"] : []),
    ...(serviceManaged ? ["another cloud service manages it: use another ENI"] : []),
    ...(isFree || (isThere && allowed.attached)
      ? []
      : phase === "attached"
        ? [`it is attached to ${on}${isThere ? ": --attached allows that, and puts it back there" : ""}`]
        : [`it is neither detached nor attached (${vendorState || phase}): wait until it is`]),
    ...(publicIpAddresses.length > 0 && !allowed.publicAddresses
      ? [`it has public addresses (${publicIpAddresses.join(", ")}): --public-addresses allows that`]
      : []),
  ];
}
