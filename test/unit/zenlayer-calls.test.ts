// Calls, arguments and envelopes of zenlayer-zec: what is sent, what is taken, and which bodies are an answer at all.
import { describe, expect, test } from "@jest/globals";
import { zenlayerZec } from "../../provider/vendors/zenlayer-zec/index.ts";
import { answer } from "../../provider/vendors/zenlayer-zec/api.ts";
import type { AttachmentArguments, Vendor } from "../../provider/vendors/vendor.ts";
import { json, makeEni } from "./fakes.ts";

/** As the lifecycle sees it. */
const vendor: Vendor = zenlayerZec;
const nicId = "1304682049596034008";
const instanceId = "1272168087751233112";
const args: AttachmentArguments = { vendor: "zenlayer-zec", networkInterfaceId: nicId, instanceId };

describe("calls", () => {
  test("an attach names vNIC and instance, as text", () => {
    expect(vendor.attach(args, "global", "token")).toEqual({
      action: "AttachNetworkInterface",
      mutates: true,
      parameters: { nicId, instanceId },
    });
  });

  test("a detach names the vNIC alone, so who has it is looked at once more before", () => {
    expect(vendor.detach(args, "another", "global", "token")).toEqual({
      action: "DetachNetworkInterface",
      mutates: true,
      parameters: { nicId },
    });
    expect(vendor.detachNamesInstance).toBe(false);
    expect(vendor.reissuesDetach).toBe(false);
  });

  test("a question sets the page, whose default is smaller than a batch", () => {
    const ids = Array.from({ length: vendor.enis.batch }, (_, index) => `${index}`);
    expect(vendor.enis.byIds(ids, "global")).toEqual({
      action: "DescribeNetworkInterfaces",
      mutates: false,
      parameters: { nicIds: ids, pageSize: 100, pageNum: 1 },
    });
    expect(vendor.enis.batch).toBe(100);
    expect(vendor.enis.byIds(["1"], "global", "7").parameters).toMatchObject({ pageNum: 7 });
    expect(vendor.instances.byIds([instanceId], "global")).toMatchObject({
      action: "DescribeInstances",
      mutates: false,
      parameters: { instanceIds: [instanceId] },
    });
  });

  test("there is one place for all regions", () => {
    expect(vendor.origin("global")).toBe("https://console.zenlayer.com");
    expect(vendor.region("asia-east-1")).toBeUndefined();
    expect(vendor.regionKey).toBeUndefined();
    expect(Object.keys(vendor.shape)).not.toContain("region");
  });

  test("a detach says that the instance has to run, and what becomes unreachable", () => {
    const runs = { kind: "outage", text: "i-1 has to be RUNNING for the detach" };
    expect(vendor.afterDetach(makeEni({ instanceId: "i-1" }))).toEqual([runs]);
    expect(vendor.afterDetach(makeEni({ instanceId: "i-1", publicIpAddresses: ["203.0.113.7"] }))).toEqual([
      runs,
      { kind: "outage", text: "its public addresses (203.0.113.7) are unreachable while it is detached" },
    ]);
    expect(vendor.afterDetach(undefined)).toEqual([
      { kind: "outage", text: "its instance has to be RUNNING for the detach" },
    ]);
  });
});

describe("ids", () => {
  const checked = (value: unknown) => vendor.shape["networkInterfaceId"]?.safeParse(value);

  test.each([nicId, "7", "nic-1", "ABCxyz-09", "9".repeat(64)])("%s is taken", (id) => {
    expect(checked(id)?.success).toBe(true);
  });

  test.each([
    ["", /1 to 64 letters, digits and hyphens; got ""/],
    ["a b", /got "a b"/],
    ["1/2", /got "1\/2"/],
    ["9".repeat(65), /1 to 64/],
    [null, /got null/],
    [["1"], /got \["1"\]/],
    [Number(nicId), /as text, in quotes: as a number it loses digits \(above 2\^53\); got 1304682049596034/],
    [7, /as text, in quotes/],
  ])("%j is refused", (id, says) => {
    const result = checked(id);
    expect(result?.success).toBe(false);
    expect(result?.error?.issues[0]?.message).toMatch(says);
  });

  test("the instance's id is checked the same way", () => {
    expect(vendor.shape["instanceId"]?.safeParse(7).error?.issues[0]?.message).toMatch(/a ZEC instance as text/);
  });
});

