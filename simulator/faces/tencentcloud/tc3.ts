// TC3-HMAC-SHA256, written from the vendor's document. It shares no code with the client, so that a mistake there is found.
import { createHmac } from "node:crypto";
import { sha256Hex } from "../digest.ts";

export const ALGORITHM = "TC3-HMAC-SHA256";

export interface CanonicalInput {
  method: string;
  path: string;
  /** As sent: the vendor's SDKs order it differently, and each signs its own order. */
  rawQuery: string;
  /** The signed headers in the order of the client: lower-case name, and value. */
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
