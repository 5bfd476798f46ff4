// `delete`: for a destroy, a resource that was removed from the program, the first half of a replacement, or the old name of a renamed
// resource.
import { EniError } from "../errors.ts";
import type { Step } from "../remedy.ts";
import { failure, inWords } from "../lifecycle/failure.ts";
import { ensureAttached, ensureDetached } from "../lifecycle/move.ts";
import { attachOf } from "../lifecycle/recent.ts";
import { remedyOfChecks } from "../lifecycle/refusal.ts";
import { proofAgainst } from "../lifecycle/replacement.ts";
import type { Properties } from "./properties.ts";
import { classify } from "./classify.ts";
import type { RunMemory } from "./run-memory.ts";
import type { CustomLimit, StackOperations, Operations } from "./operations.ts";
import type { Failed } from "./outcome.ts";
import { failed } from "./outcome.ts";
import { readArguments, readComputed } from "./state.ts";
import type { AttachmentRuntime } from "./ports.ts";
import type { Subject } from "./subject.ts";
import { subjectOf } from "./subject.ts";
import { attachWords, destroyLine } from "./words.ts";

const keptWords =
  "kept attached: a resource of this program has this ENI now, so only the old state is dropped. For a rename, `aliases` is the better way; for a replacement that detaches and attaches again, `deleteBeforeReplace: true`";

const givenWords =
  "kept attached: another attachment of this program has taken this ENI over in this run, so only the old state is dropped";

/** In a replacement, the engine deletes dependents first, and without the checks nothing would put the old ENI back. */
function ofReplacement(step: Step): Step {
  if (step.kind === "runAgain" || step.kind === "leaveFirst") return { ...step, recreatesDependents: true };
  return step.kind === "skipChecks" ? { ...step, detachesOld: true } : step;
}

export class Removal {
  readonly #runtime: AttachmentRuntime;
  readonly #operations: Operations;
  readonly #memory: RunMemory;

  constructor(runtime: AttachmentRuntime, operations: Operations, memory: RunMemory) {
    this.#runtime = runtime;
    this.#operations = operations;
    this.#memory = memory;
  }

  async run(
    subject: Subject,
    properties: Properties,
    stack: StackOperations,
    customTimeout?: CustomLimit,
  ): Promise<Failed | undefined> {
    const { label, key } = subject;
    const { attachedTo, state } = readComputed(properties);
    const keeper = this.#memory.unchanged(key);
    const keptOn = keeper && readComputed(keeper).attachedTo;
    const isKept = this.#memory.isClaimed(key) && !keeper;
    // A step that failed half way may have taken the ENI from another resource that records it.
    const mayHaveTaken = state !== "attached";
    const isThere = keptOn === "" || (keptOn === attachedTo && !mayHaveTaken);
    if (isKept || this.#memory.isTaken(key) || isThere) {
      this.#say(label, this.#isGivenUp(subject, properties) ? givenWords : keptWords);
      return undefined;
    }
    try {
      if (keeper && (attachedTo !== "" || mayHaveTaken)) await this.#putBack(subject, properties, keeper, stack);
      else if (attachedTo === "") {
        this.#say(label, "nothing to detach: this resource had not attached it");
        if (mayHaveTaken) this.#memory.markGoing(key);
      } else await this.#detach(subject, properties, stack, customTimeout);
      this.#memory.release(key);
      return undefined;
    } catch (error) {
      return failed(error, subject, "destroy");
    }
  }

