// The dynamic protocol on top of the lifecycle: check, diff, create, read, update, delete of one EniAttachment.
import { isDeepStrictEqual } from "node:util";
import { clause, compose, internalError, notFound, inWords, whereOf } from "../lifecycle/failure.ts";
import { ensureAttached } from "../lifecycle/move.ts";
import { attachOf, lookUnlessBehind } from "../lifecycle/recent.ts";
import type { Operation } from "../lifecycle/operation.ts";
import { EniError } from "../http/errors.ts";
import type { Remedy } from "../http/remedy.ts";
import type { AttachmentArguments, Vendor } from "../vendors/vendor.ts";
import { Announcer } from "./announcer.ts";
import type { CheckResult, Properties } from "./check.ts";
import { checkArguments, isUnknown } from "./check.ts";
import { classify, isQuiet } from "./diff.ts";
import { Ledger } from "./ledger.ts";
import { outputsOf, readArguments, readComputed, toOutputs } from "./outputs.ts";
import type { ProviderRuntime } from "./operation-desk.ts";
import { OperationDesk } from "./operation-desk.ts";
import { Removal } from "./removal.ts";
import { withRegionHint } from "./region-hint.ts";
import { forPulumi, say, withPartialState } from "./report.ts";
import type { StackConfiguration } from "./settings.ts";
import { surroundings } from "./settings.ts";
import type { Subject } from "./subject.ts";
import { subjectOf } from "./subject.ts";
import { attachWords, driftAdvice, lookWords, unknownIn } from "./words.ts";

export interface DiffAnswer {
  readonly changes?: boolean;
  readonly replaces?: string[];
  readonly deleteBeforeReplace: true;
}

export class Provider {
  readonly #runtime: ProviderRuntime;
  readonly #desk: OperationDesk;
  readonly #announcer: Announcer;
  readonly #removal: Removal;
  readonly #ledger = new Ledger();

  constructor(runtime: ProviderRuntime) {
    this.#runtime = runtime;
    this.#desk = new OperationDesk(runtime);
    this.#announcer = new Announcer(this.#desk, this.#ledger);
    this.#removal = new Removal(runtime, this.#desk, this.#ledger);
  }

  async check(olds: Properties, news: Properties, configuration?: StackConfiguration): Promise<CheckResult> {
    await this.#runtime.engine.meet();
    const result = await checkArguments(olds, news, surroundings(configuration));
    if (result.failures.length > 0) return result;
    const asNew = Object.keys(olds).length === 0;
    const before = asNew ? undefined : subjectOf(olds);
    if (before) this.#ledger.markCheckedFrom(before.key);
    const subject = subjectOf(result.inputs);
    if (!subject) return result;
    this.#ledger.markChecked(subject.key, asNew);
    this.#heed(subject, olds, news);
    // A new attachment has no diff, so its line is printed here; a replacement's line was printed by diff.
    if (asNew && this.#ledger.announceOnce(subject.key)) {
      await this.#announcer.change(subject, { inputs: result.inputs }, configuration);
    }
    return result;
  }

