// The call that a signed request carries. Every vendor so far names its action in a header or in the parameter Action.
import { z } from "zod";
import type { HttpRequest } from "../../http/transport.ts";
import { parseJson } from "../../json.ts";

export interface WireCall {
  /** Empty if the request names none. */
  readonly action: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

const record = z.record(z.string(), z.unknown());

/** Parameters of the legacy API v2 that belong to the envelope or to the signature (document 213/11651). */
const envelope = new Set([
  "Action",
  "Region",
  "Timestamp",
  "Nonce",
  "SecretId",
  "Signature",
  "SignatureMethod",
  "Token",
]);

export function wireCall({ url, headers, body }: HttpRequest): WireCall {
  const header = Object.entries(headers).find(([name]) => /^x-\w+-action$/i.test(name))?.[1];
  const isForm = headerOf(headers, "content-type").startsWith("application/x-www-form-urlencoded");
  const given: Record<string, unknown> = {
    ...Object.fromEntries(new URL(url).searchParams),
    ...(isForm ? Object.fromEntries(new URLSearchParams(body)) : (record.safeParse(parseJson(body)).data ?? {})),
  };
  const named = given["Action"];
  const action = header ?? (typeof named === "string" ? named : "");
  const ofEnvelope = header === undefined ? envelope : new Set<string>();
  return { action, parameters: Object.fromEntries(Object.entries(given).filter(([name]) => !ofEnvelope.has(name))) };
}

function headerOf(headers: HttpRequest["headers"], wanted: string): string {
  return Object.entries(headers).find(([name]) => name.toLowerCase() === wanted)?.[1] ?? "";
}
