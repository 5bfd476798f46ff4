// A key of which one half is set, and files that give no key: the list of places says so, and the search knows that it has reasons.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { vendorNamed } from "../../provider/vendors/index.ts";
import { findingKeys } from "../../provider/session/access.ts";
import { nowhere } from "../contract/environment.ts";
import { realAccess } from "../support/real-access.ts";

type Values = Readonly<Record<string, string>>;

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "eni-home-"));
});
afterEach(() => rm(home, { recursive: true, force: true }));

async function search(name: string, environment: Values, configuration: Values = {}) {
  const vendor = await vendorNamed(name)?.load();
  if (!vendor) throw new Error(`there is no ${name}`);
  const outside = {
    environment: { ...nowhere, HOME: home, ...environment },
    configuration: (key: string) => configuration[key],
  };
  const found = await vendor.credentials(outside, realAccess);
  return { ...found, remedy: findingKeys(vendor, found) };
}

test.each<[string, Values, Values, string]>([
  ["alicloud-ecs", { ALIBABA_CLOUD_ACCESS_KEY_ID: "a" }, {}, "ALIBABA_CLOUD_ACCESS_KEY_ID is set, ALIBABA_CLOUD_ACCESS_KEY_SECRET is not"], // prettier-ignore
  ["alicloud-ecs", { ALICLOUD_SECRET_KEY: "s" }, {}, "ALICLOUD_SECRET_KEY is set, ALICLOUD_ACCESS_KEY is not"],
  ["alicloud-ecs", {}, { "alicloud:accessKey": "a" }, "alicloud:accessKey is set, alicloud:secretKey is not"],
  ["tencentcloud-vpc", { TENCENTCLOUD_SECRET_ID: "a", TENCENTCLOUD_SECRET_KEY: "" }, {}, "TENCENTCLOUD_SECRET_ID is set, TENCENTCLOUD_SECRET_KEY is not"], // prettier-ignore
  ["tencentcloud-vpc-v2", {}, { "tencentcloud:secretKey": "s" }, "tencentcloud:secretKey is set, tencentcloud:secretId is not"], // prettier-ignore
  ["zenlayer-zec", { ZENLAYER_ACCESS_KEY_ID: "a" }, {}, "ZENLAYER_ACCESS_KEY_ID is set, ZENLAYER_ACCESS_KEY_SECRET is not"], // prettier-ignore
  ["zenlayer-zec", {}, { "zenlayer:accessKeyId": "a" }, "zenlayer:accessKeyId is set, zenlayer:accessKeyPassword is not"], // prettier-ignore
])("%s with %j and %j: half a key is told", async (name, environment, configuration, why) => {
  const { source, places, reasons, remedy } = await search(name, environment, configuration);
  expect([source, reasons?.length]).toEqual([undefined, 1]);
  const place = Object.keys(environment).length > 0 ? /^environment \(/ : /^stack configuration \(/;
  expect(places.filter((one) => one.endsWith(`: ${why}`))).toEqual([expect.stringMatching(place)]);
  expect(remedy).toMatchObject([{ kind: "setCredentials", orFixPlace: true }]);
});

test.each<[string, string, string]>([
  [".tccli/default.credential", "{ not json", "it is no JSON object with secretId and secretKey"],
  [".tccli/default.credential", '{"secretId":"AKID","token":"t"}', "secretKey is missing"],
  [".tencentcloud/credentials", "secret_id = AKID\n", "it has no section [default] with secret_id and secret_key"],
  [".tencentcloud/credentials", "[default]\nsecret_key = s\n", "secret_id is missing"],
])("tencentcloud: %s with %j is told", async (path, text, why) => {
  await mkdir(dirname(join(home, path)), { recursive: true });
  await writeFile(join(home, path), text);
  const { source, places, reasons } = await search("tencentcloud-vpc", {});
  expect([source, reasons?.length]).toEqual([undefined, 1]);
  expect(places.filter((one) => one.includes(`(~/${path}): `))).toEqual([expect.stringMatching(`: ${why.replaceAll(/[[\]]/g, "\\$&")}$`)]); // prettier-ignore
});

test("tencentcloud: a file that is a folder is told", async () => {
  await mkdir(join(home, ".tencentcloud/credentials"), { recursive: true });
  const { places } = await search("tencentcloud-vpc", {});
  expect(places.filter((one) => one.includes("(~/.tencentcloud/credentials)"))).toEqual([
    "credentials file (~/.tencentcloud/credentials): it cannot be read (EISDIR)",
  ]);
});

test("alicloud-ecs: a profile of the stack without the file of the command line", async () => {
  const { places } = await search("alicloud-ecs", {}, { "alicloud:profile": "p" });
  expect(places.at(-1)).toMatch(/^profile "p" of .*: that file does not exist$/);
});

test.each(["alicloud-ecs", "tencentcloud-vpc", "zenlayer-zec"])("%s: nothing set up is no reason", async (name) => {
  const { source, reasons, remedy } = await search(name, {});
  expect([source, reasons]).toEqual([undefined, []]);
  expect(remedy).not.toMatchObject([{ orFixPlace: true }]);
});
