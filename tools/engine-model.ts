// `npm run engine-model -- --scripts N --seed S`: plays random scripts on the model of the engine (test/engine-model) and on the real
// engine, and tells what differs. The last line says how many did.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { enough, rareCells } from "../test/engine-model/cells.ts";
import type { Counts } from "../test/engine-model/cells.ts";
import type { Chosen } from "../test/engine-model/choose.ts";
import { chooseScripts } from "../test/engine-model/choose.ts";
import { firstDifference } from "../test/engine-model/difference.ts";
import { RealEngine } from "../test/engine-model/on-the-engine.ts";
import { playOnModel } from "../test/engine-model/on-the-model.ts";
import type { Result } from "../test/engine-model/play-scripts.ts";
import { playScripts } from "../test/engine-model/play-scripts.ts";
import { roads } from "../test/engine-model/roads.ts";
import { table } from "../test/engine-model/table.ts";
import { writeTrace } from "../test/engine-model/traces.ts";
import { optionsOf } from "./command-line.ts";

const { values } = optionsOf({
  options: {
    scripts: { type: "string", default: "20" },
    seed: { type: "string", default: "1" },
    /** Lines of each script. */
    lines: { type: "string", default: "20" },
    /** Engines side by side. */
    workers: { type: "string", default: "2" },
    /** Plays these alone, by number, and shows them: "7", or "7,12". */
    only: { type: "string" },
    /** Chooses and counts, without the engine. */
    dry: { type: "boolean" },
    /** Plays the roads of this name, or "all", and writes what the engine did into test/engine-model/traces. */
    record: { type: "string" },
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

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** @returns how many scripts the engine plays otherwise than the model, or not at all. */
async function compare(chosen: readonly Chosen[]): Promise<number> {
  const wanted = values.only?.split(",").map(Number);
  const numbered = chosen.map(({ script }, number) => [number, script] as const);
  const played = new Map(numbered.filter(([number]) => wanted?.includes(number) ?? true));
  let done = 0;
  let different = 0;
  const hear = (result: Result): void => {
    done += 1;
    if (result.difference) {
      different += 1;
      show(result, chosen);
    }
    if (done % 10 === 0) say(`scripts ${done} of ${played.size}, ${different} different`);
  };
  const ended = await playScripts(played, { workers: Math.min(workers, played.size), hear, say });
  if (ended < played.size) say(`${played.size - ended} scripts were not played`);
  return different + played.size - ended;
}

function show({ number, difference, output }: Result, chosen: readonly Chosen[]): void {
  const script = chosen[number]?.script;
  if (!difference || !script) return;
  const until = values.only === undefined ? [] : script.lines.slice(0, difference.line + 1);
  const again = `npm run engine-model -- --scripts ${scripts} --seed ${seed} --lines ${lines} --only ${number}`;
  say(`script ${number}, line ${difference.line}: ${JSON.stringify(script.lines[difference.line])}`);
  say([...difference.found, output ?? "", `again: ${again}`, ...until.map((line) => JSON.stringify(line)), ""].join("\n")); // prettier-ignore
}

/** @returns how many roads the engine goes otherwise than the model. */
async function record(wanted: string): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "engine-model-"));
  const engine = await RealEngine.start(folder, { retains: true });
  let different = 0;
  for (const [road, script] of roads) {
    if (wanted !== "all" && wanted !== road) continue;
    const played = await playOnModel(script);
    const transcript = await engine.play(script, played);
    const difference = firstDifference(script, played, transcript);
    if (difference) {
      different += 1;
      say(`${road}, line ${difference.line}\n${difference.found.join("\n")}\n`);
    }
    writeTrace({ road, engine: engine.version, transcript });
  }
  engine.stop();
  rmSync(folder, { recursive: true, force: true });
  return different;
}

function showTable(counts: Counts): void {
  const rare = rareCells(counts);
  say(table(counts));
  for (const { key } of rare) say(`below ${enough}: ${key}: ${counts.get(key) ?? 0}`);
  say(`${rare.length} cells below ${enough}`);
}

async function main(): Promise<number> {
  if (values.record !== undefined) return record(values.record);
  const began = performance.now();
  const { counts, chosen } = await chooseScripts({ scripts, seed, lines });
  const seconds = Math.round((performance.now() - began) / 1_000);
  say(`${chosen.length} scripts chosen in ${seconds} s, ${rareCells(counts).length} cells below ${enough}`);
  const different = values.dry ? 0 : await compare(chosen);
  if (values.only === undefined) showTable(counts);
  const commands = chosen.reduce((sum, { script }) => sum + script.lines.length, 0);
  const found = different > 0 ? `${different} different` : "no difference";
  say(`${chosen.length} scripts, ${commands} commands: ${values.dry ? "not played" : found}`);
  return different;
}

process.exitCode = (await main()) > 0 ? 1 : 0;
