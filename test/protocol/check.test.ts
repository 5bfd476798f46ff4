// check in the real provider process: which property is refused and why, what is let through, and where the region is from.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { attachment, credentials } from "../support/on-cloud.ts";
import type { Properties, RunningProcess } from "../support/running-provider.ts";
import { UNKNOWN } from "./harness.ts";
import { Setting } from "./setting.ts";

let setting: Setting;
let provider: RunningProcess;

beforeAll(async () => {
  setting = await Setting.open();
  provider = await setting.provider();
});
afterAll(() => setting.close());

const without = (name: string): Properties =>
  Object.fromEntries(Object.entries(attachment()).filter(([other]) => other !== name));

describe("a failure names its property and the reason", () => {
  test.each<[string, Properties, string, RegExp]>([
    ["unknown vendor", attachment({ vendor: "aws" }), "vendor", /must be one of: alicloud-ecs.*"aws"/],
    ["no vendor", without("vendor"), "vendor", /must be one of.*missing/],
    [
      "argument of another vendor",
      attachment({ vpcId: "vpc-1" }),
      "vpcId",
      /not an argument of alicloud-ecs.*tencentcloud-vpc-v2/,
    ],
    ["argument of no vendor", attachment({ instance: "i-a" }), "instance", /not an argument of alicloud-ecs/],
    ["ENI of another vendor", attachment({ networkInterfaceId: "nic-1" }), "networkInterfaceId", /"eni-".*"nic-1"/],
    ["instance of another vendor", attachment({ instanceId: "ins-1" }), "instanceId", /"i-".*"ins-1"/],
    ["no ENI", without("networkInterfaceId"), "networkInterfaceId", /is missing/],
    ["no instance", without("instanceId"), "instanceId", /is missing/],
    ["no region", without("region"), "region", /pulumi config set (--path eni:)?alicloud[:.]region/],
    ["no such region", attachment({ region: "Hangzhou!" }), "region", /name of a region.*"Hangzhou!"/],
    ["no duration", attachment({ timeouts: { attach: "soon" } }), "timeouts.attach", /duration.*"soon"/],
    ["a duration without unit", attachment({ timeouts: { detach: 90 } }), "timeouts.detach", /duration/],
    ["too long a duration", attachment({ timeouts: { detach: "48h" } }), "timeouts.detach", /at most 24h/],
    ["a duration of nothing", attachment({ timeouts: { detach: "0s" } }), "timeouts.detach", /duration/],
    ["a timeout of nothing that is done", attachment({ timeouts: { create: "1m" } }), "timeouts", /create/],
    ["onConflict", attachment({ onConflict: "steal" }), "onConflict", /"fail" or "takeOver"/],
    ["rollback", attachment({ rollback: "yes" }), "rollback", /true or false/],
    ["preflight", attachment({ preflight: 1 }), "preflight", /true or false/],
    ["networkCardIndex", attachment({ networkCardIndex: 0.5 }), "networkCardIndex", /whole number/],
    ["trunk", attachment({ trunkNetworkInstanceId: "i-1" }), "trunkNetworkInstanceId", /"eni-".*"i-1"/],
  ])("%s", async (_what, news, property, reason) => {
    const { failures } = await provider.check(news);
    expect(failures).toEqual([{ property, reason: expect.stringMatching(reason) }]);
  });

  test("each of several", async () => {
    const { failures } = await provider.check(attachment({ networkInterfaceId: "x", instanceId: "y", rollback: 7 }));
    const properties = failures.map(({ property }) => property);
    expect(properties.sort()).toEqual(["instanceId", "networkInterfaceId", "rollback"]);
  });

  test("a null, which a program may pass, is no value of an argument", async () => {
    const { failures } = await provider.check(attachment({ networkInterfaceId: null }));
    expect(failures).toMatchObject([{ property: "networkInterfaceId" }]);
  });
});

