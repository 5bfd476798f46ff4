// Authenticates a request: ZC2-HMAC-SHA256, or a bearer token instead. A pure function of call, key and time.
import { createHash, createHmac } from "node:crypto";
import type { Stamp } from "../../http/api.ts";
import type { HttpRequest } from "../../http/transport.ts";

const algorithm = "ZC2-HMAC-SHA256";
const path = "/api/v2/zec";
/** Sent exactly so: it is signed, and `application/json; charset=utf-8` would be another signature. */
const contentType = "application/json";

const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

export interface SignedAction {
  readonly origin: string;
  readonly action: string;
  readonly version: string;
  /** The body's bytes as they are sent. */
  readonly body: string;
}

export function signZc2({ origin, action, version, body }: SignedAction, { credentials, now }: Stamp): HttpRequest {
  const url = new URL(origin);
  const headers: Record<string, string> = {
    // The host is signed as it is sent: with the port, unless it is the scheme's default.
    host: url.host,
    "content-type": contentType,
    "x-zc-action": action,
    "x-zc-version": version,
    // Only the vendor's SDKs send it, the documents do not list it; whether the server needs it is not known.
    "x-zc-service": "zec",
  };
  const { keyId, secret, bearer } = credentials;
  if (bearer === undefined) {
    const timestamp = String(Math.floor(now / 1_000));
    headers["x-zc-signature-method"] = algorithm;
    headers["x-zc-timestamp"] = timestamp;
    const signature = signatureOf({ host: url.host, contentType, timestamp, body }, secret);
    headers["authorization"] =
      `${algorithm} Credential=${keyId}, SignedHeaders=content-type;host, Signature=${signature}`;
  } else {
    // Neither signature method nor timestamp go with a token (zenlayercloud-sdk-go, client.go).
    headers["authorization"] = `Bearer ${bearer}`;
  }
  return { method: "POST", url: `${url.origin}${path}`, headers, body };
}

interface SignedParts {
  readonly host: string;
  readonly contentType: string;
  /** Unix seconds. */
  readonly timestamp: string;
  readonly body: string;
}

/** Action, version and path are not signed: the canonical URI is "/" whatever the path (zenlayercloud-sdk-go, signRequest). */
export function signatureOf({ host, contentType: type, timestamp, body }: SignedParts, secret: string): string {
  const canonical = `POST\n/\n\ncontent-type:${type}\nhost:${host}\n\ncontent-type;host\n${sha256(body)}`;
  // The key is the secret itself, not derived from date or service.
  return createHmac("sha256", secret)
    .update(`${algorithm}\n${timestamp}\n${sha256(canonical)}`, "utf8")
    .digest("hex");
}
