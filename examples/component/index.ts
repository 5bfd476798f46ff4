// Two services, each with an ENI that is on its primary or on its standby instance.
import * as pulumi from "@pulumi/pulumi";
import { HighlyAvailableEni } from "./highly-available-eni.ts";

const active = new pulumi.Config().require("active");
if (active !== "primary" && active !== "standby") {
  throw new pulumi.RunError(`active is "${active}"; it can be primary or standby`);
}

const database = new HighlyAvailableEni("database", {
  eni: { vendor: "alicloud-ecs", region: "cn-hangzhou", networkInterfaceId: "eni-bp1example000database" },
  primary: "i-bp1example00000000a1",
  standby: "i-bp1example00000000a2",
  active,
});

const gateway = new HighlyAvailableEni("gateway", {
  eni: { vendor: "tencentcloud-vpc", region: "ap-guangzhou", networkInterfaceId: "eni-gateway1" },
  primary: "ins-gateway1",
  standby: "ins-gateway2",
  active,
});

export const attachedTo = { database: database.attachedTo, gateway: gateway.attachedTo };
