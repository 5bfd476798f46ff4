// Step 2: EniAttachment in its place. `pulumi up` adopts the ENI where it is, and drops the old resource from the state.
import * as pulumi from "@pulumi/pulumi";
import { EniAttachment } from "pulumi-eni-attachment";

const config = new pulumi.Config();

const service = new EniAttachment("service", {
  vendor: "alicloud-ecs",
  region: new pulumi.Config("alicloud").require("region"),
  networkInterfaceId: config.require("networkInterfaceId"),
  instanceId: config.require("instanceId"),
});

export const adopted = service.adopted;
