// ENIs of several vendors, each on one of two instances: `pulumi config set side b` moves all of them to the other.
import * as pulumi from "@pulumi/pulumi";
import { EniAttachment } from "pulumi-eni-attachment";

const side = new pulumi.Config().get("side") ?? "a";
const onSide = (a: string, b: string): string => (side === "a" ? a : b);

const alicloud = new EniAttachment("alicloud", {
  vendor: "alicloud-ecs",
  region: "cn-hangzhou",
  networkInterfaceId: "eni-bp1example00000000e1",
  instanceId: onSide("i-bp1example00000000a1", "i-bp1example00000000b2"),
});

const tencent = new EniAttachment("tencent", {
  vendor: "tencentcloud-vpc",
  region: "ap-guangzhou",
  networkInterfaceId: "eni-example1",
  instanceId: onSide("ins-example1", "ins-example2"),
});

const legacy = new EniAttachment("tencent-legacy", {
  vendor: "tencentcloud-vpc-v2",
  region: "ap-guangzhou",
  vpcId: "vpc-default0",
  networkInterfaceId: "eni-example2",
  instanceId: onSide("ins-example1", "ins-example2"),
});

const edge = new EniAttachment("edge", {
  vendor: "tencentcloud-ecm",
  region: "ap-xian-ecm",
  networkInterfaceId: "eni-example3",
  instanceId: onSide("ein-example1", "ein-example2"),
});

const zenlayer = new EniAttachment("zenlayer", {
  vendor: "zenlayer-zec",
  networkInterfaceId: "1304682049596034008",
  instanceId: onSide("1272168087751233112", "1272168087751233113"),
});

export const attachedTo = {
  alicloud: alicloud.attachedTo,
  tencent: tencent.attachedTo,
  legacy: legacy.attachedTo,
  edge: edge.attachedTo,
  zenlayer: zenlayer.attachedTo,
};
