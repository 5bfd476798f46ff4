// `npm run demo`: the real Pulumi engine attaches, moves, repairs and detaches the ENIs of examples/quickstart. After each step the
// local cloud is compared with the stack's state. With `--keep` the local cloud stays, to be played with.
import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { vendors } from "../simulator/faces/index.ts";
import type { LocalCloud } from "../simulator/server.ts";
import { startLocalCloud } from "../simulator/server.ts";
import { accountOf } from "../test/support/account.ts";
import { optionsOf } from "./command-line.ts";
import { EngineRuns, inColour } from "./demo-engine.ts";
import { ensurePulumi, projectRoot } from "./engine.ts";

/** An attachment's inputs in the stack's state: what the program asked for in the last `up`. */
const attachment = z.object({ vendor: z.string(), networkInterfaceId: z.string(), instanceId: z.string() });
type Attachment = z.infer<typeof attachment>;
const exported = z.object({
  deployment: z.object({ resources: z.array(z.object({ type: z.string(), inputs: z.unknown().optional() })) }),
});

const stack = "demo";
const worldFile = join(projectRoot, "examples", "quickstart", "world.json");
const configFile = join(projectRoot, `Pulumi.${stack}.yaml`);

const { values: options } = optionsOf({
  options: { keep: { type: "boolean" }, help: { type: "boolean", short: "h" } },
});
if (options.help) {
  console.log("npm run demo [-- --keep]   --keep: leave the local cloud running at the end, for `npm run pulumi`");
  process.exit(0);
}

const interrupted = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => interrupted.abort());

const bold = (text: string) => (inColour ? `\u001b[1m${text}\u001b[22m` : text);

function heading(text: string): void {
  console.log(`\n${bold(`== ${text}`)}`);
}

function whereIs(cloud: LocalCloud, eni: string): string {
  const now = cloud.world.eni(eni);
  return now?.instanceId ?? (now?.status === "available" ? "detached" : (now?.status ?? "gone"));
}

/** Ends the demo when the cloud is not as it should be after a step; `each` is what every vendor must have been told since. */
function expectAt(
  cloud: LocalCloud,
  attachments: readonly Attachment[],
  where: "on side a" | "on side b" | "detached",
  each: readonly ("Attach" | "Detach")[],
  since: number,
): void {
  for (const { networkInterfaceId: eni, vendor, instanceId } of attachments) {
    const expected = where === "detached" ? where : instanceId;
    const seen = cloud
      .calls({ since, eni })
      .filter((call) => /^(Attach|Detach)/.test(call.action))
      .map((call) => call.action.replace("NetworkInterface", ""));
    if (whereIs(cloud, eni) === expected && seen.join() === each.join()) continue;
    throw new Error(
      `not as it should be: ${eni} of ${vendor} is ${whereIs(cloud, eni)} and should be ${expected}; ` +
        `calls: ${seen.join(", ") || "none"}, and should be: ${each.join(", ") || "none"}`,
    );
  }
  console.log(`-- checked: the clouds have all ${attachments.length} ENIs ${where}`);
}

function mark(cloud: LocalCloud): number {
  return cloud.calls().at(-1)?.sequence ?? 0;
}

async function attachmentsIn(engine: EngineRuns): Promise<Attachment[]> {
  const { resources } = exported.parse(
    JSON.parse(await engine.quietly("stack", "export", "--stack", stack)),
  ).deployment;
  return resources.filter(({ type }) => type.endsWith(":EniAttachment")).map(({ inputs }) => attachment.parse(inputs));
}

/** Two states that say the same would let a demo pass that moves nothing. */
function expectMoved(before: readonly Attachment[], after: readonly Attachment[]): void {
  const instances = new Map(before.map(({ networkInterfaceId, instanceId }) => [networkInterfaceId, instanceId]));
  if (instances.size === 0) throw new Error("the program declares no attachment");
  for (const { networkInterfaceId: eni, instanceId } of after)
    if ((instances.get(eni) ?? instanceId) === instanceId) throw new Error(`the program does not move ${eni}`);
}

