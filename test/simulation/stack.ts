// What the Pulumi engine keeps and does: the state of a stack, and one run over it. A run that dies leaves the state as it was
// written last.
import { isDeepStrictEqual } from "node:util";
import type { Properties } from "../../provider/dynamic/check.ts";
import { unknownValue } from "../../provider/dynamic/check.ts";
import { classify } from "../../provider/dynamic/diff.ts";
import { boundOf } from "./bounds.ts";
import { kindOf } from "./coverage/steps.ts";
import type { OperationKind, OperationRecord } from "./operation-record.ts";
import type { ProviderProcess } from "./provider-process.ts";
import type { Stage } from "./stage.ts";
import { Verdicts } from "./verdicts.ts";

export interface Resource {
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  /** The last create or update ended half way: the next `up` updates it in any case. */
  readonly partial: boolean;
}

/** Name -> inputs, as the program has them. */
export type Program = ReadonlyMap<string, Properties>;
export type State = Map<string, Resource>;

/** Why a step failed: the error's text. */
export type Failures = Map<string, string>;

/** The engine's configuration object: the same for all calls of a process. */
const configuration = { get: () => undefined };

interface PartialError {
  readonly id?: string;
  readonly properties?: Properties;
}

export class Run {
  readonly failures: Failures = new Map();
  readonly #stage: Stage;
  readonly #process: ProviderProcess;
  readonly #state: State;
  readonly #verdicts: Verdicts;
  /** Stands for the code in the state, which a new release changes. */
  readonly #code: string;

  constructor(stage: Stage, process: ProviderProcess, state: State, release: number) {
    this.#stage = stage;
    this.#code = `code of release ${release}`;
    this.#process = process;
    this.#state = state;
    this.#verdicts = new Verdicts(stage);
  }

