// Authentication: ZC2 signatures with the clock window, or Bearer tokens. The vendor has no nonces, so a repeated request is accepted.
import type { Account } from "../../world/schema.ts";
import type { World } from "../../world/world.ts";
import { equal } from "../digest.ts";
import type { HttpRequest } from "../face.ts";
import type { Caller } from "../open-call.ts";
import { Refused } from "../refused.ts";
import { header } from "../request.ts";
import { ALGORITHM, canonicalRequest, sign, stringToSign } from "./signature.ts";

/** Throws Refused. A request with a Bearer token names no access key id, so the one of the account is added. */
export function authenticate(request: HttpRequest, world: World, clockWindowMs: number): Caller {
  const authorization = header(request, "authorization") ?? "";
  const bearer = /^Bearer (.+)$/.exec(authorization)?.[1];
  const account =
    bearer === undefined
      ? bySignature(request, authorization, world, clockWindowMs)
      : world.definition.accounts.find(({ bearerToken }) => bearerToken === bearer);
  if (account === undefined || account.inactive) throw new Refused("AUTHFAILURE_INVALID_AUTHORIZATION");
  return { account, accessKeyId: account.accessKeyId };
}

const authorizationForm = new RegExp(
  `^${ALGORITHM} Credential=([^,\\s]+), ?SignedHeaders=([^,\\s]+), ?Signature=([0-9a-f]{64})$`,
);

function bySignature(request: HttpRequest, authorization: string, world: World, windowMs: number): Account {
  const [, keyId = "", signedHeaders = "", given = ""] = authorizationForm.exec(authorization) ?? [];
  const timestamp = header(request, "x-zc-timestamp") ?? "";
  if (given === "" || header(request, "x-zc-signature-method") !== ALGORITHM || !/^\d{10}$/.test(timestamp))
    throw new Refused("AUTHFAILURE_INVALID_AUTHORIZATION");
  if (Math.abs(request.receivedAt - Number(timestamp) * 1_000) > windowMs)
    throw new Refused("AUTHFAILURE_SIGNATURE_EXPIRED");
  const account = world.account(keyId);
  // No code for an unknown key is documented. The guide of the vendor's command-line tool has wrong credentials as a cause of this one.
  if (account === undefined) throw new Refused("AUTHFAILURE_SIGNATURE_FAILURE");
  const headers = signedValues(request, signedHeaders);
  const lowered = headers.map(([name, value]) => [name, value.toLowerCase()] as const);
  // The documents sign header values in lower case, the SDKs as they are. Both are accepted.
  const expected = [headers, lowered].map((values) =>
    sign(account.accessKeySecret, stringToSign(timestamp, canonicalRequest(values, request.body))),
  );
  if (expected.some((one) => equal(one, given))) return account;
  throw new Refused("AUTHFAILURE_SIGNATURE_FAILURE");
}

/** Content-Type and Host have to be signed, others may be; sorted by name (the vendor's page on signatures). */
function signedValues(request: HttpRequest, signedHeaders: string): (readonly [string, string])[] {
  const names = signedHeaders.split(";");
  const complete = ["content-type", "host"].every((name) => names.includes(name));
  const sorted = names.toSorted().join(";") === signedHeaders && signedHeaders === signedHeaders.toLowerCase();
  const values = names.map((name) => [name, header(request, name)?.trim()] as const);
  if (!complete || !sorted || values.some(([, value]) => value === undefined))
    throw new Refused("AUTHFAILURE_INVALID_AUTHORIZATION");
  return values.map(([name, value]) => [name, value ?? ""] as const);
}
