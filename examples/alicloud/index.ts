// A VPC with two ECS instances, and an ENI that is on one of them: `pulumi config set active b` moves it to the other.
import * as alicloud from "@pulumi/alicloud";
import * as pulumi from "@pulumi/pulumi";
import { EniAttachment } from "pulumi-eni-attachment";

const config = new pulumi.Config();
const instanceType = config.require("instanceType");
const active = config.require("active");
// Named here, so that the attachment and @pulumi/alicloud can never mean different regions.
const region = new pulumi.Config("alicloud").require("region");

// An ENI and its instance have to be in one zone: one that sells this instance type.
const zoneId = alicloud
  .getZonesOutput({ availableInstanceType: instanceType, availableResourceCreation: "VSwitch" })
  .apply(({ ids: [first] }) => {
    if (first === undefined) throw new pulumi.RunError(`no zone of ${region} has ${instanceType}`);
    return first;
  });
const imageId = alicloud.ecs
  .getImagesOutput({ owners: "system", nameRegex: "^ubuntu_24.*x64", mostRecent: true })
  .apply(({ ids: [first] }) => {
    if (first === undefined) throw new pulumi.RunError(`no image of Ubuntu 24 in ${region}`);
    return first;
  });

const network = new alicloud.vpc.Network("network", { vpcName: "eni-example", cidrBlock: "172.16.0.0/16" });
const subnet = new alicloud.vpc.Switch("subnet", { vpcId: network.id, zoneId, cidrBlock: "172.16.0.0/24" });
const firewall = new alicloud.ecs.SecurityGroup("firewall", { vpcId: network.id });

const server = (name: string) =>
  new alicloud.ecs.Instance(name, {
    instanceType,
    imageId,
    vswitchId: subnet.id,
    securityGroups: [firewall.id],
    systemDiskCategory: "cloud_essd",
  });
const servers = new Map([
  ["a", server("server-a")],
  ["b", server("server-b")],
]);
const holder = servers.get(active);
if (holder === undefined) throw new pulumi.RunError(`active is "${active}"; it can be a or b`);

const eni = new alicloud.ecs.EcsNetworkInterface("service", {
  networkInterfaceName: "eni-example",
  vswitchId: subnet.id,
  securityGroupIds: [firewall.id],
});

const attachment = new EniAttachment("service", {
  vendor: "alicloud-ecs",
  region,
  networkInterfaceId: eni.id,
  instanceId: holder.id,
});

// Of the ENI itself: it has them before it is attached and while it moves, and they are known at every preview.
export const address = eni.primaryIpAddress;
export const macAddress = eni.mac;
export const attachedTo = attachment.attachedTo;
