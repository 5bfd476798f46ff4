// Who is asking, for the legacy API: HMAC over the sorted raw parameters, the clock window, replays, temporary credentials.
// Plain HTTP (4600 at the vendor) is waived.
import type { Account } from "../../world/schema.ts";
import { equal } from "../digest.ts";
import type { HttpRequest, Services } from "../face.ts";
import { Refused } from "../refused.ts";
import { header } from "../request.ts";
import { isTokenValid } from "../tencentcloud/authenticate.ts";
import * as hmac from "../tencentcloud/hmac.ts";
import type { Settings } from "./settings.ts";

interface Authenticated {
  account: Account;
  /** Uses the nonce up, until the request would be too old anyhow. */
  admit(): void;
}

/** Throws Refused. Nothing is remembered before `admit`. */
export function authenticate(
  request: HttpRequest,
  parameters: ReadonlyMap<string, string>,
  { world, nonces }: Services,
  settings: Settings,
): Authenticated {
  const { method, receivedAt: now } = request;
  if (method !== "GET" && method !== "POST") throw new Refused("4600");
  for (const name of ["Timestamp", "Nonce"])
    if (!/^\d{1,19}$/.test(parameters.get(name) ?? "")) throw new Refused("4000", `${name} is missing or no number`);
  const secretId = parameters.get("SecretId");
  const account = secretId === undefined ? undefined : world.account(secretId);
  if (account === undefined || account.inactive) throw new Refused("4104");
  if (!isTokenValid(account, parameters.get("Token"), now)) throw new Refused("4105");
  const given = parameters.get("Signature") ?? "";
  const texts = candidates(request, parameters, settings);
  const signatureMethod = parameters.get("SignatureMethod");
  if (!texts.some((text) => equal(given, hmac.sign(account.accessKeySecret, signatureMethod, text))))
    throw new Refused("4100");
  const signedAt = Number(parameters.get("Timestamp")) * 1000;
  if (Math.abs(now - signedAt) > settings.windowMs) throw new Refused("4500");
  // Nonce and timestamp together stop a replay (common parameters page): the SDKs draw from 65536 nonces.
  const key = `v2\n${account.accessKeyId}\n${parameters.get("Nonce")}\n${signedAt}`;
  if (nonces.seen(key, now)) throw new Refused("4500");
  return { account, admit: () => nonces.remember(key, signedAt + settings.windowMs, now) };
}

/** What a client may have signed: both SDKs' ways with underscores, and each name that this host goes by. */
function candidates(request: HttpRequest, parameters: ReadonlyMap<string, string>, { publicHost }: Settings): string[] {
  const { method, path } = request;
  const host = header(request, "host") ?? "";
  const hosts = new Set([host, host.replace(/:\d+$/, ""), publicHost]);
  const orders = stringsOfParameters(method, parameters);
  return [...hosts].flatMap((name) => orders.map((pairs) => hmac.stringToSign({ method, host: name, path }, pairs)));
}

type Pair = readonly [string, string];

/** The Python SDK replaces underscores and sorts then; the Node.js one sorts first, and keeps a leading underscore. */
export function stringsOfParameters(method: string, parameters: ReadonlyMap<string, string>): Pair[][] {
  // In a POST, values that begin with @ meant uploaded files and are not signed (both SDKs).
  const signed = [...parameters].filter(
    ([name, value]) => name !== "Signature" && !(method === "POST" && value.startsWith("@")),
  );
  const replaced = signed.map(([name, value]): Pair => [name.replaceAll("_", "."), value]).sort(hmac.byName);
  const asSorted = signed.sort(hmac.byName);
  return [replaced, asSorted.map(([name, value]) => [name.startsWith("_") ? name : name.replaceAll("_", "."), value])];
}
