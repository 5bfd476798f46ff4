// DescribeInstances, DescribeInstanceStatus and DescribeInstanceTypes, by which clients check the target of an attach.
import { z } from "zod";
import type { Instance } from "../../world/eni.ts";
import type { World } from "../../world/world.ts";
import { Refused } from "../refused.ts";
import { eniTypeWords, instanceStatusWords, regionOfListing, scopeOf, VENDOR } from "./action.ts";
import type { Action } from "./action.ts";
import { paginate } from "./paging.ts";
import { invalid } from "./parameters.ts";
import type { Json } from "./render.ts";

const idList = z.array(z.string());

export const describeInstances: Action = (context) => {
  const { parameters, world } = context;
  const region = regionOfListing(context);
  // An empty JSON array is valid and finds nothing (API reference, DescribeInstances).
  const ids = parseIds(parameters.text("InstanceIds"));
  const status = parameters.oneOf("Status", Object.values(instanceStatusWords));
  const vpc = parameters.text("VpcId");
  const vSwitch = parameters.text("VSwitchId");
  const zone = parameters.text("ZoneId");
  const name = parameters.text("InstanceName");
  const type = parameters.text("InstanceType");
  const group = parameters.text("SecurityGroupId");
  const tags = parameters.tags(20);
  const found = world
    .instances(scopeOf(context, region))
    .filter(
      (instance) =>
        (ids === undefined || ids.has(instance.id)) &&
        (status === undefined || instanceStatusWords[instance.status] === status) &&
        (vpc === undefined || instance.vpc === vpc) &&
        (vSwitch === undefined || instance.vSwitch === vSwitch) &&
        (zone === undefined || instance.zone === zone) &&
        (name === undefined || instance.name === name) &&
        (type === undefined || instance.type === type) &&
        (group === undefined || instance.securityGroups.includes(group)) &&
        tags.every(({ key, value }) => key in instance.tags && (value === undefined || instance.tags[key] === value)),
    );
  const limits = { maxResults: { min: 10, max: 100, default: 10 }, pageSize: { max: 100, default: 10 } };
  const { page, envelope } = paginate(found, parameters, limits);
  return { ...envelope, Instances: { Instance: page.map((instance) => present(instance, world)) } };
};

export const describeInstanceStatus: Action = (context) => {
  const { parameters, world } = context;
  const region = regionOfListing(context);
  const ids = parameters.texts("InstanceId", 100);
  const zone = parameters.text("ZoneId");
  const found = world
    .instances(scopeOf(context, region))
    .filter(
      ({ id, zone: instanceZone }) =>
        (ids === undefined || ids.includes(id)) && (zone === undefined || instanceZone === zone),
    );
  // The action has no MaxResults and NextToken; the limits for them are only here because `paginate` needs some.
  const limits = { maxResults: { min: 1, max: 50, default: 10 }, pageSize: { max: 50, default: 10 } };
  const { page, envelope } = paginate(found, parameters, limits);
  const statuses = page.map(({ id, status }) => ({ InstanceId: id, Status: instanceStatusWords[status] }));
  return { ...envelope, InstanceStatuses: { InstanceStatus: statuses } };
};

export const describeInstanceTypes: Action = (context) => {
  const { parameters, world } = context;
  const ids = parameters.texts("InstanceTypes", 10);
  // Only types that instances of the world have: a world has no list of types, and no other type can be the target of an attach.
  const all = world.instances().filter(({ vendor }) => vendor === VENDOR);
  const types = new Map(all.map((instance) => [instance.type, instance]));
  const found = [...types.values()].filter(({ type }) => ids === undefined || ids.includes(type));
  const limits = { maxResults: { min: 1, max: 1600, default: 1600 }, pageSize: { max: 1600, default: 1600 } };
  const { page, envelope } = paginate(found, parameters, limits);
  return {
    NextToken: envelope["NextToken"] ?? "",
    InstanceTypes: {
      InstanceType: page.map((instance) => ({
        InstanceTypeId: instance.type,
        InstanceTypeFamily: instance.type.split(".").slice(0, 2).join("."),
        CpuCoreCount: 2,
        MemorySize: 8,
        EniQuantity: instance.maxEnis,
        EniTotalQuantity: instance.maxEnis + (instance.trunking ? instance.maxMembers : 0),
        EniPrivateIpAddressQuantity: 6,
        EniTrunkSupported: instance.trunking,
        NetworkCardQuantity: instance.networkCards,
        NetworkCards: {
          NetworkCardInfo: Array.from({ length: instance.networkCards }, (_, index) => ({ NetworkCardIndex: index })),
        },
      })),
    },
  };
};

function parseIds(text: string | undefined): Set<string> | undefined {
  if (text === undefined) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new Refused("InvalidInstanceIds.Malformed");
  }
  const ids = idList.safeParse(parsed);
  if (!ids.success) throw new Refused("InvalidInstanceIds.Malformed");
  if (ids.data.length > 100) throw invalid("InstanceIds", "at most 100 values are allowed");
  return new Set(ids.data);
}

function present(instance: Instance, world: World): Json {
  const enis = world.enisOf(instance.id).filter(({ status }) => status === "inUse" || status === "detaching");
  const primary = enis.find(({ kind }) => kind === "primary");
  return {
    InstanceId: instance.id,
    InstanceName: instance.name,
    HostName: instance.id.replace("i-", "iZ") + "Z",
    Description: "",
    RegionId: instance.region,
    ZoneId: instance.zone,
    Status: instanceStatusWords[instance.status],
    InstanceType: instance.type,
    InstanceTypeFamily: instance.type.split(".").slice(0, 2).join("."),
    InstanceNetworkType: "vpc",
    InstanceChargeType: "PostPaid",
    InternetChargeType: "PayByTraffic",
    CreationTime: instance.createdAt.replace(/:\d\d(\.\d+)?Z$/, "Z"),
    Cpu: 2,
    Memory: 8192,
    OSType: "linux",
    ImageId: "aliyun_3_x64_20G_alibase_20240528.vhd",
    IoOptimized: true,
    DeletionProtection: false,
    VpcAttributes: {
      VpcId: instance.vpc,
      VSwitchId: instance.vSwitch,
      NatIpAddress: "",
      PrivateIpAddress: { IpAddress: primary === undefined ? [] : [primary.primaryIp] },
    },
    PublicIpAddress: { IpAddress: [] },
    EipAddress: { AllocationId: "", IpAddress: "", InternetChargeType: "" },
    SecurityGroupIds: { SecurityGroupId: instance.securityGroups },
    NetworkInterfaces: {
      NetworkInterface: enis.map((eni) => ({
        NetworkInterfaceId: eni.id,
        MacAddress: eni.mac,
        PrimaryIpAddress: eni.primaryIp,
        Type: eniTypeWords[eni.trunkEniId === undefined ? eni.kind : "member"],
        PrivateIpSets: {
          PrivateIpSet: [eni.primaryIp, ...eni.secondaryIps].map((ip, index) => ({
            PrivateIpAddress: ip,
            Primary: index === 0,
          })),
        },
      })),
    },
    Tags: { Tag: Object.entries(instance.tags).map(([key, value]) => ({ TagKey: key, TagValue: value })) },
  };
}
