// `npm run demo`: the real Pulumi engine attaches, moves, repairs and detaches an ENI of the local cloud, and checks each
// step. With `--keep` the local cloud stays, to be played with.
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { LocalCloud } from "../simulator/server.ts";
import { startLocalCloud } from "../simulator/server.ts";
import { EngineRuns } from "./demo-engine.ts";
import { ensurePulumi, projectRoot } from "./engine.ts";

const eni = "eni-bp1example00000000e1";
const first = "i-bp1example00000000a1";
const second = "i-bp1example00000000b2";
const stack = "demo";
const configFile = join(projectRoot, `Pulumi.${stack}.yaml`);

const { values: options } = parseArgs({
  options: { keep: { type: "boolean" }, help: { type: "boolean", short: "h" } },
});
if (options.help) {
  console.log("npm run demo [-- --keep]   --keep: leave the local cloud running at the end, for `npm run pulumi`");
  process.exit(0);
}

const interrupted = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => interrupted.abort());

const bold = (text: string) => (process.stdout.isTTY ? `\u001b[1m${text}\u001b[22m` : text);

function heading(text: string): void {
  console.log(`\n${bold(`== ${text}`)}`);
}

function whereIs(cloud: LocalCloud): string {
  const now = cloud.world.eni(eni);
  return now?.instanceId ?? now?.status ?? "gone";
}

/** Ends the demo when the cloud is not as it should be after a step. */
function expectAt(cloud: LocalCloud, expected: string, changes: readonly string[], since: number): void {
  const seen = cloud
    .calls({ since })
    .filter((call) => /^(Attach|Detach)/.test(call.action))
    .map((call) => `${call.action} ${call.instance ?? ""}`.trim());
  if (whereIs(cloud) !== expected || seen.join() !== changes.join()) {
    throw new Error(
      `not as it should be: the ENI is ${whereIs(cloud)} and should be ${expected}; ` +
        `calls: ${seen.join(", ") || "none"}, and should be: ${changes.join(", ") || "none"}`,
    );
  }
  console.log(`-- checked: the cloud has ${eni} ${expected.startsWith("i-") ? `on ${expected}` : expected}`);
}

function mark(cloud: LocalCloud): number {
  return cloud.calls().at(-1)?.sequence ?? 0;
}

async function run(cloud: LocalCloud, engine: EngineRuns): Promise<void> {
  await engine.quietly("stack", "rm", stack, "--yes", "--force").catch(() => undefined);
  await engine.quietly("stack", "init", stack);

  heading(`1/5  preview and up: attach ${eni} to ${first}`);
  await engine.show("preview");
  let since = mark(cloud);
  await engine.show("up", "--yes", "--skip-preview");
  expectAt(cloud, first, [`AttachNetworkInterface ${first}`], since);

  heading(`2/5  move it to ${second}: the preview says what will happen`);
  await engine.quietly("config", "set", "instanceId", second);
  await engine.show("preview", "--diff");
  since = mark(cloud);
  await engine.show("up", "--yes", "--skip-preview");
  expectAt(cloud, second, [`DetachNetworkInterface ${first}`, `AttachNetworkInterface ${second}`], since);

  heading("3/5  somebody detaches it in the console; refresh sees it");
  cloud.world.freeEni(eni);
  since = mark(cloud);
  await engine.show("refresh", "--yes", "--skip-preview");
  expectAt(cloud, "available", [], since);

  heading("4/5  up repairs it");
  await engine.show("up", "--yes", "--skip-preview");
  expectAt(cloud, second, [`AttachNetworkInterface ${second}`], since);

  heading("5/5  destroy detaches it");
  since = mark(cloud);
  await engine.show("destroy", "--yes", "--skip-preview");
  expectAt(cloud, "available", [`DetachNetworkInterface ${second}`], since);
  await engine.quietly("stack", "rm", stack, "--yes");
}

function summary(cloud: LocalCloud): void {
  heading("what the vendor saw");
  const calls = cloud.calls();
  for (const call of calls.filter(({ action }) => !action.startsWith("Describe"))) {
    console.log(
      `   ${call.action.padEnd(24)} ${call.eni ?? ""} ${call.instance ?? ""} -> ${call.code ?? "ok"} (${call.requestId})`,
    );
  }
  const asked = calls.filter(({ action }) => action.startsWith("Describe")).length;
  console.log(`   and ${asked} Describe calls; no secret and no signature is in the log`);
  heading("the cloud at the end");
  for (const { id, kind, status, instanceId } of cloud.world.snapshot().enis) {
    if (kind === "secondary") console.log(`   ${id}  ${status}${instanceId === undefined ? "" : `  ${instanceId}`}`);
  }
}

function howToPlay(cloud: LocalCloud, environment: Record<string, string>): void {
  heading(`the local cloud keeps running on ${cloud.origin}; Ctrl-C ends it`);
  console.log("In another terminal, in this folder:\n");
  for (const [name, value] of Object.entries(environment)) console.log(`   export ${name}='${value}'`);
  console.log(`
   npm run pulumi -- stack init play
   npm run pulumi -- up
   npm run pulumi -- config set instanceId ${second}
   npm run pulumi -- up
   npm run pulumi -- destroy
   curl -s ${cloud.origin}/_control/calls     what the vendor saw
   curl -s -X POST ${cloud.origin}/_control/enis/${eni}/detach     somebody else's change`);
}

async function main(): Promise<void> {
  if (!existsSync(join(projectRoot, "dist", "index.js")))
    throw new Error("dist/ is missing: run `npm ci` or `npm run build` first");
  heading("getting the Pulumi engine");
  const started = Date.now();
  const engine = await ensurePulumi({ signal: interrupted.signal, say: (line) => console.log(`   ${line}`) });
  console.log(
    `   Pulumi ${engine.version} (${engine.origin === "path" ? "the one on PATH" : "built from tools/"}), ready after ${Math.round((Date.now() - started) / 1000)} s`,
  );
  const cloud = await startLocalCloud();
  try {
    const [account] = cloud.world.definition.accounts;
    const environment = {
      ENI_ENDPOINTS: JSON.stringify({ "alicloud-ecs": cloud.origin }),
      ALIBABA_CLOUD_ACCESS_KEY_ID: account?.accessKeyId ?? "",
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: account?.accessKeySecret ?? "",
    };
    console.log(
      `   local cloud on ${cloud.origin}; attaching and detaching take 2 s there. The demo takes about a minute.`,
    );
    const runs = new EngineRuns({ engine, environment, stack, signal: interrupted.signal });
    await run(cloud, runs);
    summary(cloud);
    console.log(`\nAll as it should be, after ${Math.round((Date.now() - started) / 1000)} s.`);
    if (options.keep) {
      howToPlay(cloud, environment);
      await new Promise<void>((resolve) => interrupted.signal.addEventListener("abort", () => resolve()));
    }
  } finally {
    await cloud.close();
    await rm(configFile, { force: true });
  }
}

try {
  await main();
  process.exit(0);
} catch (error) {
  if (interrupted.signal.aborted) {
    console.error("\ninterrupted: everything that the demo started has ended");
    process.exit(130);
  }
  console.error(`\ndemo failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
