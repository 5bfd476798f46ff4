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
 * `pulumi up` attaches it (or adopts it where it is attached already) and waits until the cloud agrees; a change of
 * instance detaches and attaches in place; `pulumi destroy` detaches it from the instance that this resource attached
 * it to, adopted it on or took it over for, and from no other.
 *
 * Besides the outputs below, every argument is an output of the same name. Computed outputs are not known at the preview
 * of an update: take addresses from the ENI's own resource.
 *
 * The id is `<vendor>/<region>/<networkInterfaceId>` as at creation (`global` for Zenlayer's region): a label for life, which
 * is never read. Errors of an operation end with a code such as `[ATTACH_TIMEOUT]`; docs/troubleshooting.md has all of them.
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
  /** The network interface, as asked for. */
  declare readonly networkInterfaceId: pulumi.Output<string>;
  /** The instance that the cloud shows the ENI on, after a refresh; else the one asked for. */
  declare readonly instanceId: pulumi.Output<string>;
  /** The vendor, as asked for. */
  declare readonly vendor: pulumi.Output<EniAttachmentArgs["vendor"]>;
  /** In the vendor's usual form: `gz` is shown as `ap-guangzhou`. Not set for vendors without one (Zenlayer). */
  declare readonly region: pulumi.Output<string>;
  /** `"attached"` or `"detached"`, as seen last by `up` or a refresh; on the way between the two it is `"detached"`. */
  declare readonly state: pulumi.Output<"attached" | "detached">;
  /** The vendor's own word for the ENI's state, e.g. `InUse`; empty when it gave none. */
  declare readonly vendorState: pulumi.Output<string>;
  /** The instance that this resource attached the ENI to or adopted it on; empty when none. Destroy detaches from this one alone. */
  declare readonly attachedTo: pulumi.Output<string>;
  /** True when the ENI was attached there already and nothing was called. */
  declare readonly adopted: pulumi.Output<boolean>;
  /** As the vendor shows it; empty when it shows none. */
  declare readonly macAddress: pulumi.Output<string>;
  /** The primary address first. */
  declare readonly privateIpAddresses: pulumi.Output<string[]>;
  /** Public addresses (EIPs) that are associated with the ENI; none is an empty list. */
  declare readonly publicIpAddresses: pulumi.Output<string[]>;
  /**
   * ISO 8601 in UTC, e.g. `2026-01-31T12:00:00.000Z`: the vendor's time where it tells one (Tencent Cloud), else when `up` saw it
   * attached; empty when not known, as of an adopted attachment.
   */
  declare readonly attachedAt: pulumi.Output<string>;
  /** Version of the layout of these outputs, 1; states of older versions stay readable. */
  declare readonly schemaVersion: pulumi.Output<number>;

  /**
   * Declares it. Arguments are checked at `pulumi preview`, and all that is wrong with them is told at once.
   *
   * @param name the resource's name in the program; renaming it needs `aliases`, as with any resource.
   * @param args what to attach to what; `vendor` decides which arguments there are.
   * @param options Pulumi's options. A replacement detaches first (`deleteBeforeReplace: true`) unless you say otherwise: an ENI cannot be
   * attached twice. `customTimeouts` never reaches a dynamic resource: use `timeouts` among the arguments. `import` is not needed: what
   * is attached already is adopted. With an explicit `provider` there is no stack configuration.
   * @throws RunError `ALREADY_DECLARED` when another EniAttachment of the program has the same ENI; it ends the run as soon as both ids
   * are known.
   * @throws RunError `CONFIGURATION_INVALID` without arguments, with `import`, or with a `provider` of another package.
   */
  constructor(name: string, args: EniAttachmentArgs, options?: pulumi.CustomResourceOptions) {
    if (!isObject(args)) {
      throw programError("CONFIGURATION_INVALID", `EniAttachment "${name}" has no arguments`, [
        { kind: "correctProgram", name, change: "giveArguments" },
      ]);
    }
    // Of the options only the class hears; the provider takes it off again (it changes what a preview says).
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
    // Spread: Pulumi writes into the object, and the caller may use his for a second resource.
    const properties = { region: undefined, ...args, ...hints, ...outputs };
    super(shim, name, properties, optionsFor(name, options), "eni", "EniAttachment");
    warnOf(this, options);
    declare(name, args);
  }
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}
