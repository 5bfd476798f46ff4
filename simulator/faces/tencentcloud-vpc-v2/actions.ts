// The four actions of the legacy API. Attach and detach answer with a task id, DescribeVpcTaskResult with its result, and
// DescribeNetworkInterfaces shows where the ENI is.
import type { Account } from "../../world/schema.ts";
import type { Eni, VisibleState } from "../../world/eni.ts";
import type { Refusal } from "../../world/preconditions.ts";
import type { Scope } from "../../world/inventory.ts";
import type { World } from "../../world/world.ts";
import { statusWord } from "../face.ts";
import type { StatusOverride } from "../face.ts";
import { localTime } from "../tencentcloud/describe-enis.ts";
import type { Json } from "../json-answer.ts";
import { rules } from "../tencentcloud/operate.ts";
import { taskAnswer } from "./envelope.ts";
import type { Content } from "./envelope.ts";
import { Refused } from "../refused.ts";
import type { Parameters } from "./parameters.ts";
import { RESOURCE_VENDOR } from "./settings.ts";
import type { Settings } from "./settings.ts";

export interface Context {
  world: World;
  account: Account;
  parameters: Parameters;
  settings: Settings;
  statusOverride: StatusOverride | undefined;
  region: string;
  requestId: string;
}
export type Action = (context: Context) => Content;

const codes: Readonly<Record<Exclude<Refusal, "eniState">, string>> = {
  eniNotFound: "InvalidNetworkInterface.NotFound",
  instanceNotFound: "InvalidInstance.NotFound",
  notOnInstance: "InvalidNetworkInterface.NotAttached",
  taskRunning: "UnsupportedOperation.MutexOperationTaskRunning",
  serviceManaged: "UnsupportedOperation.EniServiceManaged",
  instanceState: "UnsupportedOperation.InvalidState",
  hotPlug: "UnsupportedOperation.InvalidState",
  zoneMismatch: "UnsupportedOperation.ZoneMismatch",
  vpcMismatch: "UnsupportedOperation.VpcMismatch",
  limit: "LimitExceeded",
  primaryEni: "UnsupportedOperation",
  eniKind: "UnsupportedOperation",
  linked: "UnsupportedOperation",
  extension: "UnsupportedOperation",
  networkCard: "UnsupportedOperation",
  trunkNotFound: "UnsupportedOperation",
  trunkKind: "UnsupportedOperation",
  trunkState: "UnsupportedOperation",
  trunkUnsupported: "UnsupportedOperation",
  trunkMismatch: "UnsupportedOperation",
  hasMembers: "UnsupportedOperation",
};

function operation(kind: "attach" | "detach"): Action {
  return (context) => {
    const { world, settings, parameters } = context;
    const [vpcId, eniId, instanceId] = ["vpcId", "networkInterfaceId", "instanceId"].map((name) => parameters.required(name)) as [string, string, string]; // prettier-ignore
    if (!/^eni-[a-z0-9]{8}$/.test(eniId)) throw new Refused("4000", "networkInterfaceId is malformed");
    if (!/^ins-[a-z0-9]{8}$/.test(instanceId)) throw new Refused("4000", "instanceId is malformed");
    checkVpc(context, vpcId, eniId);
    const verdict = world[kind]({ ...scopeOf(context), eniId, instanceId, taskId: context.requestId }, rules);
    if (!verdict.accepted) {
      const { reason } = verdict;
      throw new Refused(reason === "eniState" ? stateCode(world.eni(eniId), kind) : codes[reason]);
    }
    return taskAnswer(settings, verdict.task?.number ?? 0);
  };
}

export const attachNetworkInterface = operation("attach");
export const detachNetworkInterface = operation("detach");

/** Status 0 is success, 1 failed, 2 in progress. The query itself succeeds also for a failed task. */
export const describeVpcTaskResult: Action = (context) => {
  const { world, account, settings, statusOverride, parameters } = context;
  const task = world.tasks.find(parameters.integer("taskId") ?? parameters.required("taskId"));
  // Its page has no codes of its own; the nearest public code for a task that does not exist is 5000.
  if (task?.vendor !== RESOURCE_VENDOR || task.owner !== account.owner)
    throw new Refused("5000", "the task does not exist");
  const status = world.tasks.statusOf(task);
  const number = { succeeded: 0, failed: 1, running: 2 }[status];
  const shown = statusWord(statusOverride, task.eniId, number);
  const { failureCode, failureText } = world.definition.tasks;
  const failed = status === "failed" && settings.taskOutput && shown === number;
  const result: Json = {
    status: shown,
    ...(failed ? { output: { errorCode: failureCode, errorMsg: failureText } } : {}),
  };
  return { data: settings.taskResult === "object" ? result : [result] };
};

