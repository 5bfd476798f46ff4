// TC3-HMAC-SHA256 as the server computes it, from the vendor's rules and not from our client.
import { createHmac } from "node:crypto";
import { sha256Hex } from "../digest.ts";

export const ALGORITHM = "TC3-HMAC-SHA256";

export interface CanonicalInput {
  method: string;
  path: string;
  /** As sent: the vendor's SDKs differ in how they order it. */
  rawQuery: string;
  /** The client's own list, in its order: lower-case name and value. */
  headers: readonly (readonly [string, string])[];
  payloadHash: string;
}

export function canonicalRequest({ method, path, rawQuery, headers, payloadHash }: CanonicalInput): string {
  const lines = headers.map(([name, value]) => `${name}:${value}\n`).join("");
  return [method, path, rawQuery, lines, headers.map(([name]) => name).join(";"), payloadHash].join("\n");
}

export interface Scope {
  /** UTC, yyyy-mm-dd. */
  date: string;
  service: string;
}

export function stringToSign(timestamp: string, { date, service }: Scope, canonical: string): string {
  return [ALGORITHM, timestamp, `${date}/${service}/tc3_request`, sha256Hex(canonical)].join("\n");
}

export function sign(secretKey: string, { date, service }: Scope, text: string): string {
  const dated = hmac(`TC3${secretKey}`, date);
  return hmac(hmac(hmac(dated, service), "tc3_request"), text).toString("hex");
}

const hmac = (key: string | Uint8Array, text: string): Buffer =>
  createHmac("sha256", key).update(text, "utf8").digest();
