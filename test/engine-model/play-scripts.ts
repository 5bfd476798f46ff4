// Plays chosen scripts on engines side by side: each is a process of its own, which asks for the next script when it is done with one.
import type { ChildProcess } from "node:child_process";
import { fork } from "node:child_process";
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

/** @returns how many were played; fewer than given where a process dies. */
export async function playScripts(
  scripts: ReadonlyMap<number, Script>,
  { workers, hear }: { workers: number; hear: (result: Result) => void },
): Promise<number> {
  const left = [...scripts];
  let played = 0;
  const serve = (child: ChildProcess) => {
    child.on("message", (result: Result | "ready") => {
      if (result !== "ready") {
        played += 1;
        hear(result);
      }
      const next = left.shift();
      if (next) child.send(next);
      else child.disconnect();
    });
    return new Promise((resolve) => child.on("exit", resolve));
  };
  const children = Array.from({ length: workers }, () => fork(fileURLToPath(import.meta.url)));
  await Promise.all(children.map(serve));
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
