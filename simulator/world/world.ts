// The state machine behind every face: instances, ENIs and their transitions, on a clock that is passed in. No HTTP, no timers:
// what is due by the clock happens when somebody looks.
import { refusalOfAttach, refusalOfDetach } from "./preconditions.ts";
import type { Refusal, Rules } from "./preconditions.ts";
import { defineWorld, WorldFileError } from "./definition.ts";
import type { WorldDefinition } from "./definition.ts";
import { happens, look, see } from "./eni.ts";
import type { Eni, Instance, Look, Transition } from "./eni.ts";
import { Inventory, within } from "./inventory.ts";
import type { Scope } from "./inventory.ts";
import { snapshot } from "./snapshot.ts";
import type { WorldSnapshot } from "./snapshot.ts";
import type { Account, EniPatch, InstancePatch, InstanceStatus, Region } from "./schema.ts";
import { Tasks } from "./tasks.ts";
import type { Task, TaskOrder } from "./tasks.ts";

export interface Clock {
  now(): number;
}
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
export type Verdict = { accepted: true; task?: Task } | { accepted: false; reason: Refusal };
/** An operation that has ended. `at` is when it was due, however late somebody looked. */
export interface Change {
  eniId: string;
  kind: Transition["kind"];
  fellBack: boolean;
  begunAt: number;
  at: number;
}
/** An ENI as one answer shows it. */
export interface Sighting {
  eni: Eni;
  look: Look;
}

export class World {
  readonly #clock: Clock;
  readonly #onChange: ((change: Change) => void) | undefined;
  #definition: WorldDefinition;
  #offset = 0;
  #things: Inventory;
  #tasks: Tasks;
  readonly #movingEnis = new Set<Eni>();
  readonly #movingInstances = new Set<Instance>();

  /** Takes a world file (its JSON); throws a WorldFileError that names every problem by its path. */
  constructor(file: unknown, clock: Clock, onChange?: (change: Change) => void) {
    this.#clock = clock;
    this.#onChange = onChange;
    this.#definition = defineWorld(file);
    this.#tasks = new Tasks(this.#definition.tasks, () => this.now());
    this.#things = this.#fill();
  }

  /** Replaces everything but the clock's offset. A file with problems changes nothing. */
  load(file: unknown): void {
    this.#definition = defineWorld(file);
    this.#tasks = new Tasks(this.#definition.tasks, () => this.now());
    this.#things = this.#fill();
  }

  #fill(): Inventory {
    this.#movingEnis.clear();
    this.#movingInstances.clear();
    const things = new Inventory(this.#definition);
    for (const eni of things.enis.values()) {
      // A file may begin in the middle of an operation: it is treated as just accepted.
      if (eni.status === "attaching") this.#begin(eni, "attach", { status: "available", kind: eni.kind }, {});
      if (eni.status === "detaching") this.#begin(eni, "detach", { ...this.look(eni), status: "inUse" }, {});
    }
    return things;
  }

  get definition(): WorldDefinition {
    return this.#definition;
  }

  /** The jobs behind attach and detach, at vendors that have them. */
  get tasks(): Tasks {
    return this.#tasks;
  }

  now(): number {
    return this.#clock.now() + this.#offset;
  }

  /** Moves this world's time ahead of its clock, so that a latency need not be waited for. */
  advance(ms: number): void {
    this.#offset += ms;
  }

  account(accessKeyId: string): Account | undefined {
    return this.#definition.accounts.find((account) => account.accessKeyId === accessKeyId);
  }

  region(id: string): Region | undefined {
    return this.#definition.regions.find((region) => region.id === id);
  }

  eni(id: string): Eni | undefined {
    this.#settle();
    return this.#things.enis.get(id);
  }

  instance(id: string): Instance | undefined {
    this.#settle();
    return this.#things.instances.get(id);
  }

