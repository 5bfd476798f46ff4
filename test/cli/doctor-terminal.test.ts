// What a person or a script gets from the doctor besides the findings: text and its colours, JSON, exit codes, wrong usage, settings
// from outside, and traces.
import { describe, expect, test } from "@jest/globals";
import { vendorCases } from "../contract/vendor-cases.ts";
import type { BenchOptions } from "./doctor-bench.ts";
import { DoctorBench, finding, verdicts } from "./doctor-bench.ts";

const bench = (vendorName: string, options: BenchOptions = {}) => {
  const vendor = vendorCases.find((one) => one.vendor === vendorName);
  if (!vendor) throw new Error(`there is no vendor ${vendorName}`);
  return new DoctorBench(vendor, options);
};

describe("text", () => {
  test("one block a check, with what to do, and a closing line", async () => {
    const stopped = bench("zenlayer-zec");
    stopped.world.stopInstance("1272168087751233112");
    const { out, error, exitCode } = await stopped.run(
      "--eni",
      "1304682049596034008",
      "--instance",
      "1272168087751233112",
    );
    expect([exitCode, error]).toEqual([1, ""]);
    expect(out.split("\n")).toEqual([
      "eni-attachment doctor: zenlayer-zec, 1304682049596034008, 1272168087751233112",
      "",
      "ok         configuration  no stack configuration here (PULUMI_CONFIG is not set): the environment alone",
      "                          Pulumi stores stack configuration in the state, encrypted only where it was set with --secret;",
      "                          `pulumi refresh` and `pulumi destroy` get that of the last `pulumi up`. The environment is",
      "                          always today's, and wins",
      "ok         credentials    environment (ZENLAYERCLOUD_ACCESS_KEY_ID), key id AKID…0001; the vendor accepts them",
      "                          The places in their order, the first that has any wins: environment",
      "                          (ZENLAYERCLOUD_ACCESS_KEY_ID with ZENLAYERCLOUD_ACCESS_KEY_PASSWORD, or ZENLAYER_ACCESS_KEY_ID",
      "                          with ZENLAYER_ACCESS_KEY_SECRET, or ZENLAYERCLOUD_SECRET_KEY_ID with",
      "                          ZENLAYERCLOUD_SECRET_KEY_PASSWORD, or ZENLAYER_TOKEN); stack configuration",
      "                          (zenlayer:accessKeyId with zenlayer:accessKeyPassword, or zenlayer:token)",
      "ok         endpoint       https://console.zenlayer.com (the vendor's own): Zenlayer ZEC answers; TLS, with a certificate",
      "                          that this machine trusts",
      "ok         clock          as that of console.zenlayer.com; up to 5 min is allowed",
      "ok         permissions    DescribeNetworkInterfaces and DescribeInstances are allowed",
      "                          Whether it may attach and detach is not known without doing it. What has to be allowed, by one",
      "                          of Zenlayer's own access policies, in the resource groups of the vNIC and of the instances:",
      "                          AttachNetworkInterface, DetachNetworkInterface, DescribeNetworkInterfaces, and for the checks",
      "                          before a move DescribeInstances",
      "ok         eni            1304682049596034008 is detached (AVAILABLE); secondary, no sign that another cloud service",
      "                          manages it",
      "                          region asia-east-1; VPC 1000000000000000001; 172.16.0.0",
      "problem    instance       1272168087751233112 is STOPPED",
      "                          region asia-east-1; type z2a.nic8; 1 ENI on it",
      "                          To do: Start the instance (`zeno zec start-instances`): vNICs come and go only while it is",
      "                          RUNNING.",
      "problem    attach         no: 1272168087751233112 is STOPPED: start the instance (`zeno zec start-instances`): vNICs",
      "                          come and go only while it is RUNNING [ATTACH_REFUSED]",
      "                          Whether the instance has room for another ENI this API does not show: the attach itself tells",
      "                          To do: Mend that, or name another instance.",
      "ok         detach         nothing to detach: it is detached (AVAILABLE)",
      "",
      "2 problems, no warnings.",
      "",
    ]);
  });

  test.each<[string, BenchOptions, boolean]>([
    ["on a terminal", { isTerminal: true }, true],
    ["elsewhere", { isTerminal: false }, false],
    ["with NO_COLOR", { isTerminal: true, environment: { NO_COLOR: "1" } }, false],
    ["with an empty NO_COLOR", { isTerminal: true, environment: { NO_COLOR: "" } }, true],
    ["on a terminal that knows none", { isTerminal: true, environment: { TERM: "dumb" } }, false],
  ])("colours %s", async (_where, options, coloured) => {
    const { out } = await bench("alicloud-ecs", options).run();
    expect(out.includes("\u001b[32mok")).toBe(coloured);
    expect(out.includes("\u001b")).toBe(coloured);
  });

  test("what a vendor says cannot steer the terminal", async () => {
    const odd = bench("alicloud-ecs");
    odd.cloud.cloud.faults.add({ kind: "unknownState", word: "\u001b[2Jgone\n\nok attach", match: { eni: "eni-one" } });
    const { out } = await odd.run("--eni", "eni-one");
    expect(out).toContain("gone ok attach");
    expect(out).not.toContain("\u001b");
  });
});

