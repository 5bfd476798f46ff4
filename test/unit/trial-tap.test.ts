// What a trial keeps of the exchanges: calls of the vendor's actions, in every form in which a vendor names them, and no others.
import { expect, test } from "@jest/globals";
import { Tap } from "../../provider/cli/trial/tap.ts";
import { TransportFailure } from "../../provider/http/transport.ts";
import type { HttpRequest } from "../../provider/http/transport.ts";
import { allVendors } from "../../provider/vendors/index.ts";
import { VirtualClock } from "../support/virtual-clock.ts";
import { credentials, json } from "./fakes.ts";

const stamp = { credentials, now: 0, nonce: "nonce-1" };
const vendors = await allVendors();

test.each(vendors.map((vendor) => [vendor.name, vendor] as const))(
  "%s: action and parameters",
  async (_name, vendor) => {
    const tap = new Tap(() => Promise.resolve(json({})), new VirtualClock(), ["DescribeNetworkInterfaces"]);
    const call = vendor.enis.byIds(["eni-1"], "cn-hangzhou");
    await tap.transport(vendor.api(vendor.origin("cn-hangzhou"), "cn-hangzhou").sign(call, stamp), { timeoutMs: 1 });
    const [exchange] = tap.exchanges;
    expect(exchange?.call.action).toBe(call.action);
    expect(JSON.stringify(exchange?.call.parameters)).toContain("eni-1");
    expect(Object.keys(exchange?.call.parameters ?? {}).sort()).toEqual(Object.keys(call.parameters).sort());
    expect(JSON.stringify(exchange)).not.toMatch(/signature|secret|nonce/i);
  },
);

test("calls for credentials are not kept", async () => {
  const tap = new Tap(() => Promise.resolve(json({ Credentials: { AccessKeySecret: "x" } })), new VirtualClock(), [
    "Describe",
  ]);
  const request: HttpRequest = {
    method: "POST",
    url: "https://sts.example.com/?Action=AssumeRole",
    headers: {},
    body: "",
  };
  await tap.transport(request, { timeoutMs: 1 });
  await tap.transport({ ...request, url: "http://100.100.100.200/latest/meta-data" }, { timeoutMs: 1 });
  expect(tap.exchanges).toEqual([]);
});

test("an answer that does not come is kept as none, and thrown on", async () => {
  const failure = new TransportFailure("ECONNRESET", false);
  const tap = new Tap(() => Promise.reject(failure), new VirtualClock(), ["Describe"]);
  const request: HttpRequest = { method: "POST", url: "https://x.example.com/?Action=Describe", headers: {}, body: "" };
  await expect(tap.transport(request, { timeoutMs: 1 })).rejects.toBe(failure);
  expect(tap.exchanges).toMatchObject([{ step: "checks", call: { action: "Describe" }, response: undefined }]);
});
