// Credentials on the real engine: none, secret ones in the stack, and ones that are renewed between up and destroy.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { key, world } from "../support/on-cloud.ts";
import { fail, MINUTES, Setting, succeed } from "./setting.ts";
import { ENGINE_TIMEOUT_MS } from "./stack.ts";

let setting: Setting;

beforeAll(async () => {
  setting = await Setting.open({ env: {} });
}, ENGINE_TIMEOUT_MS);
afterAll(() => setting.close());

const renewed = { accessKeyId: "LTAI5tRENEWEDKEYID000002", accessKeySecret: "RenewedSecretNotARealOne000002" };

test(
  "none: up fails before any call and names every place that was looked in",
  async () => {
    const previewed = await succeed(setting.stack.preview());
    expect(previewed).toContain("plan: attach to i-a (not looked at: no credentials)");
    const failed = await fail(setting.stack.up());
    for (const place of [
      "ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABACLOUD_ACCESS_KEY_ID; each with its secret",
      "alicloud:accessKey with alicloud:secretKey",
      "~/.aliyun/config.json",
      "~/.alibabacloud/credentials",
      "ECS RAM role",
    ])
      expect(failed).toContain(place);
    expect(failed).toContain("[CREDENTIALS_MISSING]");
    expect(setting.calls()).toEqual([]);
  },
  MINUTES,
);

test(
  "secret ones in the stack's configuration are used, and are nowhere to be read",
  async () => {
    const { stack } = setting;
    await stack.setSecrets({ "alicloud:accessKey": key.accessKeyId, "alicloud:secretKey": key.accessKeySecret });
    const env = { ENI_LOG: "debug" };
    const json = await stack.preview({ json: true, env });
    expect(json.exitCode).toBe(0);
    const said = [
      json.all,
      await succeed(stack.preview({ diff: true, env })),
      await succeed(stack.up({ env })),
      await succeed(stack.refresh({ env })),
      (await stack.exportState()).text,
    ];
    expect(setting.changes()).toEqual(["Attach eni-one i-a"]);
    // Traces were on, so there was something to leak.
    expect(said[2]).toContain("debug: AttachNetworkInterface");
    for (const text of said) {
      expect(text).not.toContain(key.accessKeySecret);
      expect(text).not.toContain(key.accessKeyId);
      expect(text).not.toMatch(/signature=/i);
    }
  },
  MINUTES,
);

test(
  "renewed ones in the environment: destroy uses them, although the state still has the old",
  async () => {
    // The cloud as it is, but that the old key is gone.
    const file = world({ accounts: [renewed], enis: [{ id: "eni-one", instanceId: "i-a" }] });
    const response = await fetch(`${setting.cloud.origin}/_control/world`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(file),
    });
    expect(response.status).toBe(200);
    const rejected = await fail(setting.stack.destroy());
    expect(rejected).toMatch(/Credentials used: stack configuration \(alicloud:accessKey\), key id LTAI…0001/);
    expect(rejected).toContain("[CREDENTIALS_REJECTED]");
    expect(rejected).not.toContain(key.accessKeySecret);
    expect(setting.eni()).toMatchObject({ status: "inUse", instanceId: "i-a" });

    const mark = setting.mark();
    const env = {
      ALIBABA_CLOUD_ACCESS_KEY_ID: renewed.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: renewed.accessKeySecret,
    };
    const destroyed = await succeed(setting.stack.destroy({ env }));
    expect(setting.changes(mark)).toEqual(["Detach eni-one i-a"]);
    expect(destroyed).not.toContain(renewed.accessKeySecret);
  },
  MINUTES,
);
