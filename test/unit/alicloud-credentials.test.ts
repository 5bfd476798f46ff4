// Credentials of alicloud-ecs from environment and stack configuration: which set counts, and which is none.
import { describe, expect, test } from "@jest/globals";
import { findCredentials } from "../../provider/vendors/alicloud-ecs/credentials.ts";
import { realAccess } from "../support/real-access.ts";

type Values = Readonly<Record<string, string>>;

async function search(environment: Values, configuration: Values = {}) {
  const { source, places } = await findCredentials(
    { environment, configuration: (key) => configuration[key] },
    realAccess,
  );
  return { found: source?.found, key: await source?.get(), places };
}

const terraform = { ALICLOUD_ACCESS_KEY: "LTAI-T", ALICLOUD_SECRET_KEY: "secret-T" };
const sdk = { ALIBABA_CLOUD_ACCESS_KEY_ID: "LTAI-S", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "secret-S" };
const old = { ALIBABACLOUD_ACCESS_KEY_ID: "LTAI-O", ALIBABACLOUD_ACCESS_KEY_SECRET: "secret-O" };
const stack = { "alicloud:accessKey": "LTAI-C", "alicloud:secretKey": "secret-C" };

describe("environment", () => {
  test.each<[string, Values, string, string]>([
    ["ALICLOUD_ACCESS_KEY", terraform, "LTAI-T", "secret-T"],
    ["ALIBABA_CLOUD_ACCESS_KEY_ID", sdk, "LTAI-S", "secret-S"],
    ["ALIBABACLOUD_ACCESS_KEY_ID", old, "LTAI-O", "secret-O"],
  ])("%s", async (name, environment, keyId, secret) => {
    expect(await search(environment)).toMatchObject({ found: `environment (${name})`, key: { keyId, secret } });
    expect((await search(environment)).key).not.toHaveProperty("token");
  });

  test.each<[string, Values, Values]>([
    ["ALICLOUD_SECURITY_TOKEN", terraform, {}],
    ["ALIBABA_CLOUD_SECURITY_TOKEN", sdk, {}],
    ["ALIBABACLOUD_SECURITY_TOKEN", old, {}],
  ])("with %s", async (name, environment) => {
    expect((await search({ ...environment, [name]: "STS.token" })).key).toMatchObject({ token: "STS.token" });
    expect((await search({ ...environment, [name]: "" })).key).not.toHaveProperty("token");
  });

  test("a token belongs to the spelling of its key: one of another session is not mixed in", async () => {
    const { key } = await search({ ...terraform, ALIBABA_CLOUD_SECURITY_TOKEN: "STS.other" });
    expect(key).toEqual({ keyId: "LTAI-T", secret: "secret-T" });
  });

  test("with several complete sets the first spelling counts", async () => {
    expect((await search({ ...old, ...sdk, ...terraform })).key).toMatchObject({ keyId: "LTAI-T" });
    expect((await search({ ...old, ...sdk })).key).toMatchObject({ keyId: "LTAI-S" });
  });

  test.each<[string, Values]>([
    ["no secret", { ALICLOUD_ACCESS_KEY: "LTAI-T" }],
    ["no key", { ALICLOUD_SECRET_KEY: "secret-T" }],
    ["an empty secret", { ...terraform, ALICLOUD_SECRET_KEY: "" }],
    ["an empty key", { ...terraform, ALICLOUD_ACCESS_KEY: "" }],
    ["key and secret of two spellings", { ALICLOUD_ACCESS_KEY: "LTAI-T", ALIBABACLOUD_ACCESS_KEY_SECRET: "secret-O" }],
  ])("a set with %s is skipped: a complete one of another spelling counts", async (_what, incomplete) => {
    expect(await search({ ...incomplete, ...sdk })).toMatchObject({ key: { keyId: "LTAI-S", secret: "secret-S" } });
  });
});

describe("stack configuration", () => {
  test("counts after an environment that has no complete set", async () => {
    expect(await search({}, stack)).toMatchObject({
      found: "stack configuration (alicloud:accessKey)",
      key: { keyId: "LTAI-C", secret: "secret-C" },
    });
    expect((await search({ ALICLOUD_ACCESS_KEY: "LTAI-T" }, stack)).key).toMatchObject({ keyId: "LTAI-C" });
    expect((await search({}, { ...stack, "alicloud:securityToken": "STS.c" })).key).toMatchObject({ token: "STS.c" });
    expect((await search({}, stack)).key).not.toHaveProperty("token");
  });

  test("a complete set in the environment wins over it, profile included", async () => {
    for (const environment of [terraform, sdk, old]) {
      const { found } = await search(environment, { ...stack, "alicloud:profile": "p", "alicloud:securityToken": "t" });
      expect(found).toMatch(/^environment \(/);
    }
  });
});

test("a profile that the machine has turned off counts as none, and says so", async () => {
  const name = "ALIBABA_CLOUD_CLI_PROFILE_DISABLED";
  const { found, places } = await search({ [name]: "true" }, { "alicloud:profile": "p" });
  expect(found).toBeUndefined();
  expect(places.at(-1)).toMatch(/^profile "p" of .*: ALIBABA_CLOUD_CLI_PROFILE_DISABLED turns it off$/);
});