/** @returns an ENI of the program. */
async function run(cloud: LocalCloud, engine: EngineRuns): Promise<string> {
  await engine.quietly("stack", "rm", stack, "--yes", "--force").catch(() => undefined);
  await engine.quietly("stack", "init", stack);

  heading("1/5  preview and up: attach the ENIs to the instances of side a");
  await engine.show("preview");
  let since = mark(cloud);
  await engine.show("up", "--yes", "--skip-preview");
  const onA = await attachmentsIn(engine);
  expectAt(cloud, onA, "on side a", ["Attach"], since);

  heading("2/5  move all to side b: the preview says what will happen");
  await engine.quietly("config", "set", "side", "b");
  await engine.show("preview", "--diff");
  since = mark(cloud);
  await engine.show("up", "--yes", "--skip-preview");
  const onB = await attachmentsIn(engine);
  expectMoved(onA, onB);
  expectAt(cloud, onB, "on side b", ["Detach", "Attach"], since);

  heading("3/5  somebody detaches them in the console; refresh sees it");
  for (const { networkInterfaceId } of onB) cloud.world.freeEni(networkInterfaceId);
  since = mark(cloud);
  await engine.show("refresh", "--yes", "--skip-preview");
  expectAt(cloud, onB, "detached", [], since);

  heading("4/5  up repairs it");
  await engine.show("up", "--yes", "--skip-preview");
  expectAt(cloud, onB, "on side b", ["Attach"], since);

  heading("5/5  destroy detaches them");
  since = mark(cloud);
  await engine.show("destroy", "--yes", "--skip-preview");
  expectAt(cloud, onB, "detached", ["Detach"], since);
  await engine.quietly("stack", "rm", stack, "--yes");
  return onB[0]?.networkInterfaceId ?? "";
}

function summary(cloud: LocalCloud): void {
  heading("what the vendor saw");
  const calls = cloud.calls();
  for (const call of calls.filter(({ action }) => /^(Attach|Detach)/.test(action))) {
    console.log(
      `   ${call.vendor.padEnd(20)}${call.action.padEnd(24)}${(call.eni ?? "").padEnd(26)}${(call.instance ?? "").padEnd(24)}${call.code ?? "ok"}`,
    );
  }
  const asked = calls.filter(({ action }) => !/^(Attach|Detach)/.test(action)).length;
  console.log(`   and ${asked} questions; no secret and no signature is in the log`);
  heading("the cloud at the end");
  for (const { id, kind, status, instanceId } of cloud.world.snapshot().enis) {
    if (kind === "secondary") console.log(`   ${id}  ${status}${instanceId === undefined ? "" : `  ${instanceId}`}`);
  }
}

function howToPlay(cloud: LocalCloud, environment: Record<string, string>, eni: string): void {
  heading(`the local cloud keeps running on ${cloud.origin}; Ctrl-C ends it`);
  console.log("In another terminal, in this folder:\n");
  for (const [name, value] of Object.entries(environment)) console.log(`   export ${name}='${value}'`);
  console.log(`
   npm run pulumi -- stack init play
   npm run pulumi -- up
   npm run pulumi -- config set side b
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
  const world: unknown = JSON.parse(await readFile(worldFile, "utf8"));
  const cloud = await startLocalCloud({ world });
  try {
    const [account] = cloud.world.definition.accounts;
    const environment = {
      ENI_ENDPOINTS: JSON.stringify(
        Object.fromEntries([...vendors, "tencentcloud-cvm"].map((name) => [name, cloud.origin])),
      ),
      ...accountOf(account?.accessKeyId ?? "", account?.accessKeySecret ?? ""),
    };
    console.log(
      `   local cloud on ${cloud.origin}; attaching and detaching take 2 s there. The demo takes about a minute.`,
    );
    const runs = new EngineRuns({ engine, environment, stack, signal: interrupted.signal });
    const eni = await run(cloud, runs);
    summary(cloud);
    console.log(`\nAll as it should be, after ${Math.round((Date.now() - started) / 1000)} s.`);
    if (options.keep) {
      howToPlay(cloud, environment, eni);
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
