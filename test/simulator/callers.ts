// Callers for the simulator's tests: requests signed by the vendor's own code, carried in one process or over a socket.
import { createHash, randomUUID } from "node:crypto";
import http from "node:http";
import { Readable } from "node:stream";
import openApi from "@alicloud/openapi-core";
import { z } from "zod";
import { Cloud } from "../../simulator/cloud.ts";
import type { HttpAnswer, HttpRequest, Outcome } from "../../simulator/faces/face.ts";

const { OpenApiUtil } = openApi;

export const KEY = "LTAIEXAMPLEKEYID0001";
export const SECRET = "ExampleSecret0000000000000001";
export const START = Date.parse("2023-11-14T22:13:20Z");

export class ManualClock {
  time = START;
  now(): number {
    return this.time;
  }
  pass(ms: number): void {
    this.time += ms;
  }
}

/** Two instances in one zone and two free ENIs, plus whatever a test adds. */
export function smallWorld(extra: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    instances: [{ id: "i-a" }, { id: "i-b" }],
    enis: [{ id: "eni-1" }, { id: "eni-2" }],
    ...extra,
  };
}

export interface SigningOptions {
  key?: string;
  secret?: string;
  token?: string;
  at?: number;
  nonce?: string;
  method?: string;
  host?: string;
}

type Parameters = Record<string, string>;

const iso = (time: number): string => new Date(time).toISOString().replace(/\.\d{3}Z$/, "Z");
const withoutBody = { body: new Uint8Array(), path: "/" };

/** RPC v1, with everything in the query, everything in a form, or signature in the query and business in the form. */
export function signedV1(
  action: string,
  business: Parameters,
  options: SigningOptions & { format?: string | null; place?: "query" | "form" | "mixed" } = {},
): HttpRequest {
  const { key = KEY, secret = SECRET, token, at = START, nonce = randomUUID(), place = "query" } = options;
  const {
    method = place === "query" ? "GET" : "POST",
    host = "ecs-cn-hangzhou.aliyuncs.com",
    format = "JSON",
  } = options;
  const common: Parameters = {
    Action: action,
    Version: "2014-05-26",
    AccessKeyId: key,
    SignatureMethod: "HMAC-SHA1",
    SignatureVersion: "1.0",
    SignatureNonce: nonce,
    Timestamp: iso(at),
    ...(format === null ? {} : { Format: format }),
    ...(token === undefined ? {} : { SecurityToken: token }),
  };
  const all = { ...common, ...business };
  common["Signature"] = OpenApiUtil.getRPCSignature(all, method, secret);
  const query = place === "query" ? { ...common, ...business } : place === "mixed" ? common : {};
  const form = place === "query" ? {} : place === "mixed" ? business : { ...common, ...business };
  const body = place === "query" ? "" : new URLSearchParams(form).toString();
  return {
    method,
    path: "/",
    rawQuery: new URLSearchParams(query).toString(),
    headers: { host, ...(place === "query" ? {} : { "content-type": "application/x-www-form-urlencoded" }) },
    body: Buffer.from(body),
    receivedAt: START,
  };
}

/** ACS3-HMAC-SHA256 as the modern SDKs send it: business parameters in the query, an empty body. */
export function signedV3(
  action: string,
  business: Parameters,
  options: SigningOptions & { headers?: Parameters; accept?: string; form?: string } = {},
): HttpRequest {
  const { key = KEY, secret = SECRET, token, at = START, nonce = randomUUID(), method = "POST" } = options;
  const { host = "ecs-cn-hangzhou.aliyuncs.com", accept = "application/json", form } = options;
  const payload = createHash("sha256").update(form ?? "").digest("hex"); // prettier-ignore
  const headers: Parameters = {
    host,
    "x-acs-action": action,
    "x-acs-version": "2014-05-26",
    "x-acs-date": iso(at),
    "x-acs-signature-nonce": nonce,
    "x-acs-content-sha256": payload,
    ...(form === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" }),
    ...(token === undefined ? {} : { "x-acs-accesskey-id": key, "x-acs-security-token": token }),
    ...options.headers,
  };
  const unsigned = {
    protocol: "http",
    port: 80,
    method,
    pathname: "/",
    query: business,
    headers,
    body: Readable.from([]),
  };
  const authorization = OpenApiUtil.getAuthorization(unsigned, "ACS3-HMAC-SHA256", payload, key, secret);
  return {
    ...withoutBody,
    method,
    rawQuery: new URLSearchParams(business).toString(),
    headers: { ...headers, accept, authorization },
    body: Buffer.from(form ?? ""),
    receivedAt: START,
  };
}

export function inProcess(world: unknown = smallWorld()): { cloud: Cloud; clock: ManualClock; call: Call } {
  const clock = new ManualClock();
  const cloud = new Cloud({ world, clock });
  const call: Call = (action, business, options) => {
    const at = clock.now();
    return read(answered(cloud.receive({ ...signedV3(action, business, { at, ...options }), receivedAt: at })));
  };
  return { cloud, clock, call };
}

export type Call = (action: string, business: Parameters, options?: SigningOptions) => Answer;

export interface Answer {
  status: number;
  code: string | undefined;
  message: string | undefined;
  body: Record<string, unknown>;
}

export function answered(outcome: Outcome): HttpAnswer {
  if (outcome.kind !== "answer") throw new Error(`expected an answer, got ${outcome.kind}`);
  return outcome;
}

const anyBody = z.record(z.string(), z.unknown());
const errorBody = z.object({ Code: z.string().optional(), Message: z.string().optional() });

export function read(answer: { status: number; body: string }): Answer {
  const body = anyBody.parse(JSON.parse(answer.body));
  const { Code, Message } = errorBody.parse(body);
  return { status: answer.status, code: Code, message: Message, body };
}

const eniSet = z.object({ NetworkInterfaceSets: z.object({ NetworkInterfaceSet: z.array(anyBody) }) });

export function enisIn({ body }: Answer): Record<string, unknown>[] {
  return eniSet.parse(body).NetworkInterfaceSets.NetworkInterfaceSet;
}

/** Over a socket, byte for byte as signed; node:http because fetch does not let a caller set Host. */
export function send(
  origin: string,
  request: HttpRequest,
): Promise<{ status: number; headers: http.IncomingHttpHeaders; body: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    const path = request.rawQuery === "" ? request.path : `${request.path}?${request.rawQuery}`;
    const headers = Object.fromEntries(
      Object.entries(request.headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
    );
    const outgoing = http.request({ hostname, port, path, method: request.method, headers, agent: false });
    outgoing.on("error", reject);
    outgoing.on("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString("utf8"),
        }),
      );
    });
    outgoing.end(request.body);
  });
}
