// One command over the simulation's stack: the model of Pulumi's engine decides what is asked, the provider under test answers, and
// each answer is judged.
import type { Properties } from "../../provider/attachment/properties.ts";
import { classify } from "../../provider/attachment/classify.ts";
import { difference } from "../support/adapter-differences.ts";
import type { CallError, InitFailed } from "../support/running-provider.ts";
import { Run } from "../engine-model/model/run.ts";
import type { Answers, Ask, Call, Command, Declaration, Options, Snapshot } from "../engine-model/model/stack.ts";
import { kindOf } from "./coverage/steps.ts";
import { answerOfHost, hostDeclarations, hostOf, isHost } from "./hosts.ts";
import { Operations } from "./operations.ts";
import type { ProviderProcess } from "./provider-process.ts";
import type { Stage } from "./stage.ts";
import type { Failures, Program } from "./state.ts";
import { attachmentsOf } from "./state.ts";
import { Verdicts } from "./verdicts.ts";

export interface StackOptions {
  /** Of the package. */
  readonly release: number;
  /** By name. */
  readonly options: ReadonlyMap<string, Options>;
  readonly command: Command;
}

export class StackRun {
  readonly failures: Failures = new Map();
  readonly #stage: Stage;
  readonly #process: ProviderProcess;
  readonly #run: Run;
  readonly #verdicts: Verdicts;
  readonly #operations: Operations;
  readonly #setup: StackOptions;
  /** Names of resources whose diff found nothing to call for. */
  readonly #unchanged = new Set<string>();
  /** What goes on when the engine is dead. */
  readonly #underWay = new Set<Promise<unknown>>();

