// HighlyAvailableEni: an ENI and the two instances that take turns with it, of any vendor.
import * as pulumi from "@pulumi/pulumi";
import { EniAttachment } from "pulumi-eni-attachment";
import type { EniAttachmentArgs } from "pulumi-eni-attachment";

/** Member by member, so that each vendor keeps its own arguments: `Omit` alone would leave what all of them share. */
type WithoutInstance<Args> = Args extends unknown ? Omit<Args, "instanceId"> : never;

export interface HighlyAvailableEniArgs {
  /** What is attached: the arguments of an EniAttachment, but for the instance. */
  eni: WithoutInstance<EniAttachmentArgs>;
  primary: pulumi.Input<string>;
  standby: pulumi.Input<string>;
  /** Which of the two has the ENI. A change moves it. */
  active: "primary" | "standby";
}

export class HighlyAvailableEni extends pulumi.ComponentResource {
  /** The instance that has the ENI. Its addresses are those of the ENI's own resource. */
  readonly attachedTo: pulumi.Output<string>;

  constructor(name: string, args: HighlyAvailableEniArgs, options?: pulumi.ComponentResourceOptions) {
    super("examples:network:HighlyAvailableEni", name, {}, options);
    const { eni, active } = args;
    const attachment = new EniAttachment(
      name,
      { ...eni, instanceId: args[active] },
      // An attachment of this name that was declared outside of a component so far becomes this one, without a call.
      { parent: this, aliases: [{ parent: pulumi.rootStackResource }] },
    );
    this.attachedTo = attachment.attachedTo;
    this.registerOutputs({ attachedTo: this.attachedTo });
  }
}
