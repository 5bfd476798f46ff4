// What the examples use of @pulumi/tencentcloud, which each user generates from the Terraform provider: for the compiler, and for
// runs under mocks. Names and shapes are those of the provider's 1.82 as Pulumi's bridge renders them.
import * as pulumi from "@pulumi/pulumi";

export interface VpcArgs {
  name?: pulumi.Input<string | undefined>;
  cidrBlock: pulumi.Input<string>;
}
export class Vpc extends pulumi.CustomResource {
  declare readonly cidrBlock: pulumi.Output<string>;
  constructor(name: string, args: VpcArgs, options?: pulumi.CustomResourceOptions) {
    super("tencentcloud:index/vpc:Vpc", name, { ...args }, options);
  }
}

export interface SubnetArgs {
  name?: pulumi.Input<string | undefined>;
  availabilityZone: pulumi.Input<string>;
  cidrBlock: pulumi.Input<string>;
  vpcId: pulumi.Input<string>;
}
export class Subnet extends pulumi.CustomResource {
  declare readonly availabilityZone: pulumi.Output<string>;
  constructor(name: string, args: SubnetArgs, options?: pulumi.CustomResourceOptions) {
    super("tencentcloud:index/subnet:Subnet", name, { ...args }, options);
  }
}

export interface SecurityGroupArgs {
  name?: pulumi.Input<string | undefined>;
}
export class SecurityGroup extends pulumi.CustomResource {
  declare readonly name: pulumi.Output<string>;
  constructor(name: string, args?: SecurityGroupArgs, options?: pulumi.CustomResourceOptions) {
    super("tencentcloud:index/securityGroup:SecurityGroup", name, { ...args }, options);
  }
}

export interface InstanceArgs {
  availabilityZone: pulumi.Input<string>;
  imageId?: pulumi.Input<string | undefined>;
  instanceName?: pulumi.Input<string | undefined>;
  instanceType?: pulumi.Input<string | undefined>;
  orderlySecurityGroups?: pulumi.Input<pulumi.Input<string>[] | undefined>;
  subnetId?: pulumi.Input<string | undefined>;
  vpcId?: pulumi.Input<string | undefined>;
}
export class Instance extends pulumi.CustomResource {
  declare readonly imageId: pulumi.Output<string>;
  constructor(name: string, args: InstanceArgs, options?: pulumi.CustomResourceOptions) {
    super("tencentcloud:index/instance:Instance", name, { ...args }, options);
  }
}

export interface EniArgs {
  name?: pulumi.Input<string | undefined>;
  ipv4Count?: pulumi.Input<number | undefined>;
  orderlySecurityGroups?: pulumi.Input<pulumi.Input<string>[] | undefined>;
  subnetId: pulumi.Input<string>;
  vpcId: pulumi.Input<string>;
}
export class Eni extends pulumi.CustomResource {
  declare readonly ipv4Infos: pulumi.Output<{ ip: string; primary: boolean; description: string }[]>;
  declare readonly mac: pulumi.Output<string>;
  constructor(name: string, args: EniArgs, options?: pulumi.CustomResourceOptions) {
    super("tencentcloud:index/eni:Eni", name, { ...args, ipv4Infos: undefined, mac: undefined }, options);
  }
}

export interface EniAttachmentArgs {
  eniId: pulumi.Input<string>;
  instanceId: pulumi.Input<string>;
}
export class EniAttachment extends pulumi.CustomResource {
  declare readonly eniId: pulumi.Output<string>;
  constructor(name: string, args: EniAttachmentArgs, options?: pulumi.CustomResourceOptions) {
    super("tencentcloud:index/eniAttachment:EniAttachment", name, { ...args }, options);
  }
}

export interface GetImagesOutputArgs {
  imageTypes?: pulumi.Input<pulumi.Input<string>[] | undefined>;
  osName?: pulumi.Input<string | undefined>;
}
export interface GetImagesResult {
  readonly id: string;
  readonly images: { imageId: string; imageName: string; osName: string }[];
}
export function getImagesOutput(args: GetImagesOutputArgs = {}): pulumi.Output<GetImagesResult> {
  return pulumi.runtime.invokeOutput<GetImagesResult>("tencentcloud:index/getImages:getImages", { ...args });
}