  constructor(stage: Stage, process: ProviderProcess, base: Snapshot, setup: StackOptions) {
    this.#stage = stage;
    this.#process = process;
    this.#setup = setup;
    this.#verdicts = new Verdicts(stage);
    this.#run = new Run(base, setup.command, this.#ask as Ask);
    const state = () => attachmentsOf(this.#run.snapshot());
    this.#operations = new Operations(stage, process, state, this.#verdicts, this.failures);
  }

  async run(program: Program): Promise<void> {
    const { instances } = this.#stage.setting;
    const attachments = [...program].map(([name, inputs]) => this.#declaration(name, inputs));
    await this.#run.run({ sequential: false, resources: [...hostDeclarations(instances), ...attachments] });
  }

  /** Names of resources that something was asked for: the first failure keeps the rest from beginning. */
  get begun(): ReadonlySet<string> {
    return this.#operations.begun;
  }

  /**
   * And those that are as the program has them. The rest did not get its turn, or not to its end: where the create half of a replacement
   * fails, the state keeps the old half as it was.
   */
  get hadTurn(): ReadonlySet<string> {
    return new Set([...this.#unchanged, ...this.begun].filter((name) => !this.failures.has(name)));
  }

  get isBroken(): boolean {
    return this.#run.isBroken;
  }

  snapshot(): Snapshot {
    return this.#run.snapshot();
  }

  /** Nothing more is written; what the provider does goes on. */
  kill(): void {
    this.#run.kill();
  }

  /** Ends when the provider has nothing to do any more. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
  }

  #declaration(name: string, inputs: Properties): Declaration {
    const instance = String(inputs["instanceId"]);
    const isInstance = this.#stage.setting.instances.includes(instance);
    return {
      name,
      inputs: this.#withCode(inputs),
      ...(isInstance ? { references: { instanceId: { of: hostOf(instance), output: "id" } } } : {}),
      options: this.#setup.options.get(name) ?? {},
    };
  }

  readonly #ask = async (call: Call): Promise<Answers[Call["method"]]> => {
    if (isHost(call.name)) return answerOfHost(call);
    const answer = Promise.race([
      this.#answer(call),
      this.#process.death.then(() => Promise.reject(new Error("the provider died"))),
    ]);
    this.#underWay.add(answer);
    const end = () => void this.#underWay.delete(answer);
    answer.then(end, end);
    return answer;
  };

  #answer(call: Call): Promise<Answers[Call["method"]]> {
    switch (call.method) {
      case "check":
        return this.#check(call);
      case "diff":
        return this.#diff(call);
      case "create":
        return this.#create(call);
      case "update":
        return this.#update(call);
      case "read":
        return this.#read(call);
      case "delete":
        return this.#delete(call);
    }
  }

  async #check({ step, olds = {}, news = {}, resource }: Call): Promise<Answers["check"]> {
    const { inputs, failures } = await this.#process.provider.check(news, olds);
    if (failures.length > 0) this.#stage.violate(`the program is wrong: ${JSON.stringify(failures)}`);
    const isSecond = step === "check of a replacement" || (resource !== undefined && Object.keys(olds).length === 0);
    this.#reach("check", isSecond ? "second half of a replacement" : resource ? "known" : "new");
    return { inputs };
  }

  async #diff({ step, name, id = "", olds = {}, news = {} }: Call): Promise<Answers["diff"]> {
    const change = step === "diff" ? await classify(olds, news, { wasChecked: true }) : undefined;
    const isQuiet = change !== undefined && ["none", "stateOnly"].includes(change.kind);
    if (change && this.#setup.command.kind !== "preview") {
      this.#reach("diff", kindOf(change, olds, news));
      const eni = String(olds["networkInterfaceId"]);
      const on = String(olds["attachedTo"]);
      const leaves = change.kind === "move" || (change.kind === "drift" && on !== news["instanceId"]);
      if (on !== "" && (change.kind === "replace" || leaves)) this.#process.giveUp(eni, on);
      if (isQuiet) this.#process.kept.set(eni, on);
    }
    if (step === "diff after a read") {
      const shown = await classify(olds, news, { wasChecked: false });
      this.#reach("diff that a refresh shows", shown.kind);
    }
    const answer = await this.#process.provider.diff(id, olds, news);
    if (isQuiet && answer.changes !== true) this.#unchanged.add(name);
    if (step === "diff before a dependency goes") {
      const isReplaced = (answer.replaces ?? []).length > 0;
      this.#reach("diff before an instance goes", isReplaced ? "replace" : "none");
      // It is deleted before its instance is.
      if (isReplaced) this.#process.giveUp(String(olds["networkInterfaceId"]), String(olds["attachedTo"]));
    }
    return answer;
  }

  async #create({ step, name, news = {} }: Call): Promise<Answers["create"]> {
    const { record, result, error } = await this.#operations.run(
      { kind: "create", step, name, args: news, recorded: "" },
      () => this.#process.provider.create(news),
      ({ outs }) => (outs["adopted"] === true ? "adopts" : "attaches"),
    );
    if (!result) throw this.#failed(record, error, undefined);
    this.#verdicts.attached(record, result.outs);
    return result;
  }

  async #update({ name, id = "", olds = {}, news = {} }: Call): Promise<Answers["update"]> {
    const recorded = String(olds["attachedTo"]);
    const change = kindOf(await classify(olds, news, { wasChecked: true }), olds, news);
    const { record, result, error } = await this.#operations.run(
      { kind: "update", step: `update (${change})`, name, args: news, recorded },
      () => this.#process.provider.update(id, olds, news),
      (_result, { mutations }) => (mutations > 0 ? "the cloud changes" : "nothing to call"),
    );
    if (!result) throw this.#failed(record, error, olds);
    if (record.calls > 0) this.#verdicts.attached(record, result.outs);
    return result;
  }

  #failed(
    record: Parameters<Verdicts["partial"]>[0],
    error: CallError,
    was: Properties | undefined,
  ): Error & Partial<InitFailed> {
    const { initFailed } = error;
    if (initFailed) this.#verdicts.partial(record, initFailed.properties);
    else this.#verdicts.untouched(record, error, was);
    return Object.assign(error, initFailed);
  }

  async #read({ name, id = "", olds = {} }: Call): Promise<Answers["read"]> {
    const recorded = String(olds["attachedTo"]);
    const { record, result, error } = await this.#operations.run(
      { kind: "read", step: "read", name, args: olds, recorded },
      () => this.#process.provider.read(id, olds),
      (read, _record, said) => (read.id === "" ? "gone" : said.startsWith("drift: ") ? "drift" : "as recorded"),
    );
    if (!result) throw error;
    if (result.id === "") {
      this.#verdicts.gone(record);
      return { id: "", props: {} };
    }
    const { props, inputs } = result;
    this.#verdicts.read(record, olds, props);
    return { id: result.id, props, ...(inputs ? { inputs } : {}) };
  }

  async #delete(call: Call): Promise<Answers["delete"]> {
    const { name, id = "", olds = {} } = call;
    const recorded = String(olds["attachedTo"]);
    const { record, result, error } = await this.#operations.run(
      { kind: "delete", step: `delete ${this.#whyDeleted(call)}`, name, args: olds, recorded },
      () => this.#process.provider.delete(id, olds).then(() => true),
      (_result, _record, said) => {
        this.#reach("delete", howDeleted(said));
        return "done";
      },
    );
    if (!result) {
      // A delete that fails cannot write a state: what is so by then shows at a refresh only.
      this.#stage.needsRefresh = true;
      throw error as Error;
    }
    if (!this.#isAnothersToo(call)) this.#verdicts.deleted(record);
    return undefined;
  }

  /** Another one has the same ENI on record on the same instance: there it stays, or comes back. */
  #isAnothersToo({ name, olds = {} }: Call): boolean {
    const same = ["networkInterfaceId", "attachedTo"] as const;
    const others = [...attachmentsOf(this.#run.snapshot())].filter(([other]) => other !== name);
    return others.some(([, { outputs }]) => same.every((key) => outputs[key] === olds[key]));
  }

  #whyDeleted({ step, name, resource }: Call): string {
    const isForced = resource?.taint === true || (this.#setup.command.replace?.includes(name) ?? false);
    if (step === "delete in a destroy") return "in a destroy";
    if (step === "delete for a dependency") return "before an instance goes";
    if (step === "delete last in a replacement") return "last in a replacement";
    if (step === "delete in a replacement") return isForced ? "in a forced replacement" : "in a replacement";
    return "of what the program lost";
  }

  /** Stands for the code in the state, which a new release changes; a native provider has none there. */
  #withCode(properties: Properties): Properties {
    if (!difference.hasCodeInState) return properties;
    return { ...properties, __provider: `code of release ${this.#setup.release}` };
  }

  #reach(step: string, ending: string): void {
    this.#stage.reach("kinds of step", `${step}: ${ending}`);
  }
}

/** What a delete that succeeded came to, by what it said. */
function howDeleted(said: string): string {
  if (said.startsWith("kept attached")) return "kept for another resource";
  if (said.startsWith("left alone: ")) return "left alone";
  if (!said.startsWith("nothing to detach: ")) return "detaches";
  if (said.endsWith("this resource had not attached it")) return "never ours";
  return said.endsWith(" already") ? "detached already" : "gone";
}
