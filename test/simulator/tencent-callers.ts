// Callers of the three Tencent APIs: requests signed by the vendor's own SDKs, carried to a cloud in the same process.
import { createRequire } from "node:module";
import { z } from "zod";
import { Cloud } from "../../simulator/cloud.ts";
import type { HttpAnswer, HttpRequest } from "../../simulator/faces/face.ts";
import { answered, ManualClock, START } from "./callers.ts";

const require = createRequire(import.meta.url);

interface Sign3 {
  sign3(options: {
    method: string;
    url: string;
    payload: unknown;
    timestamp: number;
    service: string;
    secretId: string;
    secretKey: string;
    headers: Record<string, string>;
  }): string;
  sign(secretKey: string, text: string, method: string): string;
}
interface SdkClient {
  request(action: string, parameters: object): Promise<Record<string, unknown>>;
  mergeData(data: object): Record<string, unknown>;
  formatRequestData(action: string, parameters: object): Promise<Record<string, unknown>>;
  formatSignString(parameters: object): string;
}
interface Qcloud {
  generateQueryString(data: object, options: object): string;
}
export const { default: Sdk } = require("tencentcloud-sdk-nodejs-common/tencentcloud/common/sign.js") as {
  default: Sign3;
};
export const { CommonClient } = require("tencentcloud-sdk-nodejs-common") as {
  CommonClient: new (endpoint: string, version: string, config: object) => SdkClient;
};
export const QcloudApi = require("qcloudapi-sdk") as new (options: object) => Qcloud;

export const ID = "AKIDEXAMPLE0000000000000000000000001";
export const KEY = "EXAMPLEKEY0000000000000000000001";
export const VPC = "tencentcloud-vpc";
export const ECM = "tencentcloud-ecm";

/** What each test has to begin with: two instances and two free ENIs of either cloud. */
export function tencentWorld(extra: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    accounts: [{ accessKeyId: ID, accessKeySecret: KEY }],
    instances: [
      { id: "ins-aaaaaaaa", vendor: VPC },
      { id: "ins-bbbbbbbb", vendor: VPC },
      { id: "ein-aaaaaaaa", vendor: ECM },
      { id: "ein-bbbbbbbb", vendor: ECM },
    ],
    enis: [
      { id: "eni-11111111", vendor: VPC },
      { id: "eni-22222222", vendor: VPC },
      { id: "eni-33333333", vendor: ECM },
      { id: "eni-44444444", vendor: ECM },
    ],
    ...extra,
  };
}

export interface Tc3Options {
  host?: string;
  /** The host that is signed, where it is not the one that is sent. */
  signedHost?: string;
  version?: string;
  service?: string;
  region?: string | null;
  at?: number;
  secretId?: string;
  secretKey?: string;
  token?: string;
  method?: "GET" | "POST";
  contentType?: string;
  headers?: Record<string, string>;
  /** Sent as it is, instead of the parameters' JSON. */
  body?: string;
}

/** TC3 by the SDK's own signer. */
export function signedTc3(action: string, parameters: object, options: Tc3Options = {}): HttpRequest {
  const { service = "vpc", version = "2017-03-12", region = "ap-guangzhou", at = START, method = "POST" } = options;
  const { secretId = ID, secretKey = KEY, host = `${service}.tencentcloudapi.com`, token } = options;
  const contentType = options.contentType ?? (method === "GET" ? "application/x-www-form-urlencoded" : "application/json"); // prettier-ignore
  const query = method === "GET" ? new URLSearchParams(texts(parameters)).toString() : "";
  const body = method === "GET" ? "" : (options.body ?? JSON.stringify(parameters));
  const timestamp = Math.floor(at / 1000);
  const authorization = Sdk.sign3({
    method,
    url: `https://${options.signedHost ?? host}/${query === "" ? "" : `?${query}`}`,
    payload: body === "" ? "" : Buffer.from(body),
    timestamp,
    service,
    secretId,
    secretKey,
    headers: { "Content-Type": contentType },
  });
  return {
    method,
    path: "/",
    rawQuery: query,
    headers: {
      host,
      "content-type": contentType,
      authorization,
      "x-tc-action": action,
      "x-tc-version": version,
      "x-tc-timestamp": String(timestamp),
      ...(region === null ? {} : { "x-tc-region": region }),
      ...(token === undefined ? {} : { "x-tc-token": token }),
      ...options.headers,
    },
    body: Buffer.from(body),
    receivedAt: START,
  };
}

const emptyClient = new CommonClient("vpc.tencentcloudapi.com", "2017-03-12", {});

/** Zero-based names for lists, by the SDK's own code. */
export function texts(parameters: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(emptyClient.mergeData(parameters)).map(([name, value]) => [name, String(value)]),
  );
}

export interface LegacyOptions {
  method?: "GET" | "POST";
  sha256?: boolean;
  at?: number;
  nonce?: string;
  region?: string;
  secretId?: string;
  secretKey?: string;
  token?: string;
  host?: string;
  signedHost?: string;
}

