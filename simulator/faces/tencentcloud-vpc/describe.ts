// The read-only actions: network interfaces and tasks of VPC, instances of CVM, whose API has the same version (2017-03-12).
import type { Instance } from "../../world/eni.ts";
import { instanceStateWords, scopeOf } from "../tencentcloud/api3.ts";
import type { Action } from "../tencentcloud/api3.ts";
import { describeNetworkInterfaces } from "../tencentcloud/describe-enis.ts";
import type { Listing } from "../tencentcloud/describe-enis.ts";
import type { Json } from "../json-answer.ts";
import { Refused } from "../refused.ts";
import { taskResult } from "../tencentcloud/tasks.ts";
import { regionOf } from "./region.ts";
import { parameterCodes } from "./settings.ts";
import type { Settings } from "./settings.ts";

const eniTypes = { secondary: 0, primary: 1, trunk: 2, member: 0 } as const;

const listing: Listing<Settings> = {
  parameterCodes,
  filters: {
    "eni-type": ({ eni }, values) => values.includes(String(eniTypes[eni.kind])),
    "eni-qos": (_observation, values) => values.includes("DEFAULT"),
    "address-ipv6": ({ eni }, values) => eni.ipv6Ips.some((ip) => values.includes(ip)),
    "public-address-ip": ({ eni }, values) => eni.publicIps.some((ip) => values.includes(ip)),
    "address-type": ({ eni }, values) => eni.ipv6Ips.length > 0 && values.includes("GUA"),
    // The simulator has no such protection: no ENI is protected.
    "termination-protection": (_observation, values) => values.some((text) => text.toUpperCase() === "FALSE"),
    "traffic-protection": (_observation, values) => values.some((text) => text.toUpperCase() === "FALSE"),
    "ip-exact-match": () => true,
  },
  present: (item, { eni, visible }, { settings }) => ({
    ...item,
    // The newer field for the state has a word of its own for an attached ENI, INUSE; the other words are those of State.
    ...(settings.networkInterfaceState
      ? { NetworkInterfaceState: visible.status === "inUse" ? "INUSE" : (item["State"] ?? "") }
      : {}),
    EniType: eniTypes[eni.kind],
    Business: eni.serviceManaged ? "eks" : "cvm",
    CdcId: "",
    AttachType: eni.attachType ?? 0,
    ResourceId: "",
    QosLevel: "DEFAULT",
  }),
};

export const describeEnis: Action<Settings> = {
  service: "vpc",
  names: ["NetworkInterfaceIds", "Filters", "Offset", "Limit"],
  run: (context) => describeNetworkInterfaces(context, regionOf(context), listing),
};

export const describeVpcTaskResult: Action<Settings> = {
  service: "vpc",
  names: ["TaskId"],
  run: (context) => {
    regionOf(context);
    // Result has items only for batch tasks, which attach and detach are not.
    return { ...taskResult(context, "ResourceNotFound"), Result: [] };
  },
};

export const describeInstances: Action<Settings> = {
  service: "cvm",
  names: ["InstanceIds", "Filters", "Offset", "Limit"],
  run: (context) => {
    const { parameters, world } = context;
    const region = regionOf(context);
    const ids = parameters.texts("InstanceIds", 100);
    const malformedId = ids?.find((id) => !/^ins-[a-z0-9]{8}$/.test(id));
    if (malformedId !== undefined)
      throw new Refused("InvalidInstanceId.Malformed", `The instance id "${malformedId}" is malformed.`);
    if (parameters.value("Filters") !== undefined)
      throw new Refused("InvalidFilter", "The local cloud lists instances by ids only.");
    const found = world.instances(scopeOf(context, region)).filter(({ id }) => ids?.includes(id) !== false);
    return { TotalCount: found.length, InstanceSet: parameters.page(found).map((instance) => present(instance)) };
  },
};

function present(instance: Instance): Json {
  return {
    InstanceId: instance.id,
    InstanceName: instance.name,
    InstanceState: instanceStateWords[instance.status],
    InstanceType: instance.type,
    Placement: { Zone: instance.zone, ProjectId: 0 },
    VirtualPrivateCloud: { VpcId: instance.vpc, SubnetId: instance.vSwitch, AsVpcGateway: false },
    RestrictState: instance.restrictState,
    CreatedTime: instance.createdAt,
    SecurityGroupIds: instance.securityGroups,
    Tags: Object.entries(instance.tags).map(([key, value]) => ({ Key: key, Value: value })),
    LatestOperation: null,
    LatestOperationState: null,
    ExpiredTime: null,
    IsolatedSource: "NOTISOLATED",
  };
}
