// `diff`: what a change of the program amounts to, what is said of it, and what others of the program may have by it.
import type { Neighbours } from "../lifecycle/neighbours.ts";
import type { Announcer } from "./announcer.ts";
import type { Change } from "./classify.ts";
import { classify, isQuiet } from "./classify.ts";
import type { Desk } from "./operation-desk.ts";
import type { Properties } from "./properties.ts";
import { isUnknown } from "./properties.ts";
import type { RunMemory } from "./run-memory.ts";
import { readArguments, readComputed } from "./state.ts";
import type { Subject } from "./subject.ts";
import { subjectOf } from "./subject.ts";
import { unknownIn } from "./words.ts";

/** What an adapter tells the engine. `changed` are arguments. */
export type Verdict =
  | { readonly is: "none" }
  /** Always delete first. */
  | { readonly is: "replace"; readonly changed: readonly string[]; readonly because: readonly string[] }
  /** `isDrift`: it shows in no argument. */
  | { readonly is: "update"; readonly changed: readonly string[]; readonly isDrift: boolean };

export class Changes {
  readonly #announcer: Announcer;
  readonly #neighbours: Neighbours;
  readonly #memory: RunMemory;

  constructor(announcer: Announcer, neighbours: Neighbours, memory: RunMemory) {
    this.#announcer = announcer;
    this.#neighbours = neighbours;
    this.#memory = memory;
  }

  async diff(olds: Properties, news: Properties, desk: Desk): Promise<Verdict> {
    const subject = subjectOf(news);
    const before = subjectOf(olds);
    const wasChecked = subject !== undefined && this.#memory.wasChecked(subject.key);
    const change = await classify(olds, news, { wasChecked });
    if (before && wasChecked) this.#memory.noteDiff(before.key);
    if (before && (change.kind === "replace" || (wasChecked && leaves(change, olds, news)))) {
      await this.#giveUp(before, olds, change.kind === "replace" ? undefined : news);
      // A move too: with `replaceOnChanges` the engine makes a replacement of it, and asks nothing more.
      if (wasChecked && change.kind !== "drift") this.#memory.markReplaced(before.key, { olds, news });
    }
    if (change.kind === "replace") {
      // What failed half way may have taken the ENI off another one that has it on record. Its delete may have been in an earlier run.
      if (before && wasChecked && before.key !== subject.key && readComputed(olds).state !== "attached")
        this.#memory.markGoing(before.key);
      if (before) {
        const onlyIf = this.#memory.wasCheckedFrom(before.key) ? undefined : unknownIn(news);
        await this.#announcer.replacement({ before, after: subject, olds, news, onlyIf }, desk);
      }
      return { is: "replace", changed: change.changed, because: change.because };
    }
    // A refresh asks for a diff too, only to show it. That says nothing of what the program wants: in `up --refresh` and
    // `destroy --refresh` the same process may delete this attachment a moment later.
    if (subject && wasChecked) {
      if (isQuiet(change) && !this.#memory.isGoing(subject.key)) this.#memory.markUnchanged(subject.key, olds);
      else {
        const reattach = change.kind === "move" && change.reattach;
        this.#memory.announceOnce(subject.key);
        await this.#announcer.change(subject, { inputs: news, olds, reattach }, desk);
        // Two of the state have the ENI, and the other one's delete was faster: this one attaches it again.
        if (isQuiet(change)) return { is: "update", changed: change.changed, isDrift: true };
      }
    }
    if (change.kind === "none") return { is: "none" };
    const isDrift = change.kind === "drift";
    // A second refresh finds the drift that the first one wrote down: nothing is to be changed in the state.
    if (isDrift && subject && !wasChecked && this.#memory.isAsStored(subject.key)) return { is: "none" };
    return { is: "update", changed: change.changed, isDrift };
  }

  /** Rule 16: what this attachment leaves, others of the program may have. @param stays the new inputs, where it keeps its ENI. */
  async #giveUp(subject: Subject, olds: Properties, stays: Properties | undefined): Promise<void> {
    const { attachedTo: from } = readComputed(olds);
    if (from === "") return;
    const { key: eni, area, label } = subject;
    // What stays attached, or may not be deleted, is not given up.
    if (!stays && (this.#memory.isRetained(eni) || this.#memory.isProtected(eni))) return;
    const to =
      typeof stays?.["instanceId"] === "string" && !isUnknown(stays["instanceId"]) ? stays["instanceId"] : undefined;
    const recorded = readArguments(await subject.vendor.load(), olds);
    this.#neighbours.announce({ eni, area, label, from, to }, { from, to, recorded });
  }
}

/** The ENI stays with this resource and leaves the instance that the state has it on, also when a step before has failed half way. */
function leaves({ kind }: Change, olds: Properties, news: Properties): boolean {
  return kind === "move" || (kind === "drift" && readComputed(olds).attachedTo !== news["instanceId"]);
}
