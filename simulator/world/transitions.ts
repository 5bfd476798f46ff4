// Changes that take time: attaches and detaches of ENIs, starts and stops of instances, and how each ends. There are no timers: a
// change that is due is completed when the world is next read.
import type { WorldDefinition } from "./definition.ts";
import { consume, visibleState } from "./eni.ts";
import type { Eni, Instance, VisibleState, Transition } from "./eni.ts";
import type { Inventory, Scope } from "./inventory.ts";
import type { InstanceStatus } from "./schema.ts";
import type { Task, TaskOrder, Tasks } from "./tasks.ts";

/** An attach that a caller asks for, in vendor-neutral terms. */
export interface AttachOrder extends Scope {
  eniId: string;
  instanceId: string;
  trunkEniId?: string;
  networkCardIndex?: number;
  attachType?: number;
  /** For vendors with tasks: the id that the task of this operation gets. */
  taskId?: string;
}

export type DetachOrder = Omit<AttachOrder, "networkCardIndex" | "attachType">;

/** An attach or detach that has ended. `at` is when it was due, even if the world was read later. */
export interface Change {
  eniId: string;
  kind: Transition["kind"];
  fellBack: boolean;
  begunAt: number;
  at: number;
}

export interface TransitionsOptions {
  definition: WorldDefinition;
  inventory: Inventory;
  tasks: Tasks;
  now: () => number;
  onChange: ((change: Change) => void) | undefined;
}

/** What `Transitions.begin` needs to know of an operation besides ENI and kind. */
export interface OperationStart {
  /** The visible state before it. */
  original: VisibleState;
  /** Undefined for an operation that was already under way in the world file. */
  order?: AttachOrder;
  freesPublicIps?: boolean | undefined;
}

export class Transitions {
  readonly #definition: WorldDefinition;
  readonly #inventory: Inventory;
  readonly #tasks: Tasks;
  readonly #now: () => number;
  readonly #onChange: ((change: Change) => void) | undefined;
  readonly #changingEnis = new Set<Eni>();
  readonly #changingInstances = new Set<Instance>();

  constructor({ definition, inventory, tasks, now, onChange }: TransitionsOptions) {
    this.#definition = definition;
    this.#inventory = inventory;
    this.#tasks = tasks;
    this.#now = now;
    this.#onChange = onChange;
    for (const eni of inventory.enis.values()) {
      // A world file may begin with an operation under way: it is treated as accepted just now.
      if (eni.status === "attaching") this.begin(eni, "attach", { original: { status: "available", kind: eni.kind } });
      if (eni.status === "detaching")
        this.begin(eni, "detach", { original: { ...visibleState(eni, definition.switches), status: "inUse" } });
    }
  }