  #say(label: string, line: string): void {
    this.#runtime.say(label, line, "info");
  }

  /** The resource gets another ENI, so the resource that has this one now is not the same under a new name. */
  #isGivenUp({ key }: Subject, properties: Properties): boolean {
    const news = this.#memory.replacementOf(key, properties);
    const after = news && subjectOf(news);
    return after !== undefined && after.key !== key;
  }

  async #detach(
    subject: Subject,
    properties: Properties,
    stack: StackOperations,
    customTimeout: CustomLimit | undefined,
  ): Promise<void> {
    const { key, label } = subject;
    const args = readArguments(await subject.vendor.load(), properties);
    const recorded = readComputed(properties);
    const { attachedTo } = recorded;
    this.#memory.markGoing(key);
    const news = this.#memory.replacementOf(key, properties);
    if (news) await this.#refuseOnProof(subject, { properties, attachedTo, news }, stack);
    else if (this.#memory.wasCheckedAsNew(key) && !this.#operations.neighbours.released(key))
      this.#say(
        label,
        `forced replacement: detaching from ${attachedTo}; its network is down until it is attached again`,
      );
    if (recorded.adopted)
      this.#say(
        label,
        `detaching what was adopted on ${attachedTo}, whoever attached it (\`retainOnDelete\` would keep it)`,
      );
    const doing = `detach ${args.networkInterfaceId} from ${attachedTo}`;
    const going = { from: attachedTo, to: undefined };
    // Only an up asks for checks, and only an up gets the present configuration.
    const ofLastUp = this.#memory.hasChecks ? "timeouts" : "all";
    const request = { args, recorded: args, attachedTo, doing, going, ofLastUp, customTimeout } as const;
    const op = await stack.operation(subject, request);
    const { how, called } = await this.#operations.during(op, () =>
      ensureDetached(op, { last: attachOf(recorded), unfinished: recorded.state !== "attached" }),
    );
    const line = destroyLine(op, how, called, attachedTo);
    if (line !== undefined) this.#say(label, line);
    if (how === "detached") this.#memory.noteDetach(key, attachedTo, this.#runtime.clock.now());
  }

  /** Rule 15: refuses the first half of a replacement whose second half will certainly fail. */
  async #refuseOnProof(
    subject: Subject,
    {
      properties,
      attachedTo,
      news,
    }: { readonly properties: Properties; readonly attachedTo: string; readonly news: Properties },
    stack: StackOperations,
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
    const op = await stack.operation(after, request).catch((error: unknown) => {
      // If the credentials of another vendor are missing, the create reports that.
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
    const proof = await this.#operations.during(op, () => proofAgainst(op, options));
    if (proof === undefined) return;
    throw failure(op, proof.code, {
      what: `it would fail, so nothing was detached: ${proof.problems.map(({ what }) => what).join("; ")}`,
      sayNow: !proof.problems.some(({ saysNow }) => saysNow),
      remedy: remedyOfChecks(proof.problems).map(ofReplacement),
    });
  }

  /**
   * After a run that failed between a create and a delete, two rows of the state have the ENI. The row that the program keeps is
   * unchanged, so no other call looks at the ENI, and this delete puts it back where that row records it.
   */
  async #putBack(subject: Subject, properties: Properties, keeper: Properties, stack: StackOperations): Promise<void> {
    const vendor = await subject.vendor.load();
    const recorded = readArguments(vendor, { ...properties, vendor: vendor.name });
    const { attachedTo } = readComputed(properties);
    const { attachedTo: to } = readComputed(keeper);
    // Whoever attaches it elsewhere meanwhile keeps it: a delete takes an ENI from nobody.
    const onConflict = "fail" as const;
    // It is taken off in any case, and never put back on what this resource gives up.
    const removal = { preflight: false, rollback: false };
    const args = {
      ...readArguments(vendor, { ...keeper, vendor: vendor.name }),
      ...removal,
      instanceId: to,
      onConflict,
    };
    const doing = `attach ${args.networkInterfaceId} to ${to}, where the program has it`;
    const going = { from: attachedTo, to };
    const op = await stack.operation(subject, { args, recorded, attachedTo, doing, going });
    const isElsewhere = await this.#operations.during(op, async () => {
      const eni = await op.look();
      if (!eni || (eni.phase === "attached" && ![attachedTo, to].includes(eni.instanceId ?? attachedTo)))
        return eni ? inWords(eni) : "is gone";
      try {
        await ensureAttached(op, { reattach: false });
        return undefined;
      } catch (error) {
        const isTaken = error instanceof EniError && error.code === "ENI_ATTACHED_ELSEWHERE" && op.mutations === 0;
        if (isTaken && op.last.eni) return inWords(op.last.eni);
        // The instance is gone. The one that the program has says so when it is refreshed.
        const isGone = error instanceof EniError && error.code === "INSTANCE_NOT_FOUND" && op.attachedTo === "";
        if (isGone) return `is detached, for ${to} does not exist`;
        throw error;
      }
    });
    if (isElsewhere === undefined) {
      this.#memory.take(subject.key);
      const left = attachedTo === "" ? "had taken it off" : `had left it with ${attachedTo}`;
      const line = `put back on ${to}, where the program has it: an earlier run ${left}`;
      this.#say(subject.label, op.mutations === 0 ? keptWords : line);
    } else
      this.#say(
        subject.label,
        `left alone: it ${isElsewhere}, and the program has it on ${to}: run \`pulumi up --refresh\``,
      );
  }
}
