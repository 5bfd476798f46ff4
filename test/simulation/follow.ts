// Does what an error says to do (its remedy, as data), as the person at the terminal would: in the program, in the console, or nothing
// but to run it again.
import { EniError } from "../../provider/http/errors.ts";
import type { Step } from "../../provider/http/remedy.ts";
import type { Player } from "./play.ts";
import { goodInstances } from "./settings.ts";
import type { Failure } from "./state.ts";

/** The steps of a failure's remedy. */
export function remedyOf({ error }: Failure): readonly Step[] {
  for (let one: unknown = error; one instanceof Error; one = one.cause)
    if (one instanceof EniError) return one.parts.remedy;
  return [];
}

export function follow(player: Player, name: string, steps: readonly Step[]): void {
  const { stage, program } = player;
  const { world } = stage.cloud;
  const inputs = program.get(name);
  const eni = world.eni(String(inputs?.["networkInterfaceId"]));
  const change = (changes: Readonly<Record<string, unknown>>) => program.set(name, { ...inputs, ...changes });
  for (const step of steps) {
    stage.note(`-- ${name}: ${step.kind}`);
    switch (step.kind) {
      case "takeOver":
        // One that the vendor does not name cannot be taken from.
        if (step.holder !== undefined) change({ onConflict: "takeOver" });
        else if (eni) world.freeEni(eni.id);
        return;
      case "findMover":
        if (eni) world.freeEni(eni.id);
        return;
      case "createEni":
      case "declareAnother":
        program.delete(name);
        return;
      case "checkArguments":
        // With an ENI that there is, it is the instance that is wrong.
        if (eni && step.names.includes("instanceId")) change({ instanceId: anotherInstance(player, name) });
        else program.delete(name);
        return;
      case "mend":
      case "followHint":
      case "checkGuest":
      case "restartInstance":
        change({ instanceId: anotherInstance(player, name) });
        return;
      case "raiseTimeout":
        change({ timeouts: { attach: "10m", detach: "10m" } });
        return;
      case "setInstanceState":
        for (const id of stage.setting.instances) if (world.instance(id)) world.startInstance(id);
        return;
      case "dropFromState":
        player.drop(name);
        return;
      default:
      // Nothing that the calm has not mended already, or to be run again.
    }
  }
}

/** One that is there and can take it, each in turn. */
function anotherInstance(player: Player, name: string): string {
  const { setting, cloud } = player.stage;
  const good = setting.instances.slice(0, goodInstances).filter((id) => cloud.world.instance(id));
  const now = String(player.program.get(name)?.["instanceId"]);
  return good[(good.indexOf(now) + 1) % good.length] ?? now;
}