describe("envelope", () => {
  const requestId = "T05992D0C-7E8B-4047-B0C0-780F2CD549D3";

  test("a success has a response; the request id is in it too", () => {
    const body = { requestId, response: { requestId, totalCount: 0 } };
    expect(answer(json(body))).toEqual({ ok: true, requestId, body });
    expect(answer(json({ response: { requestId } }))).toMatchObject({ ok: true, requestId });
  });

  test.each([200, 400, 403, 404, 409, 429, 500, 503])("a code under HTTP %i is an error", (status) => {
    expect(answer(json({ requestId, code: "INVALID_NIC_STATUS", message: "no" }, status))).toEqual({
      ok: false,
      code: "INVALID_NIC_STATUS",
      message: "no",
      requestId,
      retryAfterMs: undefined,
    });
  });

  test("an error without message or request id is still that error", () => {
    expect(answer(json({ code: "X" }, 400))).toMatchObject({ code: "X", message: "", requestId: undefined });
    expect(answer(json({ code: "X", message: 7, requestId: null }, 400))).toMatchObject({ code: "X", message: "" });
    expect(answer(json({ code: 1001 }, 400))).toMatchObject({ ok: false, code: "1001" });
  });

  const html = "<html><head><title>502 Bad Gateway</title></head></html>";
  test.each([
    ["HTML of a proxy", 502, html],
    ["HTML under HTTP 200", 200, html],
    ["HTML under HTTP 403", 403, html],
    ["JSON that was cut off", 200, '{"requestId":"T05992D0C","response":{"requestId":"T059'],
    ["nothing", 200, ""],
    ["a redirect", 302, ""],
    ["JSON of somebody else", 200, '{"error":"not found"}'],
    ["a response without any request id", 200, '{"response":{"dataSet":[]}}'],
    ["a response that is null", 200, '{"requestId":"T1","response":null}'],
    ["a success under another status", 202, '{"requestId":"T1","response":{"requestId":"T1"}}'],
    ["an empty code", 400, '{"requestId":"T1","code":""}'],
    ["a list", 200, "[]"],
    ["null", 200, "null"],
  ])("%s is no answer of the vendor", (_what, status, body) => {
    expect(answer({ status, headers: {}, body })).toBeUndefined();
  });

  test.each([
    [{ "retry-after": "3" }, 3_000],
    [{ "retry-after": "soon" }, undefined],
    [{}, undefined],
  ])("headers %j ask to wait %j ms", (headers, retryAfterMs) => {
    const body = { requestId, code: "REQUEST_LIMIT_EXCEEDED", message: "slow down" };
    expect(answer(json(body, 429, headers as Record<string, string>))).toMatchObject({ ok: false, retryAfterMs });
  });
});

describe("what stands in front of the API", () => {
  const edge = (status: number, headers: Record<string, string> = {}) =>
    answer({ status, headers: { "content-type": "text/html", ...headers }, body: "<html></html>" });

  test("a challenge of Cloudflare's is named, so that the user looks at his network and not at his keys", () => {
    expect(edge(403, { "cf-mitigated": "challenge", "cf-ray": "8f00-HKG" })).toEqual({
      ok: false,
      code: "SECURITY_CHALLENGE",
      message: expect.stringMatching(/Cloudflare.*from another network/),
      requestId: "8f00-HKG",
      retryAfterMs: undefined,
    });
    expect(edge(403)).toBeUndefined();
    expect(edge(403, { "cf-mitigated": "other" })).toBeUndefined();
    expect(edge(503, { "cf-mitigated": "challenge" })).toBeUndefined();
  });

  test("a block for legal reasons, and a throttle without a word", () => {
    expect(edge(451)).toMatchObject({ ok: false, code: "REQUEST_BLOCKED" });
    expect(edge(429, { "retry-after": "2" })).toMatchObject({ code: "REQUEST_LIMIT_EXCEEDED", retryAfterMs: 2_000 });
  });

  test("the API's own word counts more than the status", () => {
    const own = json({ requestId: "T1", code: "AUTHFAILURE_UNAUTHORIZED_OPERATION", message: "no" }, 403, {
      "cf-mitigated": "challenge",
    });
    expect(answer(own)).toMatchObject({ code: "AUTHFAILURE_UNAUTHORIZED_OPERATION" });
  });
});
