// What this provider process knows of each ENI: who works on it now, and what earlier calls of the same run said.
// The engine starts one process for each operation, so this is the memory of one preview, up, refresh or destroy.
import { isDeepStrictEqual } from "node:util";
import type { LastChange } from "../lifecycle/recent.ts";
import type { ProgramOptions } from "./program-options.ts";
import type { Properties } from "./properties.ts";

/** Names an ENI whatever resource declares it: cloud, region and id. */
export type EniKey = string;

export class RunMemory {
  readonly #tails = new Map<EniKey, Promise<unknown>>();
  /** A resource of this run attached, adopted or moved it, and none deleted it since. */
  readonly #taken = new Set<EniKey>();
  readonly #going = new Set<EniKey>();
  readonly #kept = new Set<EniKey>();
  /** Nothing is to be called for it in this run: with the arguments that a resource of the program has it with. */
  readonly #unchanged = new Map<EniKey, Properties>();
  readonly #checked = new Set<EniKey>();
  readonly #checkedFrom = new Set<EniKey>();
  readonly #retained = new Set<EniKey>();
  readonly #protected = new Set<EniKey>();
  readonly #createsFirst = new Set<EniKey>();
  readonly #checkedAsNew = new Set<EniKey>();
  readonly #diffs = new Map<EniKey, number>();
  readonly #replacements = new Map<EniKey, { readonly olds: Properties; readonly news: Properties }>();
  readonly #announced = new Set<EniKey>();
  readonly #asStored = new Set<EniKey>();
  readonly #detached = new Map<EniKey, LastChange>();

  /** One operation at a time on one ENI. */
  async exclusively<T>(key: EniKey, work: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(key) ?? Promise.resolve();
    const run = before.then(work, work);
    const tail = run.catch(() => undefined);
    this.#tails.set(key, tail);
    try {
      return await run;
    } finally {
      if (this.#tails.get(key) === tail) this.#tails.delete(key);
    }
  }

  /** Attached, adopted or moved for a resource of this run: nobody else may have it now. */
  take(key: EniKey): void {
    this.#taken.add(key);
    this.#going.delete(key);
  }

  /** A delete of this run takes it off, or has: what another resource of the program has on record of it is not so any more. */
  markGoing(key: EniKey): void {
    this.#going.add(key);
  }

  isGoing(key: EniKey): boolean {
    return this.#going.has(key);
  }

  isTaken(key: EniKey): boolean {
    return this.#taken.has(key);
  }

  /** Updated in this run without a look at it: nobody else may have it now, wherever it is. */
  keep(key: EniKey): void {
    this.#kept.add(key);
  }

  isClaimed(key: EniKey): boolean {
    return this.#taken.has(key) || this.#kept.has(key);
  }

  /**
   * A diff found nothing to call for. That is no claim: after a replacement which failed half way the engine asks for a diff, and then
   * for a create of the same ENI without a delete in between.
   * @param outputs what the state has of it.
   */
  markUnchanged(key: EniKey, outputs: Properties): void {
    this.#unchanged.set(key, outputs);
  }

  /** The state of the resource that has it unchanged; undefined when none was found. */
  unchanged(key: EniKey): Properties | undefined {
    return this.#unchanged.get(key);
  }

  release(key: EniKey): void {
    this.#taken.delete(key);
    this.#kept.delete(key);
  }

  /** @param asNew without old inputs: for a new resource, or for the second half of a replacement. */
  markChecked(key: EniKey, asNew: boolean): void {
    this.#checked.add(key);
    if (asNew) this.#checkedAsNew.add(key);
  }

  /** A check was asked for a resource that has this ENI in the state. */
  markCheckedFrom(key: EniKey): void {
    this.#checkedFrom.add(key);
  }

  wasCheckedFrom(key: EniKey): boolean {
    return this.#checkedFrom.has(key);
  }

  /** What the program says of it, or of what it is to have instead. */
  heed(key: EniKey, { isRetained = false, isProtected = false, createsFirst = false }: ProgramOptions): void {
    if (isRetained) this.#retained.add(key);
    if (isProtected) this.#protected.add(key);
    if (createsFirst) this.#createsFirst.add(key);
  }

  createsFirst(key: EniKey): boolean {
    return this.#createsFirst.has(key);
  }

  isProtected(key: EniKey): boolean {
    return this.#protected.has(key);
  }

  isRetained(key: EniKey): boolean {
    return this.#retained.has(key);
  }

  /** A check of any ENI that is known. */
  get hasChecks(): boolean {
    return this.#checked.size > 0;
  }

  wasChecked(key: EniKey): boolean {
    return this.#checked.has(key);
  }

  wasCheckedAsNew(key: EniKey): boolean {
    return this.#checkedAsNew.has(key);
  }

  /** A diff answered that what `news` ask for needs a replacement, or a move that the engine may make one of. */
  markReplaced(key: EniKey, change: { readonly olds: Properties; readonly news: Properties }): void {
    this.#replacements.set(key, change);
  }

  /** A diff was asked for a resource that has this ENI in the state. */
  noteDiff(key: EniKey): void {
    this.#diffs.set(key, (this.#diffs.get(key) ?? 0) + 1);
  }

  /**
   * What the resource that a delete is of is to have instead: that delete is the first half of its replacement. Undefined as well when two of the state have the ENI, as a run that
   * failed between a create and a delete leaves it: a delete does not say which of them it is of.
   */
  replacementOf(key: EniKey, properties: Properties): Properties | undefined {
    const change = this.#replacements.get(key);
    const isThis = this.#diffs.get(key) === 1 && change && isDeepStrictEqual(change.olds, properties);
    return isThis ? change.news : undefined;
  }

  /** A read found what the state has already, a drift that an earlier refresh wrote down included. */
  markAsStored(key: EniKey): void {
    this.#asStored.add(key);
  }

  isAsStored(key: EniKey): boolean {
    return this.#asStored.has(key);
  }

  /** It was detached in this run: the first half of a replacement. */
  noteDetach(key: EniKey, from: string, at: number): void {
    this.#detached.set(key, { is: "detached", from, at });
  }

  lastDetach(key: EniKey): LastChange | undefined {
    return this.#detached.get(key);
  }

  /** True the first time: a replacement is announced by diff, and its second half must not be announced again. */
  announceOnce(key: EniKey): boolean {
    if (this.#announced.has(key)) return false;
    this.#announced.add(key);
    return true;
  }
}
