// Where you are: an attachment of the Tencent Cloud provider.
import * as pulumi from "@pulumi/pulumi";
import * as tencentcloud from "@pulumi/tencentcloud";

const config = new pulumi.Config();

new tencentcloud.EniAttachment("service", {
  eniId: config.require("networkInterfaceId"),
  instanceId: config.require("instanceId"),
});
