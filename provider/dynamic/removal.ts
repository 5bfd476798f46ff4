// `delete`: a destroy, what the program lost, the first half of a replacement, or the old name of a resource that was renamed.
import { EniError } from "../http/errors.ts";
import type { Step } from "../http/remedy.ts";
import { failure, inWords } from "../lifecycle/failure.ts";
import { ensureAttached, ensureDetached } from "../lifecycle/move.ts";
import { attachOf } from "../lifecycle/recent.ts";
import { remedyOfChecks } from "../lifecycle/refusal.ts";
import { proofAgainst } from "../lifecycle/replacement.ts";
import type { Properties } from "./check.ts";
import { classify } from "./diff.ts";
import type { Ledger } from "./ledger.ts";
import type { OperationDesk, ProviderRuntime } from "./operation-desk.ts";
import { readArguments, readComputed } from "./outputs.ts";
import { forPulumi, say } from "./report.ts";
import type { StackConfiguration } from "./settings.ts";
import type { Subject } from "./subject.ts";
import { subjectOf } from "./subject.ts";
import { attachWords, destroyLine } from "./words.ts";

const keptWords =
  "kept attached: a resource of this program has this ENI now, so only the old state is dropped. For a rename, `aliases` is the better way; for a replacement that detaches and attaches again, `deleteBeforeReplace: true`";

const givenWords =
  "kept attached: another attachment of this program has taken this ENI over in this run, so only the old state is dropped";

/** Dependents that are replaced with it are deleted before it; and without the checks nothing puts the old ENI back. */
function ofReplacement(step: Step): Step {
  if (step.kind === "runAgain" || step.kind === "leaveFirst") return { ...step, recreatesDependents: true };
  return step.kind === "skipChecks" ? { ...step, detachesOld: true } : step;
}

export class Removal {
  readonly #runtime: ProviderRuntime;
  readonly #desk: OperationDesk;
  readonly #ledger: Ledger;

  constructor(runtime: ProviderRuntime, desk: OperationDesk, ledger: Ledger) {
    this.#runtime = runtime;
    this.#desk = desk;
    this.#ledger = ledger;
  }

  async run(subject: Subject, properties: Properties, configuration: StackConfiguration | undefined): Promise<void> {
    const { label, key } = subject;
    const { attachedTo, state } = readComputed(properties);
    const keeper = this.#ledger.unchanged(key);
    const keptOn = keeper && readComputed(keeper).attachedTo;
    const isKept = this.#ledger.isClaimed(key) && !keeper;
    // What failed half way may have taken the ENI off another one that has it on record.
    const mayHaveTaken = state !== "attached";
    const isThere = keptOn === "" || (keptOn === attachedTo && !mayHaveTaken);
    if (isKept || this.#ledger.isTaken(key) || isThere) {
      say(label, this.#isGivenUp(subject, properties) ? givenWords : keptWords);
      return;
    }
    try {
      if (keeper && (attachedTo !== "" || mayHaveTaken))
        await this.#putBack(subject, properties, keeper, configuration);
      else if (attachedTo === "") {
        say(label, "nothing to detach: this resource had not attached it");
        if (mayHaveTaken) this.#ledger.markGoing(key);
      } else await this.#detach(subject, properties, configuration);
      this.#ledger.release(key);
    } catch (error) {
      throw forPulumi(error, label, "destroy");
    }
  }

  /** The resource is to have another ENI instead: whoever has this one is not the same resource under another name. */
  #isGivenUp({ key }: Subject, properties: Properties): boolean {
    const news = this.#ledger.replacementOf(key, properties);
    const after = news && subjectOf(news);
    return after !== undefined && after.key !== key;
  }

