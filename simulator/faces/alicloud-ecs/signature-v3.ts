// ACS3-HMAC-SHA256, written from the vendor's document. It shares no code with the client, so that a mistake there is found.
import { createHmac } from "node:crypto";
import { sha256Hex } from "../digest.ts";
import { encode } from "./signature-v1.ts";

export const ALGORITHM_V3 = "ACS3-HMAC-SHA256";

export interface CanonicalInput {
  method: string;
  path: string;
  query: ReadonlyMap<string, string>;
  /** Only the signed headers: lower-case name -> value. */
  headers: ReadonlyMap<string, string>;
  payloadHash: string;
}

export function canonicalRequestV3({ method, path, query, headers, payloadHash }: CanonicalInput): string {
  const sorted = (map: ReadonlyMap<string, string>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  const canonicalQuery = sorted(query).map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&"); // prettier-ignore
  const signed = sorted(headers);
  const canonicalHeaders = signed.map(([name, value]) => `${name}:${value.trim()}\n`).join("");
  const names = signed.map(([name]) => name).join(";");
  return [method, path, canonicalQuery, canonicalHeaders, names, payloadHash].join("\n");
}

export const stringToSignV3 = (canonicalRequest: string): string => `${ALGORITHM_V3}\n${sha256Hex(canonicalRequest)}`;

export function signV3(accessKeySecret: string, stringToSign: string): string {
  return createHmac("sha256", accessKeySecret).update(stringToSign, "utf8").digest("hex");
}
