// Profiles of the command line of Alibaba Cloud, and the key that each gives.
import { cliConfig } from "./alicloud-home.ts";
import type { Row } from "./alicloud-credential-row.ts";
import { ak, ini, iniKey, key, onInstance, token } from "./alicloud-credential-row.ts";
import { oauthToken, ssoToken, tokenOf } from "./alicloud-givers.ts";

const role = { mode: "RamRoleArn", ...key("LTAI-M"), ram_role_arn: "role/a", ram_session_name: "deploy" };
const later = 4_000_000_000;
const sso = {
  mode: "CloudSSO",
  cloud_sso_sign_in_url: "https://sso.example.com/start/login",
  cloud_sso_account_id: "1001",
  cloud_sso_access_config: "ac-1",
  access_token: ssoToken,
  cloud_sso_access_token_expire: later,
};
const oauth = {
  mode: "OAuth",
  oauth_site_type: "CN",
  oauth_access_token: oauthToken,
  oauth_access_token_expire: later,
  oauth_refresh_token: "the refresh token",
};
/** A program that prints a key. Its path has a space in it, and an argument is empty. */
const program = (printed: Record<string, string>) => ({
  "a program.mjs": `if (process.argv[3] !== "") process.exit(1);\nconsole.log(${JSON.stringify(JSON.stringify(printed))});\n`,
});
const external = { mode: "External", process_command: `"{node}" '{home}/a program.mjs' --key ""` };
const printedSts = { mode: "StsToken", ...key("STS.P"), sts_token: tokenOf("STS.P") };

const fixedProfiles: readonly Row[] = [
  { what: "AK", files: cliConfig(ak("LTAI-M")), finds: "LTAI-M" },
  { what: "AK without a secret", files: cliConfig({ mode: "AK", access_key_id: "LTAI-M" }), finds: undefined },
  { what: "StsToken", files: cliConfig({ ...printedSts }), finds: "STS.P" },
  { what: "StsToken without a token", files: cliConfig({ ...printedSts, sts_token: "" }), finds: undefined },
  {
    what: "the profile of ALIBABA_CLOUD_PROFILE",
    files: cliConfig(ak("LTAI-M"), ak("LTAI-N")),
    environment: { ALIBABA_CLOUD_PROFILE: "p2" },
    finds: "LTAI-N",
  },
  {
    what: "the profile that the stack names, whatever the environment names",
    files: cliConfig(ak("LTAI-M"), ak("LTAI-N")),
    environment: { ALIBABA_CLOUD_PROFILE: "p1" },
    profile: "p2",
    finds: "LTAI-N",
  },
  { what: "a profile of the stack that is not there", files: cliConfig(ak("LTAI-M")), profile: "p2", finds: undefined },
  {
    what: "a profile of the environment that is not there, and a credentials file",
    files: { ...cliConfig(ak("LTAI-M")), ...ini("type = access_key", ...iniKey) },
    environment: { ALIBABA_CLOUD_PROFILE: "default" },
    finds: "LTAI-I",
  },
  {
    what: "profiles that are turned off",
    files: cliConfig(ak("LTAI-M")),
    environment: { ALIBABA_CLOUD_CLI_PROFILE_DISABLED: "TRUE" },
    finds: undefined,
  },
  { what: "no current profile", files: { ".aliyun/config.json": JSON.stringify({ profiles: [{ name: "p1", ...ak("LTAI-M") }] }) }, finds: undefined }, // prettier-ignore
  { what: "no profiles", files: { ".aliyun/config.json": '{"current":"p1","profiles":[]}' }, finds: undefined },
  { what: "no JSON", files: { ".aliyun/config.json": "{" }, finds: undefined },
  { what: "JSON of something else", files: { ".aliyun/config.json": "[1]" }, finds: undefined },
  { what: "a mode without keys", files: cliConfig({ mode: "Anonymous", ...key("LTAI-M") }), finds: undefined },
  { what: "a mode that nobody knows", files: cliConfig({ mode: "Ak", ...key("LTAI-M") }), finds: undefined },
];

