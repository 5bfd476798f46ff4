// Credentials of Tencent Cloud: environment before stack configuration before files before the instance's role.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { findCredentials } from "../../provider/vendors/tencentcloud/credentials.ts";
import { realAccess } from "../support/real-access.ts";

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "eni-home-"));
});
afterEach(() => rm(home, { recursive: true, force: true }));

async function search(environment: Record<string, string> = {}, configuration: Record<string, string> = {}) {
  const found = await findCredentials(
    {
      environment: { HOME: home, TENCENTCLOUD_METADATA_URL: "disabled", ...environment },
      configuration: (key) => configuration[key],
    },
    realAccess,
  );
  return { found: found.source?.found, key: await found.source?.get(), places: found.places };
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(home, path)), { recursive: true });
  await writeFile(join(home, path), text);
}

const environment = { TENCENTCLOUD_SECRET_ID: "AKID-env", TENCENTCLOUD_SECRET_KEY: "secret-env" };
const stack = { "tencentcloud:secretId": "AKID-stack", "tencentcloud:secretKey": "secret-stack" };

describe("order", () => {
  test("a complete set in the environment wins", async () => {
    expect(await search(environment, stack)).toMatchObject({
      found: "environment (TENCENTCLOUD_SECRET_ID)",
      key: { keyId: "AKID-env", secret: "secret-env" },
    });
  });

  test("half a set in the environment is none", async () => {
    expect(await search({ TENCENTCLOUD_SECRET_ID: "AKID-env" }, stack)).toMatchObject({ key: { keyId: "AKID-stack" } });
  });

  test("stack configuration wins over files", async () => {
    await write(".tccli/default.credential", JSON.stringify({ secretId: "AKID-cli", secretKey: "s" }));
    expect(await search({}, stack)).toMatchObject({ key: { keyId: "AKID-stack" } });
    expect(await search()).toMatchObject({
      found: "tccli profile (~/.tccli/default.credential)",
      key: { keyId: "AKID-cli" },
    });
  });

  test("without any, every place is named", async () => {
    const { found, places } = await search();
    expect(found).toBeUndefined();
    expect(places.join("; ")).toMatch(
      /TENCENTCLOUD_SECRET_ID.*tencentcloud:secretId.*~\/\.tccli\/default\.credential.*~\/\.tencentcloud\/credentials.*\/etc\/tencentcloud\/credentials.*CVM role/,
    );
  });
});

test.each(["TENCENTCLOUD_TOKEN", "TENCENTCLOUD_SECURITY_TOKEN"])("the token may be in %s", async (name) => {
  expect((await search({ ...environment, [name]: "tok" })).key).toMatchObject({ token: "tok" });
});

describe("files", () => {
  test("another tccli profile, with a token", async () => {
    await write(".tccli/prod.credential", JSON.stringify({ secretId: "AKID-prod", secretKey: "s", token: "t" }));
    expect((await search({ TCCLI_PROFILE: "prod" })).key).toEqual({ keyId: "AKID-prod", secret: "s", token: "t" });
  });

  test("the SDKs' file: the section [default] alone", async () => {
    await write(
      ".tencentcloud/credentials",
      "[other]\nsecret_id = no\nsecret_key = no\n[default]\nsecret_id = AKID-ini\nsecret_key=s\n[third]\nsecret_id = no\n",
    );
    expect(await search()).toMatchObject({
      found: "credentials file (~/.tencentcloud/credentials)",
      key: { keyId: "AKID-ini", secret: "s" },
    });
  });

  test("quotes and comments in it; an empty value is none", async () => {
    await write(
      ".tencentcloud/credentials",
      '# keys of the team\n[default]\ntoken =\nsecret_id = AKID-ini ; from the console\nsecret_key = "s"\n',
    );
    expect((await search()).key).toEqual({ keyId: "AKID-ini", secret: "s" });
  });

  test("a file that cannot be read is passed over", async () => {
    await write(".tccli/default.credential", "{ not json");
    await write(".tencentcloud/credentials", "[default]\nsecret_id = AKID-ini\nsecret_key = s\n");
    expect((await search()).key).toMatchObject({ keyId: "AKID-ini" });
  });
});

test("the role of a CVM instance, renewed before it expires", async () => {
  let asked = 0;
  const server = createServer((request, response) => {
    if (request.url === "/") return void response.end("web-role");
    asked += 1;
    // The first answer has as good as expired, the second has not.
    const ExpiredTime = Math.floor(Date.now() / 1_000) + (asked === 1 ? 60 : 3_600);
    response.end(
      JSON.stringify({ TmpSecretId: `AKID-${asked}`, TmpSecretKey: "s", Token: "t", ExpiredTime, Code: "Success" }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const { source } = await findCredentials(
      { environment: { HOME: home, TENCENTCLOUD_METADATA_URL: url }, configuration: () => undefined },
      realAccess,
    );
    expect(source?.found).toBe("CVM role (instance metadata)");
    expect(await source?.get()).toEqual({ keyId: "AKID-2", secret: "s", token: "t" });
    expect(await source?.get()).toEqual({ keyId: "AKID-2", secret: "s", token: "t" });
    expect(asked).toBe(2);
  } finally {
    server.close();
  }
});
