// `node simulator/main.ts` as a process: what it prints, what it refuses, and that it ends when asked to.
import { spawn } from "node:child_process";
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { signAcs3 } from "../../provider/vendors/alicloud-ecs/sign.ts";
import { vendors } from "../../provider/vendors/index.ts";

const main = fileURLToPath(new URL("../../simulator/main.ts", import.meta.url));

const started: Running[] = [];
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "local-cloud-"));
});
afterEach(async () => {
  for (const { child, ended } of started.splice(0)) {
    child.kill("SIGKILL");
    await ended;
  }
  rmSync(folder, { recursive: true });
});

interface Running {
  child: ChildProcessWithoutNullStreams;
  output: { stdout: string; stderr: string };
  ended: Promise<number | null>;
}

function run(...args: string[]): Running {
  const child = spawn(process.execPath, [main, ...args]);
  const output = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (output.stderr += text));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  const running = { child, output, ended };
  started.push(running);
  return running;
}

/** The origin, once the process has printed all up to `last`. */
async function listening({ child, output, ended }: Running, last: string): Promise<string> {
  const early = ended.then(() => {
    throw new Error(`ended early: ${output.stderr}`);
  });
  early.catch(() => undefined);
  while (!output.stdout.includes(last))
    await Promise.race([early, new Promise((resolve) => child.stdout.once("data", resolve))]);
  const [first = ""] = output.stdout.split("\n");
  expect(first).toMatch(/^local cloud listening on http:\/\/127\.0\.0\.1:\d+$/);
  return first.replace("local cloud listening on ", "");
}

test.each(["SIGTERM", "SIGINT"] as const)("listens, tells how to use it, and ends at %s", async (signal) => {
  const running = run("--port", "0");
  const origin = await listening(running, "edge-service-address");
  for (const line of [
    `export ENI_ENDPOINTS='${JSON.stringify(Object.fromEntries([...vendors.map(({ name }) => name), "tencentcloud-cvm"].map((name) => [name, origin])))}'`,
    "export ALIBABA_CLOUD_ACCESS_KEY_ID=LTAI5tEXAMPLEKEYID000001",
    "export ALIBABA_CLOUD_ACCESS_KEY_SECRET=ExampleSecretNotARealOne000001",
    "export TENCENTCLOUD_SECRET_ID=LTAI5tEXAMPLEKEYID000001",
    "export TENCENTCLOUD_SECRET_KEY=ExampleSecretNotARealOne000001",
    `control: ${origin}/_control/`,
    "i-bp1example00000000a1  cn-hangzhou-h  running  web-a",
    "eni-bp1example00000000e1  cn-hangzhou-h  available  free  service-address",
    "ins-example1  ap-guangzhou-3  running  cvm-a",
    "eni-cvmused1  ap-guangzhou-3  inUse  ins-example1  cvm-management",
    "ein-example1  ap-xian-ecm-1  running  edge-a",
    "eni-ecmfree1  ap-xian-ecm-1  available  free  edge-service-address",
  ])
    expect(running.output.stdout).toContain(line);
  expect((await fetch(`${origin}/_control/health`)).status).toBe(200);
  running.child.kill(signal);
  expect(await running.ended).toBe(0);
  expect(running.output.stderr).toBe("");
});

test("serves the world it is given", async () => {
  const file = path.join(folder, "world.json");
  writeFileSync(file, JSON.stringify({ instances: [{ id: "i-mine" }], enis: [{ id: "eni-mine" }] }));
  const running = run("--world", file);
  await listening(running, "eni-mine");
  expect(running.output.stdout).toMatch(/ {4}i-mine .*\n.*\n {4}eni-mine /);
  running.child.kill();
  expect(await running.ended).toBe(0);
});

test("answers from the transcript it is given", async () => {
  const running = run("--transcript", "test/fixtures/transcripts/local-cloud-alicloud-ecs.json");
  const origin = await listening(running, "for another one, start it again");
  expect(running.output.stdout).not.toContain("eni-");
  const request = signAcs3(
    { origin, action: "DescribeInstances", version: "2014-05-26", query: { RegionId: "cn-hangzhou" } },
    {
      credentials: { keyId: "LTAI5tEXAMPLEKEYID000001", secret: "ExampleSecretNotARealOne000001" },
      now: Date.now(),
      nonce: "nonce-1",
    },
  );
  const { url, method, headers } = request;
  const answer = await fetch(url, { method, headers });
  // The trial asked for two instances by their ids, and never for all.
  expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining("the transcript has no answer")]);
  running.child.kill();
  expect(await running.ended).toBe(0);
});

test("--help", async () => {
  const running = run("--help");
  expect(await running.ended).toBe(0);
  for (const said of ["--world FILE", "--transcript FILE", "ENI_ENDPOINTS", "tencentcloud-vpc-v2", "vpc-v2.localhost"])
    expect(running.output.stdout).toContain(said);
});

test.each<[string[], string]>([
  [["--prot", "1"], "--prot"],
  [["--port", "high"], '--port: "high" is not a port'],
  [["--port", "70000"], '--port: "70000" is not a port'],
  [["--world", "/nowhere/world.json"], "--world: /nowhere/world.json does not exist\nThe options: "],
  [["--transcript", "/nowhere/trial.json"], "--transcript: /nowhere/trial.json does not exist\n"],
  [["--transcript", "package.json"], "--transcript: package.json is not a transcript: transcript: "],
  [["--world", "LICENSE"], "--world: LICENSE is not JSON: "],
  [["extra"], "extra"],
])("%j is refused with exit code 2", async (args, message) => {
  const running = run(...args);
  expect(await running.ended).toBe(2);
  expect([running.output.stdout, running.output.stderr]).toEqual(["", expect.stringContaining(message)]);
  expect(running.output.stderr).not.toContain("    at ");
});

test("a world with problems is refused with their paths", async () => {
  const file = path.join(folder, "world.json");
  writeFileSync(file, JSON.stringify({ enis: [{ id: "eni-1", instanceId: "i-x" }] }));
  const running = run("--world", file);
  expect(await running.ended).toBe(2);
  expect(running.output.stderr).toContain(file);
  expect(running.output.stderr).toContain('enis[0].instanceId: there is no instance "i-x"');
});

test("a port that is taken", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const running = run("--port", String((server.address() as AddressInfo).port));
  expect(await running.ended).toBe(2);
  expect(running.output.stderr).toContain("EADDRINUSE");
  await new Promise((resolve) => server.close(resolve));
});