let nonces = 0;

/** The legacy API by the legacy SDK's own signer. */
export function signedV2(action: string, parameters: Record<string, string>, options: LegacyOptions = {}): HttpRequest {
  const { method = "GET", sha256 = true, at = START, nonce = String(++nonces), region = "gz" } = options;
  const { secretId = ID, secretKey = KEY, host = "vpc.api.qcloud.com", signedHost = host, token } = options;
  const signer = new QcloudApi({ SecretId: secretId, SecretKey: secretKey, Region: region });
  const query = signer.generateQueryString(
    {
      ...parameters,
      Action: action,
      Nonce: nonce,
      Timestamp: String(Math.floor(at / 1000)),
      ...(token === undefined ? {} : { Token: token }),
    },
    // The signer looks for these here, not in its defaults.
    { method, host: signedHost, SecretId: secretId, SecretKey: secretKey, ...(sha256 ? { signatureMethod: "sha256" } : {}) }, // prettier-ignore
  );
  return {
    method,
    path: "/v2/index.php",
    rawQuery: method === "GET" ? query : "",
    headers: { host, ...(method === "GET" ? {} : { "content-type": "application/x-www-form-urlencoded" }) },
    body: Buffer.from(method === "GET" ? "" : query),
    receivedAt: START,
  };
}

const record = z.record(z.string(), z.unknown());
const envelope3 = z.strictObject({
  Response: z.looseObject({
    RequestId: z.string(),
    Error: z.strictObject({ Code: z.string(), Message: z.string().min(1) }).optional(),
  }),
});
export interface Answer3 {
  status: number;
  code: string | undefined;
  message: string | undefined;
  requestId: string;
  body: Record<string, unknown>;
}

export function read3(answer: { status: number; body: string }): Answer3 {
  const { Response } = envelope3.parse(JSON.parse(answer.body));
  const { RequestId, Error: error, ...body } = Response;
  return { status: answer.status, code: error?.Code, message: error?.Message, requestId: RequestId, body };
}

export interface AnswerV2 {
  status: number;
  code: unknown;
  codeDesc: unknown;
  body: Record<string, unknown>;
}

export function readV2(answer: { status: number; body: string }): AnswerV2 {
  const body = record.parse(JSON.parse(answer.body));
  return { status: answer.status, code: body["code"], codeDesc: body["codeDesc"], body };
}

/** The items of a listing of API 3.0. */
export function itemsIn({ body }: Answer3, name = "NetworkInterfaceSet"): Record<string, unknown>[] {
  return z.array(record).parse(body[name]);
}

/** One cloud and its clock, with a word for each API. */
export class Tencent {
  readonly clock = new ManualClock();
  readonly cloud: Cloud;

  constructor(extra: Record<string, unknown> = {}) {
    this.cloud = new Cloud({ world: tencentWorld(extra), clock: this.clock });
  }

  send(request: HttpRequest): HttpAnswer {
    return answered(this.cloud.receive({ ...request, receivedAt: this.clock.now() }));
  }

  vpc(action: string, parameters: object, options: Tc3Options = {}): Answer3 {
    return read3(this.send(signedTc3(action, parameters, { at: this.clock.now(), ...options })));
  }

  cvm(action: string, parameters: object, options: Tc3Options = {}): Answer3 {
    return this.vpc(action, parameters, { service: "cvm", ...options });
  }

  ecm(action: string, parameters: object, options: Tc3Options = {}): Answer3 {
    return this.vpc(action, parameters, { service: "ecm", version: "2019-07-19", region: null, ...options });
  }

  v2(action: string, parameters: Record<string, string>, options: LegacyOptions = {}): AnswerV2 {
    return readV2(this.send(signedV2(action, parameters, { at: this.clock.now(), ...options })));
  }

  /** Status and instance of an ENI in truth. */
  truth(id = "eni-11111111"): string {
    const eni = this.cloud.world.eni(id);
    return eni === undefined ? "gone" : `${eni.status} ${eni.instanceId ?? "-"}`;
  }
}

export const both = { NetworkInterfaceId: "eni-11111111", InstanceId: "ins-aaaaaaaa" };
export const ecmBoth = { NetworkInterfaceId: "eni-33333333", InstanceId: "ein-aaaaaaaa", EcmRegion: "ap-xian-ecm" };
export const v2Both = { vpcId: "vpc-default0", networkInterfaceId: "eni-11111111", instanceId: "ins-aaaaaaaa" };

/** A bench whose first ENIs are attached. */
export function attachedBench(extra: Record<string, unknown> = {}): Tencent {
  const bench = new Tencent(extra);
  bench.vpc("AttachNetworkInterface", both);
  bench.ecm("AttachNetworkInterface", ecmBoth);
  bench.clock.pass(2000);
  return bench;
}
