// The older signature of Tencent's APIs, written from the vendor's document: an HMAC over method, host, path and the raw parameters.
import { createHmac } from "node:crypto";

type Pairs = readonly (readonly [string, string])[];

/** Parameters are not URL-encoded, and method, host and path are joined without separators (legacy signature page). */
export function stringToSign(target: { method: string; host: string; path: string }, pairs: Pairs): string {
  const query = pairs.map(([name, value]) => `${name}=${value}`).join("&");
  return `${target.method}${target.host}${target.path}?${query}`;
}

export const byName = ([a]: readonly [string, string], [b]: readonly [string, string]): number =>
  a < b ? -1 : a > b ? 1 : 0;

/** HmacSHA256 selects SHA-256; any other value, or none, means HmacSHA1. */
export function sign(secretKey: string, method: string | undefined, text: string): string {
  const algorithm = method === "HmacSHA256" ? "sha256" : "sha1";
  return createHmac(algorithm, secretKey).update(text, "utf8").digest("base64");
}
