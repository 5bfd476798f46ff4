// Rule 17, tried: from a state that a run has left, each program that the stack ever had is brought about, each in a cloud and a stack
// of its own, which are copies of the settled ones.
import { Calm } from "./calm.ts";
import { onStage } from "./on-stage.ts";
import { Player } from "./player.ts";
import type { Scenario } from "./scenario.ts";
import { worldOf } from "./settings.ts";
import { noFigures, Stage } from "./stage.ts";

/** @returns what is wrong, a line each. */
export async function probe(player: Player, scenario: Scenario): Promise<readonly string[]> {
  const { stage } = player;
  const found: string[] = [];
  for (const [index, kept] of [...player.programs.values()].entries()) {
    const fork = new Stage(stage.setting, worldNow(stage, scenario), noFigures());
    fork.needsRefresh = stage.needsRefresh;
    const other = new Player(fork, scenario);
    other.calm = true;
    other.snapshot = player.snapshot;
    for (const [name, inputs] of kept.program) other.program.set(name, inputs);
    for (const [name, options] of kept.options) other.options.set(name, options);
    other.unprotect();
    await onStage(fork, () => new Calm(other).reach());
    stage.figures.probes += 1;
    if (fork.violations.length === 0) continue;
    found.push(...fork.violations.map((line) => `program ${index + 1} of ${player.programs.size}, probed: ${line}`));
    for (const line of fork.journal) stage.note(`  probe: ${line}`);
    break;
  }
  return found;
}

/** The settled world as a world file. */
function worldNow({ setting, cloud: { world } }: Stage, scenario: Scenario): Record<string, unknown> {
  const base = worldOf(setting, [], { ...scenario.world });
  const calm = { latency: { attachMs: 500, detachMs: 500 }, tasks: { ...tasksOf(scenario), byMs: 500 } };
  return {
    ...base,
    ...calm,
    instances: base.instances.filter(({ id }) => world.instance(String(id))),
    enis: base.enis.flatMap((file) => {
      const eni = world.eni(String(file["id"]));
      if (!eni) return [];
      const { instanceId, networkCardIndex, attachType, trunkEniId } = eni;
      const where = Object.entries({ instanceId, networkCardIndex, attachType, trunkEniId });
      return [
        { ...file, instanceId: undefined, ...Object.fromEntries(where.filter(([, value]) => value !== undefined)) },
      ];
    }),
  };
}

const tasksOf = ({ world }: Scenario): object => Object(world["tasks"]) as object;
