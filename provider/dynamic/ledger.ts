// What this provider process knows of each ENI: who works on it now, and what earlier calls of the same run said.
// The engine starts one process for each operation, so this is the memory of one preview, up, refresh or destroy.
import type { LastChange } from "../lifecycle/recent.ts";

/** Names an ENI whatever resource declares it: cloud, region and id. */
export type EniKey = string;

export class Ledger {
  readonly #tails = new Map<EniKey, Promise<unknown>>();
  /** A resource of this run has it: it was created, updated, or diffed without a replacement. */
  readonly #claimed = new Set<EniKey>();
  /** It was created, adopted, updated or found unchanged in this run: the program wants it attached. */
  readonly #kept = new Set<EniKey>();
  readonly #checked = new Set<EniKey>();
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

  claim(key: EniKey): void {
    this.#claimed.add(key);
  }

  keep(key: EniKey): void {
    this.#claimed.add(key);
    this.#kept.add(key);
  }

  release(key: EniKey): void {
    this.#claimed.delete(key);
    this.#kept.delete(key);
  }

  isClaimed(key: EniKey): boolean {
    return this.#claimed.has(key);
  }

  isKept(key: EniKey): boolean {
    return this.#kept.has(key);
  }

  markChecked(key: EniKey): void {
    this.#checked.add(key);
  }

  wasChecked(key: EniKey): boolean {
    return this.#checked.has(key);
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
