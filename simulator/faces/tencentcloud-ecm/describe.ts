// The read-only actions of ECM: network interfaces, instances, tasks.
import type { Instance } from "../../world/eni.ts";
import { instanceStateWords, scopeOf } from "../tencentcloud/api3.ts";
import type { Action } from "../tencentcloud/api3.ts";
import { describeNetworkInterfaces, localTime } from "../tencentcloud/describe-enis.ts";
import type { Listing } from "../tencentcloud/describe-enis.ts";
import type { Json } from "../json-answer.ts";
import { Refused } from "../refused.ts";
import { taskResult } from "../tencentcloud/tasks.ts";
import { ecmRegion } from "./region.ts";
import { parameterCodes } from "./settings.ts";
import type { Settings } from "./settings.ts";

/** Items have the fields of VPC without CdcId, AttachType, ResourceId, QosLevel and NetworkInterfaceState, but with EcmRegion. */
const listing: Listing<Settings> = {
  parameterCodes,
  filters: {},
  present: (item, { eni }, { settings }) => {
    const whole = { ...item, EniType: 0, EcmRegion: eni.region, Business: "ecm" };
    if (settings.emptyLists === "list") return whole;
    const emptied = Object.entries(whole).map(([name, value]): [string, Json] => [name, isEmpty(value) ? null : value]);
    return Object.fromEntries(emptied);
  },
};

/** The page's own list may be null as well (API model: InstanceSet "may return null"). */
function withoutEmpty(page: Record<string, Json>, list: string, { settings }: { settings: Settings }) {
  return settings.emptyLists === "null" && isEmpty(page[list] ?? []) ? { ...page, [list]: null } : page;
}

const isEmpty = (value: Json): boolean => Array.isArray(value) && value.length === 0;

export const describeEnis: Action<Settings> = {
  service: "ecm",
  names: ["NetworkInterfaceIds", "Filters", "Offset", "Limit", "EcmRegion"],
  run: (context) =>
    withoutEmpty(describeNetworkInterfaces(context, ecmRegion(context), listing), "NetworkInterfaceSet", context),
};

export const queryVpcTaskResult: Action<Settings> = {
  service: "ecm",
  names: ["TaskId"],
  run: (context) => {
    context.parameters.require("TaskId");
    if (!context.settings.tasksKnown) throw new Refused("InvalidParameterValue.TaskNotFound");
    return taskResult(context, "InvalidParameterValue.TaskNotFound");
  },
};

/**
 * Written from the models of the vendor's SDKs (ecm v20190719 DescribeInstancesRequest, Instance): it has no list of ids and no
 * EcmRegion; instances are found by the filter instance-id; a filter has at most 5 values. Its error codes are guesses.
 */
export const describeInstances: Action<Settings> = {
  service: "ecm",
  names: ["Filters", "Offset", "Limit", "OrderByField", "OrderDirection"],
  run: (context) => {
    const { parameters, world } = context;
    const matchers = (parameters.filters() ?? []).map(({ name, values }) => {
      const field = instanceFields.get(name);
      if (field === undefined) throw new Refused(parameterCodes.filterName, `There is no filter \`${name}\`.`);
      if (values.length > 5) throw new Refused("InvalidParameterValue.FilterLimitExceeded");
      return (instance: Instance) => values.includes(field(instance));
    });
    const field = parameters.text("OrderByField");
    if (field !== undefined && field !== "timestamp") throw new Refused("InvalidParameterValue");
    // Sorted by time of creation. OrderDirection 1 is ascending; the default, 0, is newest first.
    const direction = parameters.integer("OrderDirection") ?? 0;
    const found = world
      .instances(scopeOf(context))
      .filter((instance) => matchers.every((matches) => matches(instance)))
      .sort((a, b) => (direction === 1 ? 1 : -1) * (Date.parse(a.createdAt) - Date.parse(b.createdAt)));
    const set = parameters.page(found).map((instance) => present(instance));
    return withoutEmpty({ TotalCount: found.length, InstanceSet: set }, "InstanceSet", context);
  },
};

const instanceFields: ReadonlyMap<string, (instance: Instance) => string> = new Map([
  ["instance-id", ({ id }: Instance) => id],
  ["instance-name", ({ name }: Instance) => name],
  ["instance-state", ({ status }: Instance) => instanceStateWords[status]],
  ["zone", ({ zone }: Instance) => zone],
  ["vpc-id", ({ vpc }: Instance) => vpc],
  ["subnet-id", ({ vSwitch }: Instance) => vSwitch],
]);

/** The VPC is missing because the structure in the SDKs has no field for it. */
function present(instance: Instance): Json {
  return {
    InstanceId: instance.id,
    InstanceName: instance.name,
    InstanceState: instanceStateWords[instance.status],
    Image: null,
    SimpleModule: null,
    Position: {
      ZoneInfo: { ZoneId: 0, ZoneName: instance.zone, Zone: instance.zone },
      RegionInfo: { Region: instance.region, RegionId: 0, RegionName: instance.region },
    },
    Internet: null,
    InstanceTypeConfig: null,
    CreateTime: localTime(Date.parse(instance.createdAt)),
    TagSet: null,
    LatestOperation: null,
    LatestOperationState: null,
    RestrictState: instance.restrictState,
    UUID: null,
    PayMode: 0,
    NewFlag: 0,
    SecurityGroupIds: instance.securityGroups,
  };
}
