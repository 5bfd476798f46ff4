// Translates between Pulumi's native protocol, without its wire, and the operations of attachments. No rule of the product is here.
import { Attachments } from "../attachment/attachments.ts";
import { checkArguments } from "../attachment/check.ts";
import type { CheckResult, Failure } from "../attachment/check.ts";
import type { Verdict } from "../attachment/changes.ts";
import type { Failed } from "../attachment/outcome.ts";
import { hasFailed } from "../attachment/outcome.ts";
import type { AttachmentRuntime } from "../attachment/ports.ts";
import { programOptionsIn } from "../attachment/program-options.ts";
import type { Properties } from "../attachment/properties.ts";
import { ownProperties } from "../attachment/properties.ts";
import type { StackConfiguration } from "../session/settings.ts";
import { surroundings } from "../session/settings.ts";
import { allVendors } from "../vendors/index.ts";
import { checkProvider } from "./check-provider.ts";
import { configurationOf, isIncomplete, ownArguments, unknownConfiguration } from "./configuration.ts";
import type { ProviderArguments } from "./configuration.ts";
import type { PropertyChange } from "./detailed-diff.ts";
import { detailedDiff } from "./detailed-diff.ts";
import { keptOutputs, plannedOutputs } from "./planned.ts";

export interface PluginOptions {
  readonly runtime: AttachmentRuntime;
  /** The version of this package. */
  readonly version: string;
}

export interface DiffAnswer {
  readonly changes: boolean;
  readonly replaces: readonly string[];
  readonly detailed: ReadonlyMap<string, PropertyChange>;
}

export interface DiffQuestion {
  readonly olds: Properties;
  readonly oldInputs: Properties;
  readonly news: Properties;
}

/** An error of a call, with what the state is to keep where something was changed. */
export class CallFailed extends Error {
  readonly partial: { readonly id: string; readonly properties: Properties } | undefined;

  constructor({ error, partial }: Failed, id: string) {
    super(error.message, { cause: error });
    this.partial = partial && { id, properties: partial };
  }
}

interface Configured {
  readonly attachments: Attachments;
  /** Undefined at a preview where a part of it is not known: nothing is asked of any cloud then. */
  readonly configuration: StackConfiguration | undefined;
  /** Ends the operations of the provider. */
  readonly cancel: AbortController;
}

export class PluginProvider {
  readonly #runtime: AttachmentRuntime;
  readonly #version: string;
  #configured: Configured;
  /** Version that the program's SDK asks for, where it says one. */
  #wanted: string | undefined;

  constructor({ runtime, version }: PluginOptions) {
    this.#runtime = runtime;
    this.#version = version;
    this.#configured = this.#make({ args: {}, isDefault: true });
  }

