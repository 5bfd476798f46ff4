// Authentication of API 3.0, as strict as the vendor's gateway: TC3 signatures and the older HMAC (v1), the clock window, temporary
// credentials. A replay within the window is accepted, as at the vendor: TC3 has no nonce.
import type { Account } from "../../world/schema.ts";
import type { World } from "../../world/world.ts";
import { equal, sha256Hex } from "../digest.ts";
import { Refused } from "../refused.ts";
import { header } from "../request.ts";
import * as hmac from "./hmac.ts";
import type { Message } from "./message.ts";
import { ALGORITHM, canonicalRequest, sign, stringToSign } from "./tc3.ts";

/** X-TC-Timestamp may differ from the server's clock by at most 5 minutes. */
const WINDOW_MS = 5 * 60_000;

/** Returns the account of the caller. Throws Refused. */
export function authenticate(message: Message, world: World): Account {
  const { request } = message;
  if (request.method !== "GET" && request.method !== "POST") throw new Refused("UnsupportedProtocol");
  const verify = message.scheme === "tc3" ? tc3Verifier(message) : v1Verifier(message);
  const signedAt = parseTimestamp(message.timestamp);
  if (Math.abs(request.receivedAt - signedAt) > WINDOW_MS) throw new Refused("AuthFailure.SignatureExpire");
  const account = message.secretId === undefined ? undefined : world.account(message.secretId);
  // The same code stands for deleted and disabled keys (common error codes).
  if (account === undefined || account.inactive) throw new Refused("AuthFailure.SecretIdNotFound");
  if (!isTokenValid(account, message.token, request.receivedAt)) throw new Refused("AuthFailure.TokenFailure");
  verify(account.accessKeySecret, signedAt);
  return account;
}

function parseTimestamp(text: string | undefined): number {
  if (!text) throw new Refused("MissingParameter", "The request is missing a required parameter `Timestamp`.");
  if (!/^\d{1,11}$/.test(text)) throw new Refused("InvalidParameterValue", "The value of `Timestamp` is invalid.");
  return Number(text) * 1000;
}

/** Whether the request has the token of the account and it has not expired. For an account without a token, it must have none. */
export function isTokenValid(account: Account, token: string | undefined, now: number): boolean {
  if (token !== account.securityToken) return false;
  const { securityTokenExpiresAt } = account;
  return securityTokenExpiresAt === undefined || Date.parse(securityTokenExpiresAt) > now;
}

/** Throws Refused if the signature was not made with this secret. `signedAt` is the timestamp in ms. */
type Verify = (secretKey: string, signedAt: number) => void;

const credential = /^(\S+) Credential=[^/,\s]+\/(\d{4}-\d\d-\d\d)\/([^/,\s]+)\/tc3_request, *SignedHeaders=([^,\s]+), *Signature=([0-9a-f]{64})$/; // prettier-ignore

function tc3Verifier({ request, timestamp }: Message): Verify {
  const match = credential.exec(header(request, "authorization") ?? "");
  if (match === null || match[1] !== ALGORITHM) throw new Refused("AuthFailure.InvalidAuthorization");
  const [, , date = "", service = "", list = "", given = ""] = match;
  const names = list.split(";");
  const headers = names.map((name): [string, string] => {
    const value = header(request, name);
    if (value !== undefined) return [name, value.trim()];
    throw new Refused("AuthFailure.InvalidAuthorization", `The signed header "${name}" is not in the request.`);
  });
  for (const name of ["content-type", "host"])
    if (!names.includes(name))
      throw new Refused("AuthFailure.InvalidAuthorization", `The header "${name}" has to be signed.`);
  return (secretKey, signedAt) => {
    const payloadHash = payloadHashOf(request);
    const matches = acceptedForms(headers).some((candidate) => {
      const { method, path, rawQuery } = request;
      const canonical = canonicalRequest({ method, path, rawQuery, headers: candidate, payloadHash });
      return equal(given, sign(secretKey, { date, service }, stringToSign(timestamp ?? "", { date, service }, canonical))); // prettier-ignore
    });
    // The service in the credential scope is not checked: see serviceOf in message.ts.
    if (!matches || date !== new Date(signedAt).toISOString().slice(0, 10))
      throw new Refused("AuthFailure.SignatureFailure");
  };
}

function payloadHashOf({ headers, body }: Message["request"]): string {
  return sha256Hex(headers["x-tc-content-sha256"] === "UNSIGNED-PAYLOAD" ? "UNSIGNED-PAYLOAD" : body);
}

/**
 * All forms of the signed headers that clients use. The sample in the document signs values in lower case, the SDKs as they are. With
 * a port in Host, which the vendor's real hosts do not have, the Python SDK signs it and the Node.js SDK does not.
 */
function acceptedForms(headers: readonly [string, string][]): (readonly [string, string])[][] {
  const withoutPort = headers.map(([name, value]): [string, string] => [name, name === "host" ? value.replace(/:\d+$/, "") : value]); // prettier-ignore
  const both = [[...headers], withoutPort];
  return [...both, ...both.map((list) => list.map(([name, value]): [string, string] => [name, value.toLowerCase()]))];
}

/** The older HMAC in API 3.0: as in the legacy API (v2), but with the path "/" and without changing underscores in names. */
function v1Verifier({ flat, request }: Message): Verify {
  const missing = ["SecretId", "Signature", "Nonce"].find((name) => !flat.get(name));
  if (missing !== undefined)
    throw new Refused("MissingParameter", `The request is missing a required parameter \`${missing}\`.`);
  const pairs = [...flat].filter(([name]) => name !== "Signature").sort(hmac.byName);
  const host = header(request, "host") ?? "";
  return (secretKey) => {
    for (const candidate of new Set([host, host.replace(/:\d+$/, "")])) {
      const text = hmac.stringToSign({ method: request.method, host: candidate, path: request.path }, pairs);
      if (equal(flat.get("Signature") ?? "", hmac.sign(secretKey, flat.get("SignatureMethod"), text))) return;
    }
    throw new Refused("AuthFailure.SignatureFailure");
  };
}