test("a secret that was given for an id is not repeated", async () => {
  const one = bench("alicloud-ecs");
  const secret = one.vendor.environment["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] ?? "";
  for (const format of ["text", "json"]) {
    const { out } = await one.run("--eni", `eni-${secret}`, "--format", format);
    expect(out).toContain("eni-[redacted]");
  }
});

describe("JSON", () => {
  test("is one object, without colours, and ok is false as soon as there is a problem", async () => {
    const { out, exitCode } = await bench("alicloud-ecs", { isTerminal: true }).run(
      "--format",
      "json",
      "--eni",
      "eni-managed",
    );
    expect([exitCode, out.includes("\u001b")]).toEqual([1, false]);
    expect(JSON.parse(out)).toMatchObject({
      vendor: "alicloud-ecs",
      region: "cn-hangzhou",
      networkInterfaceId: "eni-managed",
      ok: false,
      checks: expect.arrayContaining([
        expect.objectContaining({ check: "eni", status: "problem", code: "ENI_NOT_ATTACHABLE" }),
      ]),
    });
  });
});

describe("wrong usage", () => {
  test.each<[readonly string[], RegExp]>([
    [[], /--vendor is missing: one of alicloud-ecs, /],
    [["--vendor", "aws"], /--vendor must be one of alicloud-ecs, /],
    [["--vendor"], /an option is without its value/],
    [["--vendor", "alicloud-ecs", "--format", "yaml"], /--format must be text or json/],
    [["--vendor", "alicloud-ecs", "--region", "Hangzhou!"], /--region must be the name of a region/],
    [["--vendor", "zenlayer-zec", "--region", "asia-east-1"], /--region is not for zenlayer-zec/],
    [["--vendor", "alicloud-ecs", "--eni", "nic-1"], /--eni must be the id of .* begins with "eni-"/],
    [["--vendor", "tencentcloud-ecm", "--instance", "i-1"], /--instance must be .* begins with "ein-"/],
    [["--vendor", "alicloud-ecs", "--secret=a-secret-of-mine"], /there is no option --secret\n/],
    [["--vendor", "alicloud-ecs", "a-secret-of-mine"], /it takes options alone/],
    [["--vendor", "alicloud-ecs", "--eni", "a-secret-of-mine"], /--eni must be the id/],
    [["--vendor", "a-secret-of-mine"], /--vendor must be one of/],
    [["--vendor", "alicloud-ecs", "--region", "a-secret-of-mine!"], /--region must be the name/],
  ])("%j", async (args, says) => {
    const one = bench("alicloud-ecs");
    const { exitCode, out, error } = await one.plain(...args);
    expect([exitCode, out]).toEqual([2, ""]);
    expect(error).toMatch(says);
    expect(error).toMatch(/^eni-attachment doctor: [^\n]+\nThe options: eni-attachment doctor --help\n$/);
    expect(error).not.toContain("a-secret-of-mine");
    expect(one.cloud.calls()).toEqual([]);
  });

  test("help is no wrong usage", async () => {
    const { exitCode, out, error } = await bench("alicloud-ecs").plain("--help");
    expect([exitCode, error]).toEqual([0, ""]);
    expect(out).toContain("Exit code: 0 no problem was found");
  });
});

describe("settings from outside", () => {
  const stack = (values: Record<string, string>) => ({ PULUMI_CONFIG: JSON.stringify(values) });
  const none = { ALIBABA_CLOUD_ACCESS_KEY_SECRET: undefined };
  const keys = {
    "alicloud:accessKey": "AKIDEXAMPLE00000000000000001",
    "alicloud:secretKey": "ExampleSecretNotARealOne000001",
  };

  test("the stack's configuration counts where it is given, and says what Pulumi does with it", async () => {
    const environment = { ...none, ...stack({ ...keys, "alicloud:region": "cn-hangzhou" }) };
    const one = bench("alicloud-ecs", { environment });
    const { out, exitCode } = await one.plain("--vendor", "alicloud-ecs");
    expect(exitCode).toBe(0);
    expect(out).toContain("cn-hangzhou (alicloud:region, stack configuration)");
    expect(out).toContain("stack configuration (alicloud:accessKey), key id AKID…0001");
    expect(out).toContain("Pulumi stores stack configuration in the state");
    expect(out).not.toContain(keys["alicloud:secretKey"]);
  });

  test.each<[string, string[] | undefined]>([
    ["ap-guangzhoo", ["Not a region that this package knows. Did you mean ap-guangzhou?"]],
    ["ap-guangzhou", undefined],
    // A new region would be as near to the others.
    ["ap-southeast-99", undefined],
  ])("the region %s", async (region, details) => {
    const { out } = await bench("tencentcloud-vpc").plain(
      ...["--vendor", "tencentcloud-vpc", "--region", region, "--format", "json"],
    );
    const found = finding(JSON.parse(out) as Parameters<typeof verdicts>[0], "region");
    expect([found.status, found.details]).toEqual(["ok", details]);
  });

  test("without a region it says where a program has it from, and asks nobody", async () => {
    const one = bench("alicloud-ecs");
    const { out, exitCode } = await one.plain("--vendor", "alicloud-ecs", "--eni", "eni-one", "--format", "json");
    expect(exitCode).toBe(1);
    const report = JSON.parse(out) as Parameters<typeof verdicts>[0];
    expect(verdicts(report)).toMatchObject({
      region: "problem",
      endpoint: "unchecked",
      eni: "unchecked",
    });
    expect(finding(report, "region").todo).toContain("alicloud:region");
    expect(one.cloud.calls()).toEqual([]);
  });

  test.each([
    [{}, "https://vpc.tencentcloudapi.com (the vendor's own)", "ok"],
    [
      { ENI_ENDPOINTS: '{"tencentcloud-vpc": "http://vpc.localhost:8080"}' },
      "http://vpc.localhost:8080 (ENI_ENDPOINTS, environment)",
      "ok",
    ],
    [
      stack({ "eni:endpoints": '{"tencentcloud-vpc": "https://vpc.example.com"}' }),
      "https://vpc.example.com (eni:endpoints, stack configuration)",
      "ok",
    ],
    [
      { ENI_ENDPOINTS: '{"tencentcloud-vpc": "http://10.1.2.3"}' },
      "http://10.1.2.3 (ENI_ENDPOINTS, environment)",
      "warning",
    ],
  ])("the endpoint, and where it is from: %j", async (environment, says, status) => {
    const one = bench("tencentcloud-vpc", { environment });
    const found = finding(await one.report(), "endpoint");
    expect(found.says).toContain(says);
    expect([found.status, found.says.includes("go unencrypted")]).toEqual([status, status === "warning"]);
  });

  test("a setting that is wrong is named, and nobody is asked", async () => {
    const one = bench("alicloud-ecs", {
      environment: { ENI_ENDPOINTS: '{"alicloud": "https://user:pass-word@example.com"}' },
    });
    const report = await one.report("eni-one");
    expect([report.exitCode, verdicts(report)["configuration"]]).toEqual([1, "problem CONFIGURATION_INVALID"]);
    expect(finding(report, "configuration").says).toContain('knows no vendor "alicloud"');
    expect(JSON.stringify(report)).not.toContain("pass-word");
    expect(one.cloud.calls()).toEqual([]);
  });

  test("a stack configuration that cannot be read is a problem", async () => {
    const report = await bench("alicloud-ecs", { environment: { PULUMI_CONFIG: "alicloud:region=x" } }).report();
    expect([report.exitCode, verdicts(report)["configuration"]]).toEqual([1, "problem"]);
  });

  test("a token in place of a key does not depend on the clock", async () => {
    const token = "token-of-a-member-000001";
    const [account] = bench("zenlayer-zec").vendor.world()["accounts"] as Record<string, unknown>[];
    const report = await bench("zenlayer-zec", {
      clockAhead: 3_600_000,
      world: { accounts: [{ ...account, bearerToken: token }] },
      environment: { ZENLAYERCLOUD_ACCESS_KEY_ID: undefined, ZENLAYER_TOKEN: token },
    }).report();
    expect([report.exitCode, verdicts(report)["clock"]]).toEqual([0, "warning"]);
    expect(finding(report, "credentials").says).toContain("environment (ZENLAYER_TOKEN), a bearer token");
  });
});

test("ENI_LOG=debug traces each call on the error stream", async () => {
  const one = bench("alicloud-ecs", { environment: { ENI_LOG: "debug" } });
  const { out, error } = await one.run("--eni", "eni-one", "--instance", "i-a");
  expect(
    error
      .trim()
      .split("\n")
      .map((line) => /debug: (\w+) ->/.exec(line)?.[1]),
  ).toEqual(one.cloud.calls().map(({ action }) => action));
  expect(out).not.toContain("debug:");
});