export const describeNetworkInterfaces: Action = (context) => {
  const { parameters, world, settings } = context;
  const [vpcId, eniId, instanceId] = ["vpcId", "networkInterfaceId", "instanceId"].map((name) => parameters.text(name));
  const [name, description] = ["eniName", "eniDescription"].map((key) => parameters.text(key) ?? "") as [
    string,
    string,
  ];
  const offset = parameters.integer("offset") ?? 0;
  const limit = parameters.integer("limit") ?? 20;
  if (limit < 1 || limit > 50) throw new Refused("4000", "limit must be 1 to 50");
  const field = parameters.oneOf("orderField", ["eniName", "createTime"]) ?? "createTime";
  const direction = parameters.oneOf("orderDirection", ["asc", "desc"]) ?? "desc";
  if (vpcId !== undefined) checkVpc(context, vpcId);
  const found = world.observe(
    scopeOf(context),
    ({ eni, visible }) =>
      (vpcId === undefined || eni.vpc === vpcId) &&
      (instanceId === undefined || shownInstance(visible) === instanceId) &&
      eni.name.includes(name) &&
      eni.description.includes(description),
    eniId === undefined ? undefined : [eniId],
  );
  if (eniId !== undefined && found.length === 0 && settings.unknownEni === "error")
    throw new Refused("InvalidNetworkInterface.NotFound");
  const key = ({ eni }: { eni: Eni }) => (field === "eniName" ? eni.name : eni.createdAt);
  const sign = direction === "asc" ? 1 : -1;
  found.sort((a, b) => sign * key(a).localeCompare(key(b)) || a.eni.sequence - b.eni.sequence);
  const page = found.slice(offset, offset + limit).map(({ eni, visible }) => present(eni, visible, settings));
  return settings.listShape === "old"
    ? { totalCount: found.length, data: page }
    : { data: { totalNum: found.length, data: page } };
};

/** The instance id to show. The API shows no status: an instance id appears when an attach is complete, and stays until a detach is. */
const shownInstance = (visible: VisibleState): string | undefined =>
  visible.status === "inUse" || visible.status === "detaching" ? visible.instanceId : undefined;

function present(eni: Eni, visible: VisibleState, { listShape }: Settings): Json {
  const instanceId = shownInstance(visible);
  const since = eni.attachedAt ?? Date.parse(eni.createdAt);
  const instance = { instanceId: instanceId ?? "", attachTime: instanceId === undefined ? "" : localTime(since) };
  return {
    vpcId: eni.vpc,
    vpcName: eni.vpc,
    subnetId: eni.vSwitch,
    // This API has numbers for zones, such as 100003 for ap-guangzhou-3.
    zoneId: 100_000 + Number(/\d+$/.exec(eni.zone)?.[0] ?? 0),
    eniName: eni.name,
    eniDescription: eni.description,
    networkInterfaceId: eni.id,
    primary: eni.kind === "primary",
    macAddress: eni.mac.toUpperCase(),
    createTime: localTime(Date.parse(eni.createdAt)),
    flowLogsSet: [],
    privateIpAddressesSet: [eni.primaryIp, ...eni.secondaryIps].map((ip, index) => ({
      privateIpAddress: ip,
      primary: index === 0,
      wanIp: eni.publicIps[index] ?? "",
      description: "",
      isWanIpBlocked: false,
      eipId: eni.publicIps[index] === undefined ? "" : `eip-${eni.id.slice(4)}`,
    })),
    instanceSet: listShape === "new" ? instance : instanceId === undefined ? [] : [instance],
    groupSet: eni.securityGroups.map((group) => ({ sgId: group, sgName: group, projectId: 0 })),
  };
}

const scopeOf = ({ account, region }: Context): Scope => ({ vendor: RESOURCE_VENDOR, owner: account.owner, region });

/** Refuses a vpcId that is not a VPC of the caller, or not the VPC of the ENI. */
function checkVpc(context: Context, vpcId: string, eniId?: string): void {
  const { world } = context;
  const enis = world.enis(scopeOf(context));
  const vpcs = [...enis, ...world.instances(scopeOf(context))].map(({ vpc }) => vpc);
  if (!vpcs.includes(vpcId)) throw new Refused("InvalidVpc.NotFound");
  const eni = enis.find(({ id }) => id === eniId);
  if (eni !== undefined && eni.vpc !== vpcId) throw new Refused("InvalidNetworkInterface.NotFound");
}

function stateCode(eni: Eni | undefined, kind: "attach" | "detach"): string {
  if (kind === "attach" && eni?.status === "inUse") return "InvalidNetworkInterface.AlreadyAssociated";
  if (kind === "detach" && eni?.status === "available") return "InvalidNetworkInterface.NotAttached";
  return "UnsupportedOperation.InvalidState";
}
