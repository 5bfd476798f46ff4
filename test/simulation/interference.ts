// What others do to ENIs and instances while the stack is at work.
import type { Interference } from "./scenario.ts";
import type { Stage } from "./stage.ts";

/** How long an ENI that somebody deletes is there yet, in milliseconds. */
const deletingTime = 20_000;

/** @param loose gets what goes on after the run. */
export function interfere(stage: Stage, loose: Promise<unknown>[], { what, eni, instance }: Interference): void {
  const { world } = stage.cloud;
  const { enis, instances } = stage.setting;
  const target = world.eni(enis[eni] ?? "");
  const instanceId = instances[instance] ?? "";
  if (!target || !world.instance(instanceId)) return;
  const { id, vendor, owner, region } = target;
  stage.figures.outside += 1;
  stage.needsRefresh = true;
  stage.note(`-- outside: ${what} ${id} ${instanceId}`);
  if (!/^(start|stop|restart|release)$/.test(what)) stage.touch(id);
  const order = { vendor, owner, region, eniId: id };
  switch (what) {
    case "place":
      return world.placeEni(id, instanceId);
    case "free":
      return world.freeEni(id);
    case "attach":
      world.freeEni(id);
      return void world.attach({ ...order, instanceId }, { instanceStates: ["running"] });
    case "pass":
      world.placeEni(id, instanceId);
      return void world.detach({ ...order, instanceId }, { instanceStates: ["running"] });
    case "limbo":
      world.placeEni(id, instanceId);
      stage.cloud.faults.add({ kind: "unknownState", match: { action: stage.setting.case.actions.describe }, times: 2 }); // prettier-ignore
      return;
    case "detach":
      return void world.detach({ ...order, instanceId: target.instanceId ?? "" }, { instanceStates: ["running"] });
    case "deleteEni":
      return world.deleteEni(id);
    case "deleting":
      if (target.status !== "available") return;
      world.patchEni(id, { status: "deleting" });
      loose.push(stage.clock.sleep(deletingTime).then(() => (world.eni(id) ? world.deleteEni(id) : undefined)));
      return;
    case "start":
      return world.startInstance(instanceId, 8_000);
    case "stop":
      return world.stopInstance(instanceId, 8_000);
    case "restart":
    case "release":
      for (const one of world.enisOf(instanceId)) stage.touch(one.id);
      return what === "restart" ? world.restartInstance(instanceId, 8_000) : world.releaseInstance(instanceId);
  }
}
