// Plays a scenario in virtual time, then lets everything calm down and sees whether two runs bring cloud and program together.
import { createHash } from "node:crypto";
import { Calm } from "./calm.ts";
import { onStage } from "./on-stage.ts";
import { Player } from "./player.ts";
import { probe } from "./probe.ts";
import type { Scenario } from "./scenario.ts";
import type { Setting } from "./settings.ts";
import { worldOf } from "./settings.ts";
import type { Figures } from "./stage.ts";
import { noFigures, Stage } from "./stage.ts";

export interface Played {
  readonly violations: readonly string[];
  readonly journal: readonly string[];
  /** Acts that were begun: what comes after a broken rule is not played. */
  readonly acts: number;
}

/** @param probes whether each program so far is tried from the state that the scenario ends with, and from one on the way (rule 17). */
export async function play(
  setting: Setting,
  scenario: Scenario,
  figures: Figures,
  { probes = false }: { probes?: boolean } = {},
): Promise<Played> {
  const stage = new Stage(setting, worldOf(setting, scenario.holders, { ...scenario.world }), figures);
  const began = stage.clock.now();
  const player = new Player(stage, scenario);
  const calm = new Calm(player);
  await onStage(stage, () => player.play());
  const isSound = () => stage.violations.length === 0 && !player.isBroken;
  if (isSound()) await onStage(stage, () => calm.settle());
  if (probes && isSound()) {
    stage.violations.push(...(await probe(player, scenario)));
    if (isSound()) stage.violations.push(...(await probeOnTheWay(setting, scenario, figures)));
  }
  if (isSound()) await onStage(stage, () => calm.play());
  figures.scenarios += 1;
  figures.digest = createHash("sha256").update(figures.digest).update(stage.journal.join("\n")).digest("hex");
  figures.virtualMs += stage.clock.now() - began;
  return { violations: stage.violations, journal: stage.journal, acts: player.acts };
}

/** From the state after some of the acts. */
async function probeOnTheWay(setting: Setting, scenario: Scenario, figures: Figures): Promise<readonly string[]> {
  const { acts, seed } = scenario;
  if (acts.length < 2) return [];
  const some = acts.slice(0, 1 + (seed % (acts.length - 1)));
  // What is played again does not count, but for the probes.
  const again = { ...noFigures(), probes: figures.probes };
  const stage = new Stage(setting, worldOf(setting, scenario.holders, { ...scenario.world }), again);
  const player = new Player(stage, { ...scenario, acts: some });
  await onStage(stage, () => player.play());
  await onStage(stage, () => new Calm(player).settle());
  if (stage.violations.length > 0 || player.isBroken) return stage.violations;
  const found = await probe(player, scenario);
  figures.probes = again.probes;
  return found.map((line) => `${line} (after act ${some.length})`);
}
