// DescribeNetworkInterfaces: all documented filters, both ways of paging, and an empty list, not an error, for unknown ids.
import type { Eni, VisibleState } from "../../world/eni.ts";
import type { Observation, World } from "../../world/world.ts";
import { statusWord } from "../face.ts";
import type { StatusOverride } from "../face.ts";
import { eniStatusWords, eniTypeWords, regionOfListing, regionOfOperation, scopeOf } from "./action.ts";
import type { Action, Context } from "./action.ts";
import { paginate } from "./paging.ts";
import type { Json } from "./render.ts";

const limits = {
  maxResults: { min: 10, max: 500, default: 10 },
  pageSize: { max: 1000, default: 10 },
  badPageNumber: "InvalidOperation.InvalidEniPageNumber",
};

export const describeNetworkInterfaces: Action = (context) => {
  const region = regionOfOperation(context, regionOfListing(context));
  const ids = context.parameters.texts("NetworkInterfaceId", 100);
  const filter = readFilter(context);
  const observations = context.world.observe(scopeOf(context, region), filter, ids);
  const items = observations.map((observation) => ({ ...observation, sequence: observation.eni.sequence }));
  items.sort((a, b) => a.sequence - b.sequence);
  const { page, envelope } = paginate(items, context.parameters, limits);
  const shown = page.map(({ eni, visible }) => present(eni, visible, context.world, context.statusOverride));
  return { ...envelope, NetworkInterfaceSets: { NetworkInterfaceSet: shown } };
};

function readFilter({ parameters }: Context): (observation: Observation) => boolean {
  const instanceId = parameters.text("InstanceId");
  const vpc = parameters.text("VpcId");
  const vSwitch = parameters.text("VSwitchId");
  const securityGroup = parameters.text("SecurityGroupId");
  const primaryIp = parameters.text("PrimaryIpAddress");
  const privateIps = parameters.texts("PrivateIpAddress", 100);
  const ipv6Ips = parameters.texts("Ipv6Address", 100);
  const name = parameters.text("NetworkInterfaceName");
  // Only Primary and Secondary are documented as filters; Trunk and Member occur in answers, and clients send them.
  const type = parameters.oneOf("Type", Object.values(eniTypeWords));
  const status = parameters.oneOf("Status", Object.values(eniStatusWords));
  const serviceManaged = parameters.flag("ServiceManaged");
  const resourceGroup = parameters.text("ResourceGroupId");
  const tags = parameters.tags(20);
  return ({ eni, visible }) =>
    (instanceId === undefined || visible.instanceId === instanceId) &&
    (vpc === undefined || eni.vpc === vpc) &&
    (vSwitch === undefined || eni.vSwitch === vSwitch) &&
    // The reference says "the security group of the secondary ENI", so this filter finds no primary ones.
    (securityGroup === undefined || (eni.kind !== "primary" && eni.securityGroups.includes(securityGroup))) &&
    (primaryIp === undefined || eni.primaryIp === primaryIp) &&
    (privateIps === undefined || privateIps.some((ip) => eni.primaryIp === ip || eni.secondaryIps.includes(ip))) &&
    (ipv6Ips === undefined || ipv6Ips.some((ip) => eni.ipv6Ips.includes(ip))) &&
    (name === undefined || eni.name === name) &&
    (type === undefined || eniTypeWords[visible.kind] === type) &&
    (status === undefined || eniStatusWords[visible.status] === status) &&
    (serviceManaged === undefined || eni.serviceManaged === serviceManaged) &&
    (resourceGroup === undefined || eni.resourceGroup === resourceGroup) &&
    tags.every(({ key, value }) => key in eni.tags && (value === undefined || eni.tags[key] === value));
}

function present(eni: Eni, visible: VisibleState, world: World, statusOverride: StatusOverride | undefined): Json {
  const privateIps = [eni.primaryIp, ...eni.secondaryIps];
  return {
    NetworkInterfaceId: eni.id,
    NetworkInterfaceName: eni.name,
    Description: eni.description,
    Status: statusWord(statusOverride, eni.id, eniStatusWords[visible.status]),
    Type: eniTypeWords[visible.kind],
    ...presentInstance(eni, visible, world),
    MacAddress: eni.mac,
    VpcId: eni.vpc,
    VSwitchId: eni.vSwitch,
    ZoneId: eni.zone,
    PrivateIpAddress: eni.primaryIp,
    PrivateIpSets: {
      PrivateIpSet: privateIps.map((ip, index) => ({
        PrivateIpAddress: ip,
        Primary: index === 0,
        ...(eni.publicIps[index] === undefined ? {} : { AssociatedPublicIp: publicIp(eni.publicIps[index]) }),
      })),
    },
    AssociatedPublicIp: eni.publicIps[0] === undefined ? {} : publicIp(eni.publicIps[0]),
    Ipv6Sets: { Ipv6Set: eni.ipv6Ips.map((ip, index) => ({ Ipv6Address: ip, Primary: index === 0 })) },
    Ipv4PrefixSets: { Ipv4PrefixSet: [] },
    Ipv6PrefixSets: { Ipv6PrefixSet: [] },
    SecurityGroupIds: { SecurityGroupId: eni.securityGroups },
    Tags: { Tag: Object.entries(eni.tags).map(([key, value]) => ({ TagKey: key, TagValue: value })) },
    CreationTime: eni.createdAt,
    OwnerId: eni.owner,
    ResourceGroupId: eni.resourceGroup,
    ServiceManaged: eni.serviceManaged,
    DeleteOnRelease: eni.deleteOnRelease,
    SourceDestCheck: false,
    QueueNumber: 2,
    NetworkInterfaceTrafficMode: "Standard",
  };
}

const publicIp = (address: string): Json => ({
  PublicIpAddress: address,
  AllocationId: `eip-${address.replace(/[^0-9a-f]/g, "")}`,
});

/** The instance of an ENI is in InstanceId and in Attachment; that of a member ENI only in Attachment. */
function presentInstance(eni: Eni, visible: VisibleState, world: World): Record<string, Json> {
  const absent = (eni.behaviours.detachedInstanceId ?? world.definition.switches.detachedInstanceId) === "absent";
  const noInstance: Record<string, Json> = absent ? {} : { InstanceId: "" };
  if (visible.instanceId === undefined) return { ...noInstance, Attachment: {} };
  // Not returned for an ENI that another service manages (API reference, DescribeNetworkInterfaces).
  if (eni.serviceManaged) return { Attachment: {} };
  const attachment = {
    InstanceId: visible.instanceId,
    DeviceIndex: visible.deviceIndex ?? 0,
    ...(visible.trunkEniId === undefined ? {} : { TrunkNetworkInterfaceId: visible.trunkEniId }),
    ...(visible.networkCardIndex === undefined ? {} : { NetworkCardIndex: visible.networkCardIndex }),
  };
  const top = visible.kind === "member" ? noInstance : { InstanceId: visible.instanceId };
  return { ...top, Attachment: attachment };
}
