// One command over a stack: refresh, the program's registrations, then the deletes. Modelled after Pulumi's engine 3.250 as recorded;
// npm run engine-model holds it against the real one.
import { inOrderOfDeletes, withAllDependenciesOf } from "./graph.ts";
import { Ledger } from "./ledger.ts";
import { Planner } from "./plan.ts";
import type { Goal, Step } from "./plan.ts";
import { Registrations } from "./registrations.ts";
import { refreshRows } from "./refresh.ts";
import { restOf } from "./rest.ts";
import { withDependents } from "./scope.ts";
import { unknownValue } from "./stack.ts";
import type { Ask, Call, Command, PartialFailure, Program, Properties, Resource, Snapshot } from "./stack.ts";

const never = new Promise<never>(() => undefined);

export class Run {
  readonly #base: Snapshot;
  readonly #command: Command;
  readonly #ledger: Ledger;
  readonly #planner: Planner;
  readonly #ask: Ask;
  readonly #chains: Promise<void>[] = [];
  #beside: string | undefined;
  /** Rows that were not to be deleted when the program began. */
  #alive: ReadonlySet<Resource> = new Set();
  #turn: Promise<void> = Promise.resolve();
  isKilled = false;
  #ended!: () => void;
  readonly #death: Promise<void>;
  /** What could not be deleted because of it; what these depend on stays as well. */
  readonly #protected: Resource[] = [];
  /** Nothing new begins: a step failed, a diff threw, or somebody pressed Ctrl-C. */
  isCancelled = false;
  /** A check or diff threw, or the engine had a reason of its own. */
  refused = false;
  #failed = false;

