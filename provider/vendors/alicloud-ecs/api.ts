// Calls of alicloud-ecs and the schemas of its answers (ECS 2014-05-26). Unknown fields and words never fail.
import { z } from "zod";
import type { ApiCall } from "../../http/api.ts";
import { count, decisiveText, flag, optionalList, optionalText, pageList, readItems } from "../answers.ts";
import type { ArgumentsOf, Listing, ObservedEni, ObservedInstance, Page, TypeLimits } from "../vendor.ts";
import type { shape } from "./arguments.ts";
import { eniPhase, instancePhase } from "./states.ts";

export const version = "2014-05-26";
/** Ids in one DescribeNetworkInterfaces or DescribeInstances (API reference: 1 to 100). */
const batch = 100;

type EcsArguments = ArgumentsOf<typeof shape>;

type Query = Record<string, string>;

function call(
  action: string,
  mutates: boolean,
  parameters: Record<string, string | number | boolean | undefined>,
): ApiCall {
  const query: Query = {};
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query[name] = String(value);
  return { action, mutates, parameters: query };
}

/** `NetworkInterfaceId.1`, `.2`, …: repeated parameters are numbered from 1. */
function repeated(name: string, values: readonly string[]): Query {
  return Object.fromEntries(values.map((value, index) => [`${name}.${index + 1}`, value]));
}

export function attach(args: EcsArguments, region: string): ApiCall {
  return call("AttachNetworkInterface", true, {
    RegionId: region,
    NetworkInterfaceId: args.networkInterfaceId,
    InstanceId: args.instanceId,
    NetworkCardIndex: args.networkCardIndex,
    TrunkNetworkInstanceId: args.trunkNetworkInstanceId,
    WaitForNetworkConfigurationReady: args.waitForNetworkConfigurationReady,
  });
}

export function detach(args: EcsArguments, from: string, region: string): ApiCall {
  return call("DetachNetworkInterface", true, {
    RegionId: region,
    NetworkInterfaceId: args.networkInterfaceId,
    InstanceId: from,
    TrunkNetworkInstanceId: args.trunkNetworkInstanceId,
  });
}

/** ENIs on a page of the list of all (DescribeNetworkInterfaces, MaxResults: 10 to 500). A page of instances has at most 100. */
const eniPageSize = 500;

// MaxResults defaults to 10 whatever the number of ids, so it is always sent.
const enis = (region: string, size: number, next: string | undefined, more: Query = {}) =>
  call("DescribeNetworkInterfaces", false, { RegionId: region, MaxResults: size, NextToken: next, ...more });
const instances = (region: string, next: string | undefined, more: Query = {}) =>
  call("DescribeInstances", false, { RegionId: region, MaxResults: batch, NextToken: next, ...more });

export const eniListing: Listing<ObservedEni> = {
  batch,
  byIds: (ids, region, next) => enis(region, batch, next, repeated("NetworkInterfaceId", ids)),
  page: (region, next) => enis(region, eniPageSize, next),
  read: readEnis,
};

export const instanceListing: Listing<ObservedInstance> = {
  batch,
  byIds: (ids, region, next) => instances(region, next, { InstanceIds: JSON.stringify(ids) }),
  page: (region, next) => instances(region, next),
  read: readInstances,
};

export function instanceType(type: string, region: string): ApiCall {
  return call("DescribeInstanceTypes", false, { RegionId: region, ...repeated("InstanceTypes", [type]) });
}

const publicIp = z.object({ PublicIpAddress: optionalText }).nullish().catch(undefined);
const attachedInstance = z.object({ InstanceId: decisiveText }).nullish();
const privateIps = z
  .object({
    PrivateIpSet: optionalList(z.object({ PrivateIpAddress: optionalText, AssociatedPublicIp: publicIp })),
  })
  .nullish()
  .catch(undefined);

const eniItem = z.object({
  NetworkInterfaceId: z.string(),
  Status: decisiveText,
  Type: optionalText,
  InstanceId: decisiveText,
  MacAddress: optionalText,
  VpcId: optionalText,
  ZoneId: optionalText,
  PrivateIpAddress: optionalText,
  PrivateIpSets: privateIps,
  AssociatedPublicIp: publicIp,
  ServiceManaged: flag,
  Attachment: z.unknown().optional(),
});
// A list that is absent is never empty here: with MaxResults, TotalCount is not a count (API reference, DescribeNetworkInterfaces).
const eniPage = z.object({
  NextToken: optionalText,
  NetworkInterfaceSets: z.object({ NetworkInterfaceSet: pageList }),
});

export function readEnis(body: unknown): Page<ObservedEni> {
  const page = eniPage.parse(body);
  return {
    ...readItems(page.NetworkInterfaceSets.NetworkInterfaceSet, observedEni),
    next: page.NextToken || undefined,
  };
}

