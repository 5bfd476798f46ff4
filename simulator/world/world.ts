// The state machine behind all faces: accounts, instances and ENIs. No HTTP, no timers, and a clock that is passed in.
import { refusalOfAttach, refusalOfDetach } from "./preconditions.ts";
import type { Refusal, Rules } from "./preconditions.ts";
import { defineWorld, WorldFileError } from "./definition.ts";
import type { WorldDefinition } from "./definition.ts";
import { visibleState, stateInAnswer } from "./eni.ts";
import type { Eni, Instance, VisibleState } from "./eni.ts";
import { Inventory, within } from "./inventory.ts";
import type { Scope } from "./inventory.ts";
import { snapshot } from "./snapshot.ts";
import type { WorldSnapshot } from "./snapshot.ts";
import type { Account, EniPatch, InstancePatch, Region } from "./schema.ts";
import { Tasks } from "./tasks.ts";
import type { Task } from "./tasks.ts";
import { Transitions } from "./transitions.ts";
import type { AttachOrder, Change, DetachOrder } from "./transitions.ts";
import type { DefaultsOf } from "./vendor-defaults.ts";
import type { WorldView } from "./view.ts";

export interface Clock {
  now(): number;
}
/** What the world decides about an attach or detach. */
export type Verdict = { accepted: true; task?: Task } | { accepted: false; reason: Refusal };
/** An ENI, and the state that one answer shows of it. */
export interface Observation {
  eni: Eni;
  visible: VisibleState;
}

export interface WorldOptions {
  /** The defaults of a vendor (faces/index.ts). */
  defaultsOf: DefaultsOf;
  /** Called for each attach and detach that has ended. */
  onChange?: ((change: Change) => void) | undefined;
}

export class World implements WorldView {
  readonly #clock: Clock;
  readonly #defaultsOf: DefaultsOf;
  readonly #onChange: ((change: Change) => void) | undefined;
  #definition: WorldDefinition;
  #offset = 0;
  #inventory: Inventory;
  #tasks: Tasks;
  #transitions: Transitions;

  /** Takes a world file (its JSON); throws a WorldFileError that names every problem by its path. */
  constructor(file: unknown, clock: Clock, { defaultsOf, onChange }: WorldOptions) {
    this.#clock = clock;
    this.#defaultsOf = defaultsOf;
    this.#onChange = onChange;
    this.#definition = defineWorld(file, defaultsOf);
    this.#tasks = new Tasks(this.#definition.tasks, () => this.now());
    this.#inventory = new Inventory(this.#definition);
    this.#transitions = this.#begin();
  }

  /** Replaces everything but the time that `advance` added. A file with problems changes nothing. */
  load(file: unknown): void {
    this.#definition = defineWorld(file, this.#defaultsOf);
    this.#tasks = new Tasks(this.#definition.tasks, () => this.now());
    this.#inventory = new Inventory(this.#definition);
    this.#transitions = this.#begin();
  }

