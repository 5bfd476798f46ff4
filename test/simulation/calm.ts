// After the storm: faults stop, everybody else stops, what is under way ends. Then at most two runs bring the cloud to what the
// program says, or end with the refusal that fits; a third calls nothing, and destroy leaves nothing of ours.
import type { Player } from "./player.ts";
import { follow } from "./follow.ts";
import type { Act } from "./scenario.ts";
import { goodInstances } from "./settings.ts";
import type { Failure } from "./state.ts";
import type { Stage } from "./stage.ts";

/** Longer than any delayed request is under way. */
const settlingTime = 300_000;

/** Rounds: four attachments, each with a wrong ENI or holder and then with instances that cannot take it. */
const mostRemedies = 16;

const badTarget = ["PREFLIGHT_FAILED", "INSTANCE_NOT_FOUND", "ATTACH_REFUSED", "ROLLED_BACK", "ROLLBACK_FAILED"];

export class Calm {
  readonly #player: Player;
  readonly #stage: Stage;

  constructor(player: Player) {
    this.#player = player;
    this.#stage = player.stage;
  }

  /** After `settle`. */
  async play(): Promise<void> {
    await this.reach();
    if (this.#stage.violations.length > 0) return;
    await this.#expectQuiet();
    if (this.#stage.violations.length > 0) return;
    await this.#expectDestroyed();
  }

  /** Rule 17: two runs bring the cloud to the program, or end with the refusal that fits; then its remedy is followed. */
  async reach(): Promise<void> {
    const { program } = this.#player;
    const refreshes = this.#stage.needsRefresh;
    const what = () => (refreshes || this.#player.hasHiddenDrift ? "upRefresh" : "up");
    await this.#player.run(what());
    const blocked = this.#blocked();
    const released = this.#mayBeReleased();
    const failures = await this.#player.run(what());
    const { state } = this.#player;
    for (const [name, inputs] of program) {
      const codes = blocked.get(name);
      // The first step that fails keeps from beginning what has not begun.
      const isOver = state.get(name)?.pending === true || !this.#player.begun.has(name);
      const cancelled = isOver && !failures.has(name) && failures.size > 0;
      if (cancelled || released.has(name)) continue;
      if (codes) this.#expectRefusal(name, codes, failures.get(name));
      else this.#expectAttached(name, inputs, failures.get(name));
    }
    if (blocked.size === 0) {
      const left = [...state.keys()].filter((name) => !program.has(name));
      if (left.length > 0) this.#wrong(`two runs, and the state still has ${left.join()}: ${told(failures)}`);
    }
    if (this.#stage.violations.length > 0) return;
    if (failures.size > 0) await this.#followRemedies(what);
  }

  /** What cannot be attached keeps others from beginning, and what it says to do helps: then all get where they should. */
  async #followRemedies(what: () => Act["run"]): Promise<void> {
    const { program } = this.#player;
    let failures = await this.#player.run(what());
    for (let round = 0; round < mostRemedies && failures.size > 0; round += 1) {
      for (const [name, failure] of failures) follow(this.#player, name, failure);
      failures = await this.#player.run(what());
    }
    for (const [name, { message }] of failures)
      this.#wrong(`what it says to do was done, and ${name} fails: ${message}`);
    if (failures.size > 0) return;
    for (const [name, inputs] of program) this.#expectAttached(name, inputs, undefined);
    const left = [...this.#player.state.keys()].filter((name) => !program.has(name));
    if (left.length > 0) this.#wrong(`what it said to do was done, and the state still has ${left.join()}`);
  }

  /** Everybody else stops, and what is under way ends. */
  async settle(): Promise<void> {
    const { cloud, clock, setting } = this.#stage;
    const { world } = cloud;
    cloud.faults.clear();
    this.#player.calm = true;
    this.#player.unprotect();
    // Slow vendors belong to the storm: the shortest timeouts must do now.
    Object.assign(world.definition.latency, { attachMs: 500, detachMs: 500 });
    Object.assign(world.definition.tasks, { byMs: 500 });
    this.#stage.unreachable = 0;
    this.#heal();
    await Promise.all(this.#player.loose);
    this.#heal();
    await clock.sleep(settlingTime);
    this.#heal();
    await clock.sleep(settlingTime);
    for (const id of setting.enis) {
      const status = world.eni(id)?.status;
      if (status === "attaching" || status === "detaching") this.#wrong(`${id} is ${status} in the calm`);
    }
    for (const process of this.#stage.processes) {
      if (process.alive && process.timers > 0) this.#wrong(`p${process.number} has ${process.timers} timers left`);
    }
  }

  /** No misbehaviour any more; what had stuck comes loose, and instances run. */
  #heal(): void {
    const { world } = this.#stage.cloud;
    for (const id of this.#stage.setting.enis) {
      const eni = world.eni(id);
      if (!eni) continue;
      const calm = { attachFallsBack: 0, attachSticks: 0, detachSticks: 0, detachFallsBack: 0 };
      world.patchEni(id, { behaviours: calm });
      eni.behaviours.staleReads = undefined;
      eni.stale = undefined;
      if (eni.transition?.readyAt !== Infinity) continue;
      this.#stage.touch(id);
      if (eni.transition.kind === "attach" && eni.instanceId !== undefined) world.placeEni(id, eni.instanceId);
      else world.freeEni(id);
    }
    for (const id of this.#stage.setting.instances) {
      const instance = world.instance(id);
      if (instance && instance.status !== "running") world.startInstance(id);
    }
  }

  /** Resources that no run can bring to where the program wants them, and the codes that say why. */
  #blocked(): Map<string, readonly string[]> {
    const { world } = this.#stage.cloud;
    const { setting } = this.#stage;
    const blocked = new Map<string, readonly string[]>();
    for (const [name, inputs] of this.#player.program) {
      const id = String(inputs["networkInterfaceId"]);
      const to = String(inputs["instanceId"]);
      const eni = world.eni(id);
      const was = this.#player.state.get(name);
      // In a forced replacement there is no diff, and without a delete before the create (create first, or it was deleted by an earlier
      // run) the create does not know the state.
      const isFirst = this.#player.options.get(name)?.deleteBeforeReplace === false || was?.isRetained;
      const isUnknown = was?.isTainted === true && (isFirst === true || was.pending);
      const ours = was?.outputs["networkInterfaceId"] === id && !isUnknown ? was.outputs["attachedTo"] : "";
      // A vendor may say that a detach is done a moment before it is.
      const isHeld = eni?.instanceId !== undefined && eni.status !== "detaching";
      const foreign = isHeld && eni.instanceId !== ours && eni.instanceId !== to;
      if (!eni) blocked.set(name, ["ENI_NOT_FOUND"]);
      else if (eni.kind === "primary" || eni.serviceManaged) blocked.set(name, ["ENI_NOT_ATTACHABLE"]);
      else if (foreign && inputs["onConflict"] !== "takeOver") blocked.set(name, ["ENI_ATTACHED_ELSEWHERE"]);
      else if (eni.instanceId !== to && !(setting.instances.indexOf(to) < goodInstances && world.instance(to)))
        blocked.set(name, badTarget);
    }
    return blocked;
  }

  /** Resources whose ENI another one of the program has on record and gives up: in which order, nobody knows. */
  #mayBeReleased(): Set<string> {
    const { state, program } = this.#player;
    const released = new Set<string>();
    for (const [name, inputs] of program) {
      const eni = inputs["networkInterfaceId"];
      const givesUp = [...state].some(
        ([other, { outputs }]) =>
          other !== name && outputs["networkInterfaceId"] === eni && program.get(other)?.["networkInterfaceId"] !== eni,
      );
      if (givesUp) released.add(name);
    }
    return released;
  }

  #expectRefusal(name: string, codes: readonly string[], failure: Failure | undefined): void {
    if (failure === undefined)
      this.#wrong(`${name} cannot be attached (${codes.join()}), and the run says nothing of it`);
    else if (!codes.some((code) => failure.message.includes(`[${code}]`)))
      this.#wrong(`${name} should be refused with ${codes.join()}: ${failure.message}`);
  }

  #expectAttached(name: string, inputs: Readonly<Record<string, unknown>>, failure: Failure | undefined): void {
    const eni = this.#stage.cloud.world.eni(String(inputs["networkInterfaceId"]));
    const to = inputs["instanceId"];
    const outputs = this.#player.state.get(name)?.outputs ?? {};
    if (failure !== undefined) this.#wrong(`${name} fails in the second run in the calm: ${failure.message}`);
    else if (eni?.status !== "inUse" || eni.instanceId !== to)
      this.#wrong(`after two runs ${name} is ${eni?.status} on ${eni?.instanceId}, not on ${String(to)}`);
    else if (outputs["state"] !== "attached" || outputs["attachedTo"] !== to || outputs["instanceId"] !== to)
      this.#wrong(`after two runs the state of ${name} says ${JSON.stringify(outputs)}`);
  }

  async #expectQuiet(): Promise<void> {
    const before = this.#stage.figures.changes;
    const operations = this.#stage.figures.operations;
    const failures = await this.#player.run("up");
    if (failures.size > 0) this.#wrong(`the third run fails: ${told(failures)}`);
    if (this.#stage.figures.changes !== before) this.#wrong("the third run changes the cloud");
    if (this.#stage.figures.operations !== operations) this.#wrong("the third run has something to do");
  }

  async #expectDestroyed(): Promise<void> {
    const { world } = this.#stage.cloud;
    // Of what is pending the engine drops the state alone.
    const there = [...this.#player.state.values()].filter(({ pending }) => !pending);
    const owned = there.map(({ outputs, isRetained }) => ({
      id: String(outputs["networkInterfaceId"]),
      on: outputs["attachedTo"],
      isRetained,
      holder: world.eni(String(outputs["networkInterfaceId"]))?.instanceId,
    }));
    const failures = await this.#player.run("destroy");
    if (failures.size > 0) this.#wrong(`destroy fails in the calm: ${told(failures)}`);
    const { state } = this.#player;
    if (state.size > 0) this.#wrong(`destroy leaves ${[...state.keys()].join()} in the state`);
    await this.#stage.clock.sleep(settlingTime);
    for (const { id, holder } of owned) {
      const now = world.eni(id)?.instanceId;
      // Two of a name and another may have it on record, after a run that failed between create and delete.
      const isTaken = owned.some((one) => one.id === id && one.on === holder && !one.isRetained);
      const expected = isTaken ? undefined : holder;
      if (now !== expected) this.#wrong(`after destroy ${id} is on ${now ?? "none"}, not on ${expected ?? "none"}`);
    }
  }

  #wrong(what: string): void {
    this.#stage.violate(what);
  }
}

const told = (failures: ReadonlyMap<string, Failure>): string =>
  [...failures.values()].map(({ message }) => message).join("; ");