  enis(scope?: Scope): Eni[] {
    this.#settle();
    return [...this.#things.enis.values()].filter((eni) => scope === undefined || within(eni, scope));
  }

  instances(scope?: Scope): Instance[] {
    this.#settle();
    return [...this.#things.instances.values()].filter((instance) => scope === undefined || within(instance, scope));
  }

  enisOf(instanceId: string): Eni[] {
    this.#settle();
    return this.#things.enisOf(instanceId);
  }

  /** What an ENI truly looks like now. `observe` is what an answer may show of it. */
  look(eni: Eni): Look {
    return look(eni, this.#definition.switches);
  }

  /** The ENIs that an answer to a query shows: each stale view is used up by one answer that it changes. */
  observe(scope: Scope, wanted: (sighting: Sighting) => boolean, ids?: readonly string[]): Sighting[] {
    this.#settle();
    const found = ids?.map((id) => this.#things.enis.get(id)) ?? [...this.#things.enis.values()];
    const sightings: Sighting[] = [];
    for (const eni of new Set(found)) {
      if (eni === undefined || !within(eni, scope)) continue;
      const shown = see(eni, this.look(eni), (shownLook) => wanted({ eni, look: shownLook }));
      if (shown !== undefined) sightings.push({ eni, look: shown });
    }
    return sightings;
  }

  attach(order: AttachOrder, rules: Rules): Verdict {
    const reason = refusalOfAttach(this, order, rules);
    if (reason !== undefined) return { accepted: false, reason };
    const eni = this.#things.enis.get(order.eniId);
    if (eni === undefined) return { accepted: false, reason: "eniNotFound" };
    const original = this.look(eni);
    this.#things.seat(eni, order.instanceId);
    eni.trunkEniId = order.trunkEniId;
    eni.networkCardIndex = order.networkCardIndex;
    eni.attachType = order.attachType;
    eni.status = "attaching";
    eni.attachedAt = this.now();
    return this.#begin(eni, "attach", original, { order });
  }

  detach(order: DetachOrder, rules: Rules): Verdict {
    const reason = refusalOfDetach(this, order, rules);
    if (reason !== undefined) return { accepted: false, reason };
    const eni = this.#things.enis.get(order.eniId);
    if (eni === undefined) return { accepted: false, reason: "eniNotFound" };
    if (eni.status === "detaching" && eni.transition !== undefined) {
      // API reference, DetachNetworkInterface: re-issuing the call is the documented remedy for a stuck detach.
      eni.transition.reissuesLeft -= 1;
      if (eni.transition.reissuesLeft <= 0 && eni.transition.readyAt === Infinity)
        eni.transition.readyAt = this.now() + this.#definition.latency.detachMs;
      return { accepted: true };
    }
    const original = this.look(eni);
    eni.status = "detaching";
    return this.#begin(eni, "detach", original, { order, freesPublicIps: rules.detachFreesPublicIps });
  }

  // Out of band, at once and without preconditions: what another person does in the console. Unknown ids throw.

  placeEni(eniId: string, instanceId: string): void {
    const eni = this.#knownEni(eniId);
    const { id } = this.#knownInstance(instanceId);
    this.#halt(eni, id);
    this.#things.seat(eni, id);
    eni.status = "inUse";
    eni.attachedAt = this.now();
  }

  freeEni(eniId: string): void {
    const eni = this.#knownEni(eniId);
    this.#halt(eni, undefined);
    this.#clear(eni);
  }

  deleteEni(eniId: string): void {
    const eni = this.#knownEni(eniId);
    this.#halt(eni, undefined);
    this.#things.seat(eni, undefined);
    this.#things.enis.delete(eni.id);
    for (const member of this.#things.enis.values()) if (member.trunkEniId === eni.id) this.freeEni(member.id);
  }

  /** Sets fields as they come. A status set this way stays until something else happens to the ENI. */
  patchEni(eniId: string, { behaviours, status, ...fields }: EniPatch): void {
    const eni = this.#knownEni(eniId);
    if (status !== undefined) {
      const free = status === "available" || status === "deleting";
      if (!free && eni.instanceId === undefined)
        throw new WorldFileError([`status: ${status} needs an instance; attach the ENI first`]);
      this.#halt(eni, free ? undefined : eni.instanceId);
      if (free) this.#things.seat(eni, undefined);
      eni.status = status;
    }
    Object.assign(eni, fields);
    Object.assign(eni.behaviours, behaviours);
  }

  patchInstance(instanceId: string, { status, ...fields }: InstancePatch): void {
    const instance = this.#knownInstance(instanceId);
    if (status !== undefined) this.#enter(instance, status);
    Object.assign(instance, fields);
  }

  /** `ms` is how long starting (stopping) lasts; 0 skips it. */
  startInstance(instanceId: string, ms = 0): void {
    this.#pass(this.#knownInstance(instanceId), "starting", "running", ms);
  }

  stopInstance(instanceId: string, ms = 0): void {
    this.#pass(this.#knownInstance(instanceId), "stopping", "stopped", ms);
  }

  restartInstance(instanceId: string, ms = 0): void {
    // A restart makes the guest let go of the device: the last remedy for a stuck detach (API reference).
    for (const eni of this.enisOf(instanceId)) if (eni.transition?.kind === "detach") this.#finish(eni, eni.transition);
    this.startInstance(instanceId, ms);
  }

  /** ENIs marked deleteOnRelease go with the instance, the others become available. */
  releaseInstance(instanceId: string): void {
    const instance = this.#knownInstance(instanceId);
    for (const eni of this.enisOf(instance.id)) {
      if (eni.kind === "primary" || eni.deleteOnRelease) this.deleteEni(eni.id);
      else this.freeEni(eni.id);
    }
    this.#movingInstances.delete(instance);
    this.#things.instances.delete(instance.id);
  }

  /** Plain JSON of the truth, without credentials. */
  snapshot(): WorldSnapshot {
    return snapshot(this);
  }

  #knownEni(id: string): Eni {
    const eni = this.eni(id);
    if (eni === undefined) throw new Error(`there is no ENI "${id}" in this world`);
    return eni;
  }

  #knownInstance(id: string): Instance {
    const instance = this.instance(id);
    if (instance === undefined) throw new Error(`there is no instance "${id}" in this world`);
    return instance;
  }

  #enter(instance: Instance, status: InstanceStatus): void {
    instance.status = status;
    instance.transition = undefined;
    this.#movingInstances.delete(instance);
  }

  #pass(instance: Instance, through: InstanceStatus, to: InstanceStatus, ms: number): void {
    this.#enter(instance, ms === 0 ? to : through);
    if (ms === 0) return;
    instance.transition = { to, readyAt: this.now() + ms };
    this.#movingInstances.add(instance);
  }

  #begin(
    eni: Eni,
    kind: Transition["kind"],
    original: Look,
    { order, freesPublicIps = false }: { order?: AttachOrder; freesPublicIps?: boolean | undefined },
  ): Verdict {
    const { latency } = this.#definition;
    const { behaviours } = eni;
    const sticks = happens(behaviours, kind === "attach" ? "attachSticks" : "detachSticks");
    const fallsBack = !sticks && happens(behaviours, kind === "attach" ? "attachFallsBack" : "detachFallsBack");
    const least = kind === "attach" ? latency.attachMs : latency.detachMs;
    const readyAt = sticks ? Infinity : this.now() + least + this.#extra(eni);
    const reissuesLeft = behaviours.detachReissues === "never" ? Infinity : behaviours.detachReissues;
    const task =
      order?.taskId === undefined
        ? undefined
        : this.#tasks.begin(taskOf(order, order.taskId, kind), readyAt, fallsBack);
    eni.transition = { kind, begunAt: this.now(), readyAt, fallsBack, reissuesLeft, original, freesPublicIps, task };
    this.#movingEnis.add(eni);
    this.#lag(eni, "call", original, original);
    return task === undefined ? { accepted: true } : { accepted: true, task };
  }

