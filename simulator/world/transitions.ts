// What is under way in a world: attaches and detaches of ENIs, starts and stops of instances, and how each of them ends. No
// timers: what is due by the clock happens when somebody looks.
import type { WorldDefinition } from "./definition.ts";
import { happens, look } from "./eni.ts";
import type { Eni, Instance, Look, Transition } from "./eni.ts";
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

export interface Surroundings {
  definition: WorldDefinition;
  things: Inventory;
  tasks: Tasks;
  now: () => number;
  onChange: ((change: Change) => void) | undefined;
}

/** How an operation on an ENI begins. */
export interface Beginning {
  /** What was shown before it. */
  original: Look;
  order?: AttachOrder;
  freesPublicIps?: boolean | undefined;
}

export class Transitions {
  readonly #definition: WorldDefinition;
  readonly #things: Inventory;
  readonly #tasks: Tasks;
  readonly #now: () => number;
  readonly #onChange: ((change: Change) => void) | undefined;
  readonly #movingEnis = new Set<Eni>();
  readonly #movingInstances = new Set<Instance>();

  constructor({ definition, things, tasks, now, onChange }: Surroundings) {
    this.#definition = definition;
    this.#things = things;
    this.#tasks = tasks;
    this.#now = now;
    this.#onChange = onChange;
    for (const eni of things.enis.values()) {
      // A file may begin in the middle of an operation: it is treated as just accepted.
      if (eni.status === "attaching") this.begin(eni, "attach", { original: { status: "available", kind: eni.kind } });
      if (eni.status === "detaching")
        this.begin(eni, "detach", { original: { ...look(eni, definition.switches), status: "inUse" } });
    }
  }

  /** Lazily: everything that is due by now, in the order in which it became due. */
  settle(): void {
    if (this.#movingEnis.size + this.#movingInstances.size === 0) return;
    const now = this.#now();
    const due = [...this.#movingEnis].filter((eni) => eni.transition !== undefined && eni.transition.readyAt <= now);
    due.sort((a, b) => (a.transition?.readyAt ?? 0) - (b.transition?.readyAt ?? 0) || a.sequence - b.sequence);
    for (const eni of due) if (eni.transition !== undefined) this.finish(eni, eni.transition);
    for (const instance of this.#movingInstances)
      if (instance.transition !== undefined && instance.transition.readyAt <= now)
        this.enter(instance, instance.transition.to);
  }

  /** The operation is accepted; the answer is the job behind it, at vendors that have them. */
  begin(eni: Eni, kind: Transition["kind"], { original, order, freesPublicIps = false }: Beginning): Task | undefined {
    const { latency } = this.#definition;
    const { behaviours } = eni;
    const sticks = happens(behaviours, kind === "attach" ? "attachSticks" : "detachSticks");
    const fallsBack = !sticks && happens(behaviours, kind === "attach" ? "attachFallsBack" : "detachFallsBack");
    const least = kind === "attach" ? latency.attachMs : latency.detachMs;
    const readyAt = sticks ? Infinity : this.#now() + least + this.#extra(eni);
    const reissuesLeft = behaviours.detachReissues === "never" ? Infinity : behaviours.detachReissues;
    const task =
      order?.taskId === undefined
        ? undefined
        : this.#tasks.begin(taskOf(order, order.taskId, kind), readyAt, fallsBack);
    eni.transition = { kind, begunAt: this.#now(), readyAt, fallsBack, reissuesLeft, original, freesPublicIps, task };
    this.#movingEnis.add(eni);
    this.#lag(eni, "call", original, original);
    return task;
  }

  /** It ends now, though it be before its time. */
  finish(eni: Eni, transition: Transition): void {
    const { kind, fallsBack, original, begunAt, readyAt, task, freesPublicIps } = transition;
    const previous = look(eni, this.#definition.switches);
    const at = Math.min(readyAt, this.#now());
    if (task !== undefined && at < readyAt) this.#tasks.reschedule(task, at);
    eni.transition = undefined;
    this.#movingEnis.delete(eni);
    if ((kind === "attach") !== fallsBack) {
      eni.status = "inUse";
      if (kind === "attach") eni.attachedAt = at;
    } else {
      this.clear(eni);
      if (freesPublicIps) eni.publicIps = [];
    }
    this.#lag(eni, "completion", previous, original);
    this.#onChange?.({ eniId: eni.id, kind, fellBack: fallsBack, begunAt, at });
  }

  /** Ends what is under way; the ENI will be where it is told, or nowhere. */
  halt(eni: Eni, instanceId: string | undefined): void {
    if (eni.transition?.task !== undefined) this.#tasks.interrupt(eni.transition.task, instanceId);
    eni.transition = undefined;
    eni.stale = undefined;
    eni.trunkEniId = undefined;
    eni.networkCardIndex = undefined;
    eni.attachType = undefined;
    this.#movingEnis.delete(eni);
  }

  /** On no instance. */
  clear(eni: Eni): void {
    this.#things.seat(eni, undefined);
    eni.status = "available";
    eni.trunkEniId = undefined;
    eni.networkCardIndex = undefined;
    eni.attachType = undefined;
    eni.attachedAt = undefined;
  }

  /** At once, and for good. */
  enter(instance: Instance, status: InstanceStatus): void {
    instance.status = status;
    instance.transition = undefined;
    this.#movingInstances.delete(instance);
  }

  /** For so many milliseconds on the way. */
  pass(instance: Instance, through: InstanceStatus, to: InstanceStatus, ms: number): void {
    this.enter(instance, ms === 0 ? to : through);
    if (ms === 0) return;
    instance.transition = { to, readyAt: this.#now() + ms };
    this.#movingInstances.add(instance);
  }

  /** The instance is not there any more. */
  forget(instance: Instance): void {
    this.#movingInstances.delete(instance);
  }

  /** Spread evenly over the ENIs, and over the operations of one: by the golden ratio, so without any randomness. */
  #extra(eni: Eni): number {
    eni.operations += 1;
    return Math.floor(
      (((eni.sequence + 1) * 0.6180339887 + eni.operations * 0.7548776662) % 1) * this.#definition.latency.spreadMs,
    );
  }

  #lag(eni: Eni, event: "call" | "completion", previous: Look, original: Look): void {
    const wanted = eni.behaviours.staleReads;
    if (wanted === undefined || wanted.reads === 0) return;
    if (wanted.after !== event && wanted.after !== "both") return;
    const shown = { previous, original, empty: "unlisted" as const }[wanted.shows];
    eni.stale = { left: wanted.reads, look: shown };
  }
}

function taskOf({ vendor, owner, eniId, instanceId }: AttachOrder, id: string, kind: Transition["kind"]): TaskOrder {
  return { id, kind, vendor, owner, eniId, instanceId };
}
