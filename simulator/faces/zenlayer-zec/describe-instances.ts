// DescribeInstances and DescribeInstancesStatus, by which clients check the target of an attach.
import type { Instance } from "../../world/eni.ts";
import type { Json } from "../json-answer.ts";
import { allInstanceStatusWords, instanceStatusWords, paginate, presentTags, scopeOf, tagFilter } from "./action.ts";
import type { Action, Context } from "./action.ts";
import { presentNic } from "./describe-nics.ts";

export const describeInstances: Action = (context) => {
  const { parameters, world } = context;
  const ids = parameters.texts("instanceIds", 100);
  const zoneId = parameters.text("zoneId");
  const imageId = parameters.text("imageId");
  const ipv4 = parameters.text("ipv4Address");
  const ipv6 = parameters.text("ipv6Address");
  const status = parameters.oneOf("status", allInstanceStatusWords);
  const name = parameters.text("name");
  const resourceGroupId = parameters.text("resourceGroupId");
  const tagged = tagFilter(context);
  const found = world.instances(scopeOf(context)).filter((instance) => {
    const enis = world.enisOf(instance.id);
    return (
      (ids === undefined || ids.includes(instance.id)) &&
      (zoneId === undefined || instance.zone === zoneId) &&
      (imageId === undefined || imageId === IMAGE) &&
      (ipv4 === undefined ||
        enis.some((eni) => [eni.primaryIp, ...eni.secondaryIps, ...eni.publicIps].includes(ipv4))) && // prettier-ignore
      (ipv6 === undefined || enis.some((eni) => eni.ipv6Ips.includes(ipv6))) &&
      (status === undefined || instanceStatusWords[instance.status] === status) &&
      (name === undefined || instance.name.includes(name)) &&
      (resourceGroupId === undefined || resourceGroupId === "") &&
      tagged(instance.tags)
    );
  });
  const page = paginate(found, context);
  return { totalCount: found.length, dataSet: page.map((instance) => present(instance, context)) };
};

export const describeInstancesStatus: Action = (context) => {
  const ids = context.parameters.texts("instanceIds", 100);
  const found = context.world.instances(scopeOf(context)).filter(({ id }) => ids === undefined || ids.includes(id));
  const statuses = paginate(found, context).map(({ id, status }) => ({
    instanceId: id,
    instanceStatus: instanceStatusWords[status],
  }));
  return { totalCount: found.length, dataSet: statuses };
};

const IMAGE = "ubuntu2204_20240701";

/** The answer has no regionId for an instance, only its zone; its vNICs have one. */
function present(instance: Instance, context: Context): Json {
  const { world } = context;
  const nics = world
    .enisOf(instance.id)
    .map((eni) => ({ eni, visible: world.visibleState(eni) }))
    .filter(({ visible }) => visible.instanceId === instance.id);
  return {
    instanceId: instance.id,
    instanceName: instance.name,
    zoneId: instance.zone,
    instanceType: instance.type,
    cpu: 2,
    memory: 4,
    imageId: IMAGE,
    imageName: "Ubuntu Server 22.04 LTS",
    nicNetworkType: "VirtioOnly",
    status: instanceStatusWords[instance.status],
    publicIpAddresses: nics.flatMap(({ eni }) => eni.publicIps),
    privateIpAddresses: nics.flatMap(({ eni }) => [eni.primaryIp, ...eni.secondaryIps]),
    keyId: null,
    subnetId: instance.vSwitch,
    securityGroupId: instance.securityGroups[0] ?? null,
    enableAgent: true,
    enableAgentMonitor: false,
    enableIpForward: false,
    createTime: instance.createdAt,
    expiredTime: null,
    resourceGroupId: "",
    resourceGroupName: "",
    nics: nics.map(({ eni, visible }) => presentNic(eni, visible, context)),
    tags: presentTags(instance.tags),
    loadBalancerIds: [],
  };
}