function observedEni(raw: unknown): ObservedEni {
  const item = eniItem.parse(raw);
  const status = item.Status ?? "";
  const sets = item.PrivateIpSets?.PrivateIpSet ?? [];
  const primaryIp = item.PrivateIpAddress ? [item.PrivateIpAddress] : [];
  return {
    networkInterfaceId: item.NetworkInterfaceId,
    phase: eniPhase(status),
    vendorState: status,
    // Member ENIs of a trunk name their instance only under Attachment.
    instanceId: item.InstanceId || attachedInstance.parse(item.Attachment)?.InstanceId || undefined,
    primary: item.Type === "Primary",
    serviceManaged: item.ServiceManaged ?? false,
    zone: item.ZoneId || undefined,
    vpc: item.VpcId || undefined,
    macAddress: item.MacAddress ?? "",
    privateIpAddresses: distinct([...primaryIp, ...sets.map((set) => set.PrivateIpAddress)]),
    publicIpAddresses: distinct(
      [item.AssociatedPublicIp, ...sets.map((set) => set.AssociatedPublicIp)].map((ip) => ip?.PublicIpAddress),
    ),
  };
}

function distinct(values: readonly (string | null | undefined)[]): string[] {
  return [...new Set(values.filter((value): value is string => Boolean(value)))];
}

const instanceItem = z.object({
  InstanceId: z.string(),
  Status: optionalText,
  ZoneId: optionalText,
  InstanceType: optionalText,
  VpcAttributes: z.object({ VpcId: optionalText }).nullish().catch(undefined),
  NetworkInterfaces: z
    .object({ NetworkInterface: z.array(z.object({ Type: optionalText }).catch({ Type: undefined })).nullish() })
    .nullish()
    .catch(undefined),
});
const instancePage = z.object({ NextToken: optionalText, Instances: z.object({ Instance: pageList }) });

export function readInstances(body: unknown): Page<ObservedInstance> {
  const page = instancePage.parse(body);
  return { ...readItems(page.Instances.Instance, observedInstance), next: page.NextToken || undefined };
}

function observedInstance(raw: unknown): ObservedInstance {
  const item = instanceItem.parse(raw);
  const enis = item.NetworkInterfaces?.NetworkInterface ?? undefined;
  const members = enis?.filter(({ Type }) => Type === "Member").length;
  return {
    instanceId: item.InstanceId,
    vendorState: item.Status ?? "",
    phase: instancePhase(item.Status ?? ""),
    zone: item.ZoneId || undefined,
    vpc: item.VpcAttributes?.VpcId || undefined,
    type: item.InstanceType || undefined,
    // Members of a trunk do not count against EniQuantity (terway).
    eniCount: enis && enis.length - (members ?? 0),
    memberCount: members,
  };
}

const positive = count.transform((value) => value || undefined);
const instanceTypeItem = z.object({
  EniQuantity: positive,
  EniTotalQuantity: count,
  EniTrunkSupported: flag,
  NetworkCardQuantity: positive,
  NetworkCards: z
    .object({ NetworkCardInfo: optionalList(z.object({ NetworkCardIndex: z.int().nonnegative() })) })
    .nullish()
    .catch(undefined),
});
const typePage = z.object({ InstanceTypes: z.object({ InstanceType: optionalList(instanceTypeItem) }) });

/** Members of a trunk have the places that are left between EniQuantity and EniTotalQuantity (terway). */
export function readTypeLimits(body: unknown): TypeLimits {
  const [type] = typePage.parse(body).InstanceTypes.InstanceType;
  const { EniQuantity, EniTotalQuantity, EniTrunkSupported, NetworkCardQuantity, NetworkCards } = type ?? {};
  const total = EniTotalQuantity != null && EniQuantity != null ? EniTotalQuantity - EniQuantity : undefined;
  const indexes = (NetworkCards?.NetworkCardInfo ?? []).map(({ NetworkCardIndex }) => NetworkCardIndex + 1);
  return {
    enis: EniQuantity ?? undefined,
    members: EniTrunkSupported === false ? 0 : total === undefined ? undefined : Math.max(0, total),
    networkCards:
      indexes.length > 0 ? Math.max(...indexes, NetworkCardQuantity ?? 0) : (NetworkCardQuantity ?? undefined),
  };
}

export function takes({ trunkNetworkInstanceId, networkCardIndex }: EcsArguments) {
  return {
    member: trunkNetworkInstanceId !== undefined,
    ...(networkCardIndex === undefined
      ? {}
      : { networkCard: { argument: "networkCardIndex", index: networkCardIndex } }),
  };
}
