// `npm run bench [-- --quick] [--vendor V]… [--size N]…`: measures the floor, the peers' way and this package in one run, prints a
// table, and writes JSON, Markdown and a plot under bench/results/. `--engine` (default unless quick) adds runs through the real
// engine; `--no-peers` and `--no-protocol` leave out the others.
import { mkdirSync, writeFileSync } from "node:fs";
import { optionsOf } from "../tools/command-line.ts";
import { caseOf, vendorCases } from "../test/contract/vendor-cases.ts";
import { builtBlob } from "../test/protocol/setting.ts";
import { withinBudget } from "./budget.ts";
import { MeasuredCloud, nothing } from "./cloud.ts";
import type { EngineFigures, EngineMeasurement } from "./engine.ts";
import { measureEngine } from "./engine.ts";
import { engineTable, stateLines } from "./engine-report.ts";
import type { Figures } from "./figures.ts";
import { contenders, figuresOf } from "./figures.ts";
import { fleet } from "./fleet.ts";
import { documentedRate, floorOf, hasFloor } from "./floor.ts";
import { idleBlob } from "./idle-attachment.ts";
import { importLine, measureImport } from "./import-time.ts";
import { thisMachine } from "./machine.ts";
import type { Limits } from "./measured.ts";
import { actions } from "./measured.ts";
import { measureOrientation, orientationTable } from "./orientation.ts";
import { Ours } from "./ours.ts";
import { runPeers } from "./peers.ts";
import { writePage } from "./page.ts";
import { plot } from "./plot.ts";
import type { Measurement } from "./report.ts";
import { markdown, table } from "./report.ts";

