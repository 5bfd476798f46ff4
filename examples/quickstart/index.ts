// The shortest useful program: one ENI on one instance. `pulumi config set instanceId …` moves it.
import * as pulumi from "@pulumi/pulumi";
import { EniAttachment } from "pulumi-eni-attachment";

const config = new pulumi.Config();

const web = new EniAttachment("web", {
  vendor: "alicloud-ecs",
  region: "cn-hangzhou",
  networkInterfaceId: config.get("networkInterfaceId") ?? "eni-bp1example00000000e1",
  instanceId: config.get("instanceId") ?? "i-bp1example00000000a1",
});

export const state = web.state;
export const attachedTo = web.attachedTo;
export const privateIpAddresses = web.privateIpAddresses;
