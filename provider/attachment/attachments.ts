// The operations of EniAttachment for every adapter: check, diff, create, read, update and delete of the attachments of one process.
import type { Imported } from "./import.ts";
import { importAttachment, readImportId } from "./import.ts";
import type { CustomLimit } from "./operations.ts";
import { Operations } from "./operations.ts";
import { ensureAttached } from "../lifecycle/move.ts";
import { inWords, errorOf, notFound } from "../lifecycle/failure.ts";
import { attachOf, lookUnlessBehind } from "../lifecycle/recent.ts";
import type { Operation } from "../lifecycle/operation.ts";
import type { StackConfiguration } from "../session/settings.ts";
import type { AttachmentArguments } from "../vendors/vendor.ts";
import { Announcer } from "./announcer.ts";
import type { CheckResult } from "./check.ts";
import { checkArguments } from "./check.ts";
import type { Verdict } from "./changes.ts";
import { Changes } from "./changes.ts";
import { classify, isQuiet } from "./classify.ts";
import { alreadyDeclared } from "./declared-twice.ts";
import type { Failed, Outcome } from "./outcome.ts";
import { failed } from "./outcome.ts";
import type { ProgramOptions } from "./program-options.ts";
import type { AttachmentRuntime } from "./ports.ts";
import type { Properties } from "./properties.ts";
import { withRegionHint } from "./region-hint.ts";
import { Removal } from "./removal.ts";
import { RunMemory } from "./run-memory.ts";
import type { Computed } from "./state.ts";
import { isAsRecorded, outputsOf, readArguments, readComputed, toOutputs } from "./state.ts";
import type { Subject } from "./subject.ts";
import { subjectOf } from "./subject.ts";
import { attachWords, driftAdvice, lookWords } from "./words.ts";

export interface Made {
  readonly outputs: Properties;
}

export interface Read {
  /** Undefined if the ENI does not exist any more. */
  readonly found: { readonly outputs: Properties; readonly inputs: Properties } | undefined;
}

export class Attachments {
  readonly #runtime: AttachmentRuntime;
  readonly #operations: Operations;
  readonly #announcer: Announcer;
  readonly #changes: Changes;
  readonly #removal: Removal;
  readonly #memory = new RunMemory();

  constructor(runtime: AttachmentRuntime) {
    this.#runtime = runtime;
    this.#operations = new Operations(runtime);
    this.#announcer = new Announcer(runtime.say, this.#memory);
    this.#changes = new Changes(this.#announcer, this.#operations.neighbours, this.#memory);
    this.#removal = new Removal(runtime, this.#operations, this.#memory);
  }

  async check(
    olds: Properties,
    news: Properties,
    options: ProgramOptions,
    configuration?: StackConfiguration,
  ): Promise<CheckResult> {
    await this.#runtime.liveness.meet();
    const stack = this.#operations.with(configuration);
    const result = await checkArguments(olds, news, stack.surroundings);
    if (result.failures.length > 0) return result;
    const asNew = Object.keys(olds).length === 0;
    const before = asNew ? undefined : subjectOf(olds);
    if (before) this.#memory.markCheckedFrom(before.key);
    const subject = subjectOf(result.inputs);
    if (!subject) return result;
    this.#memory.markChecked(subject.key, asNew);
    for (const one of asNew ? [subject] : [subject, before]) if (one) this.#memory.heed(one.key, options);
    // A new attachment has no diff, so its plan line is printed here. Diff has printed the line of a replacement.
    if (asNew && this.#memory.announceOnce(subject.key)) {
      await this.#announcer.change(subject, { inputs: result.inputs }, stack);
    }
    return result;
  }

  diff(olds: Properties, news: Properties, configuration?: StackConfiguration): Promise<Verdict> {
    return this.#changes.diff(olds, news, this.#operations.with(configuration));
  }

