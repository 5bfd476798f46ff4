// Authentication, as strict as the vendor's gateway: signatures of both schemes, clock window, temporary credentials, replays.
import type { Account } from "../../world/schema.ts";
import { equal, sha256Hex } from "../digest.ts";
import type { Services } from "../face.ts";
import { Refused } from "../refused.ts";
import { header } from "../request.ts";
import { signatureAlgorithm } from "./message.ts";
import type { Message } from "./message.ts";
import { signV1, stringToSignV1 } from "./signature-v1.ts";
import { ALGORITHM_V3, canonicalRequestV3, signV3, stringToSignV3 } from "./signature-v3.ts";

/** The timestamp may differ from the server's clock by at most 15 minutes. */
const WINDOW_MS = 15 * 60_000;

export interface Authenticated {
  account: Account;
  /** Marks the nonce as used, until the request would be refused as too old anyway. */
  admit(): void;
}

/** Throws Refused. The nonce is not used before `admit` is called. */
export function authenticate(message: Message, { world, nonces }: Services): Authenticated {
  const now = message.request.receivedAt;
  if (!message.accessKeyId) throw new Refused("MissingAccessKeyId");
  const signature = message.scheme === "v1" ? v1Verifier(message) : v3Verifier(message);
  const { nonce, accessKeyId } = message;
  if (!nonce) throw new Refused("MissingSignatureNonce");
  const signedAt = parseTimestamp(message.timestamp);
  if (Math.abs(now - signedAt) > WINDOW_MS) throw new Refused("InvalidTimeStamp.Expired");
  const account = world.account(accessKeyId);
  if (account === undefined) throw new Refused("InvalidAccessKeyId.NotFound");
  if (account.inactive) throw new Refused("InvalidAccessKeyId.Inactive");
  checkToken(account, message.securityToken, world.definition.accounts, now);
  signature.verify(account.accessKeySecret);
  const key = `${accessKeyId}\n${nonce}`;
  if (nonces.seen(key, now)) throw new Refused("SignatureNonceUsed");
  return { account, admit: () => nonces.remember(key, signedAt + WINDOW_MS, now) };
}

function parseTimestamp(text: string | undefined): number {
  if (!text) throw new Refused("IllegalTimestamp");
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(time)) throw new Refused("InvalidTimeStamp.Format");
  return time;
}

/** The same refusal of a security token in a generic code, whose message alone tells what was wrong. */
export function inGenericCode({ code }: Refused): Refused | undefined {
  if (code === "MissingSecurityToken")
    return new Refused(
      "MissingParameter",
      'The input parameter "SecurityToken" that is mandatory for processing this request is not supplied.',
    );
  const what = /^Invalid(SecurityToken\.\w+)$/.exec(code)?.[1];
  return what === undefined
    ? undefined
    : new Refused("InvalidParameter", `The specified parameter "${what}" is not valid.`);
}

function checkToken(account: Account, token: string | undefined, accounts: readonly Account[], now: number): void {
  if (account.securityToken === undefined && !token) return;
  if (!token) throw new Refused("MissingSecurityToken");
  if (token !== account.securityToken) {
    const known = accounts.some((other) => other.securityToken === token);
    throw new Refused(known ? "InvalidSecurityToken.MismatchWithAccessKey" : "InvalidSecurityToken.Malformed");
  }
  const { securityTokenExpiresAt } = account;
  if (securityTokenExpiresAt !== undefined && Date.parse(securityTokenExpiresAt) <= now)
    throw new Refused("InvalidSecurityToken.Expired");
}

interface Signature {
  /** Throws Refused if the signature was not made with this secret. */
  verify(accessKeySecret: string): void;
}

function v1Verifier(message: Message): Signature {
  const { parameters, request } = message;
  const given = parameters.get("Signature");
  if (!given || parameters.get("SignatureMethod") !== "HMAC-SHA1" || parameters.get("SignatureVersion") !== "1.0")
    throw new Refused("IncompleteSignature");
  return {
    verify(secret) {
      const stringToSign = stringToSignV1(request.method, parameters);
      if (equal(given, signV1(secret, stringToSign))) return;
      // The answer contains the server's string to sign, which SDKs read from after the colon.
      throw new Refused(
        "SignatureDoesNotMatch",
        `Specified signature is not matched with our calculation. server string to sign is:${stringToSign}`,
      );
    },
  };
}

function v3Verifier(message: Message): Signature {
  const { request, query } = message;
  const authorization = header(request, "authorization") ?? "";
  if (signatureAlgorithm(authorization) !== ALGORITHM_V3)
    throw new Refused("IncompleteSignature", `This server verifies ${ALGORITHM_V3} only.`);
  const match = /^\S+ Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/.exec(authorization);
  if (match === null) throw new Refused("IncompleteSignature");
  const signed = (match[2] ?? "").split(";");
  const mandatory = Object.keys(request.headers).filter(
    (name) => name === "host" || name === "content-type" || name.startsWith("x-acs-"),
  );
  for (const name of ["host", "x-acs-content-sha256", ...mandatory])
    if (!signed.includes(name)) throw new Refused("IncompleteSignature", `The header ${name} has to be signed.`);
  const headers = new Map<string, string>();
  for (const name of signed) {
    const value = header(request, name);
    if (value === undefined)
      throw new Refused("IncompleteSignature", `The signed header ${name} is not in the request.`);
    headers.set(name, value);
  }
  const given = match[3] ?? "";
  return {
    verify(secret) {
      // Computed from the body that arrived, not taken from x-acs-content-sha256, so that a changed body is refused.
      const payloadHash = sha256Hex(request.body);
      const canonical = (host: string) =>
        canonicalRequestV3({
          method: request.method,
          path: request.path,
          query,
          headers: new Map(headers).set("host", host),
          payloadHash,
        });
      const host = headers.get("host") ?? "";
      // With a port in Host, which the vendor's endpoints do not have, some clients sign it and some do not.
      for (const candidate of new Set([host, host.replace(/:\d+$/, "")]))
        if (equal(given, signV3(secret, stringToSignV3(canonical(candidate))))) {
          if (headers.get("x-acs-content-sha256") === payloadHash) return;
          break;
        }
      const request3 = canonical(host);
      throw new Refused(
        "SignatureDoesNotMatch",
        `Specified signature does not match our calculation. server StringToSign is [${stringToSignV3(request3)}] server CanonicalRequest is [${request3}]`,
      );
    },
  };
}