  /** @param hear gets each state as it is written, and what is written side by side with it; a preview writes nothing. */
  constructor(
    base: Snapshot,
    command: Command,
    ask: Ask,
    hear: (state: Snapshot, beside: string | undefined) => void = () => undefined,
  ) {
    this.#base = base;
    this.#command = command;
    this.#ledger = new Ledger(base, (state) => {
      if (command.kind !== "preview") hear(state, this.#beside);
    });
    this.#ask = async (call) => {
      if (this.isKilled) return never;
      // A killed engine hears no answer.
      return ask(this.#beside === undefined ? call : { ...call, beside: this.#beside }).then(
        (answer) => (this.isKilled ? never : answer),
        (error: unknown) => (this.isKilled ? never : Promise.reject(error as Error)),
      );
    };
    this.#planner = new Planner(this.#ledger, this.#ask, command);
    this.#death = new Promise((resolve) => (this.#ended = resolve));
  }

  /** The engine wrote a state that it cannot read again, or does not end: what it does from then on is nobody's promise. */
  get isBroken(): boolean {
    return this.#ledger.isBroken || this.#planner.isStuck;
  }

  get failed(): boolean {
    return this.#failed || this.#planner.hasRefused;
  }

  /** As it is written. A preview writes nothing. */
  snapshot(): Snapshot {
    if (this.#command.kind === "preview") return this.#base;
    return this.#ledger.snapshot();
  }

  /** How many rows of the snapshot are of this run; they come first, and the others are in the order they had. */
  get written(): number {
    return this.#command.kind === "preview" ? 0 : this.#ledger.written;
  }

  /** kill -9: what is under way goes on without it, and nothing more is written. */
  kill(): void {
    this.#ledger.freeze();
    this.isKilled = true;
    this.#ended();
  }

  /** Ctrl-C, twice: what is under way is given up, and the state is written once more, with what was held back. */
  terminate(): void {
    this.#ledger.close();
    this.kill();
  }

  /** Ctrl-C, once: what has begun ends, and is written. */
  cancel(): void {
    this.isCancelled = true;
    // A destroy notices it in its refresh alone.
    if (this.#command.kind !== "destroy" || this.#beside === "refresh") this.#failed = true;
  }

  #fail(): void {
    this.isCancelled = true;
    this.#failed = true;
  }

  async run(program: Program): Promise<void> {
    await Promise.race([this.#run(program), this.#death]);
    this.#ledger.close();
  }

  async #run(program: Program): Promise<void> {
    const { kind, refresh, clearPendingCreates } = this.#command;
    if (kind === "refresh" && clearPendingCreates) this.#ledger.clearPendingCreates();
    const { targets = [], excludes = [], replace = [] } = this.#command;
    const names = new Set(this.#ledger.base.map(({ name }) => name));
    if ((kind === "refresh" || kind === "destroy") && [...targets, ...excludes].some((name) => !names.has(name)))
      return this.#fail();
    if (kind === "refresh" || refresh) {
      if (this.#areUnknown([...targets, ...excludes])) return this.#fail();
      await this.#refresh();
    }
    if (kind === "refresh" || this.isCancelled) return;
    if (this.#areUnknown(replace)) return this.#fail();
    this.#alive = new Set(this.#ledger.base.filter((row) => !row.delete));
    if (kind !== "destroy") await this.#register(program);
    await Promise.all(this.#chains);
    if (this.isCancelled) return;
    this.#beside = undefined;
    const registered = kind === "destroy" ? [] : program.resources.map(({ name }) => name);
    const areUnknown = this.#areUnknown(targets.filter((name) => !registered.includes(name)));
    await this.#orRefused(() => this.#deleteTheRest());
    // The deletes are done all the same.
    if (areUnknown) this.#fail();
  }

  /** The engine refuses to be told of what it does not have. */
  #areUnknown(names: readonly string[]): boolean {
    return names.some((name) => !this.#ledger.base.some((row) => row.name === name));
  }

  async #register(program: Program): Promise<void> {
    const registrations = new Registrations(program, (goal) => this.#take(goal));
    this.#beside = program.sequential ? undefined : "program";
    await registrations.all();
  }

  /** The row of the state that a registration ends with; undefined where it does not. */
  async #take(goal: Goal): Promise<Resource | undefined> {
    if (this.isCancelled) return undefined;
    const steps = await this.#decide(goal);
    if (steps.length === 0 || this.isCancelled) return undefined;
    let row: Resource | undefined;
    const chain = this.#chain(steps, (done) => (row = done));
    this.#chains.push(chain);
    return chain.then(() => row);
  }

  /** One decision at a time. */
  async #decide(goal: Goal): Promise<readonly Step[]> {
    let steps: readonly Step[] = [];
    this.#turn = this.#turn.then(async () => {
      if (this.isCancelled) return;
      await this.#orRefused(async () => {
        steps = await this.#planner.plan(goal);
      });
    });
    await this.#turn;
    return steps;
  }

  async #chain(steps: readonly Step[], end: (row: Resource | undefined) => void): Promise<void> {
    for (const step of steps) {
      if (this.isCancelled) return;
      const row = await this.#step(step);
      if (row === false) return;
      if (step.kind !== "delete") end(row);
    }
  }

  /** @returns the row that it ends with, or false where it failed. */
  async #step(step: Step): Promise<Resource | undefined | false> {
    switch (step.kind) {
      case "same":
        return this.#same(step.old, step.goal, step.inputs);
      case "left as it is":
        for (const row of step.rows) this.#ledger.end(undefined, { gone: row, fresh: { ...row } });
        // What is not created has no id, and not even an unknown one but in a preview.
        return step.old ?? rowOf(step.goal, this.#command.kind === "preview" ? unknownValue : "", step.goal.inputs, {});
      case "update":
        return this.#update(step.old, step.goal, step.inputs);
      case "create":
        return this.#create(step);
      case "delete":
        return (await this.#delete(step.old, step.step, step.replacing)) ? undefined : false;
    }
  }

  #same(old: Resource, goal: Goal, inputs: Properties): Resource {
    const row = rowOf(goal, old.id, inputs, old.outputs);
    this.#ledger.rename(old.name, goal.name);
    this.#ledger.end(undefined, { gone: old, fresh: row });
    return row;
  }

  async #create({ goal, inputs, old, first, step }: Extract<Step, { kind: "create" }>): Promise<Resource | false> {
    if (this.#command.kind === "preview") return rowOf(goal, unknownValue, inputs, {});
    const call = {
      method: "create",
      step,
      name: goal.name,
      news: inputs,
      resource: old,
      options: goal.options ?? {},
    } as const;
    const operation = this.#ledger.begin("creating", goal.name, inputs);
    const { result, half } = await this.#asked(call);
    if (!result && !half) {
      this.#ledger.end(operation);
      return false;
    }
    const row = result
      ? rowOf(goal, result.id, inputs, result.outs)
      : rowOf(goal, half?.id ?? "", inputs, half?.properties ?? {}, half?.reasons ?? []);
    if (old && first) old.delete = true;
    if (old) this.#ledger.rename(old.name, goal.name);
    this.#ledger.end(operation, { fresh: row, ...(old?.pendingReplacement ? { gone: old } : {}) });
    return result ? row : false;
  }

  async #update(old: Resource, goal: Goal, inputs: Properties): Promise<Resource | false> {
    if (this.#command.kind === "preview") return rowOf(goal, old.id, inputs, old.outputs);
    const operation = this.#ledger.begin("updating", goal.name, inputs);
    const { result, half } = await this.#asked({
      method: "update",
      step: "update",
      name: goal.name,
      id: old.id,
      olds: old.outputs,
      news: inputs,
      resource: old,
      options: goal.options ?? {},
    });
    if (!result && !half) {
      this.#ledger.end(operation);
      return false;
    }
    const row = result
      ? rowOf(goal, old.id, inputs, result.outs)
      : rowOf(goal, old.id, old.inputs, half?.properties ?? {}, half?.reasons ?? []);
    this.#ledger.rename(old.name, goal.name);
    this.#ledger.end(operation, { gone: old, fresh: row });
    return result ? row : false;
  }

  async #delete(
    old: Resource,
    step: Extract<Step, { kind: "delete" }>["step"],
    replacing: Extract<Step, { kind: "delete" }>["replacing"],
  ): Promise<boolean> {
    if (!replacing && old.options.protect) {
      // The only failure that does not keep the rest from beginning.
      this.#failed = true;
      this.#protected.push(old);
      // Refused as a step that has begun.
      this.#ledger.end(this.#ledger.begin("deleting", old.name, old.inputs));
      // A registration that waits for it waits for ever, and the engine with it.
      if (step === "delete for a dependency") this.#planner.isStuck = true;
      return false;
    }
    if (this.#command.kind === "preview") return true;
    const { retainOnDelete, deletedWith } = old.options;
    const goesAnyway = deletedWith !== undefined && this.#planner.deletes.has(deletedWith);
    const operation = this.#ledger.begin("deleting", old.name, old.inputs);
    if (!retainOnDelete && !goesAnyway) {
      const { error } = await this.#asked({
        method: "delete",
        step,
        name: old.name,
        id: old.id,
        olds: old.outputs,
        resource: old,
        options: old.options,
      });
      if (error) {
        this.#ledger.end(operation);
        return false;
      }
    }
    if (replacing === "then created") old.pendingReplacement = true;
    this.#ledger.end(operation, old.pendingReplacement ? {} : { gone: old });
    return true;
  }

  async #deleteTheRest(): Promise<void> {
    const { targets, kind } = this.#command;
    const rows = this.#ledger.base;
    // The engine goes through the targets in an order of chance.
    this.#beside = "what may go";
    const allowed = targets && (await this.#mayGo(targets));
    this.#beside = undefined;
    const { spared, condemned } = restOf(rows, this.#command, this.#planner, this.#alive, allowed);
    for (const row of spared) this.#ledger.spare(row);
    for (const [index, group] of inOrderOfDeletes(rows, [...condemned.keys()]).entries()) {
      if (this.isCancelled) return;
      this.#beside = `deletes ${index}`;
      const spoiled = new Set(this.#protected.flatMap((row) => [...withAllDependenciesOf(rows, row)]));
      await Promise.all(
        group.map(async (row) => {
          if (spoiled.has(row)) return;
          const replacing = condemned.get(row);
          if (!row.delete && row.pendingReplacement) this.#ledger.end(undefined, { gone: row });
          else {
            const alone = kind === "destroy" ? "delete in a destroy" : "delete";
            await this.#delete(row, replacing ? "delete last in a replacement" : alone, replacing);
          }
        }),
      );
    }
  }

  /** Targets, what depends on them, and what is replaced with any of these. */
  async #mayGo(targets: readonly string[]): Promise<ReadonlySet<string>> {
    const names = withDependents(this.#ledger.base, targets);
    const may = new Set<string>();
    for (const row of this.#ledger.base) {
      if (!names.has(row.name)) continue;
      may.add(row.name);
      for (const { name } of await this.#planner.replacedWith(row)) may.add(name);
    }
    return may;
  }

  async #refresh(): Promise<void> {
    this.#beside = "refresh";
    const { rows, failed } = await refreshRows(this.#ledger.base, this.#command, this.#ask);
    this.#ledger.rebase(rows);
    if (failed) this.#fail();
  }

  /** A throw of check or diff, or a refusal of the engine's own, ends the run. */
  async #orRefused(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch {
      this.refused = true;
      this.#fail();
    }
  }

  async #asked<M extends "create" | "update" | "delete">(call: Call & { readonly method: M }) {
    try {
      return { result: await this.#ask(call), error: undefined, half: undefined };
    } catch (error) {
      this.#fail();
      const { id, properties, reasons } = error as PartialFailure;
      const half = id !== undefined && call.method !== "delete" ? { id, properties, reasons } : undefined;
      return { result: undefined, error: error as Error, half };
    }
  }
}

function rowOf(
  { name, options = {}, dependencies, propertyDependencies }: Goal,
  id: string,
  inputs: Properties,
  outputs: Properties,
  initErrors?: readonly string[],
): Resource {
  return { name, id, inputs, outputs, initErrors, options, dependencies, propertyDependencies };
}
