// TC3-HMAC-SHA256, the signature of Tencent Cloud's API 3.0: a pure function of call, key, time and origin.
import { createHash, createHmac } from "node:crypto";
import type { Stamp } from "../../http/api.ts";
import type { HttpRequest } from "../../http/transport.ts";

const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");
const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text, "utf8").digest();

export interface Tc3Action {
  readonly origin: string;
  /** `vpc`, `ecm`, `cvm`: part of the signature's scope. */
  readonly service: string;
  readonly action: string;
  readonly version: string;
  /** Left out where the action takes its region as a parameter (ECM). */
  readonly region?: string | undefined;
  readonly parameters: Readonly<Record<string, unknown>>;
}

const contentType = "application/json";
const signedHeaders = "content-type;host";

/** Signs what the vendor's own SDKs sign: `content-type;host`. The body is serialized once, and these bytes are sent. */
export function signTc3(
  { origin, service, action, version, region, parameters }: Tc3Action,
  { credentials, now }: Stamp,
): HttpRequest {
  const { host, origin: base } = new URL(origin);
  const body = JSON.stringify(parameters);
  const timestamp = String(Math.floor(now / 1_000));
  const date = new Date(now).toISOString().slice(0, 10);
  const canonicalHeaders = `content-type:${contentType}\nhost:${host}\n`;
  const canonical = ["POST", "/", "", canonicalHeaders, signedHeaders, sha256(body)].join("\n");
  const scope = `${date}/${service}/tc3_request`;
  const toSign = ["TC3-HMAC-SHA256", timestamp, scope, sha256(canonical)].join("\n");
  const key = hmac(hmac(hmac(`TC3${credentials.secret}`, date), service), "tc3_request");
  const signature = hmac(key, toSign).toString("hex");
  return {
    method: "POST",
    url: `${base}/`,
    headers: {
      host,
      "content-type": contentType,
      authorization: `TC3-HMAC-SHA256 Credential=${credentials.keyId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`,
      "x-tc-action": action,
      "x-tc-version": version,
      "x-tc-timestamp": timestamp,
      "x-tc-language": "en-US",
      ...(region === undefined ? {} : { "x-tc-region": region }),
      ...(credentials.token === undefined ? {} : { "x-tc-token": credentials.token }),
    },
    body,
  };
}
