// The scripts of a seed: each is made to reach what the ones before it reached least.
import { count } from "./cells.ts";
import type { Played } from "./on-the-model.ts";
import { ScriptMaker } from "./random-script.ts";
import type { Script } from "./script.ts";

export interface Chosen {
  readonly script: Script;
  readonly played: readonly Played[];
}

export async function chooseScripts({ scripts, seed, lines }: { scripts: number; seed: number; lines: number }) {
  const counts = new Map<string, number>();
  const chosen: Chosen[] = [];
  for (let nth = 0; chosen.length < scripts; nth += 1) {
    // What is still rare by then takes longer scripts.
    const isLate = chosen.length >= 0.9 * scripts;
    const one = await new ScriptMaker(Math.imul(seed, 1_000_003) + nth, counts).make(lines, isLate ? 6 * lines : lines);
    if (!isRich(one)) continue;
    chosen.push(one);
    count(one.played, counts);
  }
  return { chosen, counts };
}

/** Three resources, a replacement, and something that goes wrong. */
function isRich({ played }: Chosen): boolean {
  const steps = played.flatMap((line) => line.steps);
  return (
    new Set(played.flatMap(({ calls }) => calls.map(({ label }) => label))).size >= 3 &&
    steps.some(({ step }) => /^create .*replacement/.test(step)) &&
    steps.some(({ fault }) => fault !== undefined)
  );
}