  /** Lazily: everything that is due by now, in the order in which it became due. */
  #settle(): void {
    if (this.#movingEnis.size + this.#movingInstances.size === 0) return;
    const now = this.now();
    const due = [...this.#movingEnis].filter((eni) => eni.transition !== undefined && eni.transition.readyAt <= now);
    due.sort((a, b) => (a.transition?.readyAt ?? 0) - (b.transition?.readyAt ?? 0) || a.sequence - b.sequence);
    for (const eni of due) if (eni.transition !== undefined) this.#finish(eni, eni.transition);
    for (const instance of this.#movingInstances)
      if (instance.transition !== undefined && instance.transition.readyAt <= now)
        this.#enter(instance, instance.transition.to);
  }

  #finish(eni: Eni, transition: Transition): void {
    const { kind, fallsBack, original, begunAt, readyAt, task, freesPublicIps } = transition;
    const previous = this.look(eni);
    const at = Math.min(readyAt, this.now());
    if (task !== undefined && at < readyAt) this.#tasks.reschedule(task, at);
    eni.transition = undefined;
    this.#movingEnis.delete(eni);
    if ((kind === "attach") !== fallsBack) {
      eni.status = "inUse";
      if (kind === "attach") eni.attachedAt = at;
    } else {
      this.#clear(eni);
      if (freesPublicIps) eni.publicIps = [];
    }
    this.#lag(eni, "completion", previous, original);
    this.#onChange?.({ eniId: eni.id, kind, fellBack: fallsBack, begunAt, at });
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

  /** Ends what is under way; the ENI will be where it is told, or nowhere. */
  #halt(eni: Eni, instanceId: string | undefined): void {
    if (eni.transition?.task !== undefined) this.#tasks.interrupt(eni.transition.task, instanceId);
    eni.transition = undefined;
    eni.stale = undefined;
    eni.trunkEniId = undefined;
    eni.networkCardIndex = undefined;
    eni.attachType = undefined;
    this.#movingEnis.delete(eni);
  }

  #clear(eni: Eni): void {
    this.#things.seat(eni, undefined);
    eni.status = "available";
    eni.trunkEniId = undefined;
    eni.networkCardIndex = undefined;
    eni.attachType = undefined;
    eni.attachedAt = undefined;
  }
}

function taskOf({ vendor, owner, eniId, instanceId }: AttachOrder, id: string, kind: Transition["kind"]): TaskOrder {
  return { id, kind, vendor, owner, eniId, instanceId };
}
