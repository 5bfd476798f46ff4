// ZC2-HMAC-SHA256 as the server computes it, from the vendor's rules and not from our client.
import { createHmac } from "node:crypto";
import { sha256Hex } from "../digest.ts";

export const ALGORITHM = "ZC2-HMAC-SHA256";

/** The signed headers, lower-case name and value, sorted by name. Path and query are not part of it: always "/" and "". */
export function canonicalRequest(headers: readonly (readonly [string, string])[], body: Uint8Array): string {
  const lines = headers.map(([name, value]) => `${name}:${value}\n`).join("");
  const names = headers.map(([name]) => name).join(";");
  return ["POST", "/", "", lines, names, sha256Hex(body)].join("\n");
}

export const stringToSign = (timestamp: string, canonical: string): string =>
  [ALGORITHM, timestamp, sha256Hex(canonical)].join("\n");

export function sign(accessKeyPassword: string, text: string): string {
  return createHmac("sha256", accessKeyPassword).update(text, "utf8").digest("hex");
}
