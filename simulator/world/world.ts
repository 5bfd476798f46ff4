// The state machine behind every face: instances and ENIs, on a clock that is passed in. No HTTP and no timers.
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
export type Verdict = { accepted: true; task?: Task } | { accepted: false; reason: Refusal };
/** An ENI as one answer shows it. */
export interface Observation {
  eni: Eni;
  visible: VisibleState;
}

export interface WorldOptions {
  /** What a world file leaves out, by vendor (faces/index.ts). */
  defaultsOf: DefaultsOf;
  /** Hears of each attach and detach that has ended. */
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

  /** Replaces everything but the clock's offset. A file with problems changes nothing. */
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

  /** What an ENI truly looks like now. `observe` is what an answer may show of it. */
  visibleState(eni: Eni): VisibleState {
    return visibleState(eni, this.#definition.switches);
  }

  /** The ENIs that an answer to a query shows: each stale view is used up by one answer that it changes. */
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
      // API reference, DetachNetworkInterface: re-issuing the call is the documented remedy for a stuck detach.
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

  // Out of band, at once and without preconditions: what another person does in the console. Unknown ids throw.

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

  /** Sets fields as they come. A status set this way stays until something else happens to the ENI. */
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

  /** `ms` is how long starting (stopping) lasts; 0 skips it. */
  startInstance(instanceId: string, ms = 0): void {
    this.#transitions.changeInstanceStatus(this.#instanceOrThrow(instanceId), "starting", "running", ms);
  }

  stopInstance(instanceId: string, ms = 0): void {
    this.#transitions.changeInstanceStatus(this.#instanceOrThrow(instanceId), "stopping", "stopped", ms);
  }

  restartInstance(instanceId: string, ms = 0): void {
    // A restart makes the guest let go of the device: the last remedy for a stuck detach (API reference).
    for (const eni of this.enisOf(instanceId))
      if (eni.transition?.kind === "detach") this.#transitions.finish(eni, eni.transition);
    this.startInstance(instanceId, ms);
  }

  /** ENIs marked deleteOnRelease go with the instance, the others become available. */
  releaseInstance(instanceId: string): void {
    const instance = this.#instanceOrThrow(instanceId);
    for (const eni of this.enisOf(instance.id)) {
      if (eni.kind === "primary" || eni.deleteOnRelease) this.deleteEni(eni.id);
      else this.freeEni(eni.id);
    }
    this.#transitions.forgetInstance(instance);
    this.#inventory.instances.delete(instance.id);
  }

  /** Plain JSON of the truth, without credentials. */
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
