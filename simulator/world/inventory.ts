// The instances and ENIs of a world, and which ENI is on which instance. Only look-ups and assignments: rules and time are
// elsewhere (preconditions.ts, transitions.ts).
import type { WorldDefinition } from "./definition.ts";
import type { Eni, Instance } from "./eni.ts";

/** What a caller can see: resources of another vendor, owner or region do not exist for it. */
export interface Scope {
  vendor: string;
  owner: string;
  region?: string;
}

export function within(thing: Eni | Instance, { vendor, owner, region }: Scope): boolean {
  return thing.vendor === vendor && thing.owner === owner && (region === undefined || thing.region === region);
}

export class Inventory {
  readonly enis = new Map<string, Eni>();
  readonly instances = new Map<string, Instance>();
  readonly #attached = new Map<string, Set<Eni>>();

  constructor(definition: WorldDefinition) {
    let sequence = 0;
    for (const entry of structuredClone(definition.instances))
      this.instances.set(entry.id, { ...entry, sequence: sequence++, transition: undefined });
    for (const { instanceId, trunkEniId, networkCardIndex, attachType, ...rest } of structuredClone(definition.enis)) {
      const initial = {
        instanceId: undefined,
        deviceIndex: undefined,
        operations: 0,
        transition: undefined,
        stale: undefined,
      };
      const attachedAt = instanceId === undefined ? undefined : Date.parse(rest.createdAt);
      const fromFile = { trunkEniId, networkCardIndex, attachType, attachedAt };
      const eni: Eni = { ...rest, ...initial, ...fromFile, sequence: sequence++ };
      this.enis.set(eni.id, eni);
      this.assign(eni, instanceId);
    }
  }

  /** The ENIs of an instance, in the order of the world file. */
  enisOf(instanceId: string): Eni[] {
    return [...(this.#attached.get(instanceId) ?? [])].sort((a, b) => a.sequence - b.sequence);
  }

  /** Puts the ENI on an instance, at its first free device index; undefined takes it off. */
  assign(eni: Eni, instanceId: string | undefined): void {
    if (eni.instanceId !== undefined) this.#attached.get(eni.instanceId)?.delete(eni);
    eni.instanceId = instanceId;
    eni.deviceIndex = undefined;
    if (instanceId === undefined) return;
    const attached = this.#attached.get(instanceId) ?? new Set();
    this.#attached.set(instanceId, attached);
    const taken = new Set([...attached].map(({ deviceIndex }) => deviceIndex));
    // Device index 0 is always the primary ENI.
    let slot = eni.kind === "primary" ? 0 : 1;
    while (taken.has(slot)) slot += 1;
    eni.deviceIndex = slot;
    attached.add(eni);
  }
}
