// Calls of zenlayer-zec and the schemas of its answers (ZEC 2025-09-01). Unknown fields and words never fail.
import { z } from "zod";
import type { Answer, ApiCall } from "../../http/api.ts";
import type { HttpResponse } from "../../http/transport.ts";
import {
  bodyOfVendor,
  count,
  decisiveText,
  emptyIfNone,
  idText,
  optionalList,
  optionalText,
  orHidden,
  pageList,
  readItems,
  spokenText,
} from "../answers.ts";
import type { AttachmentArguments, Listing, ObservedEni, ObservedInstance, Page } from "../vendor.ts";
import { edgeCodes, throttleCode } from "./errors.ts";
import { eniPhase, instancePhase } from "./states.ts";

export const version = "2025-09-01";
/** nicIds in one DescribeNetworkInterfaces, instanceIds in one DescribeInstances: up to 100. */
const batch = 100;
/** The default is 20 whatever the number of ids, so it is always sent. */
const pageSize = 100;

export function attach(args: AttachmentArguments): ApiCall {
  const parameters = { nicId: args.networkInterfaceId, instanceId: args.instanceId };
  return { action: "AttachNetworkInterface", mutates: true, parameters };
}

/** Names the vNIC alone (ZEC's page of DetachNetworkInterface): it leaves the instance that it is on. */
export function detach(args: AttachmentArguments): ApiCall {
  return { action: "DetachNetworkInterface", mutates: true, parameters: { nicId: args.networkInterfaceId } };
}

function listing<T>(action: string, idsName: string, readItem: (raw: unknown) => T): Listing<T> {
  const ask = (next: string | undefined, more: Readonly<Record<string, unknown>> = {}): ApiCall => ({
    action,
    mutates: false,
    parameters: { ...more, pageSize, pageNum: next === undefined ? 1 : Number(next) },
  });
  return {
    batch,
    byIds: (ids, _region, next) => ask(next, { [idsName]: ids }),
    page: (_region, next) => ask(next),
    read: (body, asked) => readPage(body, asked, readItem),
  };
}

const envelope = z.looseObject({
  requestId: idText,
  code: z
    .union([z.string().min(1), z.number()])
    .optional()
    .catch(undefined),
  message: spokenText,
  response: z.looseObject({ requestId: idText }).optional().catch(undefined),
});

/** Codes of a success. No page has them; the vendor's SDKs read no code where the status is 200. */
const successCodes: ReadonlySet<string> = new Set(["0", "200", "OK", "SUCCESS"]);

/** A success is HTTP 200 with `response`; an error is flat, with `code`. */
export function answer(response: HttpResponse): Answer | undefined {
  const body = bodyOfVendor(response, envelope);
  const code = String(body?.code ?? "");
  const isSuccess = response.status === 200 && body?.response !== undefined && successCodes.has(code.toUpperCase());
  if (body && code !== "" && !isSuccess) {
    const { message = "", requestId } = body;
    return { ok: false, code, message, requestId, retryAfterMs: retryAfter(response) };
  }
  const requestId = body?.requestId ?? body?.response?.requestId;
  // Every answer carries a requestId (ZEC's page of DetachNetworkInterface), and every other status is an error, 2xx included (zenlayercloud-sdk-go).
  if (body?.response && response.status === 200 && requestId !== undefined) return { ok: true, body, requestId };
  return answerOfEdge(response);
}

/** Answers of the edge in front of the API. The vendor's SDKs tell these three apart by status and header. */
function answerOfEdge(response: HttpResponse): Answer | undefined {
  const { status, headers } = response;
  const common = { ok: false, requestId: headers["cf-ray"], retryAfterMs: retryAfter(response) } as const;
  if (status === 429) return { ...common, code: throttleCode, message: "HTTP 429 without an error code" };
  if (status === 451) {
    const message = "HTTP 451: the vendor's edge blocks requests from this network: run this from another one";
    return { ...common, code: edgeCodes.blocked, message };
  }
  if (status === 403 && headers["cf-mitigated"] === "challenge") {
    const message =
      "HTTP 403: Cloudflare, in front of the API, asks for a browser's proof: run this from another network, or ask the vendor to allow this one";
    return { ...common, code: edgeCodes.challenge, message };
  }
  return undefined;
}

