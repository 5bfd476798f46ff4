// Credentials are looked for once for all attachments of a run; those that were not found are looked for again.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { onlyTheseCredentials } from "../contract/environment.ts";
import { InProcess } from "../support/in-process.ts";
import { attachment, key, world } from "../support/on-cloud.ts";

let restore: () => void;
beforeAll(() => {
  restore = onlyTheseCredentials({});
});
afterAll(() => restore());

const enis = Array.from({ length: 20 }, (_, index) => `eni-${index}`);

/** A stack's configuration that counts how often the key id was asked for. */
function counting(values: Record<string, string>) {
  const counted = {
    asked: 0,
    get: (name: string) => {
      if (name === "alicloud:accessKey") counted.asked += 1;
      return values[name];
    },
  };
  return counted;
}

const checkAll = (setting: InProcess, configuration: ReturnType<typeof counting>, ids = enis) =>
  setting.together((provider) =>
    Promise.all(ids.map((networkInterfaceId) => provider.check({}, attachment({ networkInterfaceId }), configuration))),
  );

test("those who look at the same time share one search, and so does whoever looks later", async () => {
  const setting = new InProcess({ world: world({ enis: [...enis, "eni-later"].map((id) => ({ id })) }) });
  const values = { "alicloud:accessKey": key.accessKeyId, "alicloud:secretKey": key.accessKeySecret };
  const configuration = counting(values);
  await checkAll(setting, configuration);
  const once = configuration.asked;
  expect(setting.lines).toHaveLength(enis.length);
  expect(setting.lines.every((line) => line.includes("plan: attach to i-a"))).toBe(true);
  await checkAll(setting, configuration, ["eni-later"]);
  expect(configuration.asked).toBe(once);

  const alone = counting(values);
  await checkAll(new InProcess({ world: world() }), alone, ["eni-one"]);
  expect(once).toBe(alone.asked);
});

test("what was not found is looked for again", async () => {
  const setting = new InProcess({ world: world() });
  const configuration = counting({});
  await checkAll(setting, configuration, ["eni-one"]);
  const once = configuration.asked;
  await checkAll(setting, configuration, ["eni-two"]);
  expect(configuration.asked).toBe(2 * once);
});
