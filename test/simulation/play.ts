// Plays a scenario in virtual time, then lets everything calm down and sees whether two runs bring cloud and program together.
import { createHash } from "node:crypto";
import type { Properties } from "../../provider/dynamic/check.ts";
import { Calm } from "./calm.ts";
import { ProviderProcess } from "./provider-process.ts";
import type { Act, Crash, Edit, Interference, Scenario } from "./scenario.ts";
import type { Setting } from "./settings.ts";
import { worldOf } from "./settings.ts";
import type { Figures } from "./stage.ts";
import { Stage } from "./stage.ts";
import type { State } from "./stack.ts";
import { ProcessDied, Run } from "./stack.ts";
import { seekSecrets, Verdicts } from "./verdicts.ts";

export interface Played {
  readonly violations: readonly string[];
  readonly journal: readonly string[];
}

export async function play(setting: Setting, scenario: Scenario, figures: Figures): Promise<Played> {
  const stage = new Stage(setting, worldOf(setting, scenario.holders, { ...scenario.world }), figures);
  const log = console.log;
  console.log = (line: string) => {
    stage.note(line);
    seekSecrets(stage, "a line", line);
  };
  const began = stage.clock.now();
  try {
    await stage.clock.until(new Player(stage, scenario).play());
  } catch (error) {
    stage.violate(error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    console.log = log;
  }
  figures.scenarios += 1;
  figures.digest = createHash("sha256").update(figures.digest).update(stage.journal.join("\n")).digest("hex");
  figures.virtualMs += stage.clock.now() - began;
  return { violations: stage.violations, journal: stage.journal };
}

export class Player {
  readonly stage: Stage;
  readonly state: State = new Map();
  readonly program = new Map<string, Properties>();
  readonly #scenario: Scenario;
  readonly #verdicts: Verdicts;
  /** What goes on after the run that began it. */
  readonly #loose: Promise<unknown>[] = [];
  /** Nothing slow any more. */
  calm = false;

  constructor(stage: Stage, scenario: Scenario) {
    this.stage = stage;
    this.#verdicts = new Verdicts(stage);
    this.#scenario = scenario;
  }

  async play(): Promise<void> {
    const { world } = this.stage.cloud;
    if (this.#scenario.stale && !this.#scenario.onlyFaults) {
      this.stage.needsRefresh = true;
      for (const eni of this.stage.setting.enis)
        world.patchEni(eni, { behaviours: { staleReads: this.#scenario.stale as never } });
    }
    for (const act of this.#scenario.acts) {
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
    for (const one of onlyFaults ? [] : act.outside)
      this.#loose.push(stage.clock.sleep(one.at).then(() => this.#interfere(one)));
    await this.run(act.run, onlyFaults ? null : act.crash);
    this.#verdicts.state(this.state, this.program);
    if (!act.troublesStay) {
      faults.clear();
      stage.unreachable = 0;
    }
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
  async run(what: Act["run"], crash: Crash | null = null): Promise<ReadonlyMap<string, string>> {
    const process = this.process();
    const run = new Run(this.stage, process, this.state);
    this.stage.note(`-- ${what}`);
    const died = crash ? this.#armCrash(process, crash) : undefined;
    const work = this.#command(run, what)
      .catch((error: unknown) => {
        if (!(error instanceof ProcessDied)) throw error;
      })
      .then(() => {
        if (process.alive && process.timers > 0) this.stage.violate(`${what} leaves ${process.timers} timers behind`);
      });
    this.#loose.push(work);
    await (died ? Promise.race([work, died]) : work);
    return run.failures;
  }

  async #command(run: Run, what: Act["run"]): Promise<void> {
    if (what === "preview") return run.preview(this.program);
    if (what === "upRefresh" || what === "refresh" || what === "destroyRefresh") await run.refresh();
    if (what === "refresh" || run.failures.size > 0) return;
    await (what === "destroy" || what === "destroyRefresh" ? run.destroy() : run.up(this.program));
  }

  /** Resolves when the engine is dead: the command is over then, whatever the provider does. */
  #armCrash(process: ProviderProcess, { of, after, count }: Crash): Promise<void> {
    return new Promise((resolve) => {
      const strike = () => {
        if (!process.alive || !process.engineLives) return;
        this.stage.figures.crashes += 1;
        this.stage.needsRefresh = true;
        this.stage.note(`-- ${of} killed`);
        if (of !== "provider") process.killEngine();
        if (of !== "engine") process.kill();
        if (of !== "provider") resolve();
      };
      if (after === "calls") process.onCall = (calls) => (calls === count ? strike() : undefined);
      else void this.stage.clock.sleep(count * 700).then(strike);
    });
  }

  #interfere({ what, eni, instance }: Interference): void {
    const { stage } = this;
    const { world } = stage.cloud;
    const { enis, instances } = stage.setting;
    const eniId = enis[eni] ?? "";
    const instanceId = instances[instance] ?? "";
    if (!world.eni(eniId) || !world.instance(instanceId)) return;
    stage.figures.outside += 1;
    this.stage.needsRefresh = true;
    stage.note(`-- outside: ${what} ${eniId} ${instanceId}`);
    switch (what) {
      case "place":
        stage.touch(eniId);
        return world.placeEni(eniId, instanceId);
      case "free":
        stage.touch(eniId);
        return world.freeEni(eniId);
      case "deleteEni":
        stage.touch(eniId);
        return world.deleteEni(eniId);
      case "start":
        return world.startInstance(instanceId, 8_000);
      case "stop":
        return world.stopInstance(instanceId, 8_000);
      case "restart":
        for (const one of world.enisOf(instanceId)) stage.touch(one.id);
        return world.restartInstance(instanceId, 8_000);
      case "release":
        for (const one of world.enisOf(instanceId)) stage.touch(one.id);
        return world.releaseInstance(instanceId);
    }
  }
}
