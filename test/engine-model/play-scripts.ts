// Plays chosen scripts on engines side by side: each is a process of its own, which asks for the next script when it is done with one.
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Difference } from "./difference.ts";
import { firstDifference } from "./difference.ts";
import { RealEngine } from "./on-the-engine.ts";
import { playOnModel } from "./on-the-model.ts";
import type { Script } from "./script.ts";

export interface Result {
  readonly number: number;
  readonly difference?: Difference;
  /** What the terminal showed of the line that differs. */
  readonly output?: string;
}

/** How often a script is begun again whose process was killed. */
const again = 3;

/** @returns how many were played; fewer than given where the process that plays one ends. */
export async function playScripts(
  scripts: ReadonlyMap<number, Script>,
  { workers, hear, say }: { workers: number; hear: (result: Result) => void; say: (line: string) => void },
): Promise<number> {
  const left = [...scripts];
  const deaths = new Map<number, number>();
  let played = 0;
  const work = async (): Promise<void> => {
    const child = fork(fileURLToPath(import.meta.url));
    let present: [number, Script] | undefined;
    child.on("message", (result: Result | "ready") => {
      if (result !== "ready") {
        played += 1;
        hear(result);
      }
      present = left.shift();
      if (present) child.send(present);
      else child.disconnect();
    });
    const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
    if (!present) return;
    const [number] = present;
    say(`script ${number}: its process ended (${signal ?? `exit code ${code}`})`);
    deaths.set(number, (deaths.get(number) ?? 0) + 1);
    if (signal !== null && (deaths.get(number) ?? 0) <= again) left.unshift(present);
    return work();
  };
  await Promise.all(Array.from({ length: workers }, work));
  return played;
}

/** A child: plays what its parent sends. */
async function serveParent(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "engine-model-"));
  const engine = await RealEngine.start(folder);
  const tell = (result: Result | "ready") => process.send?.(result);
  process.on("disconnect", () => {
    engine.stop();
    rmSync(folder, { recursive: true, force: true });
    process.exit();
  });
  process.on("message", ([number, script]: [number, Script]) => {
    void playOne(engine, script).then((found) => tell({ number, ...found }));
  });
  tell("ready");
}

export async function playOne(engine: RealEngine, script: Script): Promise<Omit<Result, "number">> {
  const played = await playOnModel(script);
  const difference = firstDifference(script, played, await engine.play(script, played));
  return difference ? { difference, output: engine.outputs[difference.line] ?? "" } : {};
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await serveParent();