  #begin(): Transitions {
    const options = { definition: this.#definition, inventory: this.#inventory, tasks: this.#tasks };
    return new Transitions({ ...options, now: () => this.now(), onChange: this.#onChange });
  }

  get definition(): WorldDefinition {
    return this.#definition;
  }

  /** The tasks of attaches and detaches, for vendors that have tasks. */
  get tasks(): Tasks {
    return this.#tasks;
  }

  now(): number {
    return this.#clock.now() + this.#offset;
  }

  /** Moves the time of this world ahead of its clock, so that a test need not wait for a latency. */
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
    this.#transitions.finishDue();
    return this.#inventory.enis.get(id);
  }

  instance(id: string): Instance | undefined {
    this.#transitions.finishDue();
    return this.#inventory.instances.get(id);
  }

  enis(scope?: Scope): Eni[] {
    this.#transitions.finishDue();
    return [...this.#inventory.enis.values()].filter((eni) => scope === undefined || within(eni, scope));
  }

  instances(scope?: Scope): Instance[] {
    this.#transitions.finishDue();
    return [...this.#inventory.instances.values()].filter((instance) => scope === undefined || within(instance, scope));
  }

  enisOf(instanceId: string): Eni[] {
    this.#transitions.finishDue();
    return this.#inventory.enisOf(instanceId);
  }

  /** What an up-to-date answer shows of an ENI; `observe` may show an older state. */
  visibleState(eni: Eni): VisibleState {
    return visibleState(eni, this.#definition.switches);
  }

  /**
   * The ENIs of one answer, each in the state that the answer shows. Counts stale reads down, so it is called once for each query.
   * `ids` limits the query to these ENIs; unknown ids are ignored.
   */
  observe(scope: Scope, matches: (observation: Observation) => boolean, ids?: readonly string[]): Observation[] {
    this.#transitions.finishDue();
    const found = ids?.map((id) => this.#inventory.enis.get(id)) ?? [...this.#inventory.enis.values()];
    const observations: Observation[] = [];
    for (const eni of new Set(found)) {
      if (eni === undefined || !within(eni, scope)) continue;
      const shown = stateInAnswer(eni, this.visibleState(eni), (visible) => matches({ eni, visible }));
      if (shown !== undefined) observations.push({ eni, visible: shown });
    }
    return observations;
  }

  attach(order: AttachOrder, rules: Rules): Verdict {
    const reason = refusalOfAttach(this, order, rules);
    if (reason !== undefined) return { accepted: false, reason };
    const eni = this.#inventory.enis.get(order.eniId);
    if (eni === undefined) return { accepted: false, reason: "eniNotFound" };
    const original = this.visibleState(eni);
    this.#inventory.assign(eni, order.instanceId);
    eni.trunkEniId = order.trunkEniId;
    eni.networkCardIndex = order.networkCardIndex;
    eni.attachType = order.attachType;
    eni.status = "attaching";
    eni.attachedAt = this.now();
    const task = this.#transitions.begin(eni, "attach", { original, order });
    return task === undefined ? { accepted: true } : { accepted: true, task };
  }

  detach(order: DetachOrder, rules: Rules): Verdict {
    const reason = refusalOfDetach(this, order, rules);
    if (reason !== undefined) return { accepted: false, reason };
    const eni = this.#inventory.enis.get(order.eniId);
    if (eni === undefined) return { accepted: false, reason: "eniNotFound" };
    if (eni.status === "detaching" && eni.transition !== undefined) {
      // Alibaba's page of DetachNetworkInterface: repeating the call is the remedy for a stuck detach.
      eni.transition.reissuesLeft -= 1;
      if (eni.transition.reissuesLeft <= 0 && eni.transition.readyAt === Infinity)
        eni.transition.readyAt = this.now() + this.#definition.latency.detachMs;
      return { accepted: true };
    }
    const original = this.visibleState(eni);
    eni.status = "detaching";
    const freesPublicIps = rules.detachFreesPublicIps;
    const task = this.#transitions.begin(eni, "detach", { original, order, freesPublicIps });
    return task === undefined ? { accepted: true } : { accepted: true, task };
  }

  // Changes from outside, such as by a person in the console: at once, without preconditions. Unknown ids throw.

  placeEni(eniId: string, instanceId: string): void {
    const eni = this.#eniOrThrow(eniId);
    const { id } = this.#instanceOrThrow(instanceId);
    this.#transitions.cancel(eni, id);
    this.#inventory.assign(eni, id);
    eni.status = "inUse";
    eni.attachedAt = this.now();
  }

  freeEni(eniId: string): void {
    const eni = this.#eniOrThrow(eniId);
    this.#transitions.cancel(eni, undefined);
    this.#transitions.makeAvailable(eni);
  }

  deleteEni(eniId: string): void {
    const eni = this.#eniOrThrow(eniId);
    this.#transitions.cancel(eni, undefined);
    this.#inventory.assign(eni, undefined);
    this.#inventory.enis.delete(eni.id);
    for (const member of this.#inventory.enis.values()) if (member.trunkEniId === eni.id) this.freeEni(member.id);
  }

  /** Sets the given fields. A status that is set here stays until the next operation on the ENI. */
  patchEni(eniId: string, { behaviours, status, ...fields }: EniPatch): void {
    const eni = this.#eniOrThrow(eniId);
    if (status !== undefined) {
      const isDetached = status === "available" || status === "deleting";
      if (!isDetached && eni.instanceId === undefined)
        throw new WorldFileError([`status: ${status} needs an instance; attach the ENI first`]);
      this.#transitions.cancel(eni, isDetached ? undefined : eni.instanceId);
      if (isDetached) this.#inventory.assign(eni, undefined);
      eni.status = status;
    }
    Object.assign(eni, fields);
    Object.assign(eni.behaviours, behaviours);
  }

  patchInstance(instanceId: string, { status, ...fields }: InstancePatch): void {
    const instance = this.#instanceOrThrow(instanceId);
    if (status !== undefined) this.#transitions.setInstanceStatus(instance, status);
    Object.assign(instance, fields);
  }

  /** `ms` is how long `starting` lasts; 0 skips it. */
  startInstance(instanceId: string, ms = 0): void {
    this.#transitions.changeInstanceStatus(this.#instanceOrThrow(instanceId), "starting", "running", ms);
  }

  /** `ms` is how long `stopping` lasts; 0 skips it. */
  stopInstance(instanceId: string, ms = 0): void {
    this.#transitions.changeInstanceStatus(this.#instanceOrThrow(instanceId), "stopping", "stopped", ms);
  }

  restartInstance(instanceId: string, ms = 0): void {
    // In a restart the guest system releases the device: the last remedy for a stuck detach (Alibaba's page of DetachNetworkInterface).
    for (const eni of this.enisOf(instanceId))
      if (eni.transition?.kind === "detach") this.#transitions.finish(eni, eni.transition);
    this.startInstance(instanceId, ms);
  }

  /** Deletes the instance, its primary ENI and the ENIs with `deleteOnRelease`; its other ENIs become available. */
  releaseInstance(instanceId: string): void {
    const instance = this.#instanceOrThrow(instanceId);
    for (const eni of this.enisOf(instance.id)) {
      if (eni.kind === "primary" || eni.deleteOnRelease) this.deleteEni(eni.id);
      else this.freeEni(eni.id);
    }
    this.#transitions.forgetInstance(instance);
    this.#inventory.instances.delete(instance.id);
  }

  /** The actual state as plain JSON, without credentials. */
  snapshot(): WorldSnapshot {
    return snapshot(this);
  }

  #eniOrThrow(id: string): Eni {
    const eni = this.eni(id);
    if (eni === undefined) throw new Error(`there is no ENI "${id}" in this world`);
    return eni;
  }

  #instanceOrThrow(id: string): Instance {
    const instance = this.instance(id);
    if (instance === undefined) throw new Error(`there is no instance "${id}" in this world`);
    return instance;
  }
}
