// What a run writes: rows that are new, rows that are done with, and operations that are under way. A run that dies leaves what it
// wrote last.
import { isDeepStrictEqual } from "node:util";
import { isSound } from "./graph.ts";
import type { PendingOperation, Properties, Resource, Snapshot } from "./stack.ts";

export class Ledger {
  #base: Snapshot;
  readonly #fresh: Resource[] = [];
  readonly #done = new Set<Resource>();
  readonly #underWay = new Set<PendingOperation>();
  readonly #renamed = new Map<string, string>();
  /** As it was written last. */
  #file: Snapshot;
  #isClosed = false;
  #written = 0;
  #spared = 0;
  /** A state was written that the engine cannot read again. */
  isBroken = false;

  readonly #hear: (state: Snapshot) => void;

  /** @param hear gets each state as it is written. */
  constructor(base: Snapshot, hear: (state: Snapshot) => void = () => undefined) {
    this.#hear = hear;
    this.#file = base;
    this.#base = { resources: base.resources.map((row) => ({ ...row })), pending: base.pending };
  }

  /** Rows of the state that the run began with, or that its refresh has made of it. */
  get base(): readonly Resource[] {
    return this.#base.resources;
  }

  /** In memory: it is written with the first step that is, or at the end. */
  rebase(resources: readonly Resource[]): void {
    this.#base = { resources, pending: this.#base.pending };
  }

  /** Written at once, before anything else is done. */
  clearPendingCreates(): void {
    const pending = this.#base.pending.filter(({ type }) => type !== "creating");
    this.#base = { resources: this.#base.resources, pending };
    this.#file = { resources: this.#file.resources, pending };
    this.#hear(this.#file);
  }

  begin(type: PendingOperation["type"], name: string, inputs: Properties): PendingOperation {
    const operation = { type, name, inputs };
    this.#underWay.add(operation);
    this.#write();
    return operation;
  }

  /** @param rows what the operation, if it was one, takes from the state and adds to it. */
  end(operation: PendingOperation | undefined, { gone, fresh }: { gone?: Resource; fresh?: Resource } = {}): void {
    if (operation) this.#underWay.delete(operation);
    if (gone) this.#done.add(gone);
    if (fresh) this.#fresh.push(fresh);
    // A row that stays the same is written with the next one.
    if (operation || !gone || !fresh || !isDeepStrictEqual(telling(gone), telling(fresh))) this.#write();
  }

  /** A row that a limited command leaves is written again, after all others. */
  spare(row: Resource): void {
    this.#spared += 1;
    this.end(undefined, { gone: row, fresh: { ...row } });
  }

  /** Found under an alias: all that is written has the new name. */
  rename(before: string, now: string): void {
    if (before !== now) this.#renamed.set(before, now);
  }

  /** The end of the run: a killed one does not get there. */
  close(): void {
    this.#write();
    this.#isClosed = true;
  }

  /** Nothing is written from now on. */
  freeze(): void {
    this.#isClosed = true;
  }

  snapshot(): Snapshot {
    return this.#file;
  }

  /** How many rows of the snapshot are of this run; they come first, and the others are in the order they had. */
  get written(): number {
    return this.#written;
  }

  #write(): void {
    if (this.#isClosed) return;
    const isLeft = (row: Resource) => !this.#done.has(row);
    const fresh = this.#fresh.filter(isLeft);
    const resources = [...fresh, ...this.#base.resources.filter(isLeft)];
    this.#written = fresh.length - this.#spared;
    // An interrupted create may have made something: only `refresh --clear-pending-creates` forgets it.
    const creating = this.#base.pending.filter(({ type }) => type === "creating");
    this.#file = {
      resources: resources.map((row) => this.#underNewNames(row)),
      pending: [...this.#underWay, ...creating],
    };
    if (!isSound(this.#file.resources)) this.isBroken = true;
    this.#hear(this.#file);
  }

  #underNewNames(row: Resource): Resource {
    const now = (name: string) => this.#renamed.get(name) ?? name;
    const { deletedWith } = row.options;
    return {
      ...row,
      name: now(row.name),
      options: deletedWith === undefined ? row.options : { ...row.options, deletedWith: now(deletedWith) },
      dependencies: row.dependencies.map(now),
      propertyDependencies: Object.fromEntries(
        Object.entries(row.propertyDependencies).map(([key, names]) => [key, names.map(now)]),
      ),
    };
  }
}

/** What the engine compares of a row that stays the same; it does not look at which input depends on what. */
function telling({ name, inputs, outputs, dependencies, options }: Resource): object {
  const { protect = false, retainOnDelete = false, deletedWith, replacementTrigger } = options;
  const sorted = [...dependencies].sort();
  return { name, inputs, outputs, dependencies: sorted, protect, retainOnDelete, deletedWith, replacementTrigger };
}