const assumedRoles: readonly Row[] = [
  { what: "RamRoleArn", files: cliConfig(role), finds: "STS|sts.aliyuncs.com|AssumeRole|LTAI-M|role/a|3600|deploy" },
  {
    what: "RamRoleArn with a length, at a region's endpoint",
    files: cliConfig({ ...role, expired_seconds: 1_800, sts_region: "cn-hangzhou" }),
    finds: "STS|sts.cn-hangzhou.aliyuncs.com|AssumeRole|LTAI-M|role/a|1800|deploy",
  },
  {
    what: "RamRoleArn from within a VPC",
    files: cliConfig({ ...role, enable_vpc: true, sts_region: "cn-hangzhou" }),
    finds: "STS|sts-vpc.cn-hangzhou.aliyuncs.com|AssumeRole|LTAI-M|role/a|3600|deploy",
  },
  {
    what: "RamRoleArn at an endpoint of its own, whatever the region",
    files: cliConfig({ ...role, sts_endpoint: "sts.internal.example.com:8443", sts_region: "cn-hangzhou" }),
    finds: "STS|sts.internal.example.com:8443|AssumeRole|LTAI-M|role/a|3600|deploy",
  },
  {
    what: "RamRoleArn with the rest in the environment",
    files: cliConfig({ mode: "RamRoleArn", ...key("LTAI-M") }),
    environment: {
      ALIBABA_CLOUD_ROLE_ARN: "role/e",
      ALIBABA_CLOUD_ROLE_SESSION_NAME: "ci",
      ALIBABA_CLOUD_STS_REGION: "cn-beijing",
    },
    finds: "STS|sts.cn-beijing.aliyuncs.com|AssumeRole|LTAI-M|role/e|3600|ci",
  },
  { what: "RamRoleArn without a role", files: cliConfig({ ...role, ram_role_arn: "" }), finds: undefined },
  { what: "RamRoleArn for ten minutes", files: cliConfig({ ...role, expired_seconds: 600 }), finds: undefined },
  { what: "RamRoleArn that is refused", files: cliConfig({ ...role, ram_role_arn: "role/denied" }), finds: undefined },
  {
    what: "RamRoleArn with an external id",
    files: cliConfig({ ...role, external_id: "x-1" }),
    finds: "STS|sts.aliyuncs.com|AssumeRole|LTAI-M|role/a|3600|x-1|deploy",
    library: {
      finds: "STS|sts.aliyuncs.com|AssumeRole|LTAI-M|role/a|3600|deploy",
      because: "the command line sends it, and a role may ask for it",
    },
  },
  {
    what: "ChainableRamRoleArn from AK",
    files: cliConfig({ mode: "ChainableRamRoleArn", source_profile: "p2", ram_role_arn: "role/c" }, ak("LTAI-M")),
    finds: "STS|sts.aliyuncs.com|AssumeRole|LTAI-M|role/c|3600",
  },
  {
    what: "ChainableRamRoleArn from a role, from a role",
    files: cliConfig(
      { mode: "ChainableRamRoleArn", source_profile: "p2", ram_role_arn: "role/c", sts_region: "cn-hangzhou" },
      { mode: "ChainableRamRoleArn", source_profile: "p3", ram_role_arn: "role/b" },
      role,
    ),
    finds:
      "STS|sts.cn-hangzhou.aliyuncs.com|AssumeRole|STS|sts.aliyuncs.com|AssumeRole|STS|sts.aliyuncs.com|AssumeRole|LTAI-M|role/a|3600|deploy|role/b|3600|role/c|3600",
  },
  {
    what: "ChainableRamRoleArn from itself",
    files: cliConfig({ mode: "ChainableRamRoleArn", source_profile: "p1", ram_role_arn: "role/c" }),
    finds: undefined,
  },
  {
    what: "ChainableRamRoleArn from nobody",
    files: cliConfig({ mode: "ChainableRamRoleArn", source_profile: "p2", ram_role_arn: "role/c" }),
    finds: undefined,
  },
  {
    what: "OIDC",
    files: {
      ...token,
      ...cliConfig({
        mode: "OIDC",
        ram_role_arn: "role/p",
        oidc_provider_arn: "idp-p",
        oidc_token_file: "{home}/token",
        sts_region: "cn-hangzhou",
        enable_vpc: true,
        duration_seconds: 900,
        ram_session_name: "pod",
      }),
    },
    finds: "STS|sts-vpc.cn-hangzhou.aliyuncs.com|AssumeRoleWithOIDC|idp-p|role/p|900|pod",
  },
];

