// A misspelt region: asked about where the cloud cannot be reached there, and never refused for it.
import { describe, expect, test } from "@jest/globals";
import { regionHint, withRegionHint } from "../../provider/attachment/region-hint.ts";
import { EniError } from "../../provider/errors.ts";
import type { ErrorCode } from "../../provider/errors.ts";
import { vendorNamed, vendors } from "../../provider/vendors/index.ts";

const at = (region: string, name = "alicloud-ecs") => {
  const vendor = vendorNamed(name);
  if (!vendor) throw new Error(`there is no vendor ${name}`);
  return { vendor, region };
};
const failed = (code: ErrorCode, what = "no usable answer") => new EniError(code, { doing: "look at eni-1", what });
const unreachable = failed("ENDPOINT_UNREACHABLE");

describe("which region is asked about", () => {
  test.each([
    ["alicloud-ecs", "cn-hangzhuo", "cn-hangzhou"],
    ["alicloud-ecs", "cn-hangzou", "cn-hangzhou"],
    ["alicloud-ecs", "ap-southest-1", "ap-southeast-1"],
    ["tencentcloud-vpc", "ap-guanzhou", "ap-guangzhou"],
    ["tencentcloud-vpc-v2", "ap-nanjin", "ap-nanjing"],
    ["tencentcloud-ecm", "ap-xain-ecm", "ap-xian-ecm"],
  ])("%s, %s: %s", (vendor, region, meant) => {
    expect(regionHint(unreachable, at(region, vendor))).toBe(`did you mean the region "${meant}"?`);
  });

  test.each([
    ["one that is known", "cn-hangzhou"],
    ["one that is near to none: it may be new", "cn-lhasa"],
    ["one that is as near to several", "ap-southeast-9"],
    ["another one that is as near to several", "us-est-1"],
  ])("none for %s", (_what, region) => {
    expect(regionHint(unreachable, at(region))).toBeUndefined();
  });

  test("none where there are no regions", () => {
    expect(regionHint(unreachable, at("global", "zenlayer-zec"))).toBeUndefined();
  });
});

test.each<[EniError | Error, boolean]>([
  [unreachable, true],
  [failed("READ_FAILED", "the look at it failed: InvalidRegionId.NotFound: …"), true],
  [failed("READ_FAILED", "the vendor could not answer: InternalError: …"), false],
  [failed("THROTTLED", "RequestLimitExceeded.GlobalRegionUinLimitExceeded"), false],
  [failed("CREDENTIALS_REJECTED"), false],
  [failed("ENI_NOT_FOUND"), false],
  [new Error("a fault of ours in a region"), false],
])("%s: asked about %s", (error, asked) => {
  expect(regionHint(error, at("cn-hangzhuo")) !== undefined).toBe(asked);
});

test("an error asks before it says what to do", () => {
  const error = new EniError("ENDPOINT_UNREACHABLE", {
    what: "no answer",
    now: "Now: x.",
    remedy: [{ kind: "checkNetwork" }],
  });
  expect(withRegionHint(error, at("cn-hangzhuo"))).toMatchObject({
    message: expect.stringMatching(
      /^no answer\. Now: x\. Did you mean the region "cn-hangzhou"\? To do: Check .*\[ENDPOINT_UNREACHABLE\]$/,
    ) as unknown as string,
  });
});

test("an error keeps its code at the end, and what it is made of", () => {
  const told = withRegionHint(unreachable, at("cn-hangzhuo"));
  expect(told).toMatchObject({
    message: 'look at eni-1: no usable answer. Did you mean the region "cn-hangzhou"? [ENDPOINT_UNREACHABLE]',
    code: "ENDPOINT_UNREACHABLE",
    what: unreachable.what,
  });
  expect(withRegionHint(unreachable, at("cn-hangzhou"))).toBe(unreachable);
});

test("every region that is known has the form that check gives it", () => {
  for (const { regions, region } of vendors) expect(regions.map((name) => region(name))).toEqual(regions);
});
