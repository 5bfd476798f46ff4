// DescribeNetworkInterfaces: all documented filters, paging, and an empty list, not an error, for unknown ids.
import type { Eni, VisibleState } from "../../world/eni.ts";
import type { Observation } from "../../world/world.ts";
import { statusWord } from "../face.ts";
import type { Json } from "../json-answer.ts";
import { allNicStatusWords, nicStatusWords, paginate, presentTags, scopeOf, tagFilter } from "./action.ts";
import type { Action, Context } from "./action.ts";

export const describeNetworkInterfaces: Action = (context) => {
  const ids = context.parameters.texts("nicIds", 100);
  const observations = context.world.observe(scopeOf(context), readFilter(context), ids);
  observations.sort((a, b) => a.eni.sequence - b.eni.sequence);
  const page = paginate(observations, context);
  return {
    totalCount: observations.length,
    dataSet: page.map(({ eni, visible }) => presentNic(eni, visible, context)),
  };
};

function readFilter(context: Context): (observation: Observation) => boolean {
  const { parameters } = context;
  const name = parameters.text("name");
  const regionId = parameters.text("regionId");
  const vpcId = parameters.text("vpcId");
  const subnetId = parameters.text("subnetId");
  const instanceId = parameters.text("instanceId");
  const status = parameters.oneOf("status", allNicStatusWords);
  const nicType = parameters.oneOf("nicType", ["Primary", "Secondary"]);
  const nicSubnetType = parameters.oneOf("nicSubnetType", ["IPv4", "IPv4_IPv6", "IPv6"]);
  const resourceGroupId = parameters.text("resourceGroupId");
  const securityGroupId = parameters.text("securityGroupId");
  const tagged = tagFilter(context);
  return ({ eni, visible }) =>
    // The only filter that matches a part of the value.
    (name === undefined || eni.name.includes(name)) &&
    (regionId === undefined || eni.region === regionId) &&
    (vpcId === undefined || eni.vpc === vpcId) &&
    (subnetId === undefined || eni.vSwitch === subnetId) &&
    (instanceId === undefined || visible.instanceId === instanceId) &&
    (status === undefined || nicStatusWords[visible.status] === status) &&
    (nicType === undefined || typeOf(visible) === nicType) &&
    (nicSubnetType === undefined || subnetTypeOf(eni) === nicSubnetType) &&
    (resourceGroupId === undefined || eni.resourceGroup === resourceGroupId) &&
    (securityGroupId === undefined || eni.securityGroups.includes(securityGroupId)) &&
    tagged(eni.tags);
}

const typeOf = (visible: VisibleState) => (visible.kind === "primary" ? "Primary" : "Secondary");
const subnetTypeOf = (eni: Eni) => (eni.ipv6Ips.length > 0 ? "IPv4_IPv6" : "IPv4");

export function presentNic(eni: Eni, visible: VisibleState, context: Context): Json {
  return {
    nicId: eni.id,
    name: eni.name,
    status: statusWord(context.statusOverride, eni.id, nicStatusWords[visible.status]),
    nicType: typeOf(visible),
    regionId: eni.region,
    nicSubnetType: subnetTypeOf(eni),
    publicIpList: eni.publicIps,
    privateIpList: [eni.primaryIp, ...eni.secondaryIps],
    primaryIpv4: eni.primaryIp,
    // Null if the vNIC has only IPv4.
    primaryIpv6: eni.ipv6Ips[0] ?? null,
    ipv6Cidr: eni.ipv6Ips[0] === undefined ? null : `${eni.ipv6Ips[0]}/128`,
    secondaryIpv4s: eni.secondaryIps,
    macAddress: eni.mac,
    ...presentInstance(eni, visible, context),
    vpcId: eni.vpc,
    subnetId: eni.vSwitch,
    createTime: eni.createdAt,
    updateTime: eni.createdAt,
    resourceGroup: { resourceGroupId: eni.resourceGroup, resourceGroupName: eni.resourceGroup },
    securityGroupId: eni.securityGroups[0] ?? null,
    tags: presentTags(eni.tags),
  };
}

/** How an answer shows that there is no instance is not documented: a switch of the ENI or the world decides. */
function presentInstance(eni: Eni, visible: VisibleState, { world }: Context): Record<string, Json> {
  if (visible.instanceId !== undefined) return { instanceId: visible.instanceId };
  switch (eni.behaviours.detachedInstanceId ?? world.definition.switches.detachedInstanceId) {
    case "absent":
      return {};
    case "null":
      return { instanceId: null };
    case "empty":
      return { instanceId: "" };
  }
}
