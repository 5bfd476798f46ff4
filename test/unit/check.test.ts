// check: each bad value names its property and what is wanted; what is not known yet is let through.
import { describe, expect, test } from "@jest/globals";
import type { Properties } from "../../provider/attachment/properties.ts";
import { checkArguments } from "../../provider/attachment/check.ts";
import { ownProperties, unknownValue } from "../../provider/attachment/properties.ts";
import { parseDuration } from "../../provider/vendors/common-arguments.ts";
import type { Surroundings } from "../../provider/vendors/vendor.ts";

const outside = (
  configuration: Record<string, string> = {},
  environment: Record<string, string> = {},
): Surroundings => ({
  environment,
  configuration: (key) => configuration[key],
});
const good = { vendor: "alicloud-ecs", region: "cn-hangzhou", networkInterfaceId: "eni-1", instanceId: "i-1" };
const check = (news: Properties, olds: Properties = {}, around = outside()) => checkArguments(olds, news, around);
const failuresOf = async (more: Properties) => (await check({ ...good, ...more })).failures;

test("good arguments come back as they are, without what is Pulumi's and without undefined", async () => {
  const news = { ...good, __provider: "code", rollback: undefined, timeouts: { attach: "90s" }, networkCardIndex: 0 };
  expect(await check(news)).toEqual({
    failures: [],
    inputs: { ...good, timeouts: { attach: "90s" }, networkCardIndex: 0 },
  });
  expect(ownProperties({ __a: 1, _b: 2, c: null, d: undefined })).toEqual({ _b: 2, c: null });
});

test("no default is written into the inputs: the least arguments stay the least", async () => {
  expect((await check(good)).inputs).toEqual(good);
});

describe("bad values name their property and say what is wanted", () => {
  test.each<[string, unknown, string, RegExp]>([
    ["networkInterfaceId", undefined, "networkInterfaceId", /^is missing \(or comes from an Output that is empty\)$/],
    ["networkInterfaceId", null, "networkInterfaceId", /begins with "eni-".*null/],
    ["networkInterfaceId", "", "networkInterfaceId", /begins with "eni-"; got ""/],
    ["networkInterfaceId", "i-1", "networkInterfaceId", /begins with "eni-"; got "i-1"/],
    ["networkInterfaceId", "eni-", "networkInterfaceId", /eni-/],
    ["networkInterfaceId", "eni-1 ", "networkInterfaceId", /eni-1 /],
    ["networkInterfaceId", "eni-1\nx", "networkInterfaceId", /begins/],
    ["networkInterfaceId", "eni-1/../x", "networkInterfaceId", /begins/],
    ["networkInterfaceId", `eni-${"x".repeat(64)}`, "networkInterfaceId", /begins/],
    ["networkInterfaceId", ["eni-1"], "networkInterfaceId", /begins/],
    ["instanceId", undefined, "instanceId", /^is missing \(or comes from an Output that is empty\)$/],
    ["instanceId", "eni-1", "instanceId", /begins with "i-"; got "eni-1"/],
    ["instanceId", 5, "instanceId", /begins with "i-"; got 5/],
    ["region", "Hangzhou!", "region", /must be the name of a region; got "Hangzhou!"/],
    ["region", 5, "region", /must be the name of a region; got 5/],
    ["networkCardIndex", -1, "networkCardIndex", /whole number, 0 or more/],
    ["networkCardIndex", 1.5, "networkCardIndex", /whole number/],
    ["networkCardIndex", "1", "networkCardIndex", /whole number/],
    ["trunkNetworkInstanceId", "i-1", "trunkNetworkInstanceId", /trunk.*"eni-".*"i-1"/],
    ["waitForNetworkConfigurationReady", "yes", "waitForNetworkConfigurationReady", /true or false/],
    ["rollback", "false", "rollback", /true or false/],
    ["preflight", 0, "preflight", /true or false/],
    ["preflight", null, "preflight", /true or false/],
    ["onConflict", "takeover", "onConflict", /"fail" or "takeOver"/],
    ["onConflict", true, "onConflict", /"fail" or "takeOver"/],
    ["timeouts", "10m", "timeouts", /must be an object that takes "attach" and "detach"/],
    ["timeouts", { create: "10m" }, "timeouts", /takes "attach" and "detach".*not create/],
    ["timeouts", { attach: "10" }, "timeouts.attach", /a duration such as "90s" or "10m".*got "10"/],
    ["timeouts", { attach: 600 }, "timeouts.attach", /a duration such as/],
    ["timeouts", { detach: "0s" }, "timeouts.detach", /a duration.*"0s"/],
    ["timeouts", { detach: "25h" }, "timeouts.detach", /at most 24h; got "25h"/],
    ["timeouts", { detach: "-5s" }, "timeouts.detach", /a duration/],
    ["vpcId", "vpc-1", "vpcId", /is not an argument of alicloud-ecs.*remove it/],
    ["networkInterfaceID", "eni-1", "networkInterfaceID", /is not an argument of alicloud-ecs/],
    ["toString", "x", "toString", /is not an argument of alicloud-ecs/],
  ])("%s: %j", async (name, value, property, reason) => {
    expect(await failuresOf({ [name]: value })).toEqual([{ property, reason: expect.stringMatching(reason) }]);
  });

  test("all that is wrong is told at once", async () => {
    const { failures } = await check({
      ...good,
      instanceId: "x",
      rollback: 1,
      timeouts: { attach: "x", detach: "y" },
      nope: 1,
    });
    expect(failures.map((failure) => failure.property).sort()).toEqual([
      "instanceId",
      "nope",
      "rollback",
      "timeouts.attach",
      "timeouts.detach",
    ]);
  });

  test.each([
    [undefined, "it is missing"],
    ["aws-ec2", 'got "aws-ec2"'],
    [7, "got 7"],
    ["ALICLOUD-ECS", "ALICLOUD-ECS"],
  ])("vendor %j: only that is said, with the names that there are", async (vendor, says) => {
    const { failures } = await check({ ...good, vendor, instanceId: "x" });
    expect(failures).toEqual([{ property: "vendor", reason: expect.stringContaining("alicloud-ecs") }]);
    expect(failures[0]?.reason).toContain(says);
  });
});