describe("settings from outside", () => {
  const bad = '{"alicloud-ecs":"https://ecs.example.com/path"}';

  test.each([
    ["ENI_ENDPOINTS", { env: { ...credentials, ENI_ENDPOINTS: bad } }],
    ["ENI_ENDPOINTS", { env: { ...credentials, ENI_ENDPOINTS: "http://127.0.0.1:1" } }],
    ["eni:endpoints", { env: credentials, config: { "eni:endpoints": bad } }],
    ["eni:endpoints", { env: credentials, config: { "eni:endpoints": "not json" } }],
    ["eni:preflight", { config: { "eni:preflight": "perhaps" } }],
    ["eni:rateLimits", { config: { "eni:rateLimits": '{"alicloud-ecs":{"*":"many"}}' } }],
  ])("a bad %s is a failure that names it", async (name, options) => {
    const other = await setting.provider(options);
    const { failures } = await other.check(attachment());
    expect(failures).toEqual([{ property: "", reason: expect.stringContaining(name) }]);
    expect(failures[0]?.reason).toContain("[CONFIGURATION_INVALID]");
    await other.close();
  });

  test("ENI_ENDPOINTS wins over eni:endpoints", async () => {
    const nowhere = '{"alicloud-ecs":"http://127.0.0.1:1"}';
    const other = await setting.provider({ config: { "eni:endpoints": nowhere } });
    await other.create(attachment({ networkInterfaceId: "eni-two" }));
    expect(setting.eni("eni-two")).toMatchObject({ status: "inUse", instanceId: "i-a" });
    await other.close();
  });
});

describe("values that are not known yet", () => {
  const all = attachment({
    timeouts: { attach: "90s", detach: "90s" },
    onConflict: "fail",
    rollback: true,
    preflight: true,
    networkCardIndex: 0,
    trunkNetworkInstanceId: "eni-trunk",
    waitForNetworkConfigurationReady: true,
  });

  test.each(Object.keys(all))("%s is let through", async (name) => {
    const { inputs, failures } = await provider.check({ ...all, [name]: UNKNOWN });
    expect(failures).toEqual([]);
    expect(inputs).toMatchObject({ ...all, [name]: UNKNOWN });
  });

  test("so is a part of an object, and what is known of it is checked", async () => {
    const fine = await provider.check(attachment({ timeouts: { attach: UNKNOWN, detach: "5m" } }));
    expect(fine.failures).toEqual([]);
    const bad = await provider.check(attachment({ timeouts: { attach: UNKNOWN, detach: "x" } }));
    expect(bad.failures).toMatchObject([{ property: "timeouts.detach" }]);
  });
});

describe("the region", () => {
  test("comes from stack configuration, is kept when that changes, and gives way to the argument", async () => {
    const first = await setting.provider({ config: { "alicloud:region": "cn-hangzhou" } });
    const { inputs } = await first.check(without("region"));
    expect(inputs.region).toBe("cn-hangzhou");
    await first.close();

    const later = await setting.provider({ config: { "alicloud:region": "cn-beijing" } });
    expect((await later.check(without("region"), inputs)).inputs.region).toBe("cn-hangzhou");
    expect((await later.check(without("region"))).inputs.region).toBe("cn-beijing");
    expect((await later.check(attachment({ region: "cn-beijing" }), inputs)).inputs.region).toBe("cn-beijing");
    await later.close();
  });

  test("is never taken from the environment: a change there would detach the ENI", async () => {
    const names = ["ALIBABA_CLOUD_REGION", "ALIBABA_CLOUD_REGION_ID", "ALICLOUD_REGION", "REGION"];
    const env = { ...credentials, ...Object.fromEntries(names.map((name) => [name, "cn-beijing"])) };
    const other = await setting.provider({ env });
    const { failures } = await other.check(without("region"));
    expect(failures).toMatchObject([{ property: "region" }]);
    await other.close();
  });

  test("is written in one way", async () => {
    expect((await provider.check(attachment({ region: " CN-Hangzhou" }))).inputs.region).toBe("cn-hangzhou");
  });
});
