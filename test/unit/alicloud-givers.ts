// Stand-ins for all that gives out keys of Alibaba Cloud: STS, the metadata service, sign-ins and credentials URIs. The id of a key says
// who was asked for it, by whom and what for, so that two readers who get the same id have asked the same.
import type { HttpRequest, HttpResponse } from "../../provider/http/transport.ts";
import { signV1, stringToSignV1 } from "../../simulator/faces/alicloud-ecs/signature-v1.ts";
import { canonicalRequestV3, signV3, stringToSignV3 } from "../../simulator/faces/alicloud-ecs/signature-v3.ts";
import { sha256Hex } from "../../simulator/faces/digest.ts";

export const secretOf = (keyId: string): string => `secret of ${keyId}`;
export const tokenOf = (keyId: string): string => `token of ${keyId}`;

/** The same as in files: a key with its secret, and a token if it is a temporary one. */
export function keyFrom(keyId: string) {
  const token = keyId.startsWith("STS") ? { token: tokenOf(keyId) } : {};
  return { keyId, secret: secretOf(keyId), ...token };
}

export const oidcToken = "the OIDC token";
export const ssoToken = "the token of CloudSSO";
export const oauthToken = "the token of OAuth";

/** @param expiration of all keys that are given out, as the vendor writes it. */
export function giveOut(request: HttpRequest, expiration: string): HttpResponse {
  const { host, pathname } = new URL(request.url);
  if (host === "100.100.100.200") return metadata(request, expiration);
  if (/^sts(-vpc)?\./.test(host)) return sts(request, expiration);
  if (/^oauth\./.test(host)) return oauth(request, expiration);
  if (pathname === "/cloud-credentials" && request.headers["authorization"] === `Bearer ${ssoToken}`)
    return json({ RequestId: "1", CloudCredential: fields(`STS|${host}`, expiration) });
  if (host === "keys.example.com") return uri(pathname, expiration);
  return json({ Code: "NotFound" }, 404);
}

function json(body: unknown, status = 200): HttpResponse {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

const fields = (keyId: string, Expiration: string) => ({
  AccessKeyId: keyId,
  AccessKeySecret: secretOf(keyId),
  SecurityToken: tokenOf(keyId),
  Expiration,
});

/** Names that a reader makes up where none is given. */
const madeUp = /^(credentials-nodejs-\d+|pulumi-eni-attachment)$/;

function sts(request: HttpRequest, expiration: string): HttpResponse {
  const { host, searchParams } = new URL(request.url);
  const parameters = new Map([...searchParams, ...new URLSearchParams(request.body)]);
  const of = (name: string) => parameters.get(name) ?? "";
  const action = of("Action") || request.headers["x-acs-action"] || "";
  if ((of("Version") || request.headers["x-acs-version"]) !== "2015-04-01")
    return json({ Code: "InvalidVersion" }, 400);
  const by =
    action === "AssumeRole" ? signerOf(request, parameters) : of("OIDCToken") === oidcToken && of("OIDCProviderArn");
  if (!by) return json({ Code: "SignatureDoesNotMatch", Message: request.body + request.url }, 400);
  if (of("RoleArn") === "role/denied") return json({ Code: "NoPermission", Message: secretOf(by) }, 403);
  const session = madeUp.test(of("RoleSessionName")) ? "" : of("RoleSessionName");
  const more = [of("Policy"), of("ExternalId"), session].filter((text) => text !== "");
  const id = ["STS", host, action, by, of("RoleArn"), of("DurationSeconds"), ...more].join("|");
  return json({ RequestId: "1", Credentials: fields(id, expiration) });
}

/** Id of the key that signed the request, by whichever scheme; undefined if the signature or the token is not that key's. */
function signerOf(request: HttpRequest, parameters: ReadonlyMap<string, string>): string | undefined {
  const { headers, method, body } = request;
  const [, v3 = "", names = "", given] =
    /Credential=(.+),SignedHeaders=([^,]+),Signature=(\w+)$/.exec(headers["authorization"] ?? "") ?? [];
  const id = v3 || (parameters.get("AccessKeyId") ?? "");
  const token = v3 ? headers["x-acs-security-token"] : parameters.get("SecurityToken");
  if (token !== keyFrom(id).token) return undefined;
  if (v3 === "")
    return signV1(secretOf(id), stringToSignV1(method, parameters)) === parameters.get("Signature") ? id : undefined;
  const { pathname: path, searchParams, host } = new URL(request.url);
  const signed = new Map(names.split(";").map((name) => [name, name === "host" ? host : (headers[name] ?? "")]));
  const payloadHash = sha256Hex(Buffer.from(body));
  const canonical = canonicalRequestV3({ method, path, query: new Map(searchParams), headers: signed, payloadHash });
  return signV3(secretOf(id), stringToSignV3(canonical)) === given ? id : undefined;
}

function metadata({ method, url }: HttpRequest, expiration: string): HttpResponse {
  const [, role] = /meta-data\/ram\/security-credentials\/(.*)$/.exec(url) ?? [];
  if (method === "PUT") return { status: 200, headers: {}, body: "token" };
  if (role === "") return { status: 200, headers: {}, body: "web" };
  if (role === undefined || role === "nobody") return json({}, 404);
  return json({ Code: "Success", ...fields(`STS|metadata|${role}`, expiration) });
}

function oauth({ url, headers }: HttpRequest, expiration: string): HttpResponse {
  const { host, pathname } = new URL(url);
  if (pathname === "/v1/token") return json({ access_token: oauthToken, refresh_token: "another", expires_in: 3_600 });
  if (headers["authorization"] !== `Bearer ${oauthToken}`) return json({}, 401);
  const id = `STS|${host}`;
  return json({ accessKeyId: id, accessKeySecret: secretOf(id), securityToken: tokenOf(id), expiration });
}

function uri(path: string, expiration: string): HttpResponse {
  const { Expiration, SecurityToken, ...key } = fields(`STS|uri${path}`, expiration);
  switch (path) {
    case "/unlimited":
      return json({ Code: "Success", ...key, SecurityToken });
    case "/lasting":
      return json({ Code: "Success", ...key, Expiration });
    case "/refused":
      return json({ Code: "Success", ...key, SecurityToken, Expiration }, 500);
    case "/text":
      return { status: 200, headers: {}, body: secretOf("somebody") };
    default:
      return json({ Code: "Success", ...key, SecurityToken, Expiration });
  }
}
