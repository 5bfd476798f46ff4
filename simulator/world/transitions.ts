// What is under way in a world: attaches and detaches of ENIs, starts and stops of instances, and how each of them ends. No
// timers: what is due by the clock happens when somebody looks.
import type { WorldDefinition } from "./definition.ts";
import { consume, visibleState } from "./eni.ts";
import type { Eni, Instance, VisibleState, Transition } from "./eni.ts";
import type { Inventory, Scope } from "./inventory.ts";
import type { InstanceStatus } from "./schema.ts";
import type { Task, TaskOrder, Tasks } from "./tasks.ts";

export interface AttachOrder extends Scope {
  eniId: string;
  instanceId: string;
  trunkEniId?: string;
  networkCardIndex?: number;
  attachType?: number;
  /** For vendors with tasks: what the one behind this operation is called. */
  taskId?: string;
}

export type DetachOrder = Omit<AttachOrder, "networkCardIndex" | "attachType">;

/** An operation that has ended. `at` is when it was due, however late somebody looked. */
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

/** How an operation on an ENI begins. */
export interface OperationStart {
  /** What was shown before it. */
  original: VisibleState;
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
      // A file may begin in the middle of an operation: it is treated as just accepted.
      if (eni.status === "attaching") this.begin(eni, "attach", { original: { status: "available", kind: eni.kind } });
      if (eni.status === "detaching")
        this.begin(eni, "detach", { original: { ...visibleState(eni, definition.switches), status: "inUse" } });
    }
  }

  /** Lazily: everything that is due by now, in the order in which it became due. */
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

  /** The operation is accepted; the answer is the job behind it, at vendors that have them. */
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

  /** It ends now, though it be before its time. */
  finish(eni: Eni, transition: Transition): void {
    const { kind, fallsBack, original, begunAt, readyAt, task, freesPublicIps } = transition;
    const previous = visibleState(eni, this.#definition.switches);
    const at = Math.min(readyAt, this.#now());
    if (task !== undefined && at < readyAt) this.#tasks.reschedule(task, at);
    eni.transition = undefined;
    this.#changingEnis.delete(eni);
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

  /** Ends what is under way; the ENI will be where it is told, or nowhere. */
  cancel(eni: Eni, instanceId: string | undefined): void {
    if (eni.transition?.task !== undefined) this.#tasks.interrupt(eni.transition.task, instanceId);
    eni.transition = undefined;
    eni.stale = undefined;
    eni.trunkEniId = undefined;
    eni.networkCardIndex = undefined;
    eni.attachType = undefined;
    this.#changingEnis.delete(eni);
  }

  /** On no instance. */
  makeAvailable(eni: Eni): void {
    this.#inventory.assign(eni, undefined);
    eni.status = "available";
    eni.trunkEniId = undefined;
    eni.networkCardIndex = undefined;
    eni.attachType = undefined;
    eni.attachedAt = undefined;
  }

  /** At once, and for good. */
  setInstanceStatus(instance: Instance, status: InstanceStatus): void {
    instance.status = status;
    instance.transition = undefined;
    this.#changingInstances.delete(instance);
  }

  /** For so many milliseconds on the way. */
  changeInstanceStatus(instance: Instance, via: InstanceStatus, to: InstanceStatus, ms: number): void {
    this.setInstanceStatus(instance, ms === 0 ? to : via);
    if (ms === 0) return;
    instance.transition = { to, readyAt: this.#now() + ms };
    this.#changingInstances.add(instance);
  }

  /** The instance is not there any more. */
  forgetInstance(instance: Instance): void {
    this.#changingInstances.delete(instance);
  }

  /** Spread evenly over the ENIs, and over the operations of one: by the golden ratio, so without any randomness. */
  #spreadMs(eni: Eni): number {
    eni.operations += 1;
    return Math.floor(
      (((eni.sequence + 1) * 0.6180339887 + eni.operations * 0.7548776662) % 1) * this.#definition.latency.spreadMs,
    );
  }

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