  async #detach(
    subject: Subject,
    properties: Properties,
    configuration: StackConfiguration | undefined,
  ): Promise<void> {
    const { key, label } = subject;
    const args = readArguments(await subject.vendor.load(), properties);
    const recorded = readComputed(properties);
    const { attachedTo } = recorded;
    this.#ledger.markGoing(key);
    const news = this.#ledger.replacementOf(key, properties);
    if (news) await this.#refuseOnProof(subject, { properties, attachedTo, news }, configuration);
    else if (this.#ledger.wasCheckedAsNew(key) && !this.#desk.neighbours.released(key))
      say(label, `forced replacement: detaching from ${attachedTo}; its network is down until it is attached again`);
    if (recorded.adopted)
      say(label, `detaching what was adopted on ${attachedTo}, whoever attached it (\`retainOnDelete\` would keep it)`);
    const doing = `detach ${args.networkInterfaceId} from ${attachedTo}`;
    const going = { from: attachedTo, to: undefined };
    // Only an up, which has today's configuration, asks for checks.
    const ofLastUp = this.#ledger.hasChecks ? "timeouts" : "all";
    const request = { args, recorded: args, attachedTo, doing, going, ofLastUp } as const;
    const op = await this.#desk.operation(subject, request, configuration);
    const { how, called } = await this.#desk.during(op, () =>
      ensureDetached(op, { last: attachOf(recorded), unfinished: recorded.state !== "attached" }),
    );
    const line = destroyLine(op, how, called, attachedTo);
    if (line !== undefined) say(label, line);
    if (how === "detached") this.#ledger.noteDetach(key, attachedTo, this.#runtime.clock.now());
  }

  /** Rule 15: the first half of a replacement whose second half is certain to fail. */
  async #refuseOnProof(
    subject: Subject,
    {
      properties,
      attachedTo,
      news,
    }: { readonly properties: Properties; readonly attachedTo: string; readonly news: Properties },
    configuration: StackConfiguration | undefined,
  ): Promise<void> {
    const after = subjectOf(news);
    if (!after) return;
    const args = readArguments(await after.vendor.load(), news);
    const isSameEni = after.key === subject.key;
    const doing = isSameEni
      ? attachWords(args)
      : `replace ${subject.networkInterfaceId} on ${attachedTo} by ${after.networkInterfaceId} on ${args.instanceId}`;
    const ours = isSameEni ? attachedTo : "";
    const going = { from: attachedTo, to: args.instanceId };
    const request = { args, recorded: args, attachedTo: ours, doing, going };
    const op = await this.#desk.operation(after, request, configuration).catch((error: unknown) => {
      // Another vendor's credentials may be missing: the create tells.
      if (error instanceof EniError) return undefined;
      throw error;
    });
    if (op?.options.args.preflight !== true) {
      op?.options.neighbour?.end();
      return;
    }
    const change = await classify(properties, news, { wasChecked: true });
    const options = {
      ours,
      reattach: change.kind === "move" && change.reattach,
      leaving: subject.area === after.area ? attachedTo : "",
      to: args.instanceId,
      onConflict: args.onConflict ?? "fail",
    } as const;
    const proof = await this.#desk.during(op, () => proofAgainst(op, options));
    if (proof === undefined) return;
    throw failure(op, proof.code, {
      what: `it would fail, so nothing was detached: ${proof.problems.map(({ what }) => what).join("; ")}`,
      sayNow: !proof.problems.some(({ saysNow }) => saysNow),
      remedy: remedyOfChecks(proof.problems).map(ofReplacement),
    });
  }

  /**
   * Two resources of the state have the ENI, after a run that failed between a create and a delete. The one that the program still has
   * is unchanged, so no other call will look where the ENI is: what this one took elsewhere goes back.
   */
  async #putBack(
    subject: Subject,
    properties: Properties,
    keeper: Properties,
    configuration: StackConfiguration | undefined,
  ): Promise<void> {
    const vendor = await subject.vendor.load();
    const recorded = readArguments(vendor, { ...properties, vendor: vendor.name });
    const { attachedTo } = readComputed(properties);
    const { attachedTo: to } = readComputed(keeper);
    const args = { ...readArguments(vendor, { ...keeper, vendor: vendor.name }), instanceId: to };
    const doing = `attach ${args.networkInterfaceId} to ${to}, where the program has it`;
    const going = { from: attachedTo, to };
    const op = await this.#desk.operation(subject, { args, recorded, attachedTo, doing, going }, configuration);
    const isElsewhere = await this.#desk.during(op, async () => {
      const eni = await op.look();
      if (!eni || (eni.phase === "attached" && ![attachedTo, to].includes(eni.instanceId ?? attachedTo)))
        return eni ? inWords(eni) : "is gone";
      await ensureAttached(op, { reattach: false });
      return undefined;
    });
    if (isElsewhere === undefined) {
      this.#ledger.take(subject.key);
      const left = attachedTo === "" ? "had taken it off" : `had left it with ${attachedTo}`;
      const line = `put back on ${to}, where the program has it: an earlier run ${left}`;
      say(subject.label, op.mutations === 0 ? keptWords : line);
    } else
      say(subject.label, `left alone: it ${isElsewhere}, and the program has it on ${to}: run \`pulumi up --refresh\``);
  }
}
