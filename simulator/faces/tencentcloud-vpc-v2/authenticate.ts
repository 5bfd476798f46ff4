// Authentication of the legacy API: HMAC over the sorted raw parameters, clock window, replays, temporary credentials. Unlike the
// vendor, which answers 4600, it accepts plain HTTP, because the simulator has no TLS.
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
  /** Marks the nonce as used, until the request would be refused as too old anyway. */
  admit(): void;
}

/** Throws Refused. The nonce is not used before `admit` is called. */
export function authenticate(
  request: HttpRequest,
  parameters: ReadonlyMap<string, string>,
  { world, nonces }: Services,
  settings: Settings,
): Authenticated {
  const { method, receivedAt: now } = request;
  if (method !== "GET" && method !== "POST") throw new Refused("4600");
  for (const name of ["Timestamp", "Nonce"])
    if (!/^\d{1,19}$/.test(parameters.get(name) ?? "")) throw new Refused("4000", `${name} is missing or not a number`);
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
  // A replay is the same nonce with the same timestamp (common parameters page): the SDKs have only 65536 nonces and reuse them.
  const key = `v2\n${account.accessKeyId}\n${parameters.get("Nonce")}\n${signedAt}`;
  if (nonces.seen(key, now)) throw new Refused("4500");
  return { account, admit: () => nonces.remember(key, signedAt + settings.windowMs, now) };
}

/** All strings that a client may have signed: by how it treats underscores, and by which name of the host it signs. */
function candidates(request: HttpRequest, parameters: ReadonlyMap<string, string>, { publicHost }: Settings): string[] {
  const { method, path } = request;
  const host = header(request, "host") ?? "";
  const hosts = new Set([host, host.replace(/:\d+$/, ""), publicHost]);
  const orders = stringsOfParameters(method, parameters);
  return [...hosts].flatMap((name) => orders.map((pairs) => hmac.stringToSign({ method, host: name, path }, pairs)));
}

type Pair = readonly [string, string];

/** The Python SDK replaces underscores in names by dots and then sorts; the Node.js SDK sorts first, and keeps a leading underscore. */
export function stringsOfParameters(method: string, parameters: ReadonlyMap<string, string>): Pair[][] {
  // In a POST, values that begin with @ stand for uploaded files, and both SDKs do not sign them.
  const signed = [...parameters].filter(
    ([name, value]) => name !== "Signature" && !(method === "POST" && value.startsWith("@")),
  );
  const replaced = signed.map(([name, value]): Pair => [name.replaceAll("_", "."), value]).sort(hmac.byName);
  const asSorted = signed.sort(hmac.byName);
  return [replaced, asSorted.map(([name, value]) => [name.startsWith("_") ? name : name.replaceAll("_", "."), value])];
}
