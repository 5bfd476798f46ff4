// Carries a scenario out, act by act: the program and its edits, the runs of the engine, what others do, and what is killed.
import type { Properties } from "../../provider/attachment/properties.ts";
import type { Command, Options, Resource, Snapshot } from "../engine-model/model/stack.ts";
import { hostOf, hostsOnly } from "./hosts.ts";
import { interfere } from "./interference.ts";
import { ProviderProcess } from "./provider-process.ts";
import type { Act, Crash, Edit, EngineOptions, Interference, Scenario } from "./scenario.ts";
import { goodEnis } from "./settings.ts";
import { hidesDrift } from "./shared.ts";
import { StackRun } from "./stack.ts";
import type { Stage } from "./stage.ts";
import type { Failure, Program, State } from "./state.ts";
import { attachmentsOf } from "./state.ts";
import { Verdicts } from "./verdicts.ts";

interface Special {
  readonly crash?: Crash | null;
  readonly replaced?: number | null;
  readonly forced?: number | null;
  readonly target?: number | null;
}

export interface ProgramKept {
  readonly program: Program;
  readonly options: ReadonlyMap<string, Options>;
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
  readonly loose: Promise<unknown>[] = [];
  /** Of the package; a new one changes the code in the state, and no argument. */
  #release = 1;
  /** Names of resources that the last run asked something for. */
  begun: ReadonlySet<string> = new Set();
  /** Programs that were run, by what is in them: the oldest first. */
  readonly programs = new Map<string, ProgramKept>();
  /** The engine wrote a state that it cannot read again: rule 17 ends there, and so does the scenario. */
  isBroken = false;
  /** A run left something that no state has, and that the next run is not told: a refresh shows it (shared.ts). */
  hasHiddenDrift = false;
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
      if (this.stage.violations.length > 0 || this.isBroken) return;
    }
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
    const { replaced, forced, target } = act;
    if (act.tainted !== null) this.#taint(`nic${act.tainted}`);
    await this.run(act.run, { crash, replaced, forced, target });
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
      // What the class tells the provider, which check takes off again.
      ...(wanted.options.isRetained ? { __isRetained: true } : {}),
      ...(wanted.options.isProtected ? { __isProtected: true } : {}),
      ...(wanted.options.createFirst ? { __createsFirst: true } : {}),
    });
  }

  /** One command at the terminal. Returns why its steps failed. */
  async run(
    what: Act["run"],
    { crash = null, replaced = null, forced = null, target = null }: Special = {},
  ): Promise<ReadonlyMap<string, Failure>> {
    const kept = { program: new Map(this.program), options: new Map(this.options) };
    this.programs.set(JSON.stringify([[...kept.program], [...kept.options]]), kept);
    const process = this.process();
    const command = this.#command(what, { replaced, forced, target });
    const run = new StackRun(this.stage, process, this.snapshot, {
      release: this.#release,
      options: this.options,
      command,
    });
    this.stage.note(`-- ${what}`);
    this.stage.reach("kinds of step", `run: ${what}`);
    if (crash) this.#armCrash(process, run, what, crash);
    await run.run(this.program);
    const before = this.snapshot;
    this.snapshot = run.snapshot();
    this.begun = run.begun;
    this.isBroken ||= run.isBroken;
    if (hidesDrift(before, this.snapshot, { command, hadTurn: run.hadTurn })) {
      this.stage.needsRefresh = true;
      this.hasHiddenDrift = true;
    }
    const settled = run.settled().then(() => {
      if (process.alive && process.timers > 0) this.stage.violate(`${what} leaves ${process.timers} timers behind`);
    });
    this.loose.push(settled);
    if (process.engineLives) await settled;
    return run.failures;
  }

  /**
   * Not where an attachment leaves it in the same run: the engine deletes that one because of the old instance and creates it on the new
   * one side by side, and what the state has then depends on which is faster.
   */
  #mayBeReplaced(instance: string): boolean {
    const host = hostOf(instance);
    const leaves = ({ name, dependencies }: Resource) =>
      dependencies.includes(host) && this.program.get(name)?.["instanceId"] !== instance;
    return this.stage.setting.instances.includes(instance) && !this.snapshot.resources.some(leaves);
  }

  #taint(name: string): void {
    const resources = this.snapshot.resources.map((row) =>
      row.name === name && !row.delete ? { ...row, taint: true as const } : row,
    );
    this.snapshot = { ...this.snapshot, resources };
  }

  /** As `state delete` does, and the program with it. */
  drop(name: string): void {
    this.program.delete(name);
    const resources = this.snapshot.resources.filter((row) => row.name !== name);
    this.snapshot = { ...this.snapshot, resources };
  }

  /** As `state unprotect --all` does, and the program with it. */
  unprotect(): void {
    const open = (options: Options): Options => ({ ...options, protect: false });
    const resources = this.snapshot.resources.map((row) => ({ ...row, options: open(row.options) }));
    this.snapshot = { ...this.snapshot, resources };
    for (const [name, options] of this.options) this.options.set(name, open(options));
    for (const [name, inputs] of this.program)
      this.program.set(name, Object.fromEntries(Object.entries(inputs).filter(([key]) => key !== "__isProtected")));
  }

  #command(what: Act["run"], { replaced = null, forced = null, target = null }: Special): Command {
    const going = replaced === null ? undefined : this.program.get(`nic${replaced}`)?.["instanceId"];
    const replace = [
      ...(forced === null ? [] : [`nic${forced}`]),
      ...(typeof going === "string" && this.#mayBeReplaced(going) ? [hostOf(going)] : []),
    ];
    const kind = what === "upRefresh" ? "up" : what === "destroyRefresh" ? "destroy" : what;
    return {
      kind,
      ...(what.endsWith("Refresh") ? { refresh: true } : {}),
      ...(kind === "up" && replace.length > 0 && target === null ? { replace } : {}),
      ...(target === null ? {} : { targets: [`nic${target}`] }),
    };
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
    if (typeof at === "number") this.loose.push(stage.clock.sleep(at).then(() => interfere(stage, this.loose, one)));
    else
      stage.ambushes.push({
        action: stage.setting.case.actions[at],
        eni: stage.setting.enis[one.eni] ?? "",
        strike: () => interfere(stage, this.loose, one),
      });
  }
}

/** The class says `deleteBeforeReplace: true` unless the user says otherwise. */
function optionsOf({ createFirst, replaceOnMove, isRetained, isProtected }: EngineOptions): Options {
  return {
    deleteBeforeReplace: !createFirst,
    ...(replaceOnMove ? { replaceOnChanges: ["instanceId"] } : {}),
    ...(isRetained ? { retainOnDelete: true } : {}),
    ...(isProtected ? { protect: true } : {}),
  };
}