  async diff(_id: string, olds: Properties, news: Properties, configuration?: StackConfiguration): Promise<DiffAnswer> {
    const subject = subjectOf(news);
    const before = subjectOf(olds);
    const wasChecked = subject !== undefined && this.#ledger.wasChecked(subject.key);
    const change = await classify(olds, news, { wasChecked });
    if (before && wasChecked) this.#ledger.noteDiff(before.key);
    // Said always: whoever forces a replacement (`--replace`, replaceOnChanges) wants it in the order that can work.
    const always = { deleteBeforeReplace: true } as const;
    if (before && (change.kind === "replace" || (change.kind === "move" && wasChecked))) {
      await this.#giveUp(before, olds, change.kind === "move" ? news : undefined);
      // A move too: with `replaceOnChanges` the engine makes a replacement of it, and asks nothing more.
      if (wasChecked) this.#ledger.markReplaced(before.key, { olds, news });
    }
    if (change.kind === "replace") {
      if (before) {
        const onlyIf = this.#ledger.wasCheckedFrom(before.key) ? undefined : unknownIn(news);
        await this.#announcer.replacement({ before, after: subject, olds, news, onlyIf }, configuration);
      }
      return { ...always, changes: true, replaces: [...change.because] };
    }
    // A refresh asks for a diff too, only to show it. That says nothing of what the program wants: in `up --refresh` and
    // `destroy --refresh` the same process may delete this attachment a moment later.
    if (subject && wasChecked) {
      if (isQuiet(change) && !this.#ledger.isGoing(subject.key)) this.#ledger.markUnchanged(subject.key, olds);
      else {
        const reattach = change.kind === "move" && change.reattach;
        this.#ledger.announceOnce(subject.key);
        await this.#announcer.change(subject, { inputs: news, olds, reattach }, configuration);
        // Two of the state have the ENI, and the other one's delete was faster: this one attaches it again.
        if (isQuiet(change)) return { ...always, changes: true };
      }
    }
    if (change.kind === "none") return { ...always, changes: false };
    // A second refresh finds the drift that the first one wrote down: nothing is to be changed in the state.
    if (change.kind === "drift" && subject && !wasChecked && this.#ledger.isAsStored(subject.key)) {
      return { ...always, changes: false };
    }
    // A drift shows in no input, so it has to be said; of the rest the engine makes a diff property by property.
    return change.kind === "drift" ? { ...always, changes: true } : always;
  }

  async create(inputs: Properties, configuration?: StackConfiguration): Promise<{ id: string; outs: Properties }> {
    const subject = certain(subjectOf(inputs));
    return this.#ledger.exclusively(subject.key, async () => {
      const vendor = await subject.vendor.load();
      const args = readArguments(vendor, inputs);
      const doing = attachWords(args);
      if (this.#ledger.isClaimed(subject.key)) throw alreadyDeclared(subject, vendor, doing);
      const last = this.#ledger.lastDetach(subject.key);
      // What this run has taken off leaves nothing any more, whatever was announced.
      const from = last ? "" : (this.#desk.neighbours.released(subject.key)?.from ?? "");
      const going = { from, to: args.instanceId };
      const request = { args, recorded: args, attachedTo: "", doing, going };
      const op = await this.#desk.operation(subject, request, configuration);
      try {
        const { eni, adopted } = await this.#desk.during(op, () => ensureAttached(op, { reattach: false, last }));
        if (adopted) {
          say(
            subject.label,
            `adopted: it was attached to ${args.instanceId} already; destroy will detach it (\`retainOnDelete\` keeps it), whoever attached it`,
          );
        }
        this.#take(subject);
        const attachedAt = eni.attachedAt ?? (adopted ? "" : this.#now());
        return { id: subject.label, outs: outputsOf({ args, eni, attachedTo: op.attachedTo, adopted, attachedAt }) };
      } catch (caught) {
        const error = internalError(op, caught);
        if (op.mutations === 0) throw forPulumi(withRegionHint(error, subject), subject.label, "create");
        throw await this.#partial(error, op, { id: subject.label, args, inputs });
      }
    });
  }

  async read(
    id: string,
    properties: Properties,
    configuration?: StackConfiguration,
  ): Promise<{ id: string; props: Properties; inputs?: Properties }> {
    const subject = certain(subjectOf(properties));
    return this.#ledger.exclusively(subject.key, async () => {
      try {
        const args = readArguments(await subject.vendor.load(), properties);
        const recorded = readComputed(properties);
        const op = await this.#desk.operation(
          subject,
          {
            args,
            recorded: args,
            attachedTo: recorded.attachedTo,
            doing: lookWords(args, recorded.attachedTo),
            ofLastUp: "all",
          },
          configuration,
        );
        const eni = await this.#desk.during(op, () => lookUnlessBehind(op, attachOf(recorded)));
        if (!eni || eni.phase === "deleting") {
          say(
            subject.label,
            `gone: ${notFound(subject.networkInterfaceId, op.options.session)}; dropped from the state. ` +
              "If it is in another account or region, the next `pulumi up` with the right ones adopts it again",
          );
          return { id: "", props: {} };
        }
        const { attachedTo, adopted } = recorded;
        const found = outputsOf({ args, eni, attachedTo, adopted, attachedAt: "", before: recorded.state });
        const stillThere = found["state"] === "attached" && found["instanceId"] === attachedTo;
        const props: Properties = { ...found, attachedAt: eni.attachedAt ?? (stillThere ? recorded.attachedAt : "") };
        if (attachedTo !== "" && !stillThere) {
          say(
            subject.label,
            `drift: ${op.eniId} ${inWords(eni)}; this stack had attached it to ${attachedTo}. ${driftAdvice(eni, attachedTo)}`,
          );
        }
        if (isDeepStrictEqual(props, toOutputs({ ...args, ...recorded }))) this.#ledger.markAsStored(subject.key);
        // The inputs are those of the state, key for key, with what the cloud says of the instance: any other
        // difference would be a change at each refresh.
        return { id, props, inputs: toOutputs({ ...args, instanceId: props["instanceId"] }) };
      } catch (error) {
        throw forPulumi(error, subject.label, "read");
      }
    });
  }

  async update(
    id: string,
    olds: Properties,
    news: Properties,
    configuration?: StackConfiguration,
  ): Promise<{ outs: Properties }> {
    const subject = certain(subjectOf(news));
    return this.#ledger.exclusively(subject.key, async () => {
      const vendor = await subject.vendor.load();
      const args = readArguments(vendor, news);
      const was = readComputed(olds);
      const change = await classify(olds, news, { wasChecked: true });
      if (isQuiet(change) && !this.#ledger.isGoing(subject.key)) {
        this.#ledger.keep(subject.key);
        this.#desk.neighbours.taken(subject.key);
        return { outs: toOutputs({ ...args, ...was }) };
      }
      const recorded = readArguments(vendor, { ...olds, vendor: vendor.name });
      const going = { from: was.attachedTo, to: args.instanceId };
      const request = { args, recorded, attachedTo: was.attachedTo, doing: attachWords(args), going };
      const op = await this.#desk.operation(subject, request, configuration);
      try {
        const reattach = change.kind === "move" && change.reattach;
        const { eni, adopted } = await this.#desk.during(op, () =>
          ensureAttached(op, { reattach, last: attachOf(was) }),
        );
        this.#take(subject);
        const sameAsBefore = adopted && was.attachedTo === args.instanceId;
        const attachedAt = eni.attachedAt ?? (sameAsBefore ? was.attachedAt : adopted ? "" : this.#now());
        const outs = outputsOf({
          args,
          eni,
          attachedTo: op.attachedTo,
          adopted: sameAsBefore ? was.adopted : adopted,
          attachedAt,
        });
        return { outs };
      } catch (caught) {
        const error = internalError(op, caught);
        const unchanged = op.mutations === 0 && !(op.last.known && differs(op.last.eni, was));
        if (unchanged) throw forPulumi(error, subject.label, "update");
        throw await this.#partial(error, op, { id, args, inputs: news });
      }
    });
  }

  async delete(_id: string, properties: Properties, configuration?: StackConfiguration): Promise<void> {
    const subject = certain(subjectOf(properties));
    await this.#ledger.exclusively(subject.key, () => this.#removal.run(subject, properties, configuration));
  }

  /** What the class says of Pulumi's options, for the ENI that it had and for the one that it is to have. */
  #heed(subject: Subject, olds: Properties, news: Properties): void {
    const { __isRetained: isRetained, __isProtected: isProtected, __createsFirst: createsFirst } = news;
    if (isRetained !== true && isProtected !== true && createsFirst !== true) return;
    for (const one of Object.keys(olds).length === 0 ? [subject] : [subject, subjectOf(olds)]) {
      if (one && isRetained === true) this.#ledger.markRetained(one.key);
      if (one && isProtected === true) this.#ledger.markProtected(one.key);
      if (one && createsFirst === true) this.#ledger.markCreatesFirst(one.key);
    }
  }

  /** A resource of this run has the ENI now. */
  #take({ key }: Subject): void {
    this.#ledger.take(key);
    this.#desk.neighbours.taken(key);
  }

  /** Rule 16: what this attachment leaves, others of the program may have. @param stays the new inputs, where it keeps its ENI. */
  async #giveUp(subject: Subject, olds: Properties, stays: Properties | undefined): Promise<void> {
    const { attachedTo: from } = readComputed(olds);
    if (from === "") return;
    const { key: eni, area, label } = subject;
    // What stays attached, or may not be deleted, is not given up.
    if (!stays && (this.#ledger.isRetained(eni) || this.#ledger.isProtected(eni))) return;
    const to =
      typeof stays?.["instanceId"] === "string" && !isUnknown(stays["instanceId"]) ? stays["instanceId"] : undefined;
    const recorded = readArguments(await subject.vendor.load(), olds);
    this.#desk.neighbours.announce({ eni, area, label, from, to }, { from, to, recorded });
  }

  #now(): string {
    return new Date(this.#runtime.clock.now()).toISOString();
  }

  /** Rule 9: from the first mutating call on, an error carries what is so now into the state. */
  async #partial(
    error: unknown,
    op: Operation,
    { id, args, inputs }: { id: string; args: AttachmentArguments & Properties; inputs: Properties },
  ): Promise<Error> {
    if (!op.last.known) await op.lookBeforeFailing();
    const { eni } = op.last;
    const outputs = outputsOf({
      args,
      eni,
      attachedTo: op.attachedTo,
      adopted: false,
      attachedAt: eni?.attachedAt ?? "",
    });
    return withPartialState(error, { id, outputs, inputs });
  }
}

function certain(subject: Subject | undefined): Subject {
  if (!subject) throw new Error("the engine sent a value that is not known to a call that changes the cloud");
  return subject;
}

function differs(eni: Operation["last"]["eni"], was: ReturnType<typeof readComputed>): boolean {
  const attached = eni?.phase === "attached";
  return attached !== (was.state === "attached") || (attached && eni.instanceId !== was.attachedTo);
}

function alreadyDeclared({ label, region, networkInterfaceId }: Subject, vendor: Vendor, doing: string): Error {
  const happened = `${doing} (${whereOf({ vendor, region })}): another EniAttachment of this program has ${networkInterfaceId} already, and an ENI can be attached once.`;
  const remedy: Remedy = [{ kind: "correctProgram", name: label, change: "removeDuplicate" }];
  const message = compose(happened, "Now: nothing was sent.", remedy, "ALREADY_DECLARED");
  const parts = { happened, what: clause(happened), remedy };
  return forPulumi(new EniError("ALREADY_DECLARED", message, { parts }), label, "create");
}