/** Undocumented, but obeyed when a gateway sends it: seconds, as in HTTP. */
function retryAfter({ headers }: HttpResponse): number | undefined {
  const text = headers["retry-after"]?.trim();
  return text !== undefined && /^\d+$/.test(text) ? Number(text) * 1_000 : undefined;
}

const texts = optionalList(optionalText);

const nic = z.object({
  nicId: z.string(),
  status: decisiveText,
  nicType: optionalText,
  regionId: optionalText,
  vpcId: idText,
  instanceId: decisiveText,
  macAddress: optionalText,
  primaryIpv4: optionalText,
  privateIpList: texts,
  publicIpList: texts,
});
const page = z.object({
  response: z.preprocess(emptyIfNone("totalCount", "dataSet"), z.object({ totalCount: count, dataSet: pageList })),
});

/** @param asked the call that was answered: the answer does not say which page it is. */
function readPage<T>(body: unknown, asked: ApiCall, readItem: (raw: unknown) => T): Page<T> {
  const { dataSet, totalCount } = page.parse(body).response;
  const number = Number(asked.parameters["pageNum"]);
  // Counted with the size of this page, since a server may send smaller pages than asked for: at worst one call too many.
  const all = totalCount == null ? dataSet.length < pageSize : number * dataSet.length >= totalCount;
  const read = orHidden(readItems(dataSet, readItem), number === 1 ? totalCount : undefined);
  return { ...read, next: all || dataSet.length === 0 ? undefined : String(number + 1) };
}

function observedEni(raw: unknown): ObservedEni {
  const item = nic.parse(raw);
  const status = item.status ?? "";
  return {
    networkInterfaceId: item.nicId,
    phase: eniPhase(status),
    vendorState: status,
    // Without an instance it may be absent, null or "": the documents do not say which.
    instanceId: item.instanceId || undefined,
    primary: item.nicType === "Primary",
    serviceManaged: false,
    // What vNIC and instance have to share is the region (AttachNetworkInterface), not the zone.
    zone: item.regionId || undefined,
    vpc: item.vpcId || undefined,
    macAddress: item.macAddress ?? "",
    privateIpAddresses: distinct([item.primaryIpv4, ...item.privateIpList]),
    publicIpAddresses: distinct(item.publicIpList),
  };
}

function distinct(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values.filter((value): value is string => Boolean(value)))];
}

const instanceNic = z.object({ nicType: optionalText, regionId: optionalText }).nullish().catch(undefined);
const instance = z.object({
  instanceId: z.string(),
  status: optionalText,
  instanceType: optionalText,
  nics: z.array(instanceNic).nullish().catch(undefined),
});

function observedInstance(raw: unknown): ObservedInstance {
  const item = instance.parse(raw);
  const nics = item.nics ?? [];
  // An instance names its zone alone; its region is that of its vNICs, of the primary one first.
  const home = nics.find((one) => one?.nicType === "Primary" && one.regionId) ?? nics.find((one) => one?.regionId);
  return {
    instanceId: item.instanceId,
    vendorState: item.status ?? "",
    phase: instancePhase(item.status ?? ""),
    zone: home?.regionId ?? undefined,
    // The documents do not require the vNIC's VPC.
    vpc: undefined,
    type: item.instanceType || undefined,
    eniCount: item.nics?.length,
  };
}

export const nicListing = listing("DescribeNetworkInterfaces", "nicIds", observedEni);
export const instanceListing = listing("DescribeInstances", "instanceIds", observedInstance);
