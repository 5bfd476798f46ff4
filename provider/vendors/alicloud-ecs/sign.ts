// Signature version 3 of Alibaba Cloud's RPC-style APIs, ACS3-HMAC-SHA256: a pure function of call, key, time and nonce.
import { createHash, createHmac } from "node:crypto";
import type { Stamp } from "../../http/api.ts";
import type { HttpRequest } from "../../http/transport.ts";

/**
 * RFC 3986: everything but letters, digits and `-_.~` is escaped, in upper-case hex. Half a surrogate
 * pair, which JSON's escapes can hold (in a page token, for example), is sent as U+FFFD, as every UTF-8 encoder writes it.
 */
export function escape(text: string): string {
  const escaped = encodeURIComponent(text.toWellFormed());
  return escaped.replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

/** `2023-11-14T22:13:20Z`: seconds only. */
export function isoSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

export interface SignedAction {
  readonly origin: string;
  readonly action: string;
  readonly version: string;
  /** Business parameters, flat: repeated ones are numbered from 1 (`NetworkInterfaceId.1`). */
  readonly query: Readonly<Record<string, string>>;
}

/** Business parameters go into the query of a POST with an empty body, as the vendor's own SDKs send them. */
export function signAcs3(
  { origin, action, version, query }: SignedAction,
  { credentials, now, nonce }: Stamp,
): HttpRequest {
  const url = new URL(origin);
  const body = "";
  const payload = sha256(body);
  const canonicalQuery = Object.keys(query)
    .sort()
    .map((name) => `${escape(name)}=${escape(query[name] ?? "")}`)
    .join("&");
  const signed: Record<string, string> = {
    // The host is signed as it is sent: with the port, unless it is the scheme's default.
    host: url.host,
    "x-acs-action": action,
    "x-acs-content-sha256": payload,
    "x-acs-date": isoSeconds(now),
    "x-acs-signature-nonce": nonce,
    "x-acs-version": version,
  };
  if (credentials.token !== undefined) {
    signed["x-acs-accesskey-id"] = credentials.keyId;
    signed["x-acs-security-token"] = credentials.token;
  }
  const names = Object.keys(signed).sort();
  const canonicalHeaders = names.map((name) => `${name}:${(signed[name] ?? "").trim()}\n`).join("");
  const canonical = ["POST", "/", canonicalQuery, canonicalHeaders, names.join(";"), payload].join("\n");
  const signature = createHmac("sha256", credentials.secret)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`, "utf8")
    .digest("hex");
  return {
    method: "POST",
    url: `${url.origin}/?${canonicalQuery}`,
    headers: {
      ...signed,
      accept: "application/json",
      authorization: `ACS3-HMAC-SHA256 Credential=${credentials.keyId},SignedHeaders=${names.join(";")},Signature=${signature}`,
    },
    body,
  };
}
