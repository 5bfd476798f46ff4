// alicloud.vpc: networks and vSwitches.
import * as pulumi from "@pulumi/pulumi";

export interface NetworkArgs {
  cidrBlock?: pulumi.Input<string | undefined>;
  vpcName?: pulumi.Input<string | undefined>;
}
export class Network extends pulumi.CustomResource {
  declare readonly cidrBlock: pulumi.Output<string>;
  constructor(name: string, args?: NetworkArgs, options?: pulumi.CustomResourceOptions) {
    super("alicloud:vpc/network:Network", name, { ...args }, options);
  }
}

export interface SwitchArgs {
  cidrBlock?: pulumi.Input<string | undefined>;
  vpcId?: pulumi.Input<string | undefined>;
  zoneId?: pulumi.Input<string | undefined>;
}
export class Switch extends pulumi.CustomResource {
  declare readonly zoneId: pulumi.Output<string>;
  constructor(name: string, args?: SwitchArgs, options?: pulumi.CustomResourceOptions) {
    super("alicloud:vpc/switch:Switch", name, { ...args }, options);
  }
}
