// Reading a request: its signature scheme (v1, or v3 for ACS3), its parameters from query and form, the format of the answer.
import { ALGORITHM_V3 } from "./signature-v3.ts";
import type { HttpRequest } from "../face.ts";
import { header, textsOf } from "../request.ts";

export interface Message {
  scheme: "v1" | "v3";
  request: HttpRequest;
  query: ReadonlyMap<string, string>;
  /** Query and form body together. v1 signatures cover the same map, so that no parameter is used unsigned. */
  parameters: ReadonlyMap<string, string>;
  action: string;
  version: string;
  accessKeyId: string | undefined;
  securityToken: string | undefined;
  nonce: string | undefined;
  timestamp: string | undefined;
  format: "JSON" | "XML";
}

const COMMON_PARAMETERS = new Set([
  ...["AccessKeyId", "Signature", "SignatureMethod", "SignatureVersion", "SignatureNonce", "SignatureType"],
  ...["Timestamp", "SecurityToken", "BearerToken", "Format", "Version", "Action"],
]);

/**
 * Whether a request is for this API. `readMessage` does not tell the schemes apart by x-acs-action, because old SDKs send that header
 * with v1 too.
 */
export function claims(request: HttpRequest): boolean {
  if (request.path !== "/") return false;
  const authorization = header(request, "authorization");
  if (authorization !== undefined) return authorization.startsWith("ACS3-");
  if (header(request, "x-acs-action") !== undefined) return true;
  const { all: parameters } = textsOf(request);
  if (parameters.has("SecretId")) return false;
  return ["AccessKeyId", "SignatureVersion", "Signature"].some((name) => parameters.has(name)) || parameters.get("Version") === "2014-05-26"; // prettier-ignore
}

export function readMessage(request: HttpRequest): Message {
  const { query, all: parameters } = textsOf(request);
  const authorization = header(request, "authorization");
  if (authorization?.startsWith("ACS3-") === true) {
    const accept = header(request, "accept") ?? "";
    return {
      scheme: "v3",
      request,
      query,
      parameters,
      action: header(request, "x-acs-action") ?? "",
      version: header(request, "x-acs-version") ?? "",
      accessKeyId: /^\S+ Credential=([^,]+),/.exec(authorization)?.[1],
      securityToken: header(request, "x-acs-security-token"),
      nonce: header(request, "x-acs-signature-nonce"),
      timestamp: header(request, "x-acs-date"),
      format: /\bxml\b/.test(accept) && !accept.includes("json") ? "XML" : "JSON",
    };
  }
  return {
    scheme: "v1",
    request,
    query,
    parameters,
    action: parameters.get("Action") ?? "",
    version: parameters.get("Version") ?? "",
    accessKeyId: parameters.get("AccessKeyId"),
    securityToken: parameters.get("SecurityToken"),
    nonce: parameters.get("SignatureNonce"),
    timestamp: parameters.get("Timestamp"),
    // Without Format, a v1 call is answered in XML (API reference, request structure).
    format: parameters.get("Format")?.toUpperCase() === "JSON" ? "JSON" : "XML",
  };
}

/** The parameters of the action, without common ones. */
export function businessParameters(message: Message): Record<string, string> {
  return Object.fromEntries([...message.parameters].filter(([name]) => !COMMON_PARAMETERS.has(name)));
}

export const signatureAlgorithm = (authorization: string): string => authorization.split(" ", 1)[0] ?? ALGORITHM_V3;
