// ZC2-HMAC-SHA256, written from the vendor's document. It shares no code with the client, so that a mistake there is found.
import { createHmac } from "node:crypto";
import { sha256Hex } from "../digest.ts";

export const ALGORITHM = "ZC2-HMAC-SHA256";

/** @param headers the signed ones, lower-case name and value, sorted by name. Path and query are not signed: "/" and "" stand for them. */
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
