// What the Pulumi engine keeps and does: the state of a stack, and one run over it. A run that dies leaves the state as it was
// written last.
import { isDeepStrictEqual } from "node:util";
import type { Properties } from "../../provider/dynamic/check.ts";
import { unknownValue } from "../../provider/dynamic/check.ts";
import { classify } from "../../provider/dynamic/diff.ts";
import { kindOf } from "./coverage/steps.ts";
import type { OperationRecord } from "./operation-record.ts";
import type { PartialError } from "./operations.ts";
import { Operations } from "./operations.ts";
import type { ProviderProcess } from "./provider-process.ts";
import type { Stage } from "./stage.ts";
import type { Failures, Program, Resource, RunOptions, State } from "./state.ts";
import { Verdicts } from "./verdicts.ts";

/** The engine's configuration object: the same for all calls of a process. */
const configuration = { get: () => undefined };

export class Run {
  readonly failures: Failures = new Map();
  readonly #stage: Stage;
  readonly #process: ProviderProcess;
  readonly #state: State;
  readonly #verdicts: Verdicts;
  readonly #operations: Operations;
  /** Stands for the code in the state, which a new release changes. */
  readonly #code: string;
  readonly #options: RunOptions["options"];
  readonly #forced: string | undefined;
  /** Deleted in this run before their instance goes. */
  readonly #left = new Set<string>();
  #olds = 0;

  constructor(stage: Stage, process: ProviderProcess, state: State, { release, options, forced }: RunOptions) {
    this.#stage = stage;
    this.#options = options;
    this.#forced = forced;
    this.#code = `code of release ${release}`;
    this.#process = process;
    this.#state = state;
    this.#verdicts = new Verdicts(stage);
    this.#operations = new Operations(stage, process, state, this.#verdicts, this.failures);
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
    await Promise.all(removed.map((name) => this.#delete(name, whyGone(name))));
  }

  async refresh(): Promise<void> {
    const there = [...this.#state].filter(([, { pending }]) => !pending);
    await Promise.all(there.map(([name, resource]) => this.#read(name, resource)));
  }

  async destroy(): Promise<void> {
    await Promise.all([...this.#state.keys()].map((name) => this.#delete(name, "in a destroy")));
  }

  async #plan(name: string, news: Properties): Promise<(() => Promise<void>) | undefined> {
    const { provider } = this.#process;
    const was = this.#state.get(name);
    const isForced = name === this.#forced && was !== undefined && !was.pending;
    if (this.#left.has(name) || isForced) {
      const again = await this.#ask(name, () => provider.check({}, news, configuration));
      this.#reach("check", "second half of a replacement");
      const inputs = this.#withCode(again.inputs);
      if (isForced) return () => this.#replace(name, was, inputs, "in a forced replacement");
      return () => this.#create(name, inputs, "create in a replacement");
    }
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
    const moves = changes === undefined && was.inputs["instanceId"] !== inputs["instanceId"];
    const isReplaced = replaces.length > 0 || (moves && this.#options.get(name)?.replaceOnMove);
    if (isReplaced || was.pending) {
      const again = await this.#ask(name, () => provider.check({}, news, configuration));
      this.#reach("check", "second half of a replacement");
      const next = this.#withCode(again.inputs);
      if (was.pending) return () => this.#create(name, next, "create after half a replacement");
      return () => this.#replace(name, was, next, "in a replacement");
    }
    if (was.partial || (changes ?? !isDeepStrictEqual(was.inputs, inputs)))
      return () => this.#update(name, was, inputs);
    this.#commit(name, { ...was, inputs });
    return undefined;
  }

  /** In either order; a failed step elsewhere keeps the second half from beginning. */
  async #replace(name: string, was: Resource, inputs: Properties, why: string): Promise<void> {
    if (this.#options.get(name)?.createFirst) {
      await this.#create(name, inputs, "create first in a replacement", was);
      return;
    }
    if (!(await this.#delete(name, why, { ...was, pending: true })) || this.failures.size > 0) return;
    await this.#create(name, inputs, "create in a replacement");
  }

  async #leave(name: string): Promise<void> {
    const was = this.#state.get(name);
    if (!was || was.pending || this.#isOver) return;
    const news = { ...was.inputs, instanceId: unknownValue };
    const { replaces = [] } = await this.#ask(name, () =>
      this.#process.provider.diff(was.id, was.outputs, news, configuration),
    );
    this.#reach("diff before an instance goes", replaces.length > 0 ? "replace" : "none");
    if (replaces.length === 0 || !(await this.#delete(name, "before an instance goes", { ...was, pending: true })))
      return;
    this.#left.add(name);
  }

  /** check and diff: they may not fail, and are no operations. */
  async #ask<T>(name: string, work: () => Promise<T>): Promise<T> {
    const result = await Promise.race([work(), this.#process.death.then(() => undefined)]);
    if (result === undefined) throw new ProcessDied(name);
    return result;
  }

  /** @param old what is deleted at the end of the run, where the new one is created first. */
  async #create(name: string, inputs: Properties, step: CreateStep, old?: Resource): Promise<void> {
    const done = await this.#operations.run(
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
    if (old && this.#state.get(name) !== old && !this.#isOver)
      this.#commit(`${name}${oldMark}${this.#process.number}.${++this.#olds}`, old);
  }

  async #update(name: string, was: Resource, inputs: Properties): Promise<void> {
    const recorded = String(was.outputs["attachedTo"]);
    const change = kindOf(await classify(was.outputs, inputs, { wasChecked: true }));
    const done = await this.#operations.run(
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
    const done = await this.#operations.run(
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

  /** @param after what the state has of it then. */
  async #delete(name: string, why: string, after?: Resource): Promise<boolean> {
    const was = this.#state.get(name);
    if (!was) return true;
    if (was.pending) {
      this.#commit(name, undefined);
      return true;
    }
    const recorded = String(was.outputs["attachedTo"]);
    const done = await this.#operations.run(
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
    this.#commit(name, after);
    return true;
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

type CreateStep =
  "create" | "create in a replacement" | "create first in a replacement" | "create after half a replacement";

/** In the name under which the state keeps what a create-first replacement has yet to delete. */
const oldMark = " replaced ";

function whyGone(name: string): string {
  return name.includes(oldMark) ? "last in a replacement" : "of what the program lost";
}

/** What a delete that succeeded came to, by what it said. */
function howDeleted(said: string): string {
  if (said.startsWith("kept attached")) return "kept for another resource";
  if (said.startsWith("left alone: ")) return "left alone";
  if (!said.startsWith("nothing to detach: ")) return "detaches";
  if (said.endsWith("this resource had not attached it")) return "never ours";
  return said.endsWith(" already") ? "detached already" : "gone";
}

/** The provider was killed under a call of check or diff. */
export class ProcessDied extends Error {
  override readonly name = "ProcessDied";
}
