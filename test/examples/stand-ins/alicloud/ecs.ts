// alicloud.ecs: security groups, instances, ENIs, images, and the attachment that the migrate example leaves behind.
import * as pulumi from "@pulumi/pulumi";

export interface SecurityGroupArgs {
  vpcId?: pulumi.Input<string | undefined>;
}
export class SecurityGroup extends pulumi.CustomResource {
  declare readonly vpcId: pulumi.Output<string | undefined>;
  constructor(name: string, args?: SecurityGroupArgs, options?: pulumi.CustomResourceOptions) {
    super("alicloud:ecs/securityGroup:SecurityGroup", name, { ...args }, options);
  }
}

export interface InstanceArgs {
  imageId?: pulumi.Input<string | undefined>;
  instanceType?: pulumi.Input<string | undefined>;
  securityGroups?: pulumi.Input<pulumi.Input<string>[] | undefined>;
  systemDiskCategory?: pulumi.Input<string | undefined>;
  vswitchId?: pulumi.Input<string | undefined>;
}
export class Instance extends pulumi.CustomResource {
  declare readonly imageId: pulumi.Output<string>;
  constructor(name: string, args?: InstanceArgs, options?: pulumi.CustomResourceOptions) {
    super("alicloud:ecs/instance:Instance", name, { ...args }, options);
  }
}

export interface EcsNetworkInterfaceArgs {
  networkInterfaceName?: pulumi.Input<string | undefined>;
  securityGroupIds?: pulumi.Input<pulumi.Input<string>[] | undefined>;
  vswitchId: pulumi.Input<string>;
}
export class EcsNetworkInterface extends pulumi.CustomResource {
  declare readonly mac: pulumi.Output<string>;
  declare readonly primaryIpAddress: pulumi.Output<string>;
  constructor(name: string, args: EcsNetworkInterfaceArgs, options?: pulumi.CustomResourceOptions) {
    const outputs = { mac: undefined, primaryIpAddress: undefined };
    super("alicloud:ecs/ecsNetworkInterface:EcsNetworkInterface", name, { ...args, ...outputs }, options);
  }
}

export interface EcsNetworkInterfaceAttachmentArgs {
  instanceId: pulumi.Input<string>;
  networkInterfaceId: pulumi.Input<string>;
}
export class EcsNetworkInterfaceAttachment extends pulumi.CustomResource {
  declare readonly instanceId: pulumi.Output<string>;
  constructor(name: string, args: EcsNetworkInterfaceAttachmentArgs, options?: pulumi.CustomResourceOptions) {
    const type = "alicloud:ecs/ecsNetworkInterfaceAttachment:EcsNetworkInterfaceAttachment";
    super(type, name, { ...args }, options);
  }
}

export interface GetImagesOutputArgs {
  mostRecent?: pulumi.Input<boolean | undefined>;
  nameRegex?: pulumi.Input<string | undefined>;
  owners?: pulumi.Input<string | undefined>;
}
export interface GetImagesResult {
  readonly id: string;
  readonly ids: string[];
}
export function getImagesOutput(args: GetImagesOutputArgs = {}): pulumi.Output<GetImagesResult> {
  return pulumi.runtime.invokeOutput<GetImagesResult>("alicloud:ecs/getImages:getImages", { ...args });
}
