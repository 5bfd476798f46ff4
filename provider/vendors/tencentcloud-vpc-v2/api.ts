// Calls and answers of tencentcloud-vpc-v2. The answers' shape has changed over the years: `code` a number or a text, task
// ids at the top or under `data`, lists and instances in an old and a new form (the vendor's pages show all of them).
import { z } from "zod";
import type { Answer, ApiCall } from "../../http/api.ts";
import type { HttpResponse } from "../../http/transport.ts";
import {
  count,
  emptyIfNone,
  flag,
  furtherPages,
  idText,
  optionalList,
  optionalText,
  orHidden,
  pageList,
  presentText,
  readItems,
  spokenText,
} from "../answers.ts";
import { answer as answerOfApi3 } from "../tencentcloud/envelope.ts";
import { isoTime, isTime } from "../tencentcloud/network-interfaces.ts";
import { answerInOldEnvelope } from "../tencentcloud/old-envelope.ts";
import type { shape } from "./arguments.ts";
import { isKnown } from "./errors.ts";
import type { ArgumentsOf, Listing, ObservedEni, ObservedInstance, Page, TaskState } from "../vendor.ts";

type V2Arguments = ArgumentsOf<typeof shape>;

/** ENIs on a page (DescribeNetworkInterfaces, limit: at most 50). */
const pageSize = 50;

function call(action: string, mutates: boolean, parameters: Readonly<Record<string, string>>): ApiCall {
  return { action, mutates, parameters };
}

function ids({ vpcId = "", networkInterfaceId }: V2Arguments, instanceId: string): Record<string, string> {
  return { vpcId, networkInterfaceId, instanceId };
}

export const attach = (args: V2Arguments): ApiCall => call("AttachNetworkInterface", true, ids(args, args.instanceId));

export const detach = (args: V2Arguments, from: string): ApiCall =>
  call("DetachNetworkInterface", true, ids(args, from));

const page = (next: string | undefined, more: Readonly<Record<string, string>>): ApiCall =>
  call("DescribeNetworkInterfaces", false, { ...more, offset: next ?? "0", limit: String(pageSize) });

// Oldest first: an ENI made meanwhile comes last, and moves no other to another page.
const pageOfAll = (_region: string, next?: string) => page(next, { orderField: "createTime", orderDirection: "asc" });

/** The legacy API takes one id a call. */
export const eniListing: Listing<ObservedEni> = {
  batch: 1,
  byIds: ([id = ""]) => page(undefined, { networkInterfaceId: id }),
  page: pageOfAll,
  read: readEnis,
};

/** Where CVM cannot be asked, the ENIs of an instance show where it is. */
export const instanceListing: Listing<ObservedInstance> = {
  batch: 1,
  byIds: ([id = ""]) => page(undefined, { instanceId: id }),
  page: pageOfAll,
  read: readInstances,
};

export const task = (taskId: string): ApiCall => call("DescribeVpcTaskResult", false, { taskId });

const numberOrText = z.union([z.number(), z.string()]);
/** The hosts of API 3.0 refuse in the old envelope now and then; a gateway that serves both may do the opposite. */
export function answer(response: HttpResponse): Answer | undefined {
  const modern = answerOfApi3(response);
  return answerInOldEnvelope(response, isKnown) ?? (modern?.ok === false ? modern : undefined);
}

const taskId = z.object({
  taskId: idText,
  data: z.object({ taskId: idText }).nullish().catch(undefined),
});

export function taskIdOf(body: unknown): string | undefined {
  const found = taskId.parse(body);
  return (found.data?.taskId ?? found.taskId) || undefined;
}

const taskOutput = z.object({ errorCode: idText, errorMsg: spokenText }).nullish().catch(undefined);
const taskData = z.object({ status: numberOrText, output: taskOutput });
// The page calls `data` an array and shows an object.
const taskResult = z.object({ data: z.union([taskData, z.tuple([taskData], z.unknown())]) });

/** 0 succeeded, 1 failed, 2 in progress; an unknown number is waited out. */
export function readTask(body: unknown): TaskState {
  const { data } = taskResult.parse(body);
  const [state] = Array.isArray(data) ? data : [data];
  const status = String(state?.status);
  const output = [state?.output?.errorCode, state?.output?.errorMsg].filter(Boolean).join(": ");
  return { status: status === "0" ? "succeeded" : status === "1" ? "failed" : "running", output };
}

