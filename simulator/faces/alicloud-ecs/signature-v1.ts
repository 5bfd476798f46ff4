// RPC signature version 1 (HMAC-SHA1), written from the vendor's document. It shares no code with the client, so that a mistake
// there is found.
import { createHmac } from "node:crypto";

/** URL encoding by RFC 3986: all but A-Z a-z 0-9 - _ . ~ is escaped, a space as %20. */
export function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Signs all parameters of query and form body but Signature itself. */
export function stringToSignV1(method: string, parameters: ReadonlyMap<string, string>): string {
  const canonical = [...parameters]
    .filter(([name]) => name !== "Signature")
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join("&");
  return `${method}&${encode("/")}&${encode(canonical)}`;
}

export function signV1(accessKeySecret: string, stringToSign: string): string {
  return createHmac("sha1", `${accessKeySecret}&`).update(stringToSign, "utf8").digest("base64");
}
