// Calls and envelopes of alicloud-ecs: what is sent, and which bodies are an answer of the vendor at all.
import { describe, expect, test } from "@jest/globals";
import { alicloudEcs } from "../../provider/vendors/alicloud-ecs/index.ts";
import { answer } from "../../provider/vendors/alicloud-ecs/envelope.ts";
import { canonicalRegion, origin } from "../../provider/vendors/alicloud-ecs/regions.ts";
import type { AttachmentArguments, Vendor } from "../../provider/vendors/vendor.ts";
import { ecsError, json } from "./fakes.ts";

/** As the lifecycle sees it. */
const vendor: Vendor = alicloudEcs;
const args: AttachmentArguments = { vendor: "alicloud-ecs", networkInterfaceId: "eni-1", instanceId: "i-1" };

describe("calls", () => {
  test("an attach names region, ENI and instance, and options only when they are given", () => {
    expect(vendor.attach(args, "cn-hangzhou", "token")).toEqual({
      action: "AttachNetworkInterface",
      mutates: true,
      parameters: { RegionId: "cn-hangzhou", NetworkInterfaceId: "eni-1", InstanceId: "i-1" },
    });
    const options = { networkCardIndex: 0, trunkNetworkInstanceId: "eni-t", waitForNetworkConfigurationReady: false };
    expect(vendor.attach({ ...args, ...options }, "cn-hangzhou", "token").parameters).toEqual({
      RegionId: "cn-hangzhou",
      NetworkInterfaceId: "eni-1",
      InstanceId: "i-1",
      NetworkCardIndex: "0",
      TrunkNetworkInstanceId: "eni-t",
      WaitForNetworkConfigurationReady: "false",
    });
  });

  test("a detach goes to the instance that it is told, not to the one of the arguments", () => {
    const trunk = { ...args, trunkNetworkInstanceId: "eni-t", networkCardIndex: 1 };
    expect(vendor.detach(trunk, "i-old", "cn-hangzhou", "token")).toEqual({
      action: "DetachNetworkInterface",
      mutates: true,
      parameters: {
        RegionId: "cn-hangzhou",
        NetworkInterfaceId: "eni-1",
        InstanceId: "i-old",
        TrunkNetworkInstanceId: "eni-t",
      },
    });
  });

  test("a question numbers its ids from one, always sets MaxResults, and names the page", () => {
    expect(vendor.enis.byIds(["eni-1", "eni-2"], "cn-hangzhou", "token")).toEqual({
      action: "DescribeNetworkInterfaces",
      mutates: false,
      parameters: {
        RegionId: "cn-hangzhou",
        MaxResults: "100",
        NextToken: "token",
        "NetworkInterfaceId.1": "eni-1",
        "NetworkInterfaceId.2": "eni-2",
      },
    });
    expect(vendor.enis.byIds(["eni-1"], "cn-hangzhou").parameters).not.toHaveProperty("NextToken");
    expect(vendor.instances.byIds(["i-1"], "cn-hangzhou")).toMatchObject({
      mutates: false,
      parameters: { InstanceIds: '["i-1"]', MaxResults: "100" },
    });
  });
});

describe("envelope", () => {
  test("a success carries its request id, from the body or else the header", () => {
    expect(answer(json({ RequestId: "R-1", More: 1 }))).toEqual({
      ok: true,
      requestId: "R-1",
      body: { RequestId: "R-1", More: 1 },
    });
    expect(answer(json({ More: 1 }, 200, { "x-acs-request-id": "R-2" }))).toMatchObject({ ok: true, requestId: "R-2" });
  });

  test.each([200, 400, 403, 404, 409, 500, 503])("a Code under HTTP %i is an error", (status) => {
    expect(answer(ecsError("OperationConflict", status))).toEqual({
      ok: false,
      code: "OperationConflict",
      message: "no",
      requestId: "REQ-1",
      retryAfterMs: undefined,
    });
  });

  test.each([200, "200", "OK", "Success", "success", "", null])("Code %j is a success", (Code) => {
    expect(answer(json({ RequestId: "R", Code }))).toMatchObject({ ok: true });
  });

  test("an error without message or request id is still that error", () => {
    expect(answer(json({ Code: "X" }, 400))).toMatchObject({ ok: false, code: "X", message: "", requestId: undefined });
    expect(answer(json({ Code: "X", Message: 7, RequestId: null }, 400))).toMatchObject({ code: "X", message: "" });
    expect(answer(json({ Code: 404 }, 404))).toMatchObject({ ok: false, code: "404" });
  });

  const html = "<html><head><title>502 Bad Gateway</title></head></html>";
  test.each([
    ["HTML of a proxy", 502, html],
    ["HTML under HTTP 200", 200, html],
    ["JSON that was cut off", 200, '{"RequestId":"473469C7-AA6F","NetworkInterfa'],
    ["nothing", 200, ""],
    ["a redirect", 302, ""],
    ["JSON of somebody else", 200, '{"error":"not found"}'],
    ["JSON of somebody else, in lower case", 403, '{"code":"AccessDenied","message":"blocked"}'],
    ["a list", 200, "[]"],
    ["text in JSON", 200, '"ok"'],
    ["null", 200, "null"],
    ["a Code that is an object", 400, '{"RequestId":"R","Code":{"a":1}}'],
    ["a request id under an error status, without a Code", 500, '{"RequestId":"R"}'],
    ["XML", 400, "<?xml version='1.0'?><Error><Code>InvalidEniId.NotFound</Code></Error>"],
  ])("%s is no answer of the vendor", (_what, status, body) => {
    expect(answer({ status, headers: {}, body })).toBeUndefined();
  });

  test.each([
    [{ "x-acs-retry-after": "1500" }, 1_500],
    [{ "retry-after": "3" }, 3_000],
    [{ "x-acs-retry-after": "1500", "retry-after": "60" }, 1_500],
    [{ "retry-after": "Wed, 21 Oct 2026 07:28:00 GMT" }, undefined],
    [{ "x-acs-retry-after": "soon", "retry-after": "2" }, 2_000],
    [{ "x-acs-retry-after": "", "retry-after": "2" }, 2_000],
    [{}, undefined],
  ])("throttle headers %j ask for %j ms", (headers, ms) => {
    expect(answer(ecsError("Throttling.User", 400, headers as Record<string, string>))).toMatchObject({
      ok: false,
      retryAfterMs: ms,
    });
  });
});

describe("regions and endpoints", () => {
  test.each([
    ["cn-hangzhou", "cn-hangzhou"],
    [" CN-Hangzhou ", "cn-hangzhou"],
    ["ap-southeast-1", "ap-southeast-1"],
    ["cn-hangzhou-finance", "cn-hangzhou-finance"],
    ["Hangzhou!", undefined],
    ["", undefined],
    ["cn-hangzhou/../x", undefined],
    ["cn-hangzhou.evil.example", undefined],
    ["cn_hangzhou", undefined],
  ])("%j is region %j", (name, region) => expect(canonicalRegion(name)).toBe(region));

  test.each([
    ["cn-hangzhou", "https://ecs-cn-hangzhou.aliyuncs.com"],
    ["ap-southeast-1", "https://ecs.ap-southeast-1.aliyuncs.com"],
    ["cn-hangzhou-finance", "https://ecs.aliyuncs.com"],
  ])("%s is at %s", (region, url) => expect(origin(region)).toBe(url));
});
