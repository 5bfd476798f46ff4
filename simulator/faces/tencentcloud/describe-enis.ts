// DescribeNetworkInterfaces of VPC and ECM: by ids or by filters. Both services add their own fields to the items of the answer.
import type { Eni, VisibleState } from "../../world/eni.ts";
import type { Observation } from "../../world/world.ts";
import { statusWord } from "../face.ts";
import { eniStateWords, scopeOf } from "./api3.ts";
import type { CommonSettings, Context } from "./api3.ts";
import type { Json } from "../json-answer.ts";
import { Refused } from "../refused.ts";
import { isEniId, malformed } from "./operate.ts";
import type { ParameterCodes, Filter } from "./parameters.ts";

export interface Listing<Settings extends CommonSettings> {
  parameterCodes: ParameterCodes;
  /** Filters of this service in addition to `commonFilters`. */
  filters: Readonly<Record<string, Matcher>>;
  /** Adds the fields of this service to an item. */
  present(item: Record<string, Json>, observation: Observation, context: Context<Settings>): Record<string, Json>;
}
export type Matcher = (observation: Observation, values: readonly string[]) => boolean;

export function describeNetworkInterfaces<Settings extends CommonSettings>(
  context: Context<Settings>,
  region: string | undefined,
  listing: Listing<Settings>,
): Record<string, Json> {
  const { parameters, world, settings } = context;
  const ids = parameters.texts("NetworkInterfaceIds", 100);
  const filters = parameters.filters();
  if (ids !== undefined && filters !== undefined)
    throw new Refused("InvalidParameter.Coexist", "`NetworkInterfaceIds` and `Filters` cannot be given together.");
  const malformedId = ids?.find((id) => !isEniId(id));
  if (malformedId !== undefined) throw malformed("NetworkInterfaceIds", malformedId);
  const wanted = matcherOf(filters ?? [], listing);
  const found = world.observe(scopeOf(context, region), wanted, ids);
  const missing = ids?.find((id) => !found.some(({ eni }) => eni.id === id));
  if (missing !== undefined && settings.unknownEni === "error")
    throw new Refused("ResourceNotFound", `The network interface \`${missing}\` does not exist.`);
  found.sort((a, b) => a.eni.sequence - b.eni.sequence);
  const page = parameters.page(found);
  const shown = page.map((observation) => listing.present(present(observation, context), observation, context));
  return { TotalCount: found.length, NetworkInterfaceSet: shown };
}

function matcherOf<Settings extends CommonSettings>(filters: readonly Filter[], listing: Listing<Settings>) {
  const known = new Map<string, Matcher>([...Object.entries(commonFilters), ...Object.entries(listing.filters)]);
  const exact = filters.find(({ name }) => name === "ip-exact-match")?.values[0]?.toUpperCase() === "TRUE";
  const matchers = filters.map(({ name, values }): ((observation: Observation) => boolean) => {
    const tag = /^tag:(.+)$/.exec(name)?.[1];
    if (tag !== undefined) return ({ eni }) => Object.hasOwn(eni.tags, tag) && values.includes(eni.tags[tag] ?? "");
    if (name === "address-ip") return ({ eni }) => hasAddress(eni, values, exact);
    const matcher = known.get(name);
    if (matcher === undefined) throw new Refused(listing.parameterCodes.filterName, `There is no filter \`${name}\`.`);
    return (observation) => matcher(observation, values);
  });
  // An ENI has to match all filters, and at least one value of each.
  return (observation: Observation) => matchers.every((matches) => matches(observation));
}

/** A single value matches addresses that begin with it; several values have to be whole addresses (API reference, Filters). */
function hasAddress(eni: Eni, values: readonly string[], exact: boolean): boolean {
  const [only = ""] = values;
  const ips = [eni.primaryIp, ...eni.secondaryIps];
  return values.length === 1 && !exact ? ips.some((ip) => ip.startsWith(only)) : ips.some((ip) => values.includes(ip));
}

const flag = (value: boolean, values: readonly string[]): boolean =>
  values.some((text) => text.toUpperCase() === (value ? "TRUE" : "FALSE"));

const commonFilters: Readonly<Record<string, Matcher>> = {
  "network-interface-id": ({ eni }, values) => values.includes(eni.id),
  "vpc-id": ({ eni }, values) => values.includes(eni.vpc),
  "subnet-id": ({ eni }, values) => values.includes(eni.vSwitch),
  "attachment.instance-id": ({ visible }, values) =>
    visible.instanceId !== undefined && values.includes(visible.instanceId),
  "groups.security-group-id": ({ eni }, values) => eni.securityGroups.some((group) => values.includes(group)),
  "network-interface-name": ({ eni }, values) => values.some((text) => eni.name.includes(text)),
  "network-interface-description": ({ eni }, values) => values.some((text) => eni.description.includes(text)),
  "tag-key": ({ eni }, values) => values.some((key) => Object.hasOwn(eni.tags, key)),
  "is-primary": ({ eni }, values) => flag(eni.kind === "primary", values),
};

/** The vendor's format of times: UTC+8, without a time zone. */
export function localTime(time: number): string {
  return new Date(time + 8 * 3_600_000).toISOString().slice(0, 19).replace("T", " ");
}

function present(
  { eni, visible }: Observation,
  { statusOverride, settings }: Context<CommonSettings>,
): Record<string, Json> {
  return {
    NetworkInterfaceId: eni.id,
    NetworkInterfaceName: eni.name,
    NetworkInterfaceDescription: eni.description,
    SubnetId: eni.vSwitch,
    VpcId: eni.vpc,
    GroupSet: eni.securityGroups,
    Primary: eni.kind === "primary",
    MacAddress: eni.mac.toUpperCase(),
    State: statusWord(statusOverride, eni.id, eniStateWords[visible.status]),
    PrivateIpAddressSet: [eni.primaryIp, ...eni.secondaryIps].map((ip, index) => ({
      PrivateIpAddress: ip,
      Primary: index === 0,
      PublicIpAddress: eni.publicIps[index] ?? "",
      AddressId: eni.publicIps[index] === undefined ? "" : `eip-${eni.id.slice(4)}`,
      Description: "",
      IsWanIpBlocked: false,
      State: "AVAILABLE",
    })),
    Attachment: attachment(eni, visible, settings),
    Zone: eni.zone,
    CreatedTime: localTime(Date.parse(eni.createdAt)),
    Ipv6AddressSet: eni.ipv6Ips.map((ip) => ({ Address: ip, Primary: false })),
    TagSet: Object.entries(eni.tags).map(([key, value]) => ({ Key: key, Value: value })),
  };
}

function attachment(eni: Eni, visible: VisibleState, { detachedAttachment }: CommonSettings): Json {
  if (visible.instanceId !== undefined)
    return {
      InstanceId: visible.instanceId,
      DeviceIndex: visible.deviceIndex ?? 0,
      InstanceAccountId: eni.owner,
      AttachTime: localTime(eni.attachedAt ?? Date.parse(eni.createdAt)),
    };
  if (detachedAttachment === "null") return null;
  return { InstanceId: "", DeviceIndex: 0, InstanceAccountId: "", AttachTime: "" };
}
