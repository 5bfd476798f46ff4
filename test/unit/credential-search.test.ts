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
  const counted = { asked: 0, values: { ...values } };
  Object.defineProperty(counted.values, "alicloud:accessKey", {
    get: () => {
      counted.asked += 1;
      return values["alicloud:accessKey"];
    },
  });
  return counted;
}

const checkAll = (setting: InProcess, ids = enis) =>
  setting.together((provider) =>
    Promise.all(ids.map((networkInterfaceId) => provider.check(attachment({ networkInterfaceId })))),
  );

test("those who look at the same time share one search, and so does whoever looks later", async () => {
  const values = { "alicloud:accessKey": key.accessKeyId, "alicloud:secretKey": key.accessKeySecret };
  const shared = counting(values);
  const everyEni = [...enis, "eni-later"].map((id) => ({ id }));
  const setting = new InProcess({ world: world({ enis: everyEni }), configuration: shared.values });
  await checkAll(setting);
  const once = shared.asked;
  expect(setting.lines).toHaveLength(enis.length);
  expect(setting.lines.every((line) => line.includes("plan: attach to i-a"))).toBe(true);
  await checkAll(setting, ["eni-later"]);
  expect(shared.asked).toBe(once);

  const alone = counting(values);
  await checkAll(new InProcess({ world: world(), configuration: alone.values }), ["eni-one"]);
  expect(once).toBe(alone.asked);
});

test("what was not found is looked for again", async () => {
  const none = counting({});
  const setting = new InProcess({ world: world(), configuration: none.values });
  await checkAll(setting, ["eni-one"]);
  const once = none.asked;
  await checkAll(setting, ["eni-two"]);
  expect(none.asked).toBe(2 * once);
});
