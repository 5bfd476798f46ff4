// What this provider process remembers of each ENI: which operation is running on it, and what earlier calls of the same run did.
// The engine starts one process for each command, so this is the memory of one preview, up, refresh or destroy.
import { isDeepStrictEqual } from "node:util";
import type { LastChange } from "../lifecycle/recent.ts";
import type { ProgramOptions } from "./program-options.ts";
import type { Properties } from "./properties.ts";

/** Key of an ENI, the same for every resource that declares it: cloud, region and id. */
export type EniKey = string;

export class RunMemory {
  readonly #tails = new Map<EniKey, Promise<unknown>>();
  /** A resource of this run attached, adopted or moved it, and no delete came since. */
  readonly #taken = new Set<EniKey>();
  readonly #going = new Set<EniKey>();
  readonly #kept = new Set<EniKey>();
  /** A diff found no change for it. Value: the outputs in the state. */
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
  readonly #futile = new Set<EniKey>();
  readonly #asStored = new Set<EniKey>();
  readonly #detached = new Map<EniKey, LastChange>();

  /** Runs one operation at a time on an ENI. */
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

  /** A resource of this run has attached, adopted or moved it, so no other resource may have it. */
  take(key: EniKey): void {
    this.#taken.add(key);
    this.#going.delete(key);
  }

  /** A delete of this run detaches it, so the state of another resource that records it is out of date. */
  markGoing(key: EniKey): void {
    this.#going.add(key);
  }

  isGoing(key: EniKey): boolean {
    return this.#going.has(key);
  }

  isTaken(key: EniKey): boolean {
    return this.#taken.has(key);
  }

  /** A resource of this run was updated without a call and keeps it, so no other resource may have it. */
  keep(key: EniKey): void {
    this.#kept.add(key);
  }

  isClaimed(key: EniKey): boolean {
    return this.#taken.has(key) || this.#kept.has(key);
  }

  /**
   * A diff found no change. That is no claim on the ENI: after a replacement that failed half way, the engine asks for a diff and then
   * for a create of the same ENI, without a delete in between.
   * @param outputs the outputs in the state.
   */
  markUnchanged(key: EniKey, outputs: Properties): void {
    this.#unchanged.set(key, outputs);
  }

  /** The outputs of the resource that has it unchanged; undefined if none. */
  unchanged(key: EniKey): Properties | undefined {
    return this.#unchanged.get(key);
  }

  release(key: EniKey): void {
    this.#taken.delete(key);
    this.#kept.delete(key);
  }

  /** @param asNew the check had no old inputs: a new resource, or the second half of a replacement. */
  markChecked(key: EniKey, asNew: boolean): void {
    this.#checked.add(key);
    if (asNew) this.#checkedAsNew.add(key);
  }

  /** A check had this ENI in its old inputs. */
  markCheckedFrom(key: EniKey): void {
    this.#checkedFrom.add(key);
  }

  wasCheckedFrom(key: EniKey): boolean {
    return this.#checkedFrom.has(key);
  }

  /** Remembers the resource options that the program sets for it or for its replacement. */
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

  /** Whether any check with a known ENI came in this process. */
  get hasChecks(): boolean {
    return this.#checked.size > 0;
  }

  wasChecked(key: EniKey): boolean {
    return this.#checked.has(key);
  }

  wasCheckedAsNew(key: EniKey): boolean {
    return this.#checkedAsNew.has(key);
  }

  /** A diff answered that `news` need a replacement, or a move that the engine may turn into one. */
  markReplaced(key: EniKey, change: { readonly olds: Properties; readonly news: Properties }): void {
    this.#replacements.set(key, change);
  }

  /** Counts the diffs of resources that have this ENI in the state. */
  noteDiff(key: EniKey): void {
    this.#diffs.set(key, (this.#diffs.get(key) ?? 0) + 1);
  }

  /**
   * The new inputs of the resource, if this delete is the first half of its replacement. Undefined if two rows of the state have the ENI
   * (after a run that failed between a create and a delete), because a delete does not say which row it is for.
   */
  replacementOf(key: EniKey, properties: Properties): Properties | undefined {
    const change = this.#replacements.get(key);
    const isThis = this.#diffs.get(key) === 1 && change && isDeepStrictEqual(change.olds, properties);
    return isThis ? change.news : undefined;
  }

  /** A read found no difference to the state, which may include a drift that an earlier refresh recorded. */
  markAsStored(key: EniKey): void {
    this.#asStored.add(key);
  }

  isAsStored(key: EniKey): boolean {
    return this.#asStored.has(key);
  }

  /** A delete of this run has detached it, as the first half of a replacement. */
  noteDetach(key: EniKey, from: string, at: number): void {
    this.#detached.set(key, { is: "detached", from, at });
  }

  lastDetach(key: EniKey): LastChange | undefined {
    return this.#detached.get(key);
  }

  /** @param willFail whether the plan line of its change says that `pulumi up` will fail. */
  notePlan(key: EniKey, willFail: boolean): void {
    if (willFail) this.#futile.add(key);
    else this.#futile.delete(key);
  }

  isFutile(key: EniKey): boolean {
    return this.#futile.has(key);
  }

  /** @returns true the first time. Diff announces a replacement, and the check of its second half must not do so again. */
  announceOnce(key: EniKey): boolean {
    if (this.#announced.has(key)) return false;
    this.#announced.add(key);
    return true;
  }
}
