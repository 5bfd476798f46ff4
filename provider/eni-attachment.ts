// The resource class.
import * as pulumi from "@pulumi/pulumi";
import type { EniAttachmentArgs } from "./arguments.ts";
import { declare } from "./declarations.ts";
import { shim } from "./dynamic/shim.ts";

/**
 * A network interface (ENI, NIC, vNIC) that is attached to an instance.
 *
 * `pulumi up` attaches it (or adopts it where it is attached already) and waits until the cloud agrees; a change of
 * instance detaches and attaches in place; `pulumi destroy` detaches it, and never takes it off an instance that this
 * resource did not attach it to.
 *
 * Besides the outputs below, every argument is an output of the same name. Computed outputs are not known at the preview
 * of an update: take addresses from the ENI's own resource.
 *
 * @example
 * ```ts
 * new EniAttachment("web", {
 *   vendor: "alicloud-ecs",
 *   region: "cn-hangzhou",
 *   networkInterfaceId: eni.id,
 *   instanceId: server.id,
 * });
 * ```
 */
export class EniAttachment extends pulumi.dynamic.Resource {
  declare readonly networkInterfaceId: pulumi.Output<string>;
  /** The instance that the cloud shows the ENI on, after a refresh; else the one asked for. */
  declare readonly instanceId: pulumi.Output<string>;
  declare readonly vendor: pulumi.Output<EniAttachmentArgs["vendor"]>;
  /** Not set for vendors without one (Zenlayer). */
  declare readonly region: pulumi.Output<string>;
  /** `"attached"` or `"detached"`. */
  declare readonly state: pulumi.Output<"attached" | "detached">;
  /** The vendor's own word for the ENI's state, e.g. `InUse`. */
  declare readonly vendorState: pulumi.Output<string>;
  /** The instance that this resource attached the ENI to or adopted it on; empty when none. Destroy detaches from this one alone. */
  declare readonly attachedTo: pulumi.Output<string>;
  /** True when the ENI was attached already and nothing was called. */
  declare readonly adopted: pulumi.Output<boolean>;
  declare readonly macAddress: pulumi.Output<string>;
  /** The primary address first. */
  declare readonly privateIpAddresses: pulumi.Output<string[]>;
  declare readonly publicIpAddresses: pulumi.Output<string[]>;
  /** ISO 8601, e.g. `2026-01-31T12:00:00.000Z`; empty when not known, as of an adopted attachment. */
  declare readonly attachedAt: pulumi.Output<string>;
  /** Version of the layout of these outputs. */
  declare readonly schemaVersion: pulumi.Output<number>;

  /**
   * @param name the resource's name in the program; renaming it needs `aliases`, as with any resource.
   * @param args what to attach to what; `vendor` decides which arguments there are.
   * @param options Pulumi's options. `customTimeouts` never reaches a dynamic provider: use `timeouts` among the arguments.
   * @throws RunError when another EniAttachment of the program has the same ENI.
   */
  constructor(name: string, args: EniAttachmentArgs, options?: pulumi.CustomResourceOptions) {
    const outputs = {
      state: undefined,
      vendorState: undefined,
      attachedTo: undefined,
      adopted: undefined,
      macAddress: undefined,
      privateIpAddresses: undefined,
      publicIpAddresses: undefined,
      attachedAt: undefined,
      schemaVersion: undefined,
    };
    // Spread: Pulumi writes into the object, and the caller may use his for a second resource.
    super(shim, name, { region: undefined, ...args, ...outputs }, options, "eni", "EniAttachment");
    declare(name, args);
  }
}