  /** @param customMs `customTimeouts.create`, in milliseconds; in place of `timeouts.attach`. */
  async create(
    inputs: Properties,
    configuration?: StackConfiguration,
    customMs?: number,
  ): Promise<Outcome<Made & { readonly id: string }>> {
    const subject = certain(subjectOf(inputs));
    const id = subject.label;
    return this.#alone(subject, "create", async () => {
      const vendor = await subject.vendor.load();
      const args = readArguments(vendor, inputs);
      const doing = attachWords(args);
      if (this.#memory.isClaimed(subject.key)) return { error: alreadyDeclared(subject, vendor, doing) };
      const last = this.#memory.lastDetach(subject.key);
      // An ENI that this run has detached leaves no instance any more, even if diff announced that.
      const from = last ? "" : (this.#operations.neighbours.released(subject.key)?.from ?? "");
      const going = { from, to: args.instanceId };
      const customTimeout = limit("create", customMs);
      const request = { args, recorded: args, attachedTo: "", doing, going, customTimeout };
      const op = await this.#operations.with(configuration).operation(subject, request);
      try {
        const { eni, adopted } = await this.#operations.during(op, () => ensureAttached(op, { reattach: false, last }));
        if (adopted) {
          this.#say(
            subject,
            `adopted: it was attached to ${args.instanceId} already; destroy will detach it (\`retainOnDelete\` keeps it), whoever attached it`,
          );
        }
        this.#take(subject);
        const attachedAt = eni.attachedAt ?? (adopted ? "" : this.#now());
        return { id, outputs: outputsOf({ args, eni, attachedTo: op.attachedTo, adopted, attachedAt }) };
      } catch (caught) {
        const error = errorOf(op, caught);
        if (op.mutations === 0) return { error: withRegionHint(error, subject) };
        return { error, partial: await partialOutputs(op, args) };
      }
    });
  }

