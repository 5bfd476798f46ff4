// The built program: the id of A is read from standard input, and SIGINT ends the steps and puts the ENI back.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import type { LocalCloud } from "../../simulator/server.ts";
import { startLocalCloud } from "../../simulator/server.ts";
import { nowhere } from "../contract/environment.ts";
import { credentials, world } from "../support/on-cloud.ts";

let cloud: LocalCloud;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "trial-process-"));
  cloud = await startLocalCloud({ world: world() });
});
afterEach(async () => {
  await cloud.close();
  rmSync(folder, { recursive: true });
});

/** The first detach gets no answer: however slow this machine is, the program is still at it when it gets a signal. */
const hangs = () => cloud.faults.add({ kind: "hang", times: 1, match: { action: "DetachNetworkInterface" } });

const given = [
  "--vendor",
  "alicloud-ecs",
  "--region",
  "cn-hangzhou",
  "--eni",
  "eni-one",
  "--from",
  "i-a",
  "--to",
  "i-b",
];

function start(args: readonly string[]) {
  const env = { ...nowhere, ...credentials, PATH: process.env["PATH"], XDG_STATE_HOME: folder, ENI_ENDPOINTS: JSON.stringify({ "alicloud-ecs": cloud.origin }) }; // prettier-ignore
  const child = spawn(process.execPath, ["dist/cli/main.js", "trial", ...args], { env });
  const said = { out: "", error: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said.out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said.error += text));
  const ended = new Promise<{ code: number | null; out: string; error: string }>((resolve) =>
    child.on("close", (code) => resolve({ code, ...said })),
  );
  return { ended, child };
}

/** Waits until the program waits for the answer to its first detach. */
async function detaching(): Promise<void> {
  while (!cloud.calls().some(({ action }) => action.startsWith("Detach")))
    await new Promise((resolve) => setTimeout(resolve, 10));
}

const place = () => cloud.world.snapshot().enis.find(({ id }) => id === "eni-one")?.status;
const journal = () => existsSync(path.join(folder, "eni-attachment", "trial.json"));

test("the id that is typed begins it", async () => {
  const { ended, child } = start(given);
  child.stdin.end("i-a\n");
  const { code, out, error } = await ended;
  expect([code, error, place(), journal()]).toEqual([0, "", "available", false]);
  expect(out).toContain("Differences: none.");
});

test("an input that ends without it does not", async () => {
  const { ended, child } = start(given);
  child.stdin.end();
  const { code, out } = await ended;
  expect([code, cloud.calls().filter(({ action }) => action.startsWith("Attach"))]).toEqual([1, []]);
  expect(out).toContain("Not confirmed: nothing was changed.");
});

test.each(["SIGINT", "SIGTERM"] as const)("%s puts it back", async (signal) => {
  hangs();
  const { ended, child } = start([...given, "--yes"]);
  await detaching();
  child.kill(signal);
  const { code, out } = await ended;
  expect([code, place(), journal()]).toEqual([130, "available", false]);
  expect(out).toMatch(/^Interrupted in the step "[^"]+"\.$/m);
  expect(out).not.toContain("Run this again");
  expect(out).toContain("\nDifferences: none in these calls; the steps that were not made may show some.\n");
  expect(out.trimEnd().split("\n").at(-1)).toContain("The ENI is as before the trial: ");
});

test("after kill -9, --resume puts it back", async () => {
  hangs();
  const { ended, child } = start([...given, "--yes"]);
  await detaching();
  child.kill("SIGKILL");
  await ended;
  expect(journal()).toBe(true);
  const { code, out } = await start(["--resume"]).ended;
  expect([code, place(), journal()]).toEqual([0, "available", false]);
  expect(out).toContain("The last trial of eni-one ended in the step ");
});