const { values: options } = optionsOf({
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

const vendors = options.vendor ?? vendorCases.map(({ vendor }) => vendor);
const sizes = options.size?.map(Number) ?? (options.quick ? [10] : [1, 10, 100, 1_000]);
const throughEngine = options.engine ?? !options.quick;
// One vendor without a limit: with one, the limit is what is measured, whoever sends the calls.
const engineVendors = options.vendor ?? ["zenlayer-zec"];
const engineSizes = options.size?.map(Number) ?? (options.quick ? [10] : [100, 1_000]);

/** From this many on, runs that work without a rate have the machine to themselves. */
const many = 1_000;
/** A part has a file of its own, which is not kept. */
const whole = process.argv.length === 2;

const figures: Figures[] = [];
const note = (one: Figures) => {
  figures.push(one);
  const { contender, vendor, action, size, limits, wall, callsEach } = one;
  const rates = limits === "none" ? " without rates" : "";
  console.log(
    `${vendor} ${action} ${size}${rates}, ${contender}: ${(wall / 1_000).toFixed(2)} s, ${callsEach} calls each`,
  );
};

await measureAll();
const rank = ({ vendor, size, limits, action, contender }: Figures) => [
  vendors.indexOf(vendor),
  size,
  limits === "documented" ? 0 : 1,
  actions.indexOf(action),
  contenders.indexOf(contender),
];
figures.sort((a, b) => {
  const [left, right] = [rank(a), rank(b)];
  return left.map((value, at) => value - (right[at] ?? 0)).find((difference) => difference !== 0) ?? 0;
});
const engine = throughEngine ? await measureThroughEngine() : undefined;
write({
  takenAt: new Date().toISOString(),
  machine: thisMachine(),
  quick: options.quick,
  figures,
  ...(engine === undefined ? {} : { engine }),
  ...(whole ? { orientation: await measureOrientation(), importTime: await measureImport() } : {}),
});
process.exitCode = withinBudget(figures) ? 0 : 1;

interface Of {
  readonly vendor: string;
  readonly size: number;
}

async function measureAll(): Promise<void> {
  const few = sizes.filter((size) => size < many).toSorted((a, b) => a - b);
  const small = (size: number) => vendors.flatMap((vendor) => documented({ vendor, size }));
  // What waits more than it works runs side by side: few attachments, and many under a rate.
  if (options.quick) await sideBySide(few.flatMap(small));
  else for (const size of few) await sideBySide(small(size));
  for (const size of sizes.filter((one) => one >= many)) {
    const all = vendors.map((vendor) => ({ vendor, size }));
    const slow = all.filter(isSlow);
    for (const of of all) if (!isSlow(of)) for (const measure of documented(of)) await measure();
    if (options.protocol) {
      await sideBySide(slow.map((of) => () => measureOurs({ ...of, limits: "documented" })));
      for (const of of all) {
        // A vendor without rates has been measured without them.
        if (documentedRate(of.vendor, "AttachNetworkInterface")) await measureOurs({ ...of, limits: "none" });
        await measurePulumi(of);
      }
    }
    if (options.peers) await sideBySide(slow.map((of) => () => measurePeers(of)));
  }
}

/** So few calls a second are allowed that the machine has little to do. */
function isSlow({ vendor }: Of): boolean {
  const { actions, otherActions, tasks } = caseOf(vendor);
  // Where only tasks tell, each of them is asked for.
  const slowest = [actions.attach, ...(tasks === "always" ? otherActions : [])];
  return slowest.some((action) => {
    const rate = documentedRate(vendor, action);
    return rate && (rate.requests * 1_000) / rate.perMs < 50;
  });
}

function documented(of: Of): (() => Promise<void>)[] {
  return [
    ...(options.protocol ? [() => measureOurs({ ...of, limits: "documented" })] : []),
    ...(options.peers ? [() => measurePeers(of)] : []),
  ];
}

async function sideBySide(measures: readonly (() => Promise<void>)[]): Promise<void> {
  await Promise.all(measures.map((measure) => measure()));
}

async function withCloud(
  { vendor, size, limits }: Of & { limits: Limits },
  work: (cloud: MeasuredCloud) => Promise<void>,
) {
  const cloud = await MeasuredCloud.start();
  try {
    await cloud.load(fleet(vendor, size, { limits: { documented: limits === "documented" } }).world);
    await work(cloud);
  } finally {
    cloud.close();
  }
}

function stepsOf(ours: Ours) {
  return [
    ["create", () => ours.create()],
    ["preview of unchanged", () => ours.unchanged()],
    ["preview of moves", () => ours.changed()],
    ["move", () => ours.move()],
    ["destroy", () => ours.destroy()],
  ] as const;
}

async function measureOurs(of: Of & { limits: Limits }): Promise<void> {
  await withCloud(of, async (cloud) => {
    const { vendor, size, limits } = of;
    for (const [action, step] of stepsOf(new Ours(fleet(vendor, size), cloud.origin, { limits }))) {
      const run = await step();
      const report = await cloud.report();
      if (hasFloor(action)) {
        const floor = floorOf({ ...of, action, changes: report.changes });
        const free = { throttled: 0, throttledLater: 0, failed: 0 };
        note({ contender: "floor", ...of, action, ...floor, floor: floor.wall, ...free });
      }
      note(figuresOf({ contender: "this package", ...of, action }, run, report));
    }
  });
}

/** The same calls of the protocol, to a provider that answers at once. */
async function measurePulumi(of: Of): Promise<void> {
  const blob = idleBlob((await builtBlob()).length);
  const limits = "none";
  for (const [action, step] of stepsOf(new Ours(fleet(of.vendor, of.size), "http://127.0.0.1:9", { limits, blob }))) {
    const run = { ...(await step()), returnedAt: new Map<string, number>() };
    note(figuresOf({ contender: "Pulumi alone", ...of, limits, action }, run, nothing));
  }
}

async function measurePeers(of: Of): Promise<void> {
  const limits = "documented";
  await withCloud({ ...of, limits }, async (cloud) => {
    for (const action of ["create", "move", "destroy"] as const) {
      const run = await runPeers(fleet(of.vendor, of.size), cloud.origin, action);
      note(figuresOf({ contender: "the peers' way (a model)", ...of, limits, action }, run, await cloud.report()));
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
  const name = whole ? measurement.takenAt.slice(0, 10) : options.quick ? "quick" : "part";
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(measurement, undefined, 2)}\n`);
  writeFileSync(new URL(`${name}.md`, folder), markdown(measurement));
  if (measurement.orientation) console.log(`\n${orientationTable(measurement.orientation)}`);
  if (measurement.importTime) console.log(`\n${importLine(measurement.importTime)}`);
  if (!whole) return;
  for (const vendor of vendors) {
    const creates = measurement.figures.filter(
      ({ vendor: its, action, limits }) => its === vendor && action === "create" && limits === "documented",
    );
    const rate = documentedRate(vendor, "AttachNetworkInterface");
    const limit = rate === undefined ? "no documented rate" : `${rate.requests} attaches in ${rate.perMs / 1_000} s`;
    writeFileSync(
      new URL(`${name}-${vendor}.svg`, folder),
      plot(creates, `${vendor}: create N attachments (${limit})`),
    );
  }
  writePage();
}
