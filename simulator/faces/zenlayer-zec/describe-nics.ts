// DescribeNetworkInterfaces: every documented filter, pages by number, and an empty set (not an error) for unknown ids.
import type { Eni, Look } from "../../world/eni.ts";
import type { Sighting } from "../../world/world.ts";
import { shownWord } from "../face.ts";
import type { Json } from "../json-answer.ts";
import { allNicStatusWords, nicStatusWords, paginate, presentTags, scopeOf, tagFilter } from "./action.ts";
import type { Action, Context } from "./action.ts";

export const describeNetworkInterfaces: Action = (context) => {
  const ids = context.parameters.texts("nicIds", 100);
  const sightings = context.world.observe(scopeOf(context), readFilter(context), ids);
  sightings.sort((a, b) => a.eni.sequence - b.eni.sequence);
  const page = paginate(sightings, context);
  return { totalCount: sightings.length, dataSet: page.map(({ eni, look }) => presentNic(eni, look, context)) };
};

function readFilter(context: Context): (sighting: Sighting) => boolean {
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
  return ({ eni, look }) =>
    // The only fuzzy one.
    (name === undefined || eni.name.includes(name)) &&
    (regionId === undefined || eni.region === regionId) &&
    (vpcId === undefined || eni.vpc === vpcId) &&
    (subnetId === undefined || eni.vSwitch === subnetId) &&
    (instanceId === undefined || look.instanceId === instanceId) &&
    (status === undefined || nicStatusWords[look.status] === status) &&
    (nicType === undefined || typeOf(look) === nicType) &&
    (nicSubnetType === undefined || subnetTypeOf(eni) === nicSubnetType) &&
    (resourceGroupId === undefined || eni.resourceGroup === resourceGroupId) &&
    (securityGroupId === undefined || eni.securityGroups.includes(securityGroupId)) &&
    tagged(eni.tags);
}

const typeOf = (look: Look) => (look.kind === "primary" ? "Primary" : "Secondary");
const subnetTypeOf = (eni: Eni) => (eni.ipv6Ips.length > 0 ? "IPv4_IPv6" : "IPv4");

export function presentNic(eni: Eni, look: Look, context: Context): Json {
  return {
    nicId: eni.id,
    name: eni.name,
    status: shownWord(context.disguise, eni.id, nicStatusWords[look.status]),
    nicType: typeOf(look),
    regionId: eni.region,
    nicSubnetType: subnetTypeOf(eni),
    publicIpList: eni.publicIps,
    privateIpList: [eni.primaryIp, ...eni.secondaryIps],
    primaryIpv4: eni.primaryIp,
    // Null where the vNIC has IPv4 only.
    primaryIpv6: eni.ipv6Ips[0] ?? null,
    ipv6Cidr: eni.ipv6Ips[0] === undefined ? null : `${eni.ipv6Ips[0]}/128`,
    secondaryIpv4s: eni.secondaryIps,
    macAddress: eni.mac,
    ...presentInstance(eni, look, context),
    vpcId: eni.vpc,
    subnetId: eni.vSwitch,
    createTime: eni.createdAt,
    updateTime: eni.createdAt,
    resourceGroup: { resourceGroupId: eni.resourceGroup, resourceGroupName: eni.resourceGroup },
    securityGroupId: eni.securityGroups[0] ?? null,
    tags: presentTags(eni.tags),
  };
}

/** How an answer shows that there is no instance is documented nowhere: a switch of the world. */
function presentInstance(eni: Eni, look: Look, { world }: Context): Record<string, Json> {
  if (look.instanceId !== undefined) return { instanceId: look.instanceId };
  switch (eni.behaviours.detachedInstanceId ?? world.definition.switches.detachedInstanceId) {
    case "absent":
      return {};
    case "null":
      return { instanceId: null };
    case "empty":
      return { instanceId: "" };
  }
}
