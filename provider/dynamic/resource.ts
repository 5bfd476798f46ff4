// The resource class.
import * as pulumi from "@pulumi/pulumi";
import type { EniAttachmentArgs } from "../program/arguments.ts";
import { declare } from "../program/declarations.ts";
import { optionsFor, warnOf } from "./options.ts";
import { programError } from "../program/program-error.ts";
import { shim } from "./shim.ts";

/**
 * A network interface (ENI, NIC, vNIC) that is attached to an instance.
 *
 * `pulumi up` attaches it and waits until the cloud agrees. If it is already on that instance, it is adopted without an API call. A change
 * of instance detaches and attaches in place. `pulumi destroy` detaches it from the instance that this resource attached it to or adopted
 * it on, and from no other.
 *
 * Besides the outputs below, every argument is an output of the same name. Computed outputs are unknown at the preview of an update, so
 * take addresses from the ENI's own resource.
 *
 * The id is `<vendor>/<region>/<networkInterfaceId>` at creation (`global` for Zenlayer's region). It stays for life and is never parsed.
 * Errors end with a code such as `[ATTACH_TIMEOUT]`; docs/troubleshooting.md lists all codes.
 *
 * @example
 * ```ts
 * import { EniAttachment } from "pulumi-eni-attachment";
 *
 * new EniAttachment("web", {
 *   vendor: "alicloud-ecs",
 *   region: "cn-hangzhou",
 *   networkInterfaceId: "eni-bp67acfmxazb4p0example",
 *   instanceId: "i-bp67acfmxazb4p0example",
 * });
 * ```
 */
export class EniAttachment extends pulumi.dynamic.Resource {
  /** Id of the network interface: the argument. */
  declare readonly networkInterfaceId: pulumi.Output<string>;
  /** After a refresh, the instance that the cloud shows the ENI on; otherwise the argument. */
  declare readonly instanceId: pulumi.Output<string>;
  /** The vendor: the argument. */
  declare readonly vendor: pulumi.Output<EniAttachmentArgs["vendor"]>;
  /** The region in the vendor's usual form: `gz` becomes `ap-guangzhou`. Not set for vendors without regions (Zenlayer). */
  declare readonly region: pulumi.Output<string>;
  /** `"attached"` or `"detached"`, as last seen by `up` or a refresh. While it changes it is `"detached"`. */
  declare readonly state: pulumi.Output<"attached" | "detached">;
  /** The vendor's own word for the ENI's state, e.g. `InUse`; empty if the vendor gave none. */
  declare readonly vendorState: pulumi.Output<string>;
  /** Instance that this resource attached the ENI to or adopted it on; empty if none. Destroy detaches from this instance only. */
  declare readonly attachedTo: pulumi.Output<string>;
  /** True if the ENI was already attached to the instance, so that no attach was called. */
  declare readonly adopted: pulumi.Output<boolean>;
  /** The MAC address as the vendor shows it; empty if it shows none. */
  declare readonly macAddress: pulumi.Output<string>;
  /** Private addresses, the primary one first. */
  declare readonly privateIpAddresses: pulumi.Output<string[]>;
  /** Public addresses (EIPs) that are associated with the ENI; an empty list if none. */
  declare readonly publicIpAddresses: pulumi.Output<string[]>;
  /**
   * ISO 8601 in UTC, e.g. `2026-01-31T12:00:00.000Z`: the vendor's time if it gives one (Tencent Cloud), else the time at which `up` saw it
   * attached; empty if not known, as for an adopted attachment.
   */
  declare readonly attachedAt: pulumi.Output<string>;
  /** Version of the layout of these outputs: 1. States of older versions stay readable. */
  declare readonly schemaVersion: pulumi.Output<number>;

  /**
   * Declares an attachment. `pulumi preview` checks the arguments and reports all mistakes at once.
   *
   * @param name name of the resource in the program. Renaming it needs `aliases`, as with any resource.
   * @param args the ENI, the instance, and further arguments that depend on `vendor`.
   * @param options Pulumi's resource options. A replacement detaches first (`deleteBeforeReplace: true`) unless you set that option, because an
   * ENI cannot be attached twice. `customTimeouts` does not reach a dynamic resource: use the argument `timeouts`. `import` is refused,
   * because an ENI that is already attached is adopted. With an explicit `provider` there is no stack configuration.
   * @throws RunError `ALREADY_DECLARED` if another EniAttachment of the program has the same ENI. It ends the run as soon as both ids are
   * known.
   * @throws RunError `CONFIGURATION_INVALID` if there are no arguments, with `import`, or with a `provider` of another package.
   */
  constructor(name: string, args: EniAttachmentArgs, options?: pulumi.CustomResourceOptions) {
    if (!isObject(args)) {
      throw programError("CONFIGURATION_INVALID", `EniAttachment "${name}" has no arguments`, [
        { kind: "correctProgram", name, change: "giveArguments" },
      ]);
    }
    // Only the class sees the options, so it passes them on for the plan line. The provider removes them again.
    const hints = {
      ...(options?.retainOnDelete === true ? { __isRetained: true } : {}),
      ...(options?.protect === true ? { __isProtected: true } : {}),
      ...(options?.deleteBeforeReplace === false ? { __createsFirst: true } : {}),
    };
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
    // A copy, because Pulumi writes into the object and the caller may use theirs for a second resource.
    const properties = { region: undefined, ...args, ...hints, ...outputs };
    super(shim, name, properties, optionsFor(name, options), "eni", "EniAttachment");
    warnOf(this, options);
    declare(name, args);
  }
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}
