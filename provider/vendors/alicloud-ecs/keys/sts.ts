// Keys of a RAM role from the Security Token Service, API 2015-04-01: AssumeRole with other keys, AssumeRoleWithOIDC with a token
// (alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-assumerole and …-assumerolewithoidc).
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { isFileError } from "../../../file-error.ts";
import { systemRandom } from "../../../http/clock.ts";
import { keptUntilExpiry, NoCredentials } from "../../../http/temporary-credentials.ts";
import { isOn } from "../../switches.ts";
import { isoSeconds, signAcs3 } from "../sign.ts";
import type { Keys, Outside } from "./expiring-keys.ts";
import { askForKeys, expiringKeys, presentKeys, renewBefore } from "./expiring-keys.ts";

const version = "2015-04-01";
const answer = z.looseObject({ Credentials: expiringKeys }).transform(({ Credentials }) => Credentials);

/** Shortest session that the service gives, in seconds. */
const shortest = 900;
const usual = 3_600;

/** A role as a file gives it. What is missing is looked for in the environment. */
export interface RoleParts {
  readonly arn?: string | undefined;
  readonly sessionName?: string | undefined;
  /** Length of the session in seconds. Default 3600. */
  readonly seconds?: number | undefined;
  /** Policy that narrows the role's, as JSON. */
  readonly policy?: string | undefined;
  readonly externalId?: string | undefined;
  /** Region of the service. Default: ALIBABA_CLOUD_STS_REGION, else the endpoint for all regions. */
  readonly region?: string | undefined;
  /** Host of the service, before `region`. */
  readonly endpoint?: string | undefined;
  /** The region's endpoint inside of a VPC. Default: ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED. */
  readonly throughVpc?: boolean | undefined;
}

export interface OidcParts extends RoleParts {
  readonly providerArn?: string | undefined;
  readonly tokenFile?: string | undefined;
}

/** Keys of a role that the holder of other keys assumes. @throws NoCredentials where the role is not complete. */
export function assumedRole(keys: Keys, parts: RoleParts, outside: Outside): Keys {
  const { access } = outside;
  const role = readRole(parts, outside);
  return keptUntilExpiry(access.clock, role.renewBefore, async () => {
    const stamp = { credentials: await presentKeys(keys), now: access.clock.now(), nonce: systemRandom.uuid() };
    const request = signAcs3({ origin: role.origin, action: "AssumeRole", version, query: role.query }, stamp);
    return askForKeys(access, `AssumeRole (${role.host})`, request, answer);
  });
}

/** Keys of a role that the holder of an OIDC token assumes. The token's file is read at each renewal: its issuer renews it. */
export function oidcRole(parts: OidcParts, outside: Outside): Keys {
  const { environment, access } = outside;
  const role = readRole(parts, outside);
  const provider = parts.providerArn ?? environment["ALIBABA_CLOUD_OIDC_PROVIDER_ARN"];
  const file = parts.tokenFile ?? environment["ALIBABA_CLOUD_OIDC_TOKEN_FILE"];
  if (!provider) throw new NoCredentials("the OIDC provider is missing (ALIBABA_CLOUD_OIDC_PROVIDER_ARN)");
  if (!file) throw new NoCredentials("the file of the OIDC token is missing (ALIBABA_CLOUD_OIDC_TOKEN_FILE)");
  return keptUntilExpiry(access.clock, role.renewBefore, async () => {
    const token = await readToken(file);
    const now = isoSeconds(access.clock.now());
    const action = { Action: "AssumeRoleWithOIDC", Format: "JSON", Timestamp: now, Version: version };
    // The token is the proof: the call is not signed. It has up to 20 000 characters, too many for a query.
    const body = new URLSearchParams({ ...role.query, OIDCProviderArn: provider, OIDCToken: token });
    const headers = { accept: "application/json", "content-type": "application/x-www-form-urlencoded" };
    const url = `${role.origin}/?${new URLSearchParams(action).toString()}`;
    const request = { method: "POST", url, headers, body: body.toString() } as const;
    return askForKeys(access, `AssumeRoleWithOIDC (${role.host})`, request, answer);
  });
}

function readRole(parts: RoleParts, { environment }: Outside) {
  const arn = parts.arn ?? environment["ALIBABA_CLOUD_ROLE_ARN"];
  if (!arn) throw new NoCredentials("the ARN of the role is missing (ALIBABA_CLOUD_ROLE_ARN)");
  const seconds = parts.seconds ?? usual;
  if (seconds < shortest)
    throw new NoCredentials(`a session of ${seconds} s is too short: STS gives ${shortest} s or more`);
  const { policy, externalId } = parts;
  const query: Record<string, string> = {
    RoleArn: arn,
    RoleSessionName: (parts.sessionName ?? environment["ALIBABA_CLOUD_ROLE_SESSION_NAME"]) || "pulumi-eni-attachment",
    DurationSeconds: String(seconds),
    ...(policy === undefined ? {} : { Policy: policy }),
    ...(externalId === undefined ? {} : { ExternalId: externalId }),
  };
  // The shortest sessions last no longer than that: they are renewed half-way, and not at each call.
  return { query, renewBefore: Math.min(renewBefore, seconds * 500), ...endpointOf(parts, environment) };
}

/** alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-endpoint */
function endpointOf(parts: RoleParts, environment: Outside["environment"]): { origin: string; host: string } {
  const region = parts.region ?? environment["ALIBABA_CLOUD_STS_REGION"];
  const throughVpc = parts.throughVpc === true || isOn(environment["ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED"]);
  const host =
    parts.endpoint ?? (region ? `${throughVpc ? "sts-vpc" : "sts"}.${region}.aliyuncs.com` : "sts.aliyuncs.com");
  const url = URL.canParse(`https://${host}`) ? new URL(`https://${host}`) : undefined;
  // Something else in a region or endpoint, such as a path or a user, could send the proof to another host.
  if (!url || url.href !== `${url.origin}/`)
    throw new NoCredentials("the region or endpoint of STS is not the name of one");
  return { origin: url.origin, host: url.host };
}

async function readToken(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (isFileError(error)) throw new NoCredentials(`the file of the OIDC token cannot be read (${error.code})`);
    throw error;
  }
}