const attachment = z
  .object({ instanceId: presentText, attachTime: optionalText })
  .refine(
    ({ instanceId, attachTime }) => instanceId || !isTime(attachTime),
    "attached since then, and not said to what",
  );
const address = z.object({
  privateIpAddress: optionalText,
  wanIp: optionalText,
  primary: flag,
});
const item = z.object({
  networkInterfaceId: z.string(),
  vpcId: optionalText,
  zoneId: idText,
  primary: flag,
  macAddress: optionalText,
  privateIpAddressesSet: optionalList(address),
  instanceSet: z.unknown().optional(),
});
const newPage = z.preprocess(emptyIfNone("totalNum", "data"), z.object({ totalNum: count, data: pageList }));
const list = z.preprocess(
  emptyIfNone("totalCount", "data"),
  z.object({ totalCount: count, data: z.union([newPage, pageList]) }),
);

export function readEnis(body: unknown, asked: ApiCall): Page<ObservedEni> {
  const { data, totalCount } = list.parse(body);
  const [items, count] = Array.isArray(data) ? [data, totalCount] : [data.data, data.totalNum];
  const byId = "networkInterfaceId" in asked.parameters || "instanceId" in asked.parameters;
  const from = Number(asked.parameters["offset"]);
  const further = furtherPages({ from, size: pageSize, total: byId ? undefined : (count ?? undefined) });
  return { ...orHidden(readItems(items, observed), from === 0 ? count : undefined), ...further };
}

/** An object or a list of one; null, an empty list or nothing for an ENI that is on no instance. */
function attachmentOf(instanceSet: unknown): z.infer<typeof attachment> | undefined {
  const set: unknown = Array.isArray(instanceSet) ? instanceSet[0] : (instanceSet ?? undefined);
  return set === undefined ? undefined : attachment.parse(set);
}

function observed(raw: unknown): ObservedEni {
  const eni = item.parse(raw);
  const set = attachmentOf(eni.instanceSet);
  const instanceId = set?.instanceId || undefined;
  const addresses = eni.privateIpAddressesSet.toSorted(
    (a, b) => Number(b.primary ?? false) - Number(a.primary ?? false),
  );
  const attachedAt = instanceId === undefined ? undefined : isoTime(set?.attachTime);
  return {
    networkInterfaceId: eni.networkInterfaceId,
    // The API shows no state: an instance is named or not, and only the task shows work under way.
    phase: instanceId === undefined ? "detached" : "attached",
    vendorState: instanceId === undefined ? "detached" : "attached",
    instanceId,
    primary: eni.primary ?? false,
    serviceManaged: false,
    zone: eni.zoneId || undefined,
    // Old answers have numbers and names of another kind, which CVM does not know.
    vpc: eni.vpcId?.startsWith("vpc-") ? eni.vpcId : undefined,
    macAddress: eni.macAddress ?? "",
    privateIpAddresses: addresses.flatMap((one) => one.privateIpAddress || []),
    publicIpAddresses: addresses.flatMap((one) => one.wanIp || []),
    ...(attachedAt === undefined ? {} : { attachedAt }),
  };
}

/** Instances as their ENIs show them. One that was asked for by its id always counts as existing: an empty list only means that it has no ENIs. */
export function readInstances(body: unknown, asked: ApiCall): Page<ObservedInstance> {
  const { items, ...more } = readEnis(body, asked);
  const { instanceId: id } = asked.parameters;
  if (typeof id === "string") return { ...more, items: [observedInstance(id, items[0])] };
  const shown = items.filter((eni) => eni.instanceId !== undefined);
  const byInstance = new Map(shown.map((eni) => [eni.instanceId ?? "", eni]));
  return { ...more, items: [...byInstance].map(([instanceId, eni]) => observedInstance(instanceId, eni)) };
}

function observedInstance(instanceId: string, eni: ObservedEni | undefined): ObservedInstance {
  return {
    instanceId,
    vendorState: "",
    phase: "ready",
    zone: eni?.zone,
    vpc: eni?.vpc,
    type: undefined,
    eniCount: undefined,
  };
}
