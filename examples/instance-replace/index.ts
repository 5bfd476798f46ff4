// A new image is a new instance, and the ENI with the service's address goes from the old one to the new one.
import * as alicloud from "@pulumi/alicloud";
import * as pulumi from "@pulumi/pulumi";
import { EniAttachment } from "pulumi-eni-attachment";

const config = new pulumi.Config();

const server = new alicloud.ecs.Instance(
  "server",
  {
    instanceType: "ecs.g7.large",
    imageId: config.require("imageId"),
    vswitchId: config.require("vswitchId"),
    securityGroups: [config.require("securityGroupId")],
  },
  {
    // Otherwise a new image would be written over the old one's disk, on the instance that there is.
    replaceOnChanges: ["imageId"],
    deleteBeforeReplace: config.requireBoolean("deleteFirst"),
  },
);

const service = new EniAttachment("service", {
  vendor: "alicloud-ecs",
  region: new pulumi.Config("alicloud").require("region"),
  networkInterfaceId: config.require("networkInterfaceId"),
  instanceId: server.id,
});

export const instanceId = server.id;
export const attachedTo = service.attachedTo;
