// An ENI that somebody attached by hand needs one step: declare it as it is, and `pulumi up` adopts it.
import * as pulumi from "@pulumi/pulumi";
import { EniAttachment } from "pulumi-eni-attachment";

const config = new pulumi.Config();

const service = new EniAttachment(
  "service",
  {
    vendor: "zenlayer-zec",
    networkInterfaceId: config.require("networkInterfaceId"),
    instanceId: config.require("instanceId"),
  },
  // What was attached by hand stays attached when the stack goes. Without it, `pulumi destroy` detaches.
  { retainOnDelete: true },
);

export const adopted = service.adopted;
