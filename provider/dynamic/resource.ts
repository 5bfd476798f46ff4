// The resource class.
import * as pulumi from "@pulumi/pulumi";
import type { EniAttachmentArgs } from "../program/arguments.ts";
import { declare, mustBeGiven } from "../program/declarations.ts";
import { hintsOf } from "../program/options.ts";
import type { EniAttachmentOutputs } from "../program/outputs.ts";
import { noOutputs } from "../program/outputs.ts";
import { optionsFor, warnOf } from "./options.ts";
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
export class EniAttachment extends pulumi.dynamic.Resource implements EniAttachmentOutputs {
  declare readonly networkInterfaceId: pulumi.Output<string>;
  declare readonly instanceId: pulumi.Output<string>;
  declare readonly vendor: pulumi.Output<EniAttachmentArgs["vendor"]>;
  declare readonly region: pulumi.Output<string>;
  declare readonly state: pulumi.Output<"attached" | "detached">;
  declare readonly vendorState: pulumi.Output<string>;
  declare readonly attachedTo: pulumi.Output<string>;
  declare readonly adopted: pulumi.Output<boolean>;
  declare readonly macAddress: pulumi.Output<string>;
  declare readonly privateIpAddresses: pulumi.Output<string[]>;
  declare readonly publicIpAddresses: pulumi.Output<string[]>;
  declare readonly attachedAt: pulumi.Output<string>;
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
    mustBeGiven(name, args);
    // A copy, because Pulumi writes into the object and the caller may use theirs for a second resource.
    const properties = { region: undefined, ...args, ...hintsOf(options), ...noOutputs };
    super(shim, name, properties, optionsFor(name, options), "eni", "EniAttachment");
    warnOf(this, options);
    declare(name, args, (namespace) => new pulumi.Config(namespace).get("region"));
  }
}
