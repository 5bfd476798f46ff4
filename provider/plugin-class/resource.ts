// The resource class of the native plugin.
import * as pulumi from "@pulumi/pulumi";
import type {
  AlicloudEcsArgs,
  EniAttachmentArgs,
  TencentcloudEcmArgs,
  TencentcloudVpcArgs,
  TencentcloudVpcV2Args,
  ZenlayerZecArgs,
} from "../program/arguments.ts";
import { declare, mustBeGiven } from "../program/declarations.ts";
import { hintsOf, packageOf, passedOptions } from "../program/options.ts";
import type { EniAttachmentOutputs } from "../program/outputs.ts";
import { noOutputs } from "../program/outputs.ts";
import { programError } from "../program/program-error.ts";
import { resourceTypes } from "../program/resource-types.ts";
import { packageVersion } from "../version.ts";
import { configuredRegion } from "./provider.ts";

/** What {@link EniAttachment.get} may know besides the id: any arguments, such as the `vpcId` of tencentcloud-vpc-v2. */
export type EniAttachmentState =
  | Partial<AlicloudEcsArgs>
  | Partial<TencentcloudVpcArgs>
  | Partial<TencentcloudVpcV2Args>
  | Partial<TencentcloudEcmArgs>
  | Partial<ZenlayerZecArgs>;

/**
 * A network interface (ENI, NIC, vNIC) that is attached to an instance.
 *
 * `pulumi up` attaches it and waits until the cloud agrees. If it is already on that instance, it is adopted without an API call. A change
 * of instance detaches and attaches in place. `pulumi destroy` detaches it from the instance that this resource attached it to or adopted
 * it on, and from no other.
 *
 * Besides the outputs below, every argument is an output of the same name. A preview knows `attachedTo` and `state`; addresses are unknown
 * until the ENI is attached, so take them from the ENI's own resource.
 *
 * The id is `<vendor>/<region>/<networkInterfaceId>` at creation (`global` for Zenlayer's region). It stays for life, and is what an
 * import takes. Errors end with a code such as `[ATTACH_TIMEOUT]`; docs/troubleshooting.md lists all codes.
 *
 * @example
 * ```ts
 * import { EniAttachment } from "pulumi-eni-attachment/plugin";
 *
 * new EniAttachment("web", {
 *   vendor: "alicloud-ecs",
 *   region: "cn-hangzhou",
 *   networkInterfaceId: "eni-bp67acfmxazb4p0example",
 *   instanceId: "i-bp67acfmxazb4p0example",
 * });
 * ```
 */
export class EniAttachment extends pulumi.CustomResource implements EniAttachmentOutputs {
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
   * Reads an attachment that exists, without managing it: nothing is attached, and destroy leaves it alone.
   *
   * @param name name of the resource in the program.
   * @param id `<vendor>/<region>/<networkInterfaceId>`, with `global` for Zenlayer's region.
   * @param state what the vendor needs besides the id.
   * @param options Pulumi's resource options.
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: EniAttachmentState = {},
    options: pulumi.CustomResourceOptions = {},
  ): EniAttachment {
    return new EniAttachment(name, state as EniAttachmentArgs, { ...options, id });
  }

  /** Whether it is an EniAttachment of the native plugin, of any copy of this package. */
  static override isInstance(value: unknown): value is EniAttachment {
    return pulumi.CustomResource.isInstance(value) && Reflect.get(value, "__pulumiType") === resourceTypes.plugin;
  }

  /**
   * Declares an attachment. `pulumi preview` checks the arguments and reports all mistakes at once.
   *
   * @param name name of the resource in the program. Renaming it needs `aliases`, as with any resource.
   * @param args the ENI, the instance, and further arguments that depend on `vendor`.
   * @param options Pulumi's resource options. A replacement detaches first (`deleteBeforeReplace: true`) unless you set that option, because an
   * ENI cannot be attached twice. `customTimeouts` goes before the argument `timeouts`. `provider` takes a {@link Provider} of this package.
   * @throws RunError `ALREADY_DECLARED` if another EniAttachment of the program has the same ENI. It ends the run as soon as both ids are
   * known.
   * @throws RunError `CONFIGURATION_INVALID` if there are no arguments, or with a `provider` of another package.
   */
  constructor(name: string, args: EniAttachmentArgs, options: pulumi.CustomResourceOptions = {}) {
    mustBeGiven(name, args);
    const foreign = packageOf(options.provider);
    if (foreign !== undefined && foreign !== "eni")
      throw programError(
        "CONFIGURATION_INVALID",
        `EniAttachment "${name}": the option \`provider\` is a provider of the package ${foreign}, which does not know this resource`,
        [{ kind: "correctProgram", name, change: "giveProvider" }],
      );
    const isRead = options.id !== undefined;
    // The state of a resource that is read has no hints: there is no plan for it.
    const properties = { region: undefined, ...args, ...(isRead ? {} : hintsOf(options)), ...noOutputs };
    const passed = { version: packageVersion, ...passedOptions(options, resourceTypes.dynamic) };
    super(resourceTypes.plugin, name, properties, passed);
    // With the provider that it has from its parent.
    const provider: unknown = Reflect.get(this, "__prov");
    if (!isRead) declare(name, args, (account) => configuredRegion(provider, account));
  }
}
