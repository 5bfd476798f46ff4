// `npm run bench:plugin`: the native plugin beside the dynamic provider, through the real engine: pairs of runs in turn, and what their processes
// take. The cloud answers at once, so that what is measured is the way to it. Writes bench/results/plugin.json, which docs/performance.md shows.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { createRequire } from "node:module";
import { join } from "node:path";
import { adapterProgramOf } from "../test/e2e/adapter-program.ts";
import { Stack } from "../test/e2e/stack.ts";
import { sizeOfState } from "../test/e2e/state-size.ts";
import { adapterNames } from "../test/support/adapter-name.ts";
import type { AdapterName } from "../test/support/adapter-name.ts";
import { hermeticEnvironment } from "../test/tools/hermetic-environment.ts";
import { projectRoot } from "../tools/engine.ts";
import { MeasuredCloud } from "./cloud.ts";
import { runEngine } from "./engine-run.ts";
import { percentile } from "./figures.ts";
import { fleet } from "./fleet.ts";
import { thisMachine } from "./machine.ts";
import type { AdapterFigures, PluginMeasurement } from "./plugin-report.ts";
import { pluginTable } from "./plugin-report.ts";
import { writePage } from "./page.ts";

const vendor = "zenlayer-zec";
const size = 300;
const pairs = 7;

const ships = fleet(vendor, size, { latency: { attachMs: 0, detachMs: 0, spreadMs: 0, callMs: 0 } });
const program = (adapter: AdapterName) => `
import { readFileSync } from "node:fs";
import { EniAttachment } from "${adapterProgramOf(adapter).from}";
for (const args of JSON.parse(readFileSync("inputs.json", "utf8"))) new EniAttachment(args.networkInterfaceId, args);
`;

async function round(adapter: AdapterName, script: string): Promise<AdapterFigures> {
  const cloud = await MeasuredCloud.start();
  const stack = await Stack.create({
    adapter,
    program: program(adapter),
    env: { ...ships.environment, ENI_ENDPOINTS: JSON.stringify({ [vendor]: cloud.origin }) },
  });
  try {
    await cloud.load(ships.world);
    const inputs = Array.from({ length: size }, (_none, index) => ships.inputs(index, "a"));
    writeFileSync(join(stack.programFolder, "inputs.json"), JSON.stringify(inputs));
    const command = async (what: "up" | "destroy") => {
      const { run } = await runEngine(stack, [what, "--yes", "--skip-preview", "--parallel", String(size)], size);
      if (run.failed > 0) throw new Error(`${what} of ${adapter}: ${run.failed} failed`);
      return { ms: run.ended - run.began, megabytes: run.peakMegabytes ?? 0 };
    };
    const up = await command("up");
    const { each: stateBytes } = sizeOfState(await stack.exportState(), adapterProgramOf(adapter).type);
    const destroy = await command("destroy");
    return { up: up.ms, destroy: destroy.ms, megabytes: up.megabytes, stateBytes, port: await portTime(script) };
  } finally {
    await stack.dispose();
    cloud.close();
  }
}

/** Until a process has told its port, in milliseconds. */
function portTime(script: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const child = spawn(process.execPath, [script, "127.0.0.1:1"], {
      cwd: projectRoot,
      env: { ...hermeticEnvironment(tmpdir()), PULUMI_NODEJS_PROJECT: "bench" },
      stdio: ["ignore", "pipe", "ignore"],
    });
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`${script} ended without a port`)));
    child.stdout.once("data", () => {
      resolve(performance.now() - began);
      child.removeAllListeners("exit");
      child.kill("SIGKILL");
    });
  });
}

/** The plugin as its archive brings it. */
function bundled(folder: string): string {
  const build = ["tools/plugin-bundle.ts", folder, "--built"];
  execFileSync(process.execPath, build, { cwd: projectRoot, stdio: "ignore" });
  const [archive = ""] = readFileSync(join(folder, "SHA256SUMS"), "utf8").match(/\S+-linux-amd64\.tar\.gz/) ?? [];
  execFileSync("tar", ["-xzf", archive], { cwd: folder });
  return join(folder, "pulumi-resource-eni");
}

function medians(rounds: readonly AdapterFigures[]): AdapterFigures {
  const of = (figure: keyof AdapterFigures): number =>
    percentile(
      rounds.map((one) => one[figure]),
      0.5,
    );
  const [up, destroy, megabytes] = [of("up"), of("destroy"), of("megabytes")];
  return { up, destroy, megabytes, stateBytes: of("stateBytes"), port: of("port") };
}

const folder = mkdtempSync(join(tmpdir(), "eni-bundle-"));
try {
  const scripts: Readonly<Record<AdapterName, string>> = {
    dynamic: createRequire(import.meta.url).resolve("@pulumi/pulumi/cmd/dynamic-provider/index.js"),
    native: bundled(folder),
  };
  const rounds: Record<AdapterName, AdapterFigures[]> = { dynamic: [], native: [] };
  for (let pair = 0; pair < pairs; pair += 1) {
    // Each goes first in turn.
    for (const adapter of pair % 2 === 0 ? adapterNames : adapterNames.toReversed()) {
      const one = await round(adapter, scripts[adapter]);
      rounds[adapter].push(one);
      console.log(`pair ${pair + 1} of ${pairs}, ${adapter}: up ${one.up} ms, destroy ${one.destroy} ms`);
    }
  }
  const measurement: PluginMeasurement = {
    takenAt: new Date().toISOString(),
    machine: thisMachine(),
    size,
    pairs,
    dynamic: medians(rounds.dynamic),
    native: medians(rounds.native),
  };
  writeFileSync(new URL("./results/plugin.json", import.meta.url), `${JSON.stringify(measurement, undefined, 2)}\n`);
  console.log(`\n${pluginTable(measurement)}`);
  writePage();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
