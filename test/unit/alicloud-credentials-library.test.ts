// Credentials of alicloud-ecs through the vendor's library: profile files of a home folder, in processes of their own.
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, expect, test } from "@jest/globals";
import { z } from "zod";

const run = promisify(execFile);
const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

const result = z.object({
  found: z.string().optional(),
  key: z.object({ keyId: z.string(), secret: z.string(), token: z.string().optional() }).optional(),
  places: z.array(z.string()),
});

interface Search {
  readonly files?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly configuration?: Readonly<Record<string, string>>;
}

/** Looks for credentials with this home folder and this environment alone; no metadata service is asked. */
async function search({ files = {}, environment = {}, configuration = {} }: Search) {
  const home = await mkdtemp(join(tmpdir(), "eni-home-"));
  folders.push(home);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(home, path)), { recursive: true });
    await writeFile(join(home, path), text);
  }
  const env = { PATH: process.env["PATH"], HOME: home, ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true", ...environment };
  const script = fileURLToPath(new URL("./find-credentials.ts", import.meta.url));
  const { stdout, stderr } = await run(process.execPath, [script, JSON.stringify(configuration)], { env });
  const asked = [...stderr.matchAll(/^asked (.*)$/gm)].map(([, host]) => host);
  return { ...result.parse(JSON.parse(stdout)), asked };
}

/** Node's options that write down each host which is asked over HTTP, whatever the library uses for it. */
const wiretap = `--import=data:text/javascript,${encodeURIComponent(`
  import http from "node:http";
  import https from "node:https";
  for (const module of [http, https]) {
    const { request } = module;
    module.request = (...args) => {
      const [target] = args;
      process.stderr.write("asked " + (target.hostname ?? target.host ?? target) + "\\n");
      return request(...args);
    };
  }`)}`;

const profiles = JSON.stringify({
  current: "main",
  profiles: [
    { name: "main", mode: "AK", access_key_id: "LTAI-M", access_key_secret: "secret-M", region_id: "cn-env" },
    { name: "sts", mode: "StsToken", access_key_id: "STS.K", access_key_secret: "secret-K", sts_token: "token-K" },
  ],
});
const cli = { ".aliyun/config.json": profiles };
const ini = {
  ".alibabacloud/credentials":
    "[default]\nenable=true\ntype=access_key\naccess_key_id=LTAI-I\naccess_key_secret=secret-I\n",
};

test("the CLI's current profile", async () => {
  expect(await search({ files: cli })).toMatchObject({
    found: "CLI profile (~/.aliyun/config.json)",
    key: { keyId: "LTAI-M", secret: "secret-M" },
  });
});

test("a profile that the stack names, with its security token; only it is then looked for", async () => {
  const configuration = { "alicloud:profile": "sts" };
  const where = 'profile "sts" of ~/.aliyun/config.json (stack configuration alicloud:profile)';
  const named = await search({ files: cli, configuration });
  expect(named).toMatchObject({ found: where, key: { keyId: "STS.K", secret: "secret-K", token: "token-K" } });
  expect(named.places.at(-1)).toBe(where);

  const missing = await search({ files: { ...cli, ...ini }, configuration: { "alicloud:profile": "nobody" } });
  expect(missing.found).toBeUndefined();
  expect(missing.places).toHaveLength(3);
  expect(missing.places[2]).toContain('profile "nobody"');
});

test("a profile that the environment names to the library", async () => {
  const { key } = await search({ files: cli, environment: { ALIBABA_CLOUD_PROFILE: "sts" } });
  expect(key).toMatchObject({ keyId: "STS.K", token: "token-K" });
});

test("the credentials file, where there is no CLI profile", async () => {
  expect(await search({ files: ini })).toMatchObject({
    found: "credentials file (~/.alibabacloud/credentials)",
    key: { keyId: "LTAI-I", secret: "secret-I" },
  });
});

test("environment, then stack configuration, win over every file", async () => {
  const environment = { ALIBABA_CLOUD_ACCESS_KEY_ID: "LTAI-S", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "secret-S" };
  const configuration = { "alicloud:accessKey": "LTAI-C", "alicloud:secretKey": "secret-C", "alicloud:profile": "sts" };
  const files = { ...cli, ...ini };
  expect((await search({ files, environment, configuration })).key).toMatchObject({ keyId: "LTAI-S" });
  expect((await search({ files, configuration })).key).toMatchObject({ keyId: "LTAI-C" });
});

test("an incomplete set in the environment does not spoil the files", async () => {
  const environment = { ALICLOUD_ACCESS_KEY: "LTAI-T", ALIBABA_CLOUD_ACCESS_KEY_ID: "LTAI-S" };
  expect((await search({ files: cli, environment })).key).toEqual({ keyId: "LTAI-M", secret: "secret-M" });
});

test("a credentials URI", async () => {
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "application/json");
    response.end(
      JSON.stringify({
        Code: "Success",
        AccessKeyId: "STS.U",
        AccessKeySecret: "secret-U",
        SecurityToken: "token-U",
        Expiration: "2099-01-01T00:00:00Z",
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  try {
    expect(await search({ environment: { ALIBABA_CLOUD_CREDENTIALS_URI: `http://127.0.0.1:${port}/` } })).toMatchObject(
      {
        found: "credentials URI (ALIBABA_CLOUD_CREDENTIALS_URI)",
        key: { keyId: "STS.U", secret: "secret-U", token: "token-U" },
      },
    );
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

test("without any, and with files that cannot be read as such: none, and every place is named in order", async () => {
  for (const files of [{}, { ".aliyun/config.json": "{", ".alibabacloud/credentials": "nonsense" }]) {
    const { found, key, places } = await search({ files });
    expect([found, key]).toEqual([undefined, undefined]);
    expect(places).toEqual([
      expect.stringMatching(/^environment \(ALICLOUD_ACCESS_KEY, ALIBABA_CLOUD_/),
      expect.stringMatching(/^stack configuration \(alicloud:accessKey/),
      expect.stringMatching(/^OIDC role/),
      expect.stringContaining("~/.aliyun/config.json"),
      expect.stringContaining("~/.alibabacloud/credentials"),
      expect.stringMatching(/^ECS RAM role/),
      expect.stringContaining("ALIBABA_CLOUD_CREDENTIALS_URI"),
    ]);
  }
});

test("without any place nobody is asked; a credentials URI is asked where there is one", async () => {
  const nowhere = await search({ environment: { NODE_OPTIONS: wiretap } });
  expect(nowhere).toMatchObject({ asked: [] });
  expect(nowhere.found).toBeUndefined();
  const uri = "http://127.0.0.1:9/credentials";
  const somewhere = await search({ environment: { NODE_OPTIONS: wiretap, ALIBABA_CLOUD_CREDENTIALS_URI: uri } });
  expect(somewhere.asked).toEqual(["127.0.0.1"]);
});
