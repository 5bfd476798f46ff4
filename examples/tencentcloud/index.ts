// A VPC with two CVM instances, and an ENI that is on one of them: `pulumi config set active b` moves it to the other.
import * as pulumi from "@pulumi/pulumi";
import * as tencentcloud from "@pulumi/tencentcloud";
import { EniAttachment } from "pulumi-eni-attachment";

const config = new pulumi.Config();
const zone = config.require("zone");
const instanceType = config.require("instanceType");
const active = config.require("active");
// Named here, so that the attachment and the provider can never mean different regions.
const region = new pulumi.Config("tencentcloud").require("region");

const imageId = tencentcloud
  .getImagesOutput({ imageTypes: ["PUBLIC_IMAGE"], osName: "ubuntu" })
  .apply(({ images: [first] }) => {
    if (first === undefined) throw new pulumi.RunError(`no public image of Ubuntu in ${region}`);
    return first.imageId;
  });

const network = new tencentcloud.Vpc("network", { name: "eni-example", cidrBlock: "10.0.0.0/16" });
const subnet = new tencentcloud.Subnet("subnet", {
  name: "eni-example",
  vpcId: network.id,
  availabilityZone: zone,
  cidrBlock: "10.0.1.0/24",
});
const firewall = new tencentcloud.SecurityGroup("firewall", { name: "eni-example" });

const server = (name: string) =>
  new tencentcloud.Instance(name, {
    instanceName: name,
    availabilityZone: zone,
    instanceType,
    imageId,
    vpcId: network.id,
    subnetId: subnet.id,
    orderlySecurityGroups: [firewall.id],
  });
const servers = new Map([
  ["a", server("server-a")],
  ["b", server("server-b")],
]);
const holder = servers.get(active);
if (holder === undefined) throw new pulumi.RunError(`active is "${active}"; it can be a or b`);

const eni = new tencentcloud.Eni("service", {
  name: "eni-example",
  vpcId: network.id,
  subnetId: subnet.id,
  orderlySecurityGroups: [firewall.id],
  ipv4Count: 1,
});

const attachment = new EniAttachment("service", {
  vendor: "tencentcloud-vpc",
  region,
  networkInterfaceId: eni.id,
  instanceId: holder.id,
});

// Of the ENI itself: it has them before it is attached and while it moves, and they are known at every preview.
export const address = eni.ipv4Infos.apply((addresses) => addresses.find(({ primary }) => primary)?.ip);
export const macAddress = eni.mac;
export const attachedTo = attachment.attachedTo;
