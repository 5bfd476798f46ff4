// Plays a scenario in virtual time, then lets everything calm down and sees whether two runs bring cloud and program together.
import { createHash } from "node:crypto";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Properties } from "../../provider/dynamic/check.ts";
import { Calm } from "./calm.ts";
import type { Planned } from "./coverage/plan-branches.ts";
import { branchOf, plannedChannel } from "./coverage/plan-branches.ts";
import { ProviderProcess } from "./provider-process.ts";
import type { Act, Crash, Edit, EngineOptions, Interference, Scenario } from "./scenario.ts";
import type { Setting } from "./settings.ts";
import { goodEnis, worldOf } from "./settings.ts";
import type { Figures } from "./stage.ts";
import { Stage } from "./stage.ts";
import type { Command, Options, Snapshot } from "../engine-model/model/stack.ts";
import { hostOf, hostsOnly } from "./hosts.ts";
import { StackRun } from "./stack.ts";
import type { State } from "./state.ts";
import { attachmentsOf } from "./state.ts";
import { seekSecrets, Verdicts } from "./verdicts.ts";

export interface Played {
  readonly violations: readonly string[];
  readonly journal: readonly string[];
  /** Acts that were begun: what comes after a broken rule is not played. */
  readonly acts: number;
}

export async function play(setting: Setting, scenario: Scenario, figures: Figures): Promise<Played> {
  const stage = new Stage(setting, worldOf(setting, scenario.holders, { ...scenario.world }), figures);
  const log = console.log;
  console.log = (line: string) => {
    stage.hear(line);
    seekSecrets(stage, "a line", line);
  };
  const onPlan = (planned: unknown) => stage.reach("plan branches", branchOf(planned as Planned));
  subscribe(plannedChannel, onPlan);
  const began = stage.clock.now();
  const player = new Player(stage, scenario);
  try {
    await stage.clock.until(player.play());
  } catch (error) {
    stage.violate(error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    console.log = log;
    unsubscribe(plannedChannel, onPlan);
  }
  figures.scenarios += 1;
  figures.digest = createHash("sha256").update(figures.digest).update(stage.journal.join("\n")).digest("hex");
  figures.virtualMs += stage.clock.now() - began;
  return { violations: stage.violations, journal: stage.journal, acts: player.acts };
}

/** How long an ENI that somebody deletes is there yet, in milliseconds. */
const deletingTime = 20_000;

interface Special {
  readonly crash?: Crash | null;
  readonly replaced?: number | null;
  readonly forced?: number | null;
}

export class Player {
  readonly stage: Stage;
  /** Of the engine's model, as it was written last. */
  snapshot: Snapshot;
  readonly program = new Map<string, Properties>();
  readonly options = new Map<string, Options>();
  readonly #scenario: Scenario;
  readonly #verdicts: Verdicts;
  /** What goes on after the run that began it. */
  readonly #loose: Promise<unknown>[] = [];
  /** Of the package; a new one changes the code in the state, and no argument. */
  #release = 1;
  /** Names of resources that the last run asked something for. */
  begun: ReadonlySet<string> = new Set();
  /** Begun so far. */
  acts = 0;
  /** Nothing slow any more. */
  calm = false;

  constructor(stage: Stage, scenario: Scenario) {
    this.stage = stage;
    this.#verdicts = new Verdicts(stage);
    this.#scenario = scenario;
    this.snapshot = hostsOnly(stage.setting.instances);
  }

  /** The attachments that the stack has. */
  get state(): State {
    return attachmentsOf(this.snapshot);
  }

  async play(): Promise<void> {
    const { world } = this.stage.cloud;
    if (this.#scenario.stale && !this.#scenario.onlyFaults) {
      this.stage.needsRefresh = true;
      for (const eni of this.stage.setting.enis)
        world.patchEni(eni, { behaviours: { staleReads: this.#scenario.stale as never } });
    }
    for (const act of this.#scenario.acts) {
      this.acts += 1;
      await this.#act(act);
      // What follows a broken rule says nothing more.
      if (this.stage.violations.length > 0) return;
    }
    await new Calm(this, this.#loose).play();
  }

  process(): ProviderProcess {
    const { seed, longestLag } = this.#scenario;
    const number = this.stage.processes.length + 1;
    return new ProviderProcess(this.stage, {
      number,
      seed,
      longestLag: this.calm ? Math.min(100, longestLag) : longestLag,
    });
  }

  async #act(act: Act): Promise<void> {
    const { stage } = this;
    const { world, faults } = stage.cloud;
    await stage.clock.sleep(act.pause);
    this.#release += Number(act.release);
    this.#dropHopeless();
    for (const edit of act.edits) this.#edit(edit);
    for (const { eni, behaviours } of act.behaviours) {
      const id = stage.setting.enis[eni] ?? "";
      if (world.eni(id)) world.patchEni(id, { behaviours });
    }
    const { onlyFaults } = this.#scenario;
    for (const trouble of act.troubles) {
      const comesLate = trouble.kind === "rule" && (trouble.rule.kind === "delay" || trouble.rule.kind === "hang");
      if (comesLate && onlyFaults) continue;
      if (comesLate) this.stage.needsRefresh = true;
      if (trouble.kind === "unreachable") stage.unreachable += trouble.requests;
      else faults.add(trouble.rule);
    }
    for (const one of onlyFaults ? [] : act.outside) this.#arm(one);
    const crash = onlyFaults ? null : act.crash;
    await this.run(act.run, { crash, replaced: act.replaced, forced: act.forced });
    stage.ambushes.length = 0;
    this.#verdicts.state(this.state, this.program);
    if (!act.troublesStay) {
      faults.clear();
      stage.unreachable = 0;
    }
  }

  /** What can never be attached is tried for one act: a run that fails deletes nothing. */
  #dropHopeless(): void {
    const { enis } = this.stage.setting;
    for (const [name, inputs] of this.program)
      if (enis.indexOf(String(inputs["networkInterfaceId"])) >= goodEnis) this.program.delete(name);
  }

  #edit({ name, wanted }: Edit): void {
    const key = `nic${name}`;
    if (!wanted) {
      this.program.delete(key);
      return;
    }
    const { setting } = this.stage;
    const eni = setting.enis[wanted.eni] ?? "";
    // One declaration for each ENI: the class sees to that.
    for (const [other, inputs] of this.program) if (inputs["networkInterfaceId"] === eni) this.program.delete(other);
    const { attach, detach, onConflict, rollback, preflight, placement } = wanted;
    const timeouts = { ...(attach === null ? {} : { attach }), ...(detach === null ? {} : { detach }) };
    this.options.set(key, optionsOf(wanted.options));
    this.program.set(key, {
      vendor: setting.case.vendor,
      ...(setting.case.region === undefined ? {} : { region: setting.case.region }),
      networkInterfaceId: eni,
      instanceId: setting.instances[wanted.to],
      ...setting.case.required,
      ...setting.placements[placement],
      ...(attach === null && detach === null ? {} : { timeouts }),
      ...(onConflict === null ? {} : { onConflict }),
      ...(rollback === null ? {} : { rollback }),
      ...(preflight === null ? {} : { preflight }),
    });
  }

  /** One command at the terminal. Returns why its steps failed. */
  async run(
    what: Act["run"],
    { crash = null, replaced = null, forced = null }: Special = {},
  ): Promise<ReadonlyMap<string, string>> {
    const process = this.process();
    const command = this.#command(what, replaced, forced);
    const run = new StackRun(this.stage, process, this.snapshot, {
      release: this.#release,
      options: this.options,
      command,
    });
    this.stage.note(`-- ${what}`);
    this.stage.reach("kinds of step", `run: ${what}`);
    if (crash) this.#armCrash(process, run, what, crash);
    await run.run(this.program);
    this.snapshot = run.snapshot();
    this.begun = run.begun;
    const settled = run.settled().then(() => {
      if (process.alive && process.timers > 0) this.stage.violate(`${what} leaves ${process.timers} timers behind`);
    });
    this.#loose.push(settled);
    if (process.engineLives) await settled;
    return run.failures;
  }

  #command(what: Act["run"], replaced: number | null, forced: number | null): Command {
    const going = replaced === null ? undefined : this.program.get(`nic${replaced}`)?.["instanceId"];
    const replace = [
      ...(forced === null ? [] : [`nic${forced}`]),
      ...(typeof going === "string" && this.stage.setting.instances.includes(going) ? [hostOf(going)] : []),
    ];
    const kind = what === "upRefresh" ? "up" : what === "destroyRefresh" ? "destroy" : what;
    const isUp = kind === "up" && replace.length > 0;
    return { kind, ...(what.endsWith("Refresh") ? { refresh: true } : {}), ...(isUp ? { replace } : {}) };
  }

  #armCrash(process: ProviderProcess, run: StackRun, what: Act["run"], { of, after, count }: Crash): void {
    const strike = () => {
      if (!process.alive || !process.engineLives) return;
      this.stage.figures.crashes += 1;
      this.stage.needsRefresh = true;
      this.stage.note(`-- ${of} killed`);
      this.stage.reach("kinds of step", `run killed: ${what}`);
      if (of !== "provider") {
        process.killEngine();
        // The command is over then, whatever the provider does.
        run.kill();
      }
      if (of !== "engine") process.kill();
    };
    if (after !== "ms") process.onCall = (calls) => (calls[after] === count ? strike() : undefined);
    else void this.stage.clock.sleep(count * 700).then(strike);
  }

  #arm(one: Interference): void {
    const { stage } = this;
    const { at } = one;
    if (typeof at === "number") this.#loose.push(stage.clock.sleep(at).then(() => this.#interfere(one)));
    else
      stage.ambushes.push({
        action: stage.setting.case.actions[at],
        eni: stage.setting.enis[one.eni] ?? "",
        strike: () => this.#interfere(one),
      });
  }

  #interfere({ what, eni, instance }: Interference): void {
    const { stage } = this;
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
        this.#loose.push(stage.clock.sleep(deletingTime).then(() => (world.eni(id) ? world.deleteEni(id) : undefined)));
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
}

/** The class says `deleteBeforeReplace: true` unless the user says otherwise. */
function optionsOf({ createFirst, replaceOnMove }: EngineOptions): Options {
  return { deleteBeforeReplace: !createFirst, ...(replaceOnMove ? { replaceOnChanges: ["instanceId"] } : {}) };
}
