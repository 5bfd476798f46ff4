// What the Pulumi engine keeps and does: the state of a stack, and one run over it. A run that dies leaves the state as it was
// written last.
import { isDeepStrictEqual } from "node:util";
import type { Properties } from "../../provider/dynamic/check.ts";
import { boundOf } from "./bounds.ts";
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

/** Stands for the code in the state. */
const code = "code";

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

  constructor(stage: Stage, process: ProviderProcess, state: State) {
    this.#stage = stage;
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
        provider.check(was?.inputs ?? {}, withCode(wanted), configuration),
      );
      if (was) await this.#ask(name, () => provider.diff(was.id, was.outputs, inputs, configuration));
    }
  }

  async up(program: Program): Promise<void> {
    const steps: Promise<void>[] = [];
    for (const [name, wanted] of program) {
      if (this.#isOver) break;
      const step = await this.#plan(name, withCode(wanted));
      if (step) steps.push(step());
    }
    await Promise.all(steps);
    if (this.failures.size > 0 || this.#isOver) return;
    const removed = [...this.#state.keys()].filter((name) => !program.has(name));
    await Promise.all(removed.map((name) => this.#delete(name)));
  }

  async refresh(): Promise<void> {
    await Promise.all([...this.#state].map(([name, resource]) => this.#read(name, resource)));
  }

  async destroy(): Promise<void> {
    await Promise.all([...this.#state.keys()].map((name) => this.#delete(name)));
  }

  async #plan(name: string, news: Properties): Promise<(() => Promise<void>) | undefined> {
    const { provider } = this.#process;
    const was = this.#state.get(name);
    const checked = await this.#ask(name, () => provider.check(was?.inputs ?? {}, news, configuration));
    if (checked.failures.length > 0) throw new Error(`the program is wrong: ${JSON.stringify(checked.failures)}`);
    const inputs = withCode(checked.inputs);
    if (!was) return () => this.#create(name, inputs);
    const { changes, replaces = [] } = await this.#ask(name, () =>
      provider.diff(was.id, was.outputs, inputs, configuration),
    );
    if (replaces.length > 0) {
      const again = await this.#ask(name, () => provider.check({}, news, configuration));
      return async () => {
        if (await this.#delete(name)) await this.#create(name, withCode(again.inputs));
      };
    }
    if (was.partial || (changes ?? !isDeepStrictEqual(was.inputs, inputs)))
      return () => this.#update(name, was, inputs);
    this.#commit(name, { ...was, inputs });
    return undefined;
  }

  /** check and diff: they may not fail, and are no operations. */
  async #ask<T>(name: string, work: () => Promise<T>): Promise<T> {
    const result = await Promise.race([work(), this.#process.death.then(() => undefined)]);
    if (result === undefined) throw new ProcessDied(name);
    return result;
  }

  async #create(name: string, inputs: Properties): Promise<void> {
    const done = await this.#operate("create", name, inputs, "", () =>
      this.#process.provider.create(inputs, configuration),
    );
    if (!done) return;
    const { record, result, error } = done;
    if (result) {
      const outputs = withCode(result.outs);
      this.#verdicts.attached(record, outputs);
      this.#commit(name, { id: result.id, inputs, outputs, partial: false });
    } else this.#fail(name, record, inputs, error);
  }

  async #update(name: string, was: Resource, inputs: Properties): Promise<void> {
    const recorded = String(was.outputs["attachedTo"]);
    const done = await this.#operate("update", name, inputs, recorded, () =>
      this.#process.provider.update(was.id, was.outputs, inputs, configuration),
    );
    if (!done) return;
    const { record, result, error } = done;
    if (result) {
      const outputs = withCode(result.outs);
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
    const done = await this.#operate("read", name, was.outputs, recorded, () =>
      provider.read(was.id, was.outputs, configuration),
    );
    if (!done?.result) return;
    const { id, props, inputs } = done.result;
    if (id === "") {
      this.#verdicts.gone(done.record);
      this.#commit(name, undefined);
      return;
    }
    const outputs = withCode(props);
    this.#verdicts.read(done.record, was.outputs, outputs);
    // The engine asks for a diff only to show it.
    await this.#ask(name, () => provider.diff(was.id, outputs, was.inputs, configuration));
    this.#commit(name, { id, inputs: withCode(inputs ?? was.inputs), outputs, partial: false });
  }

  async #delete(name: string): Promise<boolean> {
    const was = this.#state.get(name);
    if (!was) return true;
    const recorded = String(was.outputs["attachedTo"]);
    const done = await this.#operate("delete", name, was.outputs, recorded, () =>
      this.#process.provider.delete(was.id, was.outputs, configuration).then(() => true),
    );
    // A delete that fails cannot write a state: what is so by then shows at a refresh only.
    if (done?.error) this.#stage.needsRefresh = true;
    if (!done?.result) return false;
    this.#verdicts.deleted(done.record);
    this.#commit(name, undefined);
    return true;
  }

  async #operate<T>(
    kind: OperationKind,
    name: string,
    args: Properties,
    recorded: string,
    work: () => Promise<T>,
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
      boundMs: boundOf(kind, args),
    });
    this.#verdicts.begin(record);
    this.#stage.figures.operations += 1;
    const outcome = await Promise.race([
      work().then(
        (result) => ({ result, error: undefined }),
        (error: unknown) => ({ result: undefined, error: error as Error & PartialError }),
      ),
      process.death.then(() => undefined),
      this.#patience(record).then(() => undefined),
    ]);
    if (!outcome) {
      this.failures.set(name, "the provider died");
      return undefined;
    }
    process.end(record);
    this.#stage.note(`p${process.number} ${kind} ${name}: ${outcome.error?.message ?? "done"}`);
    if (outcome.error) this.failures.set(name, outcome.error.message);
    this.#verdicts.end(record, outcome.error ?? outcome.result);
    return outcome.error
      ? { record, result: undefined, error: outcome.error }
      : { record, result: outcome.result, error: undefined };
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

  /** What a dead engine does not write. */
  #commit(name: string, resource: Resource | undefined): void {
    if (this.#isOver) return;
    if (resource) this.#state.set(name, resource);
    else this.#state.delete(name);
  }
}

type Done<T> =
  | { readonly record: OperationRecord; readonly result: T; readonly error: undefined }
  | { readonly record: OperationRecord; readonly result: undefined; readonly error: Error & PartialError };

/** The provider was killed under a call of check or diff. */
export class ProcessDied extends Error {
  override readonly name = "ProcessDied";
}

/** Pulumi adds the code to whatever passes. */
function withCode(properties: Properties): Properties {
  return { ...properties, __provider: code };
}
