// Step 1: the old resource gets `retainOnDelete`, and nothing else changes. `pulumi up` writes that into the state.
import * as alicloud from "@pulumi/alicloud";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();

new alicloud.ecs.EcsNetworkInterfaceAttachment(
  "service",
  {
    networkInterfaceId: config.require("networkInterfaceId"),
    instanceId: config.require("instanceId"),
  },
  { retainOnDelete: true },
);
