// Signature of Tencent Cloud's legacy API v2: an HMAC over method, host, path and the raw parameters in byte order.
import { createHmac } from "node:crypto";
import type { Stamp } from "../../http/api.ts";
import type { HttpRequest } from "../../http/transport.ts";

/** A request without its signature. */
export interface V2Request {
  readonly method: "GET" | "POST";
  readonly host: string;
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
}

const byteOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The string that is signed: names with `_` as `.`, in byte order, values as they are. */
export function stringToSign({ method, host, path, parameters }: V2Request): string {
  const pairs = Object.entries(parameters)
    // In a POST a value that begins with `@` meant an uploaded file and is left out (both of the vendor's SDKs do so).
    .filter(([, value]) => method === "GET" || !value.startsWith("@"))
    .map(([name, value]) => [name.replaceAll("_", "."), value] as const)
    .sort(([a], [b]) => byteOrder(a, b));
  return `${method}${host}${path}?${pairs.map(([name, value]) => `${name}=${value}`).join("&")}`;
}

/** HmacSHA256: the stronger of the two methods that the API takes. */
export function signature(request: V2Request, secret: string): string {
  return createHmac("sha256", secret).update(stringToSign(request), "utf8").digest("base64");
}

export interface V2Action {
  readonly origin: string;
  readonly action: string;
  readonly region: string;
  readonly parameters: Readonly<Record<string, string>>;
}

const path = "/v2/index.php";

/** A positive number below 2^32, made from a nonce of any form. */
function nonceNumber(nonce: string): string {
  const digest = createHmac("sha256", "nonce").update(nonce, "utf8").digest();
  return String((digest.readUInt32BE(0) % 4_294_967_294) + 1);
}

/** A POST with a form body: ids and signatures stay out of the logs that URLs end up in. */
export function signV2({ origin, action, region, parameters }: V2Action, stamp: Stamp): HttpRequest {
  const { host, origin: base } = new URL(origin);
  const { credentials, now, nonce } = stamp;
  const all: Record<string, string> = {
    ...parameters,
    Action: action,
    Region: region,
    Timestamp: String(Math.floor(now / 1_000)),
    Nonce: nonceNumber(nonce),
    SecretId: credentials.keyId,
    SignatureMethod: "HmacSHA256",
    ...(credentials.token === undefined ? {} : { Token: credentials.token }),
  };
  const signed = {
    ...all,
    Signature: signature({ method: "POST", host, path, parameters: all }, credentials.secret),
  };
  return {
    method: "POST",
    url: `${base}${path}`,
    headers: { host, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(signed).toString(),
  };
}
