// Credentials of alicloud-ecs in a home folder and at a credentials URI: the order, the words for where they were found, and why a place
// that is set up gives none. What each place gives is held against the vendor's library in alicloud-credentials-oracle.test.ts.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, expect, test } from "@jest/globals";
import type { Transport } from "../../provider/http/transport.ts";
import { TransportFailure } from "../../provider/http/transport.ts";
import { findCredentials } from "../../provider/vendors/alicloud-ecs/credentials.ts";
import { realAccess } from "../support/real-access.ts";
import { giveOut, keyFrom, oidcToken, secretOf } from "./alicloud-givers.ts";
import { cliConfig, filledIn, makeHome, removeHomes } from "./alicloud-home.ts";
import { rejectionOf } from "./fakes.ts";

afterAll(removeHomes);

interface Search {
  readonly files?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly configuration?: Readonly<Record<string, string>>;
  readonly transport?: Transport;
}

/** Looks for credentials with this home folder and this environment alone; no metadata service is asked. */
async function search({ files = {}, environment = {}, configuration = {}, ...access }: Search) {
  const home = await makeHome(files);
  const everything = { HOME: home, ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true", ...filledIn(environment, home) };
  const outside = { environment: everything, configuration: (key: string) => configuration[key] };
  const asked: string[] = [];
  const { transport = realAccess.transport } = access;
  const noting: Transport = (request, options) => {
    asked.push(new URL(request.url).host);
    return transport(request, options);
  };
  const { source, places } = await findCredentials(outside, { ...realAccess, transport: noting });
  return { found: source?.found, key: await source?.get(), places, asked };
}

const ak = (id: string) => ({ mode: "AK", access_key_id: id, access_key_secret: secretOf(id) });
const sts = {
  mode: "StsToken",
  access_key_id: "STS.K",
  access_key_secret: secretOf("STS.K"),
  sts_token: "token of STS.K",
};
const cli = cliConfig(ak("LTAI-M"), sts);
const ini = {
  ".alibabacloud/credentials": `[default]\nenable=true\ntype=access_key\naccess_key_id=LTAI-I\naccess_key_secret=${secretOf("LTAI-I")}\n`,
};

test("the CLI's current profile", async () => {
  expect(await search({ files: cli })).toMatchObject({
    found: "CLI profile (~/.aliyun/config.json)",
    key: keyFrom("LTAI-M"),
  });
});

test("a profile that the stack names, with its security token; only it is then looked for", async () => {
  const configuration = { "alicloud:profile": "p2" };
  const where = 'profile "p2" of ~/.aliyun/config.json (stack configuration alicloud:profile)';
  const named = await search({ files: cli, configuration });
  expect(named).toMatchObject({ found: where, key: keyFrom("STS.K") });
  expect(named.places.at(-1)).toBe(where);

  const missing = await search({ files: { ...cli, ...ini }, configuration: { "alicloud:profile": "nobody" } });
  expect(missing.found).toBeUndefined();
  expect(missing.places).toHaveLength(3);
  expect(missing.places[2]).toMatch(/^profile "nobody" of .*: there is no profile "nobody"$/);
});

test("the credentials file, where there is no CLI profile", async () => {
  expect(await search({ files: ini })).toMatchObject({
    found: "credentials file (~/.alibabacloud/credentials)",
    key: keyFrom("LTAI-I"),
  });
});

test("environment, then stack configuration, win over every file", async () => {
  const environment = { ALIBABA_CLOUD_ACCESS_KEY_ID: "LTAI-S", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "secret-S" };
  const configuration = { "alicloud:accessKey": "LTAI-C", "alicloud:secretKey": "secret-C", "alicloud:profile": "p2" };
  const files = { ...cli, ...ini };
  expect((await search({ files, environment, configuration })).key).toMatchObject({ keyId: "LTAI-S" });
  expect((await search({ files, configuration })).key).toMatchObject({ keyId: "LTAI-C" });
});

test("an incomplete set in the environment does not spoil the files", async () => {
  const environment = { ALICLOUD_ACCESS_KEY: "LTAI-T", ALIBABA_CLOUD_ACCESS_KEY_ID: "LTAI-S" };
  expect((await search({ files: cli, environment })).key).toEqual(keyFrom("LTAI-M"));
});

test("a credentials URI", async () => {
  const server = createServer((request, response) => {
    const { body } = giveOut(
      { method: "GET", url: `http://keys.example.com${request.url}`, headers: {}, body: "" },
      "2099-01-01T00:00:00Z",
    );
    response.setHeader("content-type", "application/json");
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const environment = { ALIBABA_CLOUD_CREDENTIALS_URI: `http://127.0.0.1:${port}/u` };
    expect(await search({ environment })).toMatchObject({
      found: "credentials URI (ALIBABA_CLOUD_CREDENTIALS_URI)",
      key: keyFrom("STS|uri/u"),
      asked: [`127.0.0.1:${port}`],
    });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

test("without any: none, every place is named in order, and nobody is asked", async () => {
  const { found, key, places, asked } = await search({});
  expect([found, key, asked]).toEqual([undefined, undefined, []]);
  expect(places).toEqual([
    expect.stringMatching(/^environment \(ALICLOUD_ACCESS_KEY, ALIBABA_CLOUD_/),
    expect.stringMatching(/^stack configuration \(alicloud:accessKey/),
    "OIDC role (ALIBABA_CLOUD_ROLE_ARN)",
    "CLI profile (~/.aliyun/config.json)",
    "credentials file (~/.alibabacloud/credentials)",
    "ECS RAM role",
    "credentials URI (ALIBABA_CLOUD_CREDENTIALS_URI)",
  ]);
});

const giving: Transport = (request) => Promise.resolve(giveOut(request, "2099-01-01T00:00:00Z"));
const cannotConnect: Transport = () =>
  Promise.reject(new TransportFailure("connect ECONNREFUSED 203.0.113.1:443", true, { way: "directly" }));
const oidc = {
  ALIBABA_CLOUD_ROLE_ARN: "role/o",
  ALIBABA_CLOUD_OIDC_PROVIDER_ARN: "idp",
  ALIBABA_CLOUD_OIDC_TOKEN_FILE: "{home}/token",
};
const ramRole = { ...ak("LTAI-M"), mode: "RamRoleArn", ram_role_arn: "role/a" };
const program = (command: string) => cliConfig({ mode: "External", process_command: command });

/** What is told behind a place; undefined: nothing. */
async function toldOf(place: string, given: Search): Promise<string | undefined> {
  const { places } = await search({ transport: giving, ...given });
  return /^[^()]*\([^()]*\): (.*)$/.exec(places.find((one) => one.startsWith(place)) ?? "")?.[1];
}

test.each<[string, Search, string]>([
  ["no JSON", { files: { ".aliyun/config.json": "{" } }, "it has no profiles that can be read"],
  ["no current one", { files: { ".aliyun/config.json": '{"profiles":[{}]}' } }, "it names no current profile"],
  [
    "one that is not there",
    { files: cli, environment: { ALIBABA_CLOUD_PROFILE: "corp" } },
    'there is no profile "corp"',
  ],
  [
    "half a key",
    { files: cliConfig({ ...ak("LTAI-M"), access_key_secret: "" }) },
    'profile "p1": access_key_secret is missing',
  ],
  [
    "half of the other",
    { files: cliConfig({ ...ak("LTAI-M"), access_key_id: "" }) },
    'profile "p1": access_key_id is missing',
  ],
  ["no token", { files: cliConfig({ ...sts, sts_token: "" }) }, 'profile "p1": sts_token is missing'],
  [
    "a field of another type",
    { files: cliConfig({ ...ak("LTAI-M"), expired_seconds: "3600" }) },
    'profile "p1" has a field of another type than the command line writes',
  ],
  [
    "a mode that is not read",
    { files: cliConfig({ mode: "RsaKeyPair" }) },
    'profile "p1" is of mode "RsaKeyPair", which is not read (use one of AK, StsToken, RamRoleArn, ChainableRamRoleArn, EcsRamRole, OIDC, CredentialsURI, External, CloudSSO, OAuth)',
  ],
  [
    "a role that is refused",
    { files: cliConfig({ ...ramRole, ram_role_arn: "role/denied" }) },
    'profile "p1": AssumeRole (sts.aliyuncs.com) answers HTTP 403 NoPermission',
  ],
  [
    "a role, and no network",
    { files: cliConfig(ramRole), transport: cannotConnect },
    'profile "p1": AssumeRole (sts.aliyuncs.com): connect ECONNREFUSED 203.0.113.1:443 (directly)',
  ],
  [
    "a session that is too short",
    { files: cliConfig({ ...ramRole, expired_seconds: 899 }) },
    'profile "p1": a session of 899 s is too short: STS gives 900 s or more',
  ],
  [
    "a region that is none",
    { files: cliConfig({ ...ramRole, sts_region: "x@198.51.100.1/" }) },
    'profile "p1": the region or endpoint of STS is not the name of one',
  ],
  [
    "a circle",
    {
      files: cliConfig(
        { mode: "ChainableRamRoleArn", source_profile: "p2", ram_role_arn: "role/c" },
        { mode: "ChainableRamRoleArn", source_profile: "p1", ram_role_arn: "role/c" },
      ),
    },
    'profile "p1" is its own source_profile',
  ],
  [
    "a source that is not there",
    { files: cliConfig({ mode: "ChainableRamRoleArn", source_profile: "base", ram_role_arn: "role/c" }) },
    'profile "p1": there is no profile "base"',
  ],
  [
    "an empty command",
    { files: program(" ") },
    'profile "p1": process_command is empty, or a quote in it is not closed',
  ],
  [
    "a program that is not there",
    { files: program("{home}/nowhere") },
    'profile "p1": process_command failed (ENOENT)',
  ],
  ["a program that fails", { files: program(`{node} -e process.exit(3)`) }, 'profile "p1": process_command failed (3)'],
  [
    "a program that prints something else",
    { files: program("{node} --version") },
    'profile "p1": process_command prints something that is no key',
  ],
  [
    "a sign-in that has expired",
    {
      files: cliConfig({
        mode: "CloudSSO",
        cloud_sso_sign_in_url: "https://sso.example.com/",
        cloud_sso_account_id: "1",
        cloud_sso_access_config: "ac",
        access_token: "t",
        cloud_sso_access_token_expire: 1,
      }),
    },
    'profile "p1": the sign-in has expired: run `aliyun configure --profile p1`',
  ],
  [
    "another one that has expired",
    { files: cliConfig({ mode: "OAuth", oauth_site_type: "CN", oauth_access_token: "t" }) },
    'profile "p1": the sign-in has expired: run `aliyun sts GetCallerIdentity --profile p1`',
  ],
])("why a CLI profile gives no key: %s", async (_what, given, told) => {
  expect(await toldOf("CLI profile", given)).toBe(told);
});

test.each<[string, string, Search, string]>([
  ["OIDC role", "no token", { environment: oidc }, "the file of the OIDC token cannot be read (ENOENT)"],
  [
    "OIDC role",
    "no provider",
    { environment: { ...oidc, ALIBABA_CLOUD_OIDC_PROVIDER_ARN: "" } },
    "the OIDC provider is missing (ALIBABA_CLOUD_OIDC_PROVIDER_ARN)",
  ],
  [
    "OIDC role",
    "another token",
    { environment: oidc, files: { token: "another" } },
    "AssumeRoleWithOIDC (sts.aliyuncs.com) answers HTTP 400 SignatureDoesNotMatch",
  ],
  [
    "credentials file",
    "nonsense",
    { files: { ".alibabacloud/credentials": "nonsense" } },
    'there is no profile "default"',
  ],
  [
    "credentials file",
    "a folder",
    { environment: { ALIBABA_CLOUD_CREDENTIALS_FILE: "{home}" } },
    "it cannot be read (EISDIR)",
  ],
  [
    "credentials file",
    "a type that is not read",
    { files: { ".alibabacloud/credentials": "[default]\ntype=rsa_key_pair\n" } },
    'profile "default": its type "rsa_key_pair" is not read (use one of access_key, ram_role_arn, ecs_ram_role)',
  ],
  [
    "credentials URI",
    "no address",
    { environment: { ALIBABA_CLOUD_CREDENTIALS_URI: "file:///k" } },
    "it is no HTTP address",
  ],
  [
    "credentials URI",
    "text",
    { environment: { ALIBABA_CLOUD_CREDENTIALS_URI: "http://keys.example.com/text?password=hunter2" } },
    "what is there answers with something that is no temporary key",
  ],
])("why there is no key in %s: %s", async (place, _what, given, told) => {
  expect(await toldOf(place, given)).toBe(told);
});

test("a place that is set up and gives no key is told of also when a later one has some", async () => {
  const { found, places } = await search({ files: { ...cliConfig({ mode: "RsaKeyPair" }), ...ini } });
  expect(found).toBe("credentials file (~/.alibabacloud/credentials)");
  expect(places[3]).toContain('profile "p1" is of mode "RsaKeyPair", which is not read');
  expect(places).toHaveLength(7);
});

test("no secret is in what is told", async () => {
  const asked = {
    files: { ...cliConfig({ ...ramRole, ram_role_arn: "role/denied" }), token: `${oidcToken} of another` },
  };
  const uri = { ALIBABA_CLOUD_CREDENTIALS_URI: "http://keys.example.com/text?password=hunter2" };
  const { places } = await search({ ...asked, environment: { ...oidc, ...uri }, transport: giving });
  expect(places.filter((place) => place.includes("): "))).toHaveLength(3);
  expect(places.join("\n")).not.toMatch(/secret of|OIDC token of|hunter2|LTAI/);
});

test("a fault of this package is no missing key", async () => {
  const fault = new TypeError("a fault of this package");
  const transport: Transport = () => Promise.reject(fault);
  expect(await rejectionOf(search({ files: cliConfig(ramRole), transport }))).toBe(fault);
});
