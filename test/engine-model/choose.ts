// The scripts of a seed. Each is the one, of a few that chance made, that reaches what the ones before it reached least.
import { cellsOf, count } from "./cells.ts";
import type { Played } from "./on-the-model.ts";
import { ScriptMaker } from "./random-script.ts";
import type { Script } from "./script.ts";

export interface Chosen {
  readonly script: Script;
  readonly played: readonly Played[];
}

const candidates = 3;

export async function chooseScripts({ scripts, seed, lines }: { scripts: number; seed: number; lines: number }) {
  const counts = new Map<string, number>();
  const chosen: Chosen[] = [];
  for (let number = 0; number < scripts; number += 1) {
    let best: (Chosen & { worth: number }) | undefined;
    for (let candidate = 0; candidate < candidates; candidate += 1) {
      const own = Math.imul(seed, 1_000_003) + number * candidates + candidate;
      const one = await new ScriptMaker(own, counts).make(lines);
      const worth = one.played.flatMap(cellsOf).reduce((sum, { key }) => sum + 1 / (1 + (counts.get(key) ?? 0)), 0);
      if (!best || worth > best.worth) best = { ...one, worth };
    }
    if (!best) continue;
    chosen.push(best);
    count(best.played, counts);
  }
  return { chosen, counts };
}
