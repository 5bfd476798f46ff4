// The outputs of an EniAttachment besides its other arguments, whichever provider makes them.
import type { Output } from "@pulumi/pulumi";
import type { EniAttachmentArgs } from "./arguments.ts";

/** Outputs of {@link EniAttachment}. Every argument is an output of the same name, too. */
export interface EniAttachmentOutputs {
  /** Id of the network interface: the argument. */
  readonly networkInterfaceId: Output<string>;
  /** After a refresh, the instance that the cloud shows the ENI on; otherwise the argument. */
  readonly instanceId: Output<string>;
  /** The vendor: the argument. */
  readonly vendor: Output<EniAttachmentArgs["vendor"]>;
  /** The region in the vendor's usual form: `gz` becomes `ap-guangzhou`. Not set for vendors without regions (Zenlayer). */
  readonly region: Output<string>;
  /** `"attached"` or `"detached"`, as last seen by `up` or a refresh. While it changes it is `"detached"`. */
  readonly state: Output<"attached" | "detached">;
  /** The vendor's own word for the ENI's state, e.g. `InUse`; empty if the vendor gave none. */
  readonly vendorState: Output<string>;
  /** Instance that this resource attached the ENI to or adopted it on; empty if none. Destroy detaches from this instance only. */
  readonly attachedTo: Output<string>;
  /** True if the ENI was already attached to the instance, so that no attach was called. */
  readonly adopted: Output<boolean>;
  /** The MAC address as the vendor shows it; empty if it shows none. */
  readonly macAddress: Output<string>;
  /** Private addresses, the primary one first. */
  readonly privateIpAddresses: Output<string[]>;
  /** Public addresses (EIPs) that are associated with the ENI; an empty list if none. */
  readonly publicIpAddresses: Output<string[]>;
  /**
   * ISO 8601 in UTC, e.g. `2026-01-31T12:00:00.000Z`: the vendor's time if it gives one (Tencent Cloud), else the time at which `up` saw it
   * attached; empty if not known, as for an adopted attachment.
   */
  readonly attachedAt: Output<string>;
  /** Version of the layout of these outputs: 1. States of older versions stay readable. */
  readonly schemaVersion: Output<number>;
}

/** A property that is undefined here becomes an output of the resource. */
export const noOutputs = {
  state: undefined,
  vendorState: undefined,
  attachedTo: undefined,
  adopted: undefined,
  macAddress: undefined,
  privateIpAddresses: undefined,
  publicIpAddresses: undefined,
  attachedAt: undefined,
  schemaVersion: undefined,
} satisfies Partial<Record<keyof EniAttachmentOutputs, undefined>>;
