// Credentials on the real engine: none, secret ones in the stack, and ones that are renewed between up and destroy.
import { expect, test } from "@jest/globals";
import { key, world } from "../support/on-cloud.ts";
import { Script } from "./script.ts";
import { fail, MINUTES, Setting, succeed } from "./setting.ts";

const renewed = { accessKeyId: "LTAI5tRENEWEDKEYID000002", accessKeySecret: "RenewedSecretNotARealOne000002" };

const script = new Script(() => Setting.open({ env: {} }));

const without = script.step(async (setting) => {
  const output = await fail(setting.stack.up({ preview: true }));
  return { output, calls: setting.calls() };
});

const secret = script.step(async (setting) => {
  const { stack } = setting;
  await stack.setSecrets({ "alicloud:accessKey": key.accessKeyId, "alicloud:secretKey": key.accessKeySecret });
  const env = { ENI_LOG: "debug" };
  const json = await stack.preview({ json: true, env });
  if (json.exitCode !== 0) throw new Error(json.all);
  // With its preview, and both with all properties.
  const up = await succeed(stack.up({ env, preview: true, diff: true }));
  const refreshed = await succeed(stack.refresh({ env }));
  return { up, said: [json.all, up, refreshed, (await stack.exportState()).text], changes: setting.changes() };
});

const rejected = script.step(async (setting) => {
  // The cloud as it is, but that the old key is gone.
  const file = world({ accounts: [renewed], enis: [{ id: "eni-one", instanceId: "i-a" }] });
  const response = await fetch(`${setting.cloud.origin}/_control/world`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(file),
  });
  if (response.status !== 200) throw new Error(await response.text());
  const output = await fail(setting.stack.destroy());
  return { output, eni: setting.eni() };
});

const destroyed = script.step(async (setting) => {
  const mark = setting.mark();
  const env = {
    ALIBABA_CLOUD_ACCESS_KEY_ID: renewed.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: renewed.accessKeySecret,
  };
  const output = await succeed(setting.stack.destroy({ env }));
  return { output, changes: setting.changes(mark) };
});

test(
  "none: up fails before any call and names every place that was looked in",
  async () => {
    const { output, calls } = await without();
    const update = output.indexOf("Updating (test)");
    expect(output.slice(0, update)).toContain("plan: attach to i-a (not looked at: no credentials)");
    for (const place of [
      "ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABACLOUD_ACCESS_KEY_ID; each with its secret",
      "alicloud:accessKey with alicloud:secretKey",
      "~/.aliyun/config.json",
      "~/.alibabacloud/credentials",
      "ECS RAM role",
    ])
      expect(output.slice(update)).toContain(place);
    expect(output.slice(update)).toContain("[CREDENTIALS_MISSING]");
    expect(calls).toEqual([]);
  },
  MINUTES,
);

test(
  "secret ones in the stack's configuration are used, and are nowhere to be read",
  async () => {
    const { up, said, changes } = await secret();
    expect(changes).toEqual(["Attach eni-one i-a"]);
    // Traces were on, so there was something to leak.
    expect(up).toContain("debug: AttachNetworkInterface");
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
    const { output, eni } = await rejected();
    expect(output).toMatch(/Credentials used: stack configuration \(alicloud:accessKey\), key id LTAI…0001/);
    expect(output).toContain("[CREDENTIALS_REJECTED]");
    expect(output).not.toContain(key.accessKeySecret);
    expect(eni).toMatchObject({ status: "inUse", instanceId: "i-a" });

    const after = await destroyed();
    expect(after.changes).toEqual(["Detach eni-one i-a"]);
    expect(after.output).not.toContain(renewed.accessKeySecret);
  },
  MINUTES,
);
