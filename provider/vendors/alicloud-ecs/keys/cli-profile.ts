// Keys of a profile of the vendor's command line, `~/.aliyun/config.json`
// (alibabacloud.com/help/en/cli/configure-credentials; the fields are those of aliyun/aliyun-cli, config/profile.go).
import { z } from "zod";
import { NoCredentials } from "../../../http/temporary-credentials.ts";
import { shown } from "../../../http/redact.ts";
import { parseJson } from "../../../json.ts";
import { roleCredentials } from "../instance-role.ts";
import type { Keys, Outside } from "./expiring-keys.ts";
import { keyOf } from "./expiring-keys.ts";
import { programKeys } from "./program.ts";
import { oauthKeys, ssoKeys } from "./sign-in.ts";
import { assumedRole, oidcRole } from "./sts.ts";
import { uriKeys } from "./uri.ts";

/** Empty counts as missing. */
const text = z
  .string()
  .nullish()
  .transform((value) => value || undefined);
const number = z
  .number()
  .nullish()
  .transform((value) => value || undefined);

const file = z.looseObject({ current: text, profiles: z.array(z.unknown()).min(1) });
const named = z.looseObject({ name: z.string() });
const profileFields = z.looseObject({
  name: z.string(),
  mode: text,
  access_key_id: text,
  access_key_secret: text,
  sts_token: text,
  sts_expiration: number,
  ram_role_name: text,
  ram_role_arn: text,
  ram_session_name: text,
  external_id: text,
  expired_seconds: number,
  duration_seconds: number,
  sts_region: text,
  sts_endpoint: text,
  enable_vpc: z.boolean().nullish(),
  source_profile: text,
  oidc_provider_arn: text,
  oidc_token_file: text,
  credentials_uri: text,
  process_command: text,
  cloud_sso_sign_in_url: text,
  cloud_sso_account_id: text,
  cloud_sso_access_config: text,
  access_token: text,
  cloud_sso_access_token_expire: number,
  oauth_site_type: text,
  oauth_access_token: text,
  oauth_access_token_expire: number,
});
type Profile = z.output<typeof profileFields>;

/** Keys of an earlier exchange, which the command line keeps in the profile. */
function keptKeys({ access_key_id: keyId, access_key_secret: secret, sts_token: token, sts_expiration }: Profile) {
  if (!keyId || !secret || !token || sts_expiration === undefined) return undefined;
  return { credentials: { keyId, secret, token }, expiresAt: sts_expiration * 1_000 };
}

/** @param open gives the keys of another profile of the file. */
type Mode = (profile: Profile, outside: Outside, open: (name: string) => Keys) => Keys;

const roleOf = (profile: Profile) => ({
  arn: profile.ram_role_arn,
  sessionName: profile.ram_session_name,
  externalId: profile.external_id,
  seconds: profile.expired_seconds,
  region: profile.sts_region,
});

const modes = new Map<string, Mode>([
  ["AK", keyOf],
  [
    "StsToken",
    (profile) => {
      if (profile.sts_token === undefined) throw new NoCredentials("sts_token is missing");
      return { ...keyOf(profile), token: profile.sts_token };
    },
  ],
  [
    "RamRoleArn",
    (profile, outside) => {
      const where = { endpoint: profile.sts_endpoint, throughVpc: profile.enable_vpc ?? undefined };
      return assumedRole(keyOf(profile), { ...roleOf(profile), ...where }, outside);
    },
  ],
  [
    "ChainableRamRoleArn",
    (profile, outside, open) => assumedRole(open(profile.source_profile ?? ""), roleOf(profile), outside),
  ],
  ["EcsRamRole", ({ ram_role_name }, { environment, access }) => roleCredentials(environment, access, ram_role_name)],
  [
    "OIDC",
    (profile, outside) => {
      const proof = { providerArn: profile.oidc_provider_arn, tokenFile: profile.oidc_token_file };
      const rest = { seconds: profile.duration_seconds, throughVpc: profile.enable_vpc ?? undefined };
      return oidcRole({ ...roleOf(profile), externalId: undefined, ...proof, ...rest }, outside);
    },
  ],
  [
    "CredentialsURI",
    ({ credentials_uri }, outside) =>
      uriKeys(credentials_uri ?? outside.environment["ALIBABA_CLOUD_CREDENTIALS_URI"], outside),
  ],
  ["External", ({ process_command }, outside) => programKeys(process_command, outside)],
  [
    "CloudSSO",
    (profile, outside) => {
      const account = {
        signInUrl: profile.cloud_sso_sign_in_url,
        accountId: profile.cloud_sso_account_id,
        accessConfiguration: profile.cloud_sso_access_config,
      };
      const again = `aliyun configure --profile ${shown(profile.name, 64)}`;
      const signIn = { token: profile.access_token, expires: profile.cloud_sso_access_token_expire, again };
      return ssoKeys(account, signIn, outside);
    },
  ],
  [
    "OAuth",
    (profile, outside) => {
      // Any call of the command line renews the token.
      const again = `aliyun sts GetCallerIdentity --profile ${shown(profile.name, 64)}`;
      const signIn = { token: profile.oauth_access_token, expires: profile.oauth_access_token_expire, again };
      return oauthKeys(profile.oauth_site_type, signIn, keptKeys(profile), outside);
    },
  ],
]);

/** @param wanted name of the profile. Default: the current one of the file. @throws NoCredentials, which names the profile. */
export function profileKeys(content: string, wanted: string | undefined, outside: Outside): Keys {
  const config = file.safeParse(parseJson(content));
  if (!config.success) throw new NoCredentials("it has no profiles that can be read");
  const open = (name: string | undefined, above: readonly string[]): Keys => {
    if (name === undefined) throw new NoCredentials("it names no current profile");
    const title = `profile "${shown(name, 64)}"`;
    if (above.includes(name)) throw new NoCredentials(`${title} is its own source_profile`);
    const found = config.data.profiles.find((one) => named.safeParse(one).data?.name === name);
    if (found === undefined) throw new NoCredentials(`there is no ${title}`);
    const profile = profileFields.safeParse(found);
    if (!profile.success) throw new NoCredentials(`${title} has a field of another type than the command line writes`);
    const { mode = "" } = profile.data;
    const read = modes.get(mode);
    if (!read)
      throw new NoCredentials(
        `${title} is of mode "${shown(mode, 64)}", which is not read (use one of ${[...modes.keys()].join(", ")})`,
      );
    return about(title, () => read(profile.data, outside, (source) => open(source, [...above, name])));
  };
  return open(wanted || config.data.current, []);
}

/** The same keys; whatever keeps them from being had is told with the profile's name. */
function about(title: string, read: () => Keys): Keys {
  const told = (error: unknown): never => {
    // That of a profile which another one names says so itself.
    if (!(error instanceof NoCredentials) || error.message.startsWith("profile ")) throw error;
    throw new NoCredentials(`${title}: ${error.message}`, { cause: error });
  };
  try {
    const keys = read();
    return typeof keys === "function" ? () => keys().catch(told) : keys;
  } catch (error) {
    return told(error);
  }
}
