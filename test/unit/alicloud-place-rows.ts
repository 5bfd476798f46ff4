// Environments, credentials files and instances of Alibaba Cloud, and the key that each gives.
import { cliConfig } from "./alicloud-home.ts";
import type { Row } from "./alicloud-credential-row.ts";
import { ak, ini, iniKey, onInstance, token } from "./alicloud-credential-row.ts";
import { secretOf } from "./alicloud-givers.ts";

const oidc = {
  ALIBABA_CLOUD_ROLE_ARN: "role/o",
  ALIBABA_CLOUD_OIDC_PROVIDER_ARN: "idp",
  ALIBABA_CLOUD_OIDC_TOKEN_FILE: "{home}/token",
};
const environmentKey = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: "LTAI-E",
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: secretOf("LTAI-E"),
};
const first: readonly Row[] = [
  { what: "nothing at all", finds: undefined },
  { what: "a key in the environment", environment: environmentKey, finds: "LTAI-E" },
  {
    what: "a key in the environment, and everything else",
    files: { ...token, ...cliConfig(ak("LTAI-M")), ...ini("type = access_key", ...iniKey) },
    environment: { ...environmentKey, ...oidc, ...onInstance },
    finds: "LTAI-E",
  },
  {
    what: "half a key in the environment, and a profile",
    environment: { ALIBABA_CLOUD_ACCESS_KEY_ID: "LTAI-E" },
    files: cliConfig(ak("LTAI-M")),
    finds: "LTAI-M",
  },
  {
    what: "half a key in the environment, and the other half in a profile",
    environment: { ALIBABA_CLOUD_ACCESS_KEY_SECRET: secretOf("LTAI-M") },
    files: cliConfig({ mode: "AK", access_key_id: "LTAI-M" }),
    finds: undefined,
    library: { finds: "LTAI-M", because: "half a set counts as none: the halves may be of two keys" },
  },
];

const oidcRows: readonly Row[] = [
  {
    what: "an OIDC role, before any file",
    files: { ...token, ...cliConfig(ak("LTAI-M")) },
    environment: oidc,
    finds: "STS|sts.aliyuncs.com|AssumeRoleWithOIDC|idp|role/o|3600",
  },
  {
    what: "an OIDC role with a name for its session, at a region's endpoint",
    files: token,
    environment: { ...oidc, ALIBABA_CLOUD_ROLE_SESSION_NAME: "ci", ALIBABA_CLOUD_STS_REGION: "cn-beijing" },
    finds: "STS|sts.cn-beijing.aliyuncs.com|AssumeRoleWithOIDC|idp|role/o|3600|ci",
  },
  {
    what: "an OIDC role from within a VPC",
    files: token,
    environment: { ...oidc, ALIBABA_CLOUD_STS_REGION: "cn-beijing", ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED: "True" },
    finds: "STS|sts-vpc.cn-beijing.aliyuncs.com|AssumeRoleWithOIDC|idp|role/o|3600",
  },
  { what: "an OIDC role whose token is not there", environment: oidc, finds: undefined },
  {
    what: "an OIDC role without a provider, and a profile",
    files: { ...token, ...cliConfig(ak("LTAI-M")) },
    environment: { ...oidc, ALIBABA_CLOUD_OIDC_PROVIDER_ARN: "" },
    finds: "LTAI-M",
  },
  {
    what: "an OIDC role that is refused, and a profile",
    files: { ...token, ...cliConfig(ak("LTAI-M")) },
    environment: { ...oidc, ALIBABA_CLOUD_ROLE_ARN: "role/denied" },
    finds: "LTAI-M",
  },
];

const files: readonly Row[] = [
  { what: "access_key", files: ini("type = access_key", ...iniKey), finds: "LTAI-I" },
  { what: "access_key that says it is enabled", files: ini("enable = true", "type=access_key", ...iniKey), finds: "LTAI-I" }, // prettier-ignore
  { what: "access_key without a secret", files: ini("type = access_key", "access_key_id = LTAI-I"), finds: undefined },
  {
    what: "the section of ALIBABA_CLOUD_PROFILE",
    files: { ".alibabacloud/credentials": ["[ci]", "type = access_key", ...iniKey].join("\n") },
    environment: { ALIBABA_CLOUD_PROFILE: "ci" },
    finds: "LTAI-I",
  },
  {
    what: "the file of ALIBABA_CLOUD_CREDENTIALS_FILE",
    files: { elsewhere: ["[default]", "type = access_key", ...iniKey].join("\n") },
    environment: { ALIBABA_CLOUD_CREDENTIALS_FILE: "{home}/elsewhere" },
    finds: "LTAI-I",
  },
  {
    what: "ram_role_arn with a policy",
    files: ini("type = ram_role_arn", ...iniKey, "role_arn = role/i", "role_session_name = batch", 'policy = {"Version":"1"}'), // prettier-ignore
    finds: 'STS|sts.aliyuncs.com|AssumeRole|LTAI-I|role/i|3600|{"Version":"1"}|batch',
  },
  {
    what: "ecs_ram_role",
    files: ini("type = ecs_ram_role", "role_name = app"),
    environment: onInstance,
    finds: "STS|metadata|app",
  },
  { what: "a type that nobody knows", files: ini("type = rsa_key_pair", ...iniKey), finds: undefined },
  { what: "no type", files: ini(...iniKey), finds: undefined },
  { what: "no section", files: { ".alibabacloud/credentials": iniKey.join("\n") }, finds: undefined },
  { what: "nonsense", files: { ".alibabacloud/credentials": "nonsense" }, finds: undefined },
];

const address = (path: string) => ({ ALIBABA_CLOUD_CREDENTIALS_URI: `http://keys.example.com${path}` });

const last: readonly Row[] = [
  { what: "a role of the instance", environment: onInstance, finds: "STS|metadata|web" },
  {
    what: "a role of the instance by name, in its hardened mode",
    environment: { ...onInstance, ALIBABA_CLOUD_ECS_METADATA: "db", ALIBABA_CLOUD_IMDSV1_DISABLED: "true" },
    finds: "STS|metadata|db",
  },
  {
    what: "a role that the instance does not have, and a URI",
    environment: { ...onInstance, ALIBABA_CLOUD_ECS_METADATA: "nobody", ...address("/u") },
    finds: "STS|uri/u",
  },
  {
    what: "a role of the instance, and a URI",
    environment: { ...onInstance, ...address("/u") },
    finds: "STS|metadata|web",
  },
  { what: "a URI", environment: address("/u"), finds: "STS|uri/u" },
  { what: "a URI that does not say when it expires", environment: address("/unlimited"), finds: undefined },
  { what: "a URI without a token", environment: address("/lasting"), finds: undefined },
  { what: "a URI that refuses", environment: address("/refused"), finds: undefined },
  { what: "a URI with text", environment: address("/text"), finds: undefined },
  { what: "a URI of another protocol", environment: { ALIBABA_CLOUD_CREDENTIALS_URI: "file:///etc/keys" }, finds: undefined }, // prettier-ignore
];

export const placeRows: readonly (readonly [string, readonly Row[]])[] = [
  ["environment", first],
  ["OIDC role", oidcRows],
  ["credentials file", files],
  ["instance and URI", last],
];