  get #isOver(): boolean {
    return !this.#process.engineLives || !this.#process.alive;
  }

  async preview(program: Program): Promise<void> {
    const { provider } = this.#process;
    for (const [name, wanted] of program) {
      const was = this.#state.get(name);
      const { inputs } = await this.#ask(name, () =>
        provider.check(was?.inputs ?? {}, this.#withCode(wanted), configuration),
      );
      if (was) await this.#ask(name, () => provider.diff(was.id, was.outputs, this.#withCode(inputs), configuration));
    }
  }

  /** @param leaving a resource whose instance is replaced: the engine deletes it before, and creates it after. */
  async up(program: Program, leaving?: string): Promise<void> {
    if (leaving !== undefined && program.has(leaving)) await this.#leave(leaving);
    if (this.failures.size > 0 || this.#isOver) return;
    const steps: Promise<void>[] = [];
    for (const [name, wanted] of program) {
      if (this.#isOver) break;
      const step = await this.#plan(name, this.#withCode(wanted));
      if (step) steps.push(step());
    }
    await Promise.all(steps);
    if (this.failures.size > 0 || this.#isOver) return;
    const removed = [...this.#state.keys()].filter((name) => !program.has(name));
    await Promise.all(removed.map((name) => this.#delete(name, "of what the program lost")));
  }

  async refresh(): Promise<void> {
    await Promise.all([...this.#state].map(([name, resource]) => this.#read(name, resource)));
  }

  async destroy(): Promise<void> {
    await Promise.all([...this.#state.keys()].map((name) => this.#delete(name, "in a destroy")));
  }

  async #plan(name: string, news: Properties): Promise<(() => Promise<void>) | undefined> {
    const { provider } = this.#process;
    const was = this.#state.get(name);
    const checked = await this.#ask(name, () => provider.check(was?.inputs ?? {}, news, configuration));
    if (checked.failures.length > 0) throw new Error(`the program is wrong: ${JSON.stringify(checked.failures)}`);
    const inputs = this.#withCode(checked.inputs);
    this.#reach("check", was ? "known" : "new");
    if (!was) return () => this.#create(name, inputs, "create");
    const change = await classify(was.outputs, inputs, { wasChecked: true });
    this.#reach("diff", kindOf(change));
    const eni = String(was.outputs["networkInterfaceId"]);
    const on = String(was.outputs["attachedTo"]);
    if (on !== "" && (change.kind === "replace" || change.kind === "move")) this.#process.givenUp.set(eni, on);
    if (change.kind === "none") this.#process.kept.set(eni, on);
    const { changes, replaces = [] } = await this.#ask(name, () =>
      provider.diff(was.id, was.outputs, inputs, configuration),
    );
    if (replaces.length > 0) {
      const again = await this.#ask(name, () => provider.check({}, news, configuration));
      this.#reach("check", "second half of a replacement");
      return async () => {
        if (await this.#delete(name, "in a replacement"))
          await this.#create(name, this.#withCode(again.inputs), "create in a replacement");
      };
    }
    if (was.partial || (changes ?? !isDeepStrictEqual(was.inputs, inputs)))
      return () => this.#update(name, was, inputs);
    this.#commit(name, { ...was, inputs });
    return undefined;
  }

  async #leave(name: string): Promise<void> {
    const was = this.#state.get(name);
    if (!was || this.#isOver) return;
    const news = { ...was.inputs, instanceId: unknownValue };
    const { replaces = [] } = await this.#ask(name, () =>
      this.#process.provider.diff(was.id, was.outputs, news, configuration),
    );
    this.#reach("diff before an instance goes", replaces.length > 0 ? "replace" : "none");
    if (replaces.length > 0) await this.#delete(name, "before an instance goes");
  }

  /** check and diff: they may not fail, and are no operations. */
  async #ask<T>(name: string, work: () => Promise<T>): Promise<T> {
    const result = await Promise.race([work(), this.#process.death.then(() => undefined)]);
    if (result === undefined) throw new ProcessDied(name);
    return result;
  }

  async #create(name: string, inputs: Properties, step: "create" | "create in a replacement"): Promise<void> {
    const done = await this.#operate(
      { kind: "create", step, name, args: inputs, recorded: "" },
      () => this.#process.provider.create(inputs, configuration),
      ({ outs }) => (outs["adopted"] === true ? "adopts" : "attaches"),
    );
    if (!done) return;
    const { record, result, error } = done;
    if (result) {
      const outputs = this.#withCode(result.outs);
      this.#verdicts.attached(record, outputs);
      this.#commit(name, { id: result.id, inputs, outputs, partial: false });
    } else this.#fail(name, record, inputs, error);
  }

  async #update(name: string, was: Resource, inputs: Properties): Promise<void> {
    const recorded = String(was.outputs["attachedTo"]);
    const change = kindOf(await classify(was.outputs, inputs, { wasChecked: true }));
    const done = await this.#operate(
      { kind: "update", step: `update (${change})`, name, args: inputs, recorded },
      () => this.#process.provider.update(was.id, was.outputs, inputs, configuration),
      (_result, { mutations }) => (mutations > 0 ? "the cloud changes" : "nothing to call"),
    );
    if (!done) return;
    const { record, result, error } = done;
    if (result) {
      const outputs = this.#withCode(result.outs);
      if (record.calls > 0) this.#verdicts.attached(record, outputs);
      this.#commit(name, { id: was.id, inputs, outputs, partial: false });
    } else this.#fail(name, record, inputs, error, was);
  }

  #fail(name: string, record: OperationRecord, inputs: Properties, error: Error & PartialError, was?: Resource): void {
    const { id, properties } = error;
    if (id !== undefined && properties) {
      this.#verdicts.partial(record, properties);
      this.#commit(name, { id, inputs, outputs: properties, partial: true });
    } else this.#verdicts.untouched(record, error, was?.outputs);
  }

  async #read(name: string, was: Resource): Promise<void> {
    const { provider } = this.#process;
    const recorded = String(was.outputs["attachedTo"]);
    const done = await this.#operate(
      { kind: "read", step: "read", name, args: was.outputs, recorded },
      () => provider.read(was.id, was.outputs, configuration),
      (result, _record, said) => (result.id === "" ? "gone" : said.startsWith("drift: ") ? "drift" : "as recorded"),
    );
    if (!done?.result) return;
    const { id, props, inputs } = done.result;
    if (id === "") {
      this.#verdicts.gone(done.record);
      this.#commit(name, undefined);
      return;
    }
    // A refresh runs the code of the state, and leaves it there.
    const code = { __provider: was.inputs["__provider"] };
    const outputs = { ...props, ...code };
    this.#verdicts.read(done.record, was.outputs, outputs);
    // The engine asks for a diff only to show it.
    const shown = await classify(outputs, was.inputs, { wasChecked: false });
    this.#reach("diff that a refresh shows", shown.kind);
    await this.#ask(name, () => provider.diff(was.id, outputs, was.inputs, configuration));
    this.#commit(name, { id, inputs: { ...(inputs ?? was.inputs), ...code }, outputs, partial: false });
  }

  async #delete(name: string, why: string): Promise<boolean> {
    const was = this.#state.get(name);
    if (!was) return true;
    const recorded = String(was.outputs["attachedTo"]);
    const done = await this.#operate(
      { kind: "delete", step: `delete ${why}`, name, args: was.outputs, recorded },
      () => this.#process.provider.delete(was.id, was.outputs, configuration).then(() => true),
      (_result, _record, said) => {
        this.#reach("delete", howDeleted(said));
        return "done";
      },
    );
    // A delete that fails cannot write a state: what is so by then shows at a refresh only.
    if (done?.error) this.#stage.needsRefresh = true;
    if (!done?.result) return false;
    this.#verdicts.deleted(done.record);
    this.#commit(name, undefined);
    return true;
  }

  async #operate<T>(
    { kind, step, name, args, recorded }: Operation,
    work: () => Promise<T>,
    ending: (result: T, record: OperationRecord, said: string) => string,
  ): Promise<Done<T> | undefined> {
    if (this.#isOver) return undefined;
    const process = this.#process;
    const record = process.begin({
      kind,
      name,
      eni: String(args["networkInterfaceId"]),
      wanted: String(args["instanceId"]),
      recorded,
      takeOver: args["onConflict"] === "takeOver",
      rollback: args["rollback"] !== false,
      boundMs: boundOf(kind, args, this.#keeperOf(name, args)),
    });
    this.#verdicts.begin(record);
    this.#stage.figures.operations += 1;
    const outcome: Done<T> | undefined = await Promise.race([
      work().then(
        (result) => ({ record, result, error: undefined }),
        (error: unknown) => ({ record, result: undefined, error: error as Error & PartialError }),
      ),
      process.death.then(() => undefined),
      this.#patience(record).then(() => undefined),
    ]);
    if (!outcome) {
      this.failures.set(name, "the provider died");
      this.#reach(step, "provider killed");
      return undefined;
    }
    process.end(record);
    const { error } = outcome;
    const said = this.#stage.lastSaid(record.facts.eni);
    if (!process.engineLives) this.#reach(step, "engine killed");
    else if (error) this.#reach(step, error.properties ? "fails with a state" : "fails");
    else this.#reach(step, ending(outcome.result, record, said));
    this.#stage.note(`p${process.number} ${kind} ${name}: ${outcome.error?.message ?? "done"}`);
    if (outcome.error) this.failures.set(name, outcome.error.message);
    this.#verdicts.end(record, outcome.error ?? outcome.result);
    return outcome;
  }

  /** Another resource of the state has the ENI too. */
  #keeperOf(name: string, args: Properties): Properties | undefined {
    const eni = args["networkInterfaceId"];
    return [...this.#state].find(([other, { outputs }]) => other !== name && outputs["networkInterfaceId"] === eni)?.[1]
      .outputs;
  }

  /** Ends when the operation should have long ago. */
  async #patience(record: OperationRecord): Promise<void> {
    const { clock } = this.#stage;
    const grace = 60_000;
    const { boundMs, eni } = record.facts;
    while (!record.isOver && this.#process.alive) {
      const left = record.startedAt + boundMs + grace - clock.now();
      // Until its turn comes, it is the operation before it that takes the time.
      const waits = this.#process.operationOn(eni) !== record;
      if (left <= 0 && !waits) break;
      await clock.sleep(waits ? boundMs + grace : left);
    }
    if (!record.isOver && this.#process.alive) this.#stage.violate(`${record.toString()}: does not end`);
  }

  /** Pulumi adds the code to whatever passes. */
  #withCode(properties: Properties): Properties {
    return { ...properties, __provider: this.#code };
  }

  #reach(step: string, ending: string): void {
    this.#stage.reach("kinds of step", `${step}: ${ending}`);
  }

  /** What a dead engine does not write. */
  #commit(name: string, resource: Resource | undefined): void {
    if (this.#isOver) return;
    if (resource) this.#state.set(name, resource);
    else this.#state.delete(name);
  }
}

interface Operation {
  readonly kind: OperationKind;
  /** Its name in coverage/steps.ts. */
  readonly step: string;
  readonly name: string;
  readonly args: Properties;
  readonly recorded: string;
}

/** What a delete that succeeded came to, by what it said. */
function howDeleted(said: string): string {
  if (said.startsWith("kept attached")) return "kept for another resource";
  if (said.startsWith("left alone: ")) return "left alone";
  if (!said.startsWith("nothing to detach: ")) return "detaches";
  if (said.endsWith("this resource had not attached it")) return "never ours";
  return said.endsWith(" already") ? "detached already" : "gone";
}

type Done<T> =
  | { readonly record: OperationRecord; readonly result: T; readonly error: undefined }
  | { readonly record: OperationRecord; readonly result: undefined; readonly error: Error & PartialError };

/** The provider was killed under a call of check or diff. */
export class ProcessDied extends Error {
  override readonly name = "ProcessDied";
}
