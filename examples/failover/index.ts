// One ENI and two instances: `pulumi config set active green` moves the service's address to the other one.
import * as pulumi from "@pulumi/pulumi";
import { EniAttachment } from "pulumi-eni-attachment";

const config = new pulumi.Config();
const instances = new Map([
  ["blue", config.require("blue")],
  ["green", config.require("green")],
]);
const active = config.require("active");
const instanceId = instances.get(active);
if (instanceId === undefined) {
  throw new pulumi.RunError(`active is "${active}"; it can be ${[...instances.keys()].join(" or ")}`);
}

const service = new EniAttachment("service", {
  vendor: "alicloud-ecs",
  region: config.require("region"),
  networkInterfaceId: config.require("networkInterfaceId"),
  instanceId,
  // A failover is over in seconds. One that is not should say so before somebody has to ask.
  timeouts: { detach: "2m", attach: "3m" },
});

export const activeInstance = active;
export const attachedTo = service.attachedTo;
