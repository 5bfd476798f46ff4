// A vNIC of Zenlayer Elastic Compute on an instance. There is no region to name: one API serves all of them.
import * as pulumi from "@pulumi/pulumi";
import { EniAttachment } from "pulumi-eni-attachment";

const config = new pulumi.Config();

const edge = new EniAttachment("edge", {
  vendor: "zenlayer-zec",
  // `require` gives text, and these ids are text: as numbers they would lose digits, and are refused.
  networkInterfaceId: config.require("networkInterfaceId"),
  instanceId: config.require("instanceId"),
});

export const attachedTo = edge.attachedTo;