describe("what is not known yet", () => {
  test.each(["vendor", "networkInterfaceId", "instanceId", "region", "rollback", "timeouts", "networkCardIndex"])(
    "%s",
    async (name) => {
      const { inputs, failures } = await check({ ...good, [name]: unknownValue });
      expect(failures).toEqual([]);
      expect(inputs[name]).toBe(unknownValue);
    },
  );

  test("a part of timeouts, beside a bad one", async () => {
    expect(await failuresOf({ timeouts: { attach: unknownValue } })).toEqual([]);
    expect(await failuresOf({ timeouts: { attach: unknownValue, detach: "x" } })).toMatchObject([
      { property: "timeouts.detach" },
    ]);
  });
});

describe("region", () => {
  const regionless = { ...good, region: undefined };
  const configured = outside(
    { "alicloud:region": "cn-beijing" },
    { ALICLOUD_REGION: "cn-env", ALIBABA_CLOUD_REGION: "cn-env" },
  );

  test.each<[string, Properties, Properties, unknown]>([
    ["the argument", good, {}, "cn-hangzhou"],
    ["the argument, in its usual form", { ...good, region: " CN-Hangzhou " }, {}, "cn-hangzhou"],
    ["the argument before what it was", good, { ...good, region: "cn-old" }, "cn-hangzhou"],
    ["what it was, before the configuration", regionless, { ...good, region: "cn-old" }, "cn-old"],
    ["the configuration at creation", regionless, {}, "cn-beijing"],
    [
      "the configuration where the old one was of another vendor",
      regionless,
      { vendor: "other", region: "cn-old" },
      "cn-beijing",
    ],
  ])("comes from %s", async (_where, news, olds, region) => {
    expect(await check(news, olds, configured)).toMatchObject({ failures: [], inputs: { region } });
  });

  test("one that is not known is let through: new ones appear", async () => {
    for (const region of ["cn-hangzhuo", "cn-lhasa", "ap-southeast-9"])
      expect(await check({ ...good, region })).toMatchObject({ failures: [], inputs: { region } });
  });

  test("never comes from environment or profile, and the reason says so", async () => {
    const { failures } = await check(
      regionless,
      {},
      outside({}, { ALICLOUD_REGION: "cn-env", ALIBABA_CLOUD_REGION: "cn-env" }),
    );
    expect(failures).toEqual([
      {
        property: "region",
        reason: expect.stringMatching(
          /is missing.*pulumi config set alicloud:region REGION.*not read from environment/,
        ),
      },
    ]);
  });
});

test("bad settings fail every check, with the setting's name", async () => {
  const { failures } = await check(good, {}, outside({ "eni:endpoints": '{"alicloud-ecs":"ftp://x"}' }));
  expect(failures).toEqual([{ property: "", reason: expect.stringContaining("eni:endpoints (stack configuration)") }]);
});

test.each([
  ["90s", 90_000],
  ["10m", 600_000],
  ["1h30m", 5_400_000],
  ["500ms", 500],
  ["1.5h", 5_400_000],
  ["1m30s500ms", 90_500],
  ["24h", 86_400_000],
  ["", undefined],
  ["10", undefined],
  ["m", undefined],
  ["10 m", undefined],
  [" 10m", undefined],
  ["-10m", undefined],
  ["1e3s", undefined],
  ["10M", undefined],
  ["10m!", undefined],
  ["1d", undefined],
  [".5s", undefined],
])("duration %j is %j ms", (text, ms) => expect(parseDuration(text)).toBe(ms));
