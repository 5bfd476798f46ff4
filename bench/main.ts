// `npm run bench [-- --quick] [--vendor V]… [--size N]…`: measures the floor, the peers' way and this package in one run, prints a
// table, and writes JSON, Markdown and a plot under bench/results/. `--engine` (default unless quick) adds runs through the real
// engine; `--no-peers` and `--no-protocol` leave out the others.
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { MeasuredCloud } from "./cloud.ts";
import type { EngineFigures, EngineMeasurement } from "./engine.ts";
import { measureEngine } from "./engine.ts";
import { engineTable, stateLines } from "./engine-report.ts";
import type { Figures } from "./figures.ts";
import { figuresOf } from "./figures.ts";
import { fleet } from "./fleet.ts";
import { documentedRate, floorOf } from "./floor.ts";
import { Ours } from "./ours.ts";
import { runPeers } from "./peers.ts";
import { plot } from "./plot.ts";
import type { Measurement } from "./report.ts";
import { markdown, table } from "./report.ts";

const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    vendor: { type: "string", multiple: true },
    size: { type: "string", multiple: true },
    peers: { type: "boolean", default: true },
    protocol: { type: "boolean", default: true },
    engine: { type: "boolean" },
  },
  allowNegative: true,
});

const everyVendor = ["alicloud-ecs", "tencentcloud-vpc", "tencentcloud-vpc-v2", "tencentcloud-ecm", "zenlayer-zec"];
const vendors = options.vendor ?? (options.quick ? ["tencentcloud-vpc", "zenlayer-zec"] : everyVendor);
const sizes = options.size?.map(Number) ?? (options.quick ? [10] : [1, 10, 100, 1_000]);
const throughEngine = options.engine ?? !options.quick;
// One vendor without a limit: with one, the limit is what is measured, whoever sends the calls.
const engineVendors = options.vendor ?? ["zenlayer-zec"];
const engineSizes = options.size?.map(Number) ?? (options.quick ? [10] : [100, 1_000]);

const figures: Figures[] = [];
const note = (one: Figures) => {
  figures.push(one);
  const { contender, vendor, action, size, wall, callsEach } = one;
  console.log(`${vendor} ${action} ${size}, ${contender}: ${(wall / 1_000).toFixed(2)} s, ${callsEach} calls each`);
};

for (const vendor of vendors) {
  for (const size of sizes) {
    if (options.protocol) await measureOurs(vendor, size);
    if (options.peers) await measurePeers(vendor, size);
  }
}
const engine = throughEngine ? await measureThroughEngine() : undefined;
write({
  takenAt: new Date().toISOString(),
  machine: { node: process.version, cpus: cpus().length, memoryGiB: Math.round(totalmem() / 2 ** 30) },
  quick: options.quick,
  figures,
  ...(engine === undefined ? {} : { engine }),
});

/** The vendor's documented rates are enforced by the local cloud, so a client that ignores them is throttled. */
async function withCloud(vendor: string, size: number, work: (cloud: MeasuredCloud) => Promise<void>): Promise<void> {
  const cloud = await MeasuredCloud.start();
  try {
    await cloud.load(fleet(vendor, size, { limits: { documented: true } }).world);
    await work(cloud);
  } finally {
    cloud.close();
  }
}

async function measureOurs(vendor: string, size: number): Promise<void> {
  await withCloud(vendor, size, async (cloud) => {
    const ours = new Ours(fleet(vendor, size), cloud.origin);
    const steps = [
      ["create", () => ours.create()],
      ["preview of unchanged", () => ours.unchanged()],
      ["preview of moves", () => ours.changed()],
      ["move", () => ours.move()],
      ["destroy", () => ours.destroy()],
    ] as const;
    for (const [action, step] of steps) {
      if (action === "create" || action === "move" || action === "destroy") note(floorOf({ vendor, action, size }));
      const run = await step();
      note(figuresOf({ contender: "this package", vendor, action, size }, run, await cloud.report()));
    }
  });
}

async function measurePeers(vendor: string, size: number): Promise<void> {
  await withCloud(vendor, size, async (cloud) => {
    for (const action of ["create", "move", "destroy"] as const) {
      const run = await runPeers(fleet(vendor, size), cloud.origin, action);
      note(figuresOf({ contender: "the peers' way (a model)", vendor, action, size }, run, await cloud.report()));
    }
  });
}

async function measureThroughEngine(): Promise<EngineMeasurement> {
  const found: EngineMeasurement[] = [];
  const say = ({ vendor, action, size, who, checkpoints, wall }: EngineFigures) =>
    console.log(`${vendor} ${action} ${size}, ${who}, checkpoints ${checkpoints}: ${(wall / 1_000).toFixed(2)} s`);
  for (const vendor of engineVendors) {
    for (const size of engineSizes) found.push(await measureEngine(vendor, size, say));
  }
  return { figures: found.flatMap(({ figures }) => figures), state: found.flatMap(({ state }) => state) };
}

function write(measurement: Measurement): void {
  console.log(`\n${table(measurement.figures)}`);
  if (measurement.engine) console.log(`\n${engineTable(measurement.engine)}\n\n${stateLines(measurement.engine)}`);
  const folder = new URL("./results/", import.meta.url);
  mkdirSync(folder, { recursive: true });
  const name = `${measurement.takenAt.slice(0, 10)}${measurement.quick ? "-quick" : ""}`;
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(measurement, undefined, 2)}\n`);
  writeFileSync(new URL(`${name}.md`, folder), markdown(measurement));
  if (measurement.quick) return;
  for (const vendor of vendors) {
    if (!options.protocol) continue;
    const creates = measurement.figures.filter((one) => one.vendor === vendor && one.action === "create");
    const rate = documentedRate(vendor, "AttachNetworkInterface");
    const limit = rate === undefined ? "no documented rate" : `${Math.round(rate * 10) / 10} attaches a second`;
    writeFileSync(
      new URL(`${name}-${vendor}.svg`, folder),
      plot(creates, `${vendor}: create N attachments (${limit})`),
    );
  }
}
