// Plain HTTP to another machine is for those who write it down, and said once a process.
import { afterEach, expect, test } from "@jest/globals";
import { onlyTheseCredentials } from "../contract/environment.ts";
import { leastInputs, vendorCases } from "../contract/vendor-cases.ts";
import { InProcess } from "../support/in-process.ts";

const [vendor] = vendorCases;
let restore: (() => void) | undefined;
afterEach(() => restore?.());

async function warningsOf(origin: string | undefined): Promise<string[]> {
  if (!vendor) throw new Error("there is no vendor");
  const endpoints = origin === undefined ? {} : { ENI_ENDPOINTS: JSON.stringify({ [vendor.vendor]: origin }) };
  restore = onlyTheseCredentials({ ...vendor.environment, ...endpoints });
  const cloud = new InProcess({ world: vendor.world() });
  const { id, outs } = await cloud.create(leastInputs(vendor));
  await cloud.read(id, outs);
  return cloud.lines.filter((line) => line.includes("unencrypted"));
}

test("one line for a process, whatever the number of operations", async () => {
  const lines = await warningsOf("http://ecs.example.com");
  expect(lines).toEqual([
    expect.stringMatching(/^\[eni-attachment\] warning: calls to http:\/\/ecs\.example\.com go unencrypted/),
  ]);
});

test.each([undefined, "https://ecs.example.com", "http://127.0.0.1:8080"])("none for %s", async (origin) => {
  expect(await warningsOf(origin)).toEqual([]);
});
