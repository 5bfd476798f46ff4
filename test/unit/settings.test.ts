// Settings from environment and stack configuration: which one counts, and errors that name the setting.
import { describe, expect, test } from "@jest/globals";
import { isUnencrypted, readSettings, surroundings } from "../../provider/session/settings.ts";
import { EniError } from "../../provider/errors.ts";
import { Limiter } from "../../provider/http/limiter.ts";
import { alicloudEcs } from "../../provider/vendors/alicloud-ecs/index.ts";
import { tencentcloudVpc } from "../../provider/vendors/tencentcloud-vpc/index.ts";
import { VirtualClock } from "../support/virtual-clock.ts";

const settings = (configuration: Record<string, string> = {}, environment: Record<string, string> = {}) =>
  readSettings({ environment, configuration: (key) => configuration[key] }, alicloudEcs);
const rejected = (configuration: Record<string, string>, environment: Record<string, string> = {}) => {
  try {
    settings(configuration, environment);
  } catch (error) {
    if (error instanceof EniError) return error;
    throw error;
  }
  throw new Error("it was expected to be rejected, and was not");
};

test("without any, there are the defaults", () => {
  for (const none of [settings(), settings({ "eni:endpoints": "", "eni:preflight": "" }, { ENI_ENDPOINTS: "" })]) {
    expect(none.endpoint(alicloudEcs)).toBeUndefined();
    expect(none.rates(alicloudEcs)).toEqual({});
    expect(none.preflight).toBe(true);
  }
});

describe("endpoints", () => {
  const stack = {
    "eni:endpoints": '{"alicloud-ecs":"https://stack.example.com","zenlayer-zec":"https://z.example.com"}',
  };

  test("the stack's one counts, the environment's one counts more", () => {
    expect(settings(stack).endpoint(alicloudEcs)).toBe("https://stack.example.com");
    const both = settings(stack, { ENI_ENDPOINTS: '{"alicloud-ecs":"http://127.0.0.1:8080/"}' });
    expect(both.endpoint(alicloudEcs)).toBe("http://127.0.0.1:8080");
    expect(settings(stack, { ENI_ENDPOINTS: '{"zenlayer-zec":"http://127.0.0.1:1"}' }).endpoint(alicloudEcs)).toBe(
      "https://stack.example.com",
    );
  });

  test("the stack's ones are not read where the environment has the vendor's", () => {
    const bad = { "eni:endpoints": '{"alicloud-ecs":"ecs.example.com"}' };
    const shell = { ENI_ENDPOINTS: '{"alicloud-ecs":"http://127.0.0.1:8080"}' };
    expect(settings(bad, shell).endpoint(alicloudEcs)).toBe("http://127.0.0.1:8080");
    expect(rejected(bad, { ENI_ENDPOINTS: '{"zenlayer-zec":"http://127.0.0.1:1"}' }).message).toMatch(
      /^eni:endpoints /,
    );
  });

  test.each([
    ["ecs.example.com"],
    ["https://ecs.example.com/api"],
    ["https://ecs.example.com/?a=1"],
    ["https://user:secret@ecs.example.com"],
    ["https://:secret@ecs.example.com"],
    ["https://ecs.example.com/#a"],
    ["//ecs.example.com"],
    ["ws://ecs.example.com"],
    ["ftp://ecs.example.com"],
    ["file:///etc"],
    [""],
    [8080],
    [null],
  ])("%j is no origin", (origin) => {
    const { code, message } = rejected({ "eni:endpoints": JSON.stringify({ "alicloud-ecs": origin }) });
    expect(code).toBe("CONFIGURATION_INVALID");
    expect(message).toMatch(/^eni:endpoints \(stack configuration\) at alicloud-ecs: /);
    expect(message).toContain("[CONFIGURATION_INVALID]");
  });

  test("the product that knows the instances has its own, in either place", () => {
    const cvm = (configuration: Record<string, string>, environment: Record<string, string> = {}) =>
      settings(configuration, environment).instancesEndpoint(tencentcloudVpc);
    const inStack = { "eni:endpoints": '{"tencentcloud-cvm":"https://stack.example.com"}' };
    expect(cvm({})).toBeUndefined();
    expect(cvm(inStack)).toBe("https://stack.example.com");
    expect(cvm(inStack, { ENI_ENDPOINTS: '{"tencentcloud-cvm":"http://127.0.0.1:1"}' })).toBe("http://127.0.0.1:1");
    expect(settings(inStack).instancesEndpoint(alicloudEcs)).toBeUndefined();
    expect(rejected({ "eni:rateLimits": '{"tencentcloud-cvm":{"*":1}}' }).message).toContain("must be one of");
    expect(rejected({ "eni:endpoints": '{"tencentcloud-cmv":"https://a.example.com"}' }).message).toContain(
      "zenlayer-zec, tencentcloud-cvm",
    );
  });

  test("a password that somebody put into an origin is not repeated in the error", () => {
    const text = '{"alicloud-ecs":"https://user:hunter2@ecs.example.com"}';
    expect(rejected({ "eni:endpoints": text }).message).not.toContain("hunter2");
  });

  test.each([
    ["http://ecs.example.com", true],
    ["http://10.0.0.7:8080", true],
    ["http://127.0.0.1.example.com", true],
    ["http://localhost.example.com", true],
    ["http://[2001:db8::1]:80", true],
    ["http://127.0.0.1:8080", false],
    ["http://127.8.9.10", false],
    ["http://localhost:1", false],
    ["http://cloud.localhost", false],
    ["http://[::1]:8080", false],
    ["https://ecs.example.com", false],
  ])("calls to %s go unencrypted over a network: %j", (origin, expected) => {
    const named = settings({}, { ENI_ENDPOINTS: JSON.stringify({ "alicloud-ecs": origin }) }).endpoint(alicloudEcs);
    expect(isUnencrypted(named ?? "")).toBe(expected);
  });

  test.each(["{", "https://ecs.example.com", '["https://ecs.example.com"]', "7"])(
    "%s is no object of origins, and the error names where it is",
    (text) => {
      expect(rejected({}, { ENI_ENDPOINTS: text }).message).toMatch(/^ENI_ENDPOINTS \(environment\): /);
      expect(rejected({ "eni:endpoints": text }).message).toMatch(/^eni:endpoints \(stack configuration\): /);
    },
  );
});

