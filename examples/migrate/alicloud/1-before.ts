// Where you are: an attachment of @pulumi/alicloud.
import * as alicloud from "@pulumi/alicloud";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();

new alicloud.ecs.EcsNetworkInterfaceAttachment("service", {
  networkInterfaceId: config.require("networkInterfaceId"),
  instanceId: config.require("instanceId"),
});