const givenOut: readonly Row[] = [
  {
    what: "EcsRamRole",
    files: cliConfig({ mode: "EcsRamRole", ram_role_name: "app" }),
    environment: { ...onInstance, ALIBABA_CLOUD_ECS_METADATA: "db" },
    finds: "STS|metadata|app",
  },
  {
    what: "EcsRamRole without a name",
    files: cliConfig({ mode: "EcsRamRole" }),
    environment: onInstance,
    finds: "STS|metadata|web",
  },
  { what: "EcsRamRole where that is off", files: cliConfig({ mode: "EcsRamRole" }), finds: undefined },
  { what: "CloudSSO", files: cliConfig(sso), finds: "STS|sso.example.com" },
  { what: "CloudSSO, expired", files: cliConfig({ ...sso, cloud_sso_access_token_expire: 1 }), finds: undefined },
  { what: "CloudSSO without an account", files: cliConfig({ ...sso, cloud_sso_account_id: "" }), finds: undefined },
  { what: "OAuth", files: cliConfig(oauth), finds: "STS|oauth.aliyun.com" },
  {
    what: "OAuth of the international site",
    files: cliConfig({ ...oauth, oauth_site_type: "intl" }),
    finds: "STS|oauth.alibabacloud.com",
  },
  { what: "OAuth of no site", files: cliConfig({ ...oauth, oauth_site_type: "JP" }), finds: undefined },
  {
    what: "OAuth, expired",
    files: cliConfig({ ...oauth, oauth_access_token_expire: 1 }),
    finds: undefined,
    library: {
      finds: "STS|oauth.aliyun.com",
      because: "it writes the next refresh token into the command line's file",
    },
  },
  {
    what: "OAuth, expired, with a key that the command line keeps",
    files: cliConfig({ ...oauth, oauth_access_token_expire: 1, ...printedSts, mode: "OAuth", sts_expiration: later }),
    finds: "STS.P",
    library: { finds: "STS|oauth.aliyun.com", because: "as above; the command line uses it too" },
  },
  {
    what: "OAuth, expired, with one that has expired",
    files: cliConfig({ ...oauth, oauth_access_token_expire: 1, ...printedSts, mode: "OAuth", sts_expiration: 1 }),
    finds: undefined,
    library: { finds: "STS|oauth.aliyun.com", because: "as above" },
  },
  { what: "External", files: { ...program(printedSts), ...cliConfig(external) }, finds: "STS.P" },
  {
    what: "External with a key that lasts",
    files: { ...program({ mode: "AK", ...key("LTAI-P") }), ...cliConfig(external) },
    finds: "LTAI-P",
  },
  {
    what: "External with half a temporary key",
    files: { ...program({ mode: "StsToken", ...key("STS.P") }), ...cliConfig(external) },
    finds: undefined,
  },
  { what: "External that fails", files: cliConfig(external), finds: undefined },
  { what: "External that prints text", files: { ...cliConfig({ ...external, process_command: '"{node}" --version' }) }, finds: undefined }, // prettier-ignore
  { what: "External without a command", files: cliConfig({ mode: "External" }), finds: undefined },
  {
    what: "External with an open quote",
    files: cliConfig({ mode: "External", process_command: `"{node}` }),
    finds: undefined,
  },
  {
    what: "CredentialsURI",
    files: cliConfig({ mode: "CredentialsURI", credentials_uri: "http://keys.example.com/p" }),
    finds: "STS|uri/p",
    library: { finds: undefined, because: "the command line documents it, and the library does not know it" },
  },
];

export const profileRows: readonly (readonly [string, readonly Row[]])[] = [
  ["CLI profile with a key", fixedProfiles],
  ["CLI profile with a role", assumedRoles],
  ["CLI profile that has its key given out", givenOut],
];