  async read(properties: Properties, configuration?: StackConfiguration): Promise<Outcome<Read>> {
    const subject = certain(subjectOf(properties));
    return this.#alone(subject, "read", async () => {
      const args = readArguments(await subject.vendor.load(), properties);
      const recorded = readComputed(properties);
      const { attachedTo, adopted } = recorded;
      const doing = lookWords(args, attachedTo);
      const request = { args, recorded: args, attachedTo, doing, ofLastUp: "all" } as const;
      const op = await this.#operations.with(configuration).operation(subject, request);
      const eni = await this.#operations.during(op, () => lookUnlessBehind(op, attachOf(recorded)));
      if (!eni || eni.phase === "deleting") {
        this.#say(
          subject,
          `gone: ${notFound(subject.networkInterfaceId, op.session)}; dropped from the state. ` +
            "If it is in another account or region, the next `pulumi up` with the right ones adopts it again",
        );
        return { found: undefined };
      }
      // A state that had it on somebody else's instance says nothing about ours.
      const before = args.instanceId === attachedTo ? recorded.state : "detached";
      const seen = outputsOf({ args, eni, attachedTo, adopted, attachedAt: "", before });
      const stillThere = seen["state"] === "attached" && seen["instanceId"] === attachedTo;
      const outputs: Properties = { ...seen, attachedAt: eni.attachedAt ?? (stillThere ? recorded.attachedAt : "") };
      if (attachedTo !== "" && !stillThere) {
        this.#say(
          subject,
          `drift: ${op.eniId} ${inWords(eni)}; this stack had attached it to ${attachedTo}. ${driftAdvice(eni, attachedTo)}`,
        );
      }
      if (isAsRecorded(outputs, { ...args, ...recorded })) this.#memory.markAsStored(subject.key);
      // Keep the inputs of the state and change only the instance to what the cloud says: any other difference would show as a change
      // at each refresh.
      return { found: { outputs, inputs: toOutputs({ ...args, instanceId: outputs["instanceId"] }) } };
    });
  }

  /** @param customMs `customTimeouts.update`, in milliseconds: the bound of detach and attach together. */
  async update(
    olds: Properties,
    news: Properties,
    configuration?: StackConfiguration,
    customMs?: number,
  ): Promise<Outcome<Made>> {
    const subject = certain(subjectOf(news));
    return this.#alone(subject, "update", async () => {
      const vendor = await subject.vendor.load();
      const args = readArguments(vendor, news);
      const was = readComputed(olds);
      const change = await classify(olds, news, { wasChecked: true });
      if (isQuiet(change) && !this.#memory.isGoing(subject.key)) {
        this.#memory.keep(subject.key);
        this.#operations.neighbours.taken(subject.key);
        return { outputs: toOutputs({ ...args, ...was }) };
      }
      const recorded = readArguments(vendor, { ...olds, vendor: vendor.name });
      const going = { from: was.attachedTo, to: args.instanceId };
      const customTimeout = limit("update", customMs);
      const request = { args, recorded, attachedTo: was.attachedTo, doing: attachWords(args), going, customTimeout };
      const op = await this.#operations.with(configuration).operation(subject, request);
      try {
        const reattach = change.kind === "move" && change.reattach;
        const last = attachOf(was);
        const { eni, adopted } = await this.#operations.during(op, () => ensureAttached(op, { reattach, last }));
        this.#take(subject);
        const sameAsBefore = adopted && was.attachedTo === args.instanceId;
        const attachedAt = eni.attachedAt ?? (sameAsBefore ? was.attachedAt : adopted ? "" : this.#now());
        const isAdopted = sameAsBefore ? was.adopted : adopted;
        return { outputs: outputsOf({ args, eni, attachedTo: op.attachedTo, adopted: isAdopted, attachedAt }) };
      } catch (caught) {
        const error = errorOf(op, caught);
        const unchanged =
          op.mutations === 0 && !(op.last.known && differs(op.last.eni, was.state, recorded.instanceId));
        return unchanged ? { error } : { error, partial: await partialOutputs(op, args) };
      }
    });
  }

  /** @param customMs `customTimeouts.delete`, in milliseconds; in place of `timeouts.detach`. */
  async delete(
    properties: Properties,
    configuration?: StackConfiguration,
    customMs?: number,
  ): Promise<Failed | undefined> {
    const subject = certain(subjectOf(properties));
    const stack = this.#operations.with(configuration);
    const customTimeout = limit("delete", customMs);
    return this.#memory.exclusively(subject.key, () => this.#removal.run(subject, properties, stack, customTimeout));
  }

  /**
   * The attachment of an ENI that is attached already, for an import.
   * @param id `<vendor>/<region>/<networkInterfaceId>`, for some vendors with more (import.ts).
   */
  async import(id: string, configuration?: StackConfiguration): Promise<Outcome<Imported>> {
    const asked = await readImportId(id);
    if ("error" in asked) return asked;
    const { subject } = asked;
    return this.#alone(subject, "import", () => importAttachment(asked, this.#operations.with(configuration)));
  }

  /** The verdict alone, where no cloud may be asked: nothing is said or remembered. */
  compare(olds: Properties, news: Properties): Promise<Verdict> {
    return this.#changes.compare(olds, news);
  }

  /** The id of a new attachment; undefined if a part of it is not known yet. */
  idOf(inputs: Properties): string | undefined {
    return subjectOf(inputs)?.label;
  }

  /**
   * What `up` does with the outputs: it keeps them (`kept`), makes new ones (`made`), or fails (`nothing`). This run's diff or check has said so.
   * @param olds undefined for a new attachment.
   */
  async outlook(olds: Properties | undefined, inputs: Properties): Promise<"kept" | "made" | "nothing"> {
    const subject = subjectOf(inputs);
    if (subject && this.#memory.isFutile(subject.key)) return "nothing";
    return olds && isQuiet(await classify(olds, inputs, { wasChecked: true })) ? "kept" : "made";
  }

  /** Runs one operation at a time on an ENI, and turns what it throws into an outcome. */
  #alone<Good extends object>(
    subject: Subject,
    doing: string,
    work: () => Promise<Outcome<Good>>,
  ): Promise<Outcome<Good>> {
    return this.#memory.exclusively(subject.key, () => work().catch((error: unknown) => failed(error, subject, doing)));
  }

  /** Records that a resource of this run has the ENI now. */
  #take({ key }: Subject): void {
    this.#memory.take(key);
    this.#operations.neighbours.taken(key);
  }

  #say({ label }: Subject, line: string): void {
    this.#runtime.say(label, line, "warning");
  }

  #now(): string {
    return new Date(this.#runtime.clock.now()).toISOString();
  }
}

function limit(of: CustomLimit["of"], ms: number | undefined): CustomLimit | undefined {
  return ms === undefined ? undefined : { of, ms };
}

/** Rule 9: after the first mutating call, an error carries the observed state. */
async function partialOutputs(op: Operation, args: AttachmentArguments & Properties): Promise<Properties> {
  if (!op.last.known) await op.lookBeforeFailing();
  const { eni } = op.last;
  return outputsOf({ args, eni, attachedTo: op.attachedTo, adopted: false, attachedAt: eni?.attachedAt ?? "" });
}

function certain(subject: Subject | undefined): Subject {
  if (!subject) throw new Error("the engine sent a value that is not known to a call that changes the cloud");
  return subject;
}

/** Whether the ENI is elsewhere than the state has it. @param instanceId in the state: after a refresh, where the ENI was seen. */
function differs(eni: Operation["last"]["eni"], state: Computed["state"], instanceId: string): boolean {
  const attached = eni?.phase === "attached";
  return attached !== (state === "attached") || (attached && eni.instanceId !== instanceId);
}