  checkConfig(provider: ProviderArguments): CheckResult {
    this.#noteWanted(provider.args);
    const failures = checkProvider(provider, this.#runtime.environment(), this.#versions());
    return { inputs: provider.args, failures };
  }

  /** Never a replacement: that would replace all of the provider's resources, which stay where they are. */
  diffConfig(olds: Properties, news: Properties): boolean {
    return JSON.stringify(ownArguments(olds)) !== JSON.stringify(ownArguments(news));
  }

  /** A process that the engine attaches to (PULUMI_DEBUG_PROVIDERS) is configured again by each run, and forgets the one before. */
  configure(provider: ProviderArguments): void {
    this.#noteWanted(provider.args);
    this.#configured = this.#make(provider);
  }

  #make(provider: ProviderArguments): Configured {
    const cancel = new AbortController();
    const outer = this.#runtime.signal;
    const isKnown = !isIncomplete(ownArguments(provider.args));
    const { stack, hides } = configurationOf(provider, this.#runtime.environment());
    const all = this.#runtime.environment;
    const environment =
      hides.size === 0 ? all : () => Object.fromEntries(Object.entries(all()).filter(([name]) => !hides.has(name)));
    const signal = outer ? AbortSignal.any([outer, cancel.signal]) : cancel.signal;
    const attachments = new Attachments({ ...this.#runtime, environment, signal });
    return { attachments, configuration: isKnown ? stack : undefined, cancel };
  }

  async check(olds: Properties, news: Properties): Promise<CheckResult> {
    const { attachments, configuration } = this.#configured;
    const result = configuration
      ? await attachments.check(ownProperties(olds), news, programOptionsIn(news), configuration)
      : await checkArguments(olds, news, surroundings(unknownConfiguration, {}));
    const failures = await Promise.all(
      result.failures.map(async (failure) => ((await isStranger(failure)) ? this.#withVersions(failure) : failure)),
    );
    return { inputs: result.inputs, failures };
  }

  async diff({ olds, oldInputs, news }: DiffQuestion): Promise<DiffAnswer> {
    const { attachments, configuration } = this.#configured;
    const own = { olds: ownProperties(olds), news: ownProperties(news) };
    const verdict: Verdict = configuration
      ? await attachments.diff(own.olds, own.news, configuration)
      : await attachments.compare(own.olds, own.news);
    const replaces = verdict.is === "replace" ? verdict.because : [];
    return { changes: verdict.is !== "none", replaces, detailed: detailedDiff(verdict, { ...own, oldInputs }) };
  }

  /** @param customMs the time that `customTimeouts` gives, in milliseconds; undefined if none. */
  async create(inputs: Properties, customMs?: number): Promise<{ readonly id: string; readonly outputs: Properties }> {
    const { attachments, configuration } = this.#configured;
    const outcome = await attachments.create(ownProperties(inputs), configuration, customMs);
    if (hasFailed(outcome)) throw new CallFailed(outcome, attachments.idOf(inputs) ?? "");
    return outcome;
  }

  /** The preview of a create. An id that is not known is empty. */
  async planCreate(inputs: Properties): Promise<{ readonly id: string; readonly outputs: Properties }> {
    const { attachments, configuration } = this.#configured;
    const will = configuration ? await attachments.outlook(undefined, inputs) : "nothing";
    return { id: attachments.idOf(inputs) ?? "", outputs: plannedOutputs(inputs, will === "made" ? will : "nothing") };
  }

  /** Undefined: the ENI is gone. */
  async read(properties: Properties) {
    const { attachments, configuration } = this.#configured;
    const outcome = await attachments.read(ownProperties(properties), configuration);
    if (hasFailed(outcome)) throw new CallFailed(outcome, "");
    return outcome.found;
  }

  async import(id: string) {
    const { attachments, configuration } = this.#configured;
    const outcome = await attachments.import(id, configuration);
    if (hasFailed(outcome)) throw new CallFailed(outcome, id);
    return outcome;
  }

  async update(id: string, olds: Properties, news: Properties, customMs?: number): Promise<Properties> {
    const { attachments, configuration } = this.#configured;
    const own = { olds: ownProperties(olds), news: ownProperties(news) };
    const outcome = await attachments.update(own.olds, own.news, configuration, customMs);
    if (hasFailed(outcome)) throw new CallFailed(outcome, id);
    return outcome.outputs;
  }

  async planUpdate(olds: Properties, news: Properties): Promise<Properties> {
    const { attachments, configuration } = this.#configured;
    const will = configuration ? await attachments.outlook(ownProperties(olds), ownProperties(news)) : "nothing";
    return will === "kept" ? keptOutputs(olds, news) : plannedOutputs(news, will);
  }

  async delete(properties: Properties, customMs?: number): Promise<void> {
    const { attachments, configuration } = this.#configured;
    const outcome = await attachments.delete(ownProperties(properties), configuration, customMs);
    if (outcome) throw new CallFailed(outcome, "");
  }

  /** Ends every wait at once. The engine asks for it at the end of good runs too, and twice at a Ctrl-C. */
  cancel(): void {
    this.#configured.cancel.abort();
  }

  #noteWanted({ version }: Properties): void {
    if (typeof version === "string") this.#wanted = version;
  }

  #versions(): string {
    const wanted = this.#wanted === undefined ? "" : `, and the program's SDK asks for ${this.#wanted}`;
    return `this plugin is version ${this.#version}${wanted}`;
  }

  #withVersions<F extends { readonly reason: string }>(failure: F): F {
    return { ...failure, reason: `${failure.reason} (${this.#versions()})` };
  }
}

/** Whether no vendor of this version knows the argument: another version of the SDK may. */
async function isStranger({ property }: Failure): Promise<boolean> {
  const name = property.split(".")[0] ?? "";
  return name !== "" && !(await allVendors()).some(({ shape }) => Object.hasOwn(shape, name));
}