describe("rates", () => {
  test.each([
    ["20/s", { requests: 20, perMs: 1_000 }],
    ["500/min", { requests: 500, perMs: 60_000 }],
    ["0.5/s", { requests: 0.5, perMs: 1_000 }],
    [7, { requests: 7, perMs: 1_000 }],
  ])("%j", (given, rate) => {
    const text = JSON.stringify({ "alicloud-ecs": { AttachNetworkInterface: given, "*": "1/s" } });
    expect(settings({ "eni:rateLimits": text }).rates(alicloudEcs)).toEqual({
      AttachNetworkInterface: rate,
      "*": { requests: 1, perMs: 1_000 },
    });
  });

  test.each(["20", "20/h", "-1/s", "/s", "many", "0/s", "0/min", "0.0/s", 0, -3, null])("%j is no rate", (given) => {
    const error = rejected({ "eni:rateLimits": JSON.stringify({ "alicloud-ecs": { AttachNetworkInterface: given } }) });
    expect(error.message).toMatch(/^eni:rateLimits \(stack configuration\) at alicloud-ecs\.AttachNetworkInterface: /);
  });

  test("every rate that is let through gives a turn at some time", async () => {
    for (const given of ["0.001/min", "1/min", "100000/s", 0.01]) {
      const text = JSON.stringify({ "alicloud-ecs": { A: given } });
      const clock = new VirtualClock();
      const random = { fraction: () => 0.5, uuid: () => "unused" };
      const limiter = new Limiter(clock, random, settings({ "eni:rateLimits": text }).rates(alicloudEcs));
      const never = Number.POSITIVE_INFINITY;
      expect(await clock.until(limiter.take("A", never).then(() => limiter.take("A", never)))).toBe(true);
    }
  });
});

describe("preflight", () => {
  test.each([
    ["true", true],
    ["false", false],
  ])("%s", (text, value) => expect(settings({ "eni:preflight": text }).preflight).toBe(value));

  test.each(["yes", "0", "TRUE", "null"])("%s is neither", (text) => {
    expect(rejected({ "eni:preflight": text }).message).toMatch(/^eni:preflight \(stack configuration\): /);
  });
});

describe("surroundings", () => {
  test("configuration comes from configure, else from what Pulumi puts into the environment", () => {
    const environment = { PULUMI_CONFIG: '{"alicloud:region":"cn-env","eni:preflight":"false"}' };
    const stack = { get: (key: string) => (key === "alicloud:region" ? "cn-stack" : undefined) };
    const configured = surroundings(stack, environment);
    expect(configured.configuration("alicloud:region")).toBe("cn-stack");
    expect(configured.configuration("eni:preflight")).toBe("false");
    expect(configured.configuration("eni:endpoints")).toBeUndefined();
    expect(surroundings(undefined, environment).configuration("alicloud:region")).toBe("cn-env");
  });

  test.each(["", "{", "[]", '{"a":1}', "null"])("a PULUMI_CONFIG of %j is as none", (text) => {
    expect(surroundings(undefined, { PULUMI_CONFIG: text }).configuration("a")).toBeUndefined();
  });
});
