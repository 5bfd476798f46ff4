// Does what an error says to do (its remedy, as data), as the person at the terminal would: in the program, in the console, or nothing
// but to run it again.
import { CallError } from "../support/running-provider.ts";
import type { Step } from "../../provider/remedy.ts";
import type { Player } from "./player.ts";
import { goodInstances } from "./settings.ts";
import type { Failure } from "./state.ts";

export function follow(player: Player, name: string, failure: Failure): void {
  const { error } = failure;
  const steps: readonly Step[] = (error instanceof CallError ? error.remedy : undefined) ?? [];
  const { stage, program } = player;
  const { world } = stage.cloud;
  const inputs = program.get(name);
  const eni = world.eni(String(inputs?.["networkInterfaceId"]));
  const change = (changes: Readonly<Record<string, unknown>>) => program.set(name, { ...inputs, ...changes });
  for (const step of steps) {
    stage.note(`-- ${name}: ${step.kind}`);
    switch (step.kind) {
      case "takeOver":
        change({ onConflict: "takeOver" });
        return;
      case "detachInConsole":
      case "findMover":
        if (eni) world.freeEni(eni.id);
        return;
      case "createEni":
      case "declareAnother":
        program.delete(name);
        return;
      case "checkArguments":
        // With an ENI that there is, it is the instance that is wrong.
        if (eni && step.names.includes("instanceId")) moveOn(player, name);
        else program.delete(name);
        return;
      case "mend":
      case "nameInstance":
      case "makeRoom":
      case "followHint":
      case "checkGuest":
      case "restartInstance":
        moveOn(player, name);
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

/** To one that is there and may take it, each in turn; where none is left, there is nothing to attach it to. */
function moveOn({ program, stage }: Player, name: string): void {
  const { setting, cloud } = stage;
  const inputs = program.get(name);
  const good = setting.instances.slice(0, goodInstances).filter((id) => cloud.world.instance(id));
  const next = good[(good.indexOf(String(inputs?.["instanceId"])) + 1) % good.length];
  if (next === undefined) program.delete(name);
  else program.set(name, { ...inputs, instanceId: next });
}
