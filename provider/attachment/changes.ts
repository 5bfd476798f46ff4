// `diff`: decides what a change of the program means, prints its plan line, and announces the ENI or place that it releases.
import type { Neighbours } from "../lifecycle/neighbours.ts";
import type { Announcer } from "./announcer.ts";
import type { Change } from "./classify.ts";
import { classify, isQuiet } from "./classify.ts";
import type { StackOperations } from "./operations.ts";
import type { Properties } from "./properties.ts";
import { isUnknown } from "./properties.ts";
import type { RunMemory } from "./run-memory.ts";
import { readArguments, readComputed } from "./state.ts";
import type { Subject } from "./subject.ts";
import { subjectOf } from "./subject.ts";
import { unknownIn } from "./words.ts";

/** What an adapter tells the engine. `changed`: names of the arguments that differ. */
export type Verdict =
  | { readonly is: "none" }
  /** A replacement always deletes first. */
  | { readonly is: "replace"; readonly changed: readonly string[]; readonly because: readonly string[] }
  /** `isDrift`: the cloud differs, and perhaps no argument does. */
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

  async diff(olds: Properties, news: Properties, stack: StackOperations): Promise<Verdict> {
    const subject = subjectOf(news);
    const before = subjectOf(olds);
    const wasChecked = subject !== undefined && this.#memory.wasChecked(subject.key);
    const change = await classify(olds, news, { wasChecked });
    if (before && wasChecked) this.#memory.noteDiff(before.key);
    if (before && (change.kind === "replace" || (wasChecked && leaves(change, olds, news)))) {
      await this.#giveUp(before, olds, change.kind === "replace" ? undefined : news);
      // A move is marked too: with `replaceOnChanges` the engine makes it a replacement without asking again.
      if (wasChecked && change.kind !== "drift") this.#memory.markReplaced(before.key, { olds, news });
    }
    if (change.kind === "replace") {
      // A replacement that failed half way may have taken the ENI from another resource that records it, perhaps in an earlier run.
      if (before && wasChecked && before.key !== subject.key && readComputed(olds).state !== "attached")
        this.#memory.markGoing(before.key);
      if (before) {
        const onlyIf = this.#memory.wasCheckedFrom(before.key) ? undefined : unknownIn(news);
        await this.#announcer.replacement({ before, after: subject, olds, news, onlyIf }, stack);
      }
      return { is: "replace", changed: change.changed, because: change.because };
    }
    // A refresh asks for a diff only to show it, which says nothing about what the program wants: in `up --refresh` and
    // `destroy --refresh` the same process may delete this attachment next.
    if (subject && wasChecked) {
      if (isQuiet(change) && !this.#memory.isGoing(subject.key)) this.#memory.markUnchanged(subject.key, olds);
      else {
        const reattach = change.kind === "move" && change.reattach;
        this.#memory.announceOnce(subject.key);
        await this.#announcer.change(subject, { inputs: news, olds, reattach }, stack);
        // Two rows of the state have the ENI, and the delete of the other row came first, so attach it again.
        if (isQuiet(change)) return { is: "update", changed: change.changed, isDrift: true };
      }
    }
    if (change.kind === "none") return { is: "none" };
    const isDrift = change.kind === "drift";
    // A second refresh finds the drift that the first one recorded, so the state does not change.
    if (isDrift && subject && !wasChecked && this.#memory.isAsStored(subject.key)) return { is: "none" };
    return { is: "update", changed: change.changed, isDrift };
  }

  /** The verdict of a comparison alone. */
  async compare(olds: Properties, news: Properties): Promise<Verdict> {
    const change = await classify(olds, news, { wasChecked: true });
    const { kind, changed } = change;
    if (kind === "none") return { is: "none" };
    if (kind === "replace") return { is: "replace", changed, because: change.because };
    return { is: "update", changed, isDrift: kind === "drift" };
  }

  /** Rule 16: announces to the program's other attachments what this one releases. @param stays the new inputs if it keeps its ENI. */
  async #giveUp(subject: Subject, olds: Properties, stays: Properties | undefined): Promise<void> {
    const { attachedTo: from } = readComputed(olds);
    if (from === "") return;
    const { key: eni, area, label } = subject;
    // An ENI that stays attached, or may not be deleted, is not released.
    if (!stays && (this.#memory.isRetained(eni) || this.#memory.isProtected(eni))) return;
    const to =
      typeof stays?.["instanceId"] === "string" && !isUnknown(stays["instanceId"]) ? stays["instanceId"] : undefined;
    const recorded = readArguments(await subject.vendor.load(), olds);
    this.#neighbours.announce({ eni, area, label, from, to }, { from, to, recorded });
  }
}

/** Whether this resource keeps its ENI and moves it off the recorded instance, also after a step that failed half way. */
function leaves({ kind }: Change, olds: Properties, news: Properties): boolean {
  return kind === "move" || (kind === "drift" && readComputed(olds).attachedTo !== news["instanceId"]);
}
