// `npm run engine-model -- --scripts N --seed S`: plays random scripts on the model of the engine (test/engine-model) and on the real
// engine, and tells what differs. The last line says how many did.
import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { table } from "../test/engine-model/table.ts";
import { firstDifference } from "../test/engine-model/difference.ts";
import { playOnModel } from "../test/engine-model/on-the-model.ts";
import { roads } from "../test/engine-model/roads.ts";
import { writeTrace } from "../test/engine-model/traces.ts";
import { chooseScripts } from "../test/engine-model/choose.ts";
import { RealEngine } from "../test/engine-model/on-the-engine.ts";

const { values } = parseArgs({
  options: {
    scripts: { type: "string", default: "20" },
    seed: { type: "string", default: "1" },
    /** Lines of each script. */
    lines: { type: "string", default: "16" },
    /** Engines side by side. */
    workers: { type: "string", default: "2" },
    /** Plays this one alone, and shows it. */
    only: { type: "string" },
    /** Plays the roads of this name, or "all", and writes what the engine did into test/engine-model/traces. */
    record: { type: "string" },
    /** Of this process: set by the one that starts it. */
    share: { type: "string" },
  },
});
const [scripts, seed, lines, workers] = [values.scripts, values.seed, values.lines, values.workers].map(Number) as [
  number,
  number,
  number,
  number,
];
if (![scripts, seed, lines, workers].every((one) => Number.isInteger(one) && one > 0))
  throw new Error("--scripts, --seed, --lines and --workers take whole numbers above 0");

/** Scripts whose number leaves this rest are played here. */
async function playShare(share: number): Promise<number> {
  const { chosen } = await chooseScripts({ scripts, seed, lines });
  const folder = mkdtempSync(join(tmpdir(), "engine-model-"));
  const engine = await RealEngine.start(folder);
  let different = 0;
  try {
    for (const [number, { script, played }] of chosen.entries()) {
      if (values.only === undefined ? number % workers !== share : number !== Number(values.only)) continue;
      const real = await engine.play(script, played);
      const difference = firstDifference(script, played, real);
      if (!difference) continue;
      const { line: index, found } = difference;
      different += 1;
      process.stdout.write(
        `script ${number}, line ${index}: ${JSON.stringify(script.lines[index])}\n${found.join("\n")}\n${engine.outputs[index] ?? ""}\n` +
          `again: npm run engine-model -- --scripts ${scripts} --seed ${seed} --lines ${lines} --only ${number}\n\n`,
      );
      if (values.only !== undefined)
        for (const line of script.lines.slice(0, index + 1)) process.stdout.write(`${JSON.stringify(line)}\n`);
    }
  } finally {
    engine.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return different;
}

/** @returns how many roads the engine goes otherwise than the model. */
async function record(wanted: string): Promise<number> {
  const engine = await RealEngine.start(mkdtempSync(join(tmpdir(), "engine-model-")));
  let different = 0;
  for (const [road, script] of roads) {
    if (wanted !== "all" && wanted !== road) continue;
    const played = await playOnModel(script);
    const transcript = await engine.play(script, played);
    const difference = firstDifference(script, played, transcript);
    if (difference) {
      different += 1;
      process.stdout.write(`${road}, line ${difference.line}\n${difference.found.join("\n")}\n\n`);
    }
    writeTrace({ road, engine: engine.version, transcript });
  }
  engine.stop();
  return different;
}

if (values.record !== undefined) process.exit((await record(values.record)) > 0 ? 1 : 0);
else if (values.share !== undefined || values.only !== undefined) {
  const different = await playShare(Number(values.share ?? 0));
  process.exit(different > 0 ? 1 : 0);
} else {
  const { counts, chosen } = await chooseScripts({ scripts, seed, lines });
  const ends = Array.from({ length: workers }, (_, share) => {
    const child = fork(fileURLToPath(import.meta.url), [...process.argv.slice(2), "--share", String(share)]);
    return new Promise<number>((resolve) => child.on("exit", (code) => resolve(code ?? 1)));
  });
  const failed = (await Promise.all(ends)).some((code) => code !== 0);
  process.stdout.write(`${table(counts)}\n`);
  const played = chosen.reduce((sum, { script }) => sum + script.lines.length, 0);
  process.stdout.write(`${chosen.length} scripts, ${played} commands: ${failed ? "different" : "no difference"}\n`);
  process.exitCode = failed ? 1 : 0;
}
