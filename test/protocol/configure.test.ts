// Where settings and credentials come from, and that they are there for the very first call.
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { attachment, credentials, key } from "../support/on-cloud.ts";
import { failureOf, ID, Setting } from "./setting.ts";

let setting: Setting;

const eight = Array.from({ length: 8 }, (_, index) => `eni-n${index}`);

beforeEach(async () => {
  setting = await Setting.open({ enis: [{ id: "eni-one" }, ...eight.map((id) => ({ id }))] });
});
afterEach(() => setting.close());

const stackConfiguration = (secret = key.accessKeySecret) => ({
  "alicloud:accessKey": key.accessKeyId,
  "alicloud:secretKey": secret,
  "alicloud:region": "cn-hangzhou",
  "eni:endpoints": setting.endpoints,
});

test("eight creates as the very first calls, with all settings from the stack: all have them", async () => {
  // Pulumi lets calls in while the provider's `configure` still runs. The attaches end when the test has seen that all
  // are waited for.
  for (const id of eight) setting.cloud.world.patchEni(id, { behaviours: { attachSticks: 1 } });
  const provider = await setting.provider({ config: stackConfiguration(), env: {} });
  const created = eight.map((networkInterfaceId) => provider.create(attachment({ networkInterfaceId })));
  // Questions of the waits: those that come when all attaches are sent.
  const questions = () => {
    const attaches = setting.calls().filter(({ action }) => action === "AttachNetworkInterface");
    const since = attaches.length === 8 ? attaches.at(-1)?.sequence : undefined;
    return since === undefined ? [] : setting.calls(since).filter(({ action }) => /^Describe/.test(action));
  };
  const together = () => questions().filter(({ enis }) => enis.length === 8);
  await Promise.race([Promise.all(created), setting.until(() => together().length > 0)]);
  for (const id of eight) setting.cloud.world.placeEni(id, "i-a");

  const ids = (await Promise.all(created)).map(({ id }) => id);
  expect(ids).toEqual(eight.map((id) => `alicloud-ecs/cn-hangzhou/${id}`));
  expect(setting.changes().sort()).toEqual(eight.map((id) => `Attach ${id} i-a`));
  expect(setting.calls().filter(({ status }) => status !== 200)).toEqual([]);
  expect(together()[0]?.enis.toSorted()).toEqual(eight);
});

describe("no credentials anywhere", () => {
  const env = () => ({ ENI_ENDPOINTS: setting.endpoints });

  test("create fails before any call and names every place that was looked in", async () => {
    const provider = await setting.provider({ env: env() });
    const error = await failureOf(provider.create(attachment()));
    expect(error.initFailed).toBeUndefined();
    for (const place of [
      "ALICLOUD_ACCESS_KEY, ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABACLOUD_ACCESS_KEY_ID; each with its secret",
      "alicloud:accessKey with alicloud:secretKey",
      "alicloud:profile",
      "ALIBABA_CLOUD_ROLE_ARN",
      "~/.aliyun/config.json",
      "~/.alibabacloud/credentials",
      "ECS RAM role",
      "ALIBABA_CLOUD_CREDENTIALS_URI",
    ])
      expect(error.message).toContain(place);
    expect(error.message).toMatch(
      /^attach eni-one to i-a .*: no credentials for Alibaba Cloud ECS.*\[CREDENTIALS_MISSING\]$/,
    );
    expect(setting.calls()).toEqual([]);
  });

  test("half a key is none", async () => {
    const half = { ALIBABA_CLOUD_ACCESS_KEY_ID: key.accessKeyId, ALICLOUD_SECRET_KEY: key.accessKeySecret };
    const provider = await setting.provider({ env: { ...env(), ...half } });
    const error = await failureOf(provider.create(attachment()));
    expect(error.message).toContain("[CREDENTIALS_MISSING]");
    expect(error.message).not.toContain(key.accessKeySecret);
  });

  test("a preview still says what would happen, and once that it has not looked", async () => {
    const { id, outs } = await setting.attached();
    const mark = setting.mark();
    const provider = await setting.provider({ env: env() });
    await provider.check(attachment({ networkInterfaceId: "eni-n0" }));
    const news = attachment({ instanceId: "i-b" });
    await provider.check(news, attachment());
    await provider.diff(id, outs, news);
    await provider.line(/attach to i-b/);
    expect(provider.stdout).toEqual([
      expect.stringMatching(
        /^\[eni-attachment alicloud-ecs\] the cloud cannot be looked at before up: no credentials for .*To do: Set ALIBABA_CLOUD_/,
      ),
      "[eni-attachment alicloud-ecs/cn-hangzhou/eni-n0] plan: attach to i-a (not looked at: no credentials)",
      `[eni-attachment ${ID}] plan: detach from i-a, then attach to i-b (not looked at: no credentials)`,
    ]);
    expect(provider.stderr).toEqual([]);
    expect(setting.calls(mark)).toEqual([]);
  });
});

describe("a key that is rejected", () => {
  const wrong = "WrongSecretNotARealOne00000002";

  test.each([
    ["environment (ALIBABA_CLOUD_ACCESS_KEY_ID)", true],
    ["stack configuration (alicloud:accessKey)", false],
  ])("from %s: the source is named, and nothing secret is said", async (source, fromEnvironment) => {
    const provider = await setting.provider(
      fromEnvironment
        ? { env: { ...credentials, ALIBABA_CLOUD_ACCESS_KEY_SECRET: wrong, ENI_ENDPOINTS: setting.endpoints } }
        : { config: stackConfiguration(wrong), env: {} },
    );
    const error = await failureOf(provider.create(attachment()));
    expect(error.message).toContain("SignatureDoesNotMatch");
    expect(error.message).toContain(`Credentials used: ${source}, key id LTAI…0001.`);
    expect(error.message).toContain("[CREDENTIALS_REJECTED]");
    expect(error.initFailed).toBeUndefined();
    const said = [error.message, ...provider.stdout, ...provider.stderr].join("\n");
    expect(said).not.toContain(wrong);
    expect(said).not.toContain(key.accessKeyId);
    expect(setting.changes()).toEqual([]);
    // Asked once: what is rejected is not tried again and again until the account is locked.
    expect(setting.calls()).toHaveLength(1);
  });

  test("what the vendor echoes of the request is not passed on", async () => {
    const signature = "0123456789abcdef".repeat(4);
    const signed = `AccessKeyId=${key.accessKeyId}&SecurityToken=${key.accessKeySecret}&Signature=${signature}`;
    const message = `Specified signature does not match our calculation. server string to sign is: ${signed}`;
    setting.cloud.faults.add({ kind: "error", code: "SignatureDoesNotMatch", message });
    const provider = await setting.provider();
    const error = await failureOf(provider.create(attachment()));
    expect(error.message).toContain("Specified signature does not match our calculation");
    const said = [error.message, ...provider.stdout, ...provider.stderr].join("\n");
    for (const secret of [key.accessKeyId, key.accessKeySecret, signature]) expect(said).not.toContain(secret);
  });

  test("the environment wins over the stack's configuration, so a new key helps at destroy", async () => {
    const { id, outs } = await setting.attached();
    const env = { ...credentials, ENI_ENDPOINTS: setting.endpoints };
    const provider = await setting.provider({ config: stackConfiguration(wrong), env });
    await provider.delete(id, outs);
    expect(setting.eni()).toMatchObject({ status: "available" });
  });
});
