// Reading a request of API 3.0: its signature scheme (TC3, or the older HMAC: v1), its service, and its parameters.
import type { HttpRequest } from "../face.ts";
import { header, hostName, textsOf } from "../request.ts";

export type Service = "vpc" | "cvm" | "ecm";

export interface Message {
  scheme: "tc3" | "v1";
  request: HttpRequest;
  action: string;
  version: string;
  region: string | undefined;
  secretId: string | undefined;
  token: string | undefined;
  timestamp: string | undefined;
  language: string | undefined;
  /** v1: the parameters of query and form body, which are what is signed. TC3: the parameters of the query. */
  flat: ReadonlyMap<string, string>;
}

const COMMON_PARAMETERS = new Set([
  ...["Action", "Version", "Region", "Timestamp", "Nonce", "SecretId", "Signature", "SignatureMethod"],
  ...["Token", "Language", "RequestClient"],
]);
/** API version -> service. CVM has the same version as VPC, and is told apart by host or action. */
const versions: ReadonlyMap<string, Service> = new Map([
  ["2017-03-12", "vpc"],
  ["2019-07-19", "ecm"],
]);

/** Whether a request is for API 3.0: by its signature scheme, or if it is unsigned, by headers and parameters of API 3.0. */
export function isApi3(request: HttpRequest): boolean {
  if (request.path !== "/") return false;
  const authorization = header(request, "authorization");
  if (authorization !== undefined) return /^TC\d-/.test(authorization) || header(request, "x-tc-action") !== undefined;
  if (header(request, "x-tc-action") !== undefined) return true;
  const { all: parameters } = textsOf(request);
  return parameters.has("SecretId") || versions.has(parameters.get("Version") ?? "");
}

/**
 * The service of a request, by the name in Host, or else by the version. The service in the credential scope comes last, because the
 * Node.js SDK puts the first label of the endpoint there, whatever it is ("127" for 127.0.0.1).
 */
export function serviceOf(request: HttpRequest): Service {
  const named = serviceOfHost(request);
  if (named !== undefined) return named;
  const message = readMessage(request);
  const scope = /^\S+ Credential=[^/]*\/[^/]*\/([^/]+)\//.exec(header(request, "authorization") ?? "")?.[1];
  return versions.get(message.version) ?? (scope === "ecm" ? "ecm" : "vpc");
}

/** The service that the name in Host stands for; undefined for other names. */
export function serviceOfHost(request: HttpRequest): Service | undefined {
  const match = /^(vpc|cvm|ecm)\.(?:localhost|(?:[a-z0-9-]+\.)*tencentcloudapi\.com)$/.exec(hostName(request));
  return match?.[1] as Service | undefined;
}

export function readMessage(request: HttpRequest): Message {
  const authorization = header(request, "authorization");
  if (authorization !== undefined || header(request, "x-tc-action") !== undefined)
    return {
      scheme: "tc3",
      request,
      action: header(request, "x-tc-action") ?? "",
      version: header(request, "x-tc-version") ?? "",
      region: header(request, "x-tc-region") || undefined,
      secretId: /^\S+ Credential=([^/,\s]+)\//.exec(authorization ?? "")?.[1],
      token: header(request, "x-tc-token") || undefined,
      timestamp: header(request, "x-tc-timestamp"),
      language: header(request, "x-tc-language"),
      flat: new Map(new URLSearchParams(request.rawQuery)),
    };
  const { all: flat } = textsOf(request);
  return {
    scheme: "v1",
    request,
    action: flat.get("Action") ?? "",
    version: flat.get("Version") ?? "",
    region: flat.get("Region") || undefined,
    secretId: flat.get("SecretId") || undefined,
    token: flat.get("Token") || undefined,
    timestamp: flat.get("Timestamp"),
    language: flat.get("Language"),
    flat,
  };
}

/** The parameters of the action, without common ones; undefined if the body cannot be read. */
export function readFields(message: Message): Record<string, unknown> | undefined {
  const { request, scheme, flat } = message;
  if (scheme === "v1" || request.method === "GET")
    return unflatten([...flat].filter(([name]) => scheme === "tc3" || !COMMON_PARAMETERS.has(name)));
  const contentType = (header(request, "content-type") ?? "").toLowerCase();
  // With TC3 these actions accept only JSON: multipart is for uploads, forms are for v1 (request structure page).
  if (!contentType.startsWith("application/json")) return undefined;
  const text = Buffer.from(request.body).toString("utf8");
  if (text === "") return {};
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null && !Array.isArray(body) ? { ...body } : undefined;
  } catch {
    return undefined;
  }
}

/** Turns parameters such as `Filters.0.Values.0` (zero-based) into lists and objects. */
function unflatten(pairs: readonly (readonly [string, string])[]): Record<string, unknown> {
  const root = new Map<string, unknown>();
  for (const [name, value] of pairs) {
    const steps = name.split(".");
    const last = steps.pop() ?? "";
    let node = root;
    for (const step of steps) {
      const existing = node.get(step);
      const child = existing instanceof Map ? (existing as Map<string, unknown>) : new Map<string, unknown>();
      node.set(step, child);
      node = child;
    }
    node.set(last, value);
  }
  return Object.fromEntries([...root].map(([name, value]) => [name, withLists(value)]));
}

/** Turns maps into objects; those with the keys 0, 1, 2 and so on into lists. */
function withLists(value: unknown): unknown {
  if (!(value instanceof Map)) return value;
  const entries = [...(value as Map<string, unknown>)].map(([name, child]) => [name, withLists(child)] as const);
  const isList = entries.every(([name], index) => name === String(index));
  return isList ? entries.map(([, child]) => child) : Object.fromEntries(entries);
}

/** The reverse of `unflatten`, for the call log, whose parameters are texts. */
export function flatten(fields: Record<string, unknown>): Record<string, string> {
  const flat: [string, string][] = [];
  const walk = (name: string, value: unknown): void => {
    if (typeof value === "object" && value !== null)
      for (const [key, child] of Object.entries(value)) walk(name === "" ? key : `${name}.${key}`, child);
    else flat.push([name, typeof value === "string" ? value : JSON.stringify(value)]);
  };
  walk("", fields);
  return Object.fromEntries(flat);
}
