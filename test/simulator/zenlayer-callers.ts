// Callers for the tests of the Zenlayer face: requests signed as the vendor's page says, independently of our client.
import { createHash, createHmac } from "node:crypto";
import { z } from "zod";
import { Cloud } from "../../simulator/cloud.ts";
import type { HttpRequest } from "../../simulator/faces/face.ts";
import { answered, ManualClock, START } from "./callers.ts";

export const KEY = "AKIDEXAMPLE";
export const SECRET = "secretEXAMPLE";
export const TOKEN = "token-EXAMPLE-0001";

/** As they look: decimal text above 2^53. */
export const ids = {
  nic1: "1304682049596034001",
  nic2: "1304682049596034002",
  a: "1272168087751233101",
  b: "1272168087751233102",
  /** The world gives every instance a primary vNIC. */
  primaryOfA: "127216808775123310100",
} as const;

const account = { accessKeyId: KEY, accessKeySecret: SECRET, bearerToken: TOKEN };
const ours = { vendor: "zenlayer-zec" };

export interface ZecWorld {
  account?: Record<string, unknown>;
  instances?: readonly Record<string, unknown>[];
  enis?: readonly Record<string, unknown>[];
  settings?: Record<string, unknown>;
  more?: Record<string, unknown>;
}

/** Two running instances and two free vNICs, and what a test says otherwise. */
export function zecWorld(parts: ZecWorld = {}): Record<string, unknown> {
  const { instances = [{ id: ids.a }, { id: ids.b }], enis = [{ id: ids.nic1 }, { id: ids.nic2 }] } = parts;
  return {
    accounts: [{ ...account, ...parts.account }],
    instances: instances.map((instance) => ({ ...ours, ...instance })),
    enis: enis.map((eni) => ({ ...ours, ...eni })),
    faces: { "zenlayer-zec": parts.settings ?? {} },
    ...parts.more,
  };
}

export interface RequestOptions {
  key?: string;
  secret?: string;
  bearer?: string;
  at?: number;
  host?: string;
  contentType?: string;
  version?: string;
  method?: string;
  path?: string;
  /** Headers as they are sent; undefined leaves one out. */
  headers?: Record<string, string | undefined>;
  /** Names of signed headers besides the two that have to be. */
  alsoSigned?: readonly string[];
  lowerCased?: boolean;
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

export function zecRequest(action: string, body: unknown, options: RequestOptions = {}): HttpRequest {
  const { key = KEY, secret = SECRET, at = START, host = "console.zenlayer.com", method = "POST" } = options;
  const { contentType = "application/json", version = "2025-09-01", path = "/api/v2/zec", bearer } = options;
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const headers: Record<string, string | undefined> = {
    host,
    "content-type": contentType,
    "x-zc-action": action,
    "x-zc-version": version,
    ...(bearer === undefined
      ? { "x-zc-signature-method": "ZC2-HMAC-SHA256", "x-zc-timestamp": String(Math.floor(at / 1000)) }
      : { authorization: `Bearer ${bearer}` }),
    ...options.headers,
  };
  if (bearer === undefined && !("authorization" in headers)) {
    const names = ["content-type", "host", ...(options.alsoSigned ?? [])].sort();
    const value = (name: string) => (options.lowerCased ? headers[name]?.toLowerCase() : headers[name]) ?? "";
    const canonical = `POST\n/\n\n${names.map((name) => `${name}:${value(name)}\n`).join("")}\n${names.join(";")}\n${sha256(text)}`; // prettier-ignore
    const signature = createHmac("sha256", secret)
      .update(`ZC2-HMAC-SHA256\n${headers["x-zc-timestamp"]}\n${sha256(canonical)}`)
      .digest("hex");
    headers["authorization"] =
      `ZC2-HMAC-SHA256 Credential=${key}, SignedHeaders=${names.join(";")}, Signature=${signature}`;
  }
  return { method, path, rawQuery: "", headers, body: Buffer.from(text), receivedAt: at };
}

const envelope = z.looseObject({
  requestId: z.string(),
  code: z.string().optional(),
  message: z.string().optional(),
  response: z.looseObject({ requestId: z.string(), totalCount: z.number().optional(), dataSet: z.array(z.looseObject({})).optional() }).optional(), // prettier-ignore
});

export interface ZecAnswer {
  status: number;
  code: string | undefined;
  body: z.infer<typeof envelope>;
  items: Record<string, unknown>[];
}

export function inZec(world: Record<string, unknown> = zecWorld()) {
  const clock = new ManualClock();
  const cloud = new Cloud({ world, clock });
  const receive = (request: HttpRequest): ZecAnswer => {
    const { status, body: text } = answered(cloud.receive(request));
    const body = envelope.parse(JSON.parse(text));
    return { status, code: body.code, body, items: body.response?.dataSet ?? [] };
  };
  const call = (action: string, body: unknown, options: RequestOptions = {}) =>
    receive(zecRequest(action, body, { at: clock.now(), ...options }));
  const nic = (nicId: string = ids.nic1) => call("DescribeNetworkInterfaces", { nicIds: [nicId] }).items[0];
  return { cloud, clock, receive, call, nic };
}