  /** Completes everything that is due by now; ENIs in the order in which they became due. */
  finishDue(): void {
    if (this.#changingEnis.size + this.#changingInstances.size === 0) return;
    const now = this.#now();
    const due = [...this.#changingEnis].filter((eni) => eni.transition !== undefined && eni.transition.readyAt <= now);
    due.sort((a, b) => (a.transition?.readyAt ?? 0) - (b.transition?.readyAt ?? 0) || a.sequence - b.sequence);
    for (const eni of due) if (eni.transition !== undefined) this.finish(eni, eni.transition);
    for (const instance of this.#changingInstances)
      if (instance.transition !== undefined && instance.transition.readyAt <= now)
        this.setInstanceStatus(instance, instance.transition.to);
  }

  /** Begins an operation that was accepted. Returns its task, for vendors that have tasks. */
  begin(
    eni: Eni,
    kind: Transition["kind"],
    { original, order, freesPublicIps = false }: OperationStart,
  ): Task | undefined {
    const { latency } = this.#definition;
    const { behaviours } = eni;
    const sticks = consume(behaviours, kind === "attach" ? "attachSticks" : "detachSticks");
    const fallsBack = !sticks && consume(behaviours, kind === "attach" ? "attachFallsBack" : "detachFallsBack");
    const minimumMs = kind === "attach" ? latency.attachMs : latency.detachMs;
    const readyAt = sticks ? Infinity : this.#now() + minimumMs + this.#spreadMs(eni);
    const reissuesLeft = behaviours.detachReissues === "never" ? Infinity : behaviours.detachReissues;
    const task =
      order?.taskId === undefined
        ? undefined
        : this.#tasks.begin(taskOf(order, order.taskId, kind), readyAt, fallsBack);
    eni.transition = { kind, begunAt: this.#now(), readyAt, fallsBack, reissuesLeft, original, freesPublicIps, task };
    this.#changingEnis.add(eni);
    this.#beginStaleReads(eni, "call", original, original);
    return task;
  }

  /** Ends the operation now, even if it is not due. */
  finish(eni: Eni, transition: Transition): void {
    const { kind, fallsBack, original, begunAt, readyAt, task, freesPublicIps } = transition;
    const previous = visibleState(eni, this.#definition.switches);
    const at = Math.min(readyAt, this.#now());
    if (task !== undefined && at < readyAt) this.#tasks.reschedule(task, at);
    eni.transition = undefined;
    this.#changingEnis.delete(eni);
    // A completed attach and a detach without effect both end as in use.
    if ((kind === "attach") !== fallsBack) {
      eni.status = "inUse";
      if (kind === "attach") eni.attachedAt = at;
    } else {
      this.makeAvailable(eni);
      if (freesPublicIps) eni.publicIps = [];
    }
    this.#beginStaleReads(eni, "completion", previous, original);
    this.#onChange?.({ eniId: eni.id, kind, fellBack: fallsBack, begunAt, at });
  }

  /**
   * Ends what is under way because of a change from outside, which the caller makes next. `instanceId` is where the ENI will then be:
   * it decides whether the task succeeded.
   */
  cancel(eni: Eni, instanceId: string | undefined): void {
    if (eni.transition?.task !== undefined) this.#tasks.interrupt(eni.transition.task, instanceId);
    eni.transition = undefined;
    eni.stale = undefined;
    eni.trunkEniId = undefined;
    eni.networkCardIndex = undefined;
    eni.attachType = undefined;
    this.#changingEnis.delete(eni);
  }

  /** Takes the ENI off its instance, at once. */
  makeAvailable(eni: Eni): void {
    this.#inventory.assign(eni, undefined);
    eni.status = "available";
    eni.trunkEniId = undefined;
    eni.networkCardIndex = undefined;
    eni.attachType = undefined;
    eni.attachedAt = undefined;
  }

  /** Sets the status at once, and ends a start or stop that is under way. */
  setInstanceStatus(instance: Instance, status: InstanceStatus): void {
    instance.status = status;
    instance.transition = undefined;
    this.#changingInstances.delete(instance);
  }

  /** Changes the status to `to` after `ms` milliseconds in `via`; at once if `ms` is 0. */
  changeInstanceStatus(instance: Instance, via: InstanceStatus, to: InstanceStatus, ms: number): void {
    this.setInstanceStatus(instance, ms === 0 ? to : via);
    if (ms === 0) return;
    instance.transition = { to, readyAt: this.#now() + ms };
    this.#changingInstances.add(instance);
  }

  /** For an instance that was released. */
  forgetInstance(instance: Instance): void {
    this.#changingInstances.delete(instance);
  }

  /**
   * How much longer this operation takes, up to `latency.spreadMs`. Multiples of irrational numbers spread evenly over the ENIs and
   * over the operations of one ENI, and are the same in every run.
   */
  #spreadMs(eni: Eni): number {
    eni.operations += 1;
    return Math.floor(
      (((eni.sequence + 1) * 0.6180339887 + eni.operations * 0.7548776662) % 1) * this.#definition.latency.spreadMs,
    );
  }

  /** Makes the next answers show an older state, if the behaviours of the ENI say so for this event. */
  #beginStaleReads(eni: Eni, event: "call" | "completion", previous: VisibleState, original: VisibleState): void {
    const staleReads = eni.behaviours.staleReads;
    if (staleReads === undefined || staleReads.reads === 0) return;
    if (staleReads.after !== event && staleReads.after !== "both") return;
    const visible = { previous, original, empty: "unlisted" as const }[staleReads.shows];
    eni.stale = { left: staleReads.reads, visible };
  }
}

function taskOf({ vendor, owner, eniId, instanceId }: AttachOrder, id: string, kind: Transition["kind"]): TaskOrder {
  return { id, kind, vendor, owner, eniId, instanceId };
}
