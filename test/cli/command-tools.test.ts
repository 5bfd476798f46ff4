// The commands that look at a cloud get their tools from the command line: the environment, sockets and standard error of their process.
import { Readable } from "node:stream";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { run } from "../../provider/cli/commands.ts";
import type { LocalCloud } from "../../simulator/server.ts";
import { startLocalCloud } from "../../simulator/server.ts";
import { onlyTheseCredentials } from "../contract/environment.ts";
import { attachment, credentials, world } from "../support/on-cloud.ts";
import { create, previewOf } from "./previews.ts";

let cloud: LocalCloud;
let restore: () => void;
beforeEach(async () => {
  // What is found is what the command is given, and not what this process has.
  restore = onlyTheseCredentials({});
  cloud = await startLocalCloud({ world: world() });
});
afterEach(async () => {
  restore();
  await cloud.close();
});

const { vendor, region, networkInterfaceId } = attachment();

test.each([
  ["doctor", ["--vendor", String(vendor), "--region", String(region), "--eni", String(networkInterfaceId)]],
  ["review", ["--live", "-"]],
])("%s asks the endpoint of its environment, and traces on its standard error", async (name, args) => {
  const said = { stdout: "", stderr: "" };
  const env = {
    ...credentials,
    HOME: "/nonexistent",
    ENI_LOG: "debug",
    ENI_ENDPOINTS: JSON.stringify({ [String(vendor)]: cloud.origin }),
  };
  const code = await run([name, ...args], {
    stdin: Readable.from([previewOf([create({})])]),
    stdout: { write: (text) => (said.stdout += text) },
    stderr: { write: (text) => (said.stderr += text) },
    env,
  });
  expect(code).toBe(0);
  expect(cloud.calls().map(({ action }) => action)).toContain("DescribeNetworkInterfaces");
  expect(said.stderr).toMatch(/^\[eni-attachment\] debug: .*DescribeNetworkInterfaces/m);
  expect(said.stdout).not.toContain("debug:");
});
