// Step 1: the old resource gets `retainOnDelete`, and nothing else changes. `pulumi up` writes that into the state.
import * as pulumi from "@pulumi/pulumi";
import * as tencentcloud from "@pulumi/tencentcloud";

const config = new pulumi.Config();

new tencentcloud.EniAttachment(
  "service",
  {
    eniId: config.require("networkInterfaceId"),
    instanceId: config.require("instanceId"),
  },
  { retainOnDelete: true },
);
