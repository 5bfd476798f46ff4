// Why an attach or a detach is refused, in words of no vendor; each face maps them to its own codes. Their order is documented
// nowhere: existence, kind, state, place, then limits.
import { within } from "./inventory.ts";
import type { Scope } from "./inventory.ts";
import type { AttachOrder, DetachOrder } from "./transitions.ts";
import type { Eni, Instance } from "./eni.ts";
import type { InstanceStatus } from "./schema.ts";
import type { WorldView } from "./view.ts";

export type Refusal =
  | "eniNotFound"
  | "instanceNotFound"
  | "primaryEni"
  | "eniKind"
  | "serviceManaged"
  | "linked"
  | "eniState"
  | "instanceState"
  | "notOnInstance"
  | "hotPlug"
  | "zoneMismatch"
  | "vpcMismatch"
  | "networkCard"
  | "trunkNotFound"
  | "trunkKind"
  | "trunkState"
  | "trunkUnsupported"
  | "trunkMismatch"
  | "hasMembers"
  | "taskRunning"
  | "extension"
  | "limit";

/** What differs between vendors. */
export interface Rules {
  instanceStates: readonly InstanceStatus[];
  /** ENI and instance have to share zone and VPC; or only the region, which is then refused as `zoneMismatch`. */
  place?: "region";
  /** A detach that is under way cannot be asked for again. */
  detachOnce?: boolean;
  /** A detach takes the public addresses off the ENI (the vendor's page of DetachNetworkInterface, API v2: EIPs become unassociated). */
  detachFreesPublicIps?: boolean;
}

export function refusalOfAttach(world: WorldView, order: AttachOrder, rules: Rules): Refusal | undefined {
  const eni = find(world.eni(order.eniId), order);
  if (eni === undefined) return "eniNotFound";
  const instance = find(world.instance(order.instanceId), order);
  if (instance === undefined) return "instanceNotFound";
  if (eni.kind === "primary") return "primaryEni";
  if (eni.serviceManaged) return "serviceManaged";
  if (world.definition.tasks.exclusive && world.tasks.runsOn(eni.id)) return "taskRunning";
  if (eni.kind === "member" && order.trunkEniId === undefined) return "eniKind";
  if (eni.kind === "trunk" && order.trunkEniId !== undefined) return "eniKind";
  if (eni.status !== "available") return "eniState";
  if (!rules.instanceStates.includes(instance.status)) return "instanceState";
  if (!instance.hotPlug && instance.status !== "stopped") return "hotPlug";
  if (rules.place === "region" ? eni.region !== instance.region : eni.zone !== instance.zone) return "zoneMismatch";
  if (rules.place !== "region" && eni.vpc !== instance.vpc) return "vpcMismatch";
  if (order.networkCardIndex !== undefined && order.networkCardIndex >= instance.networkCards) return "networkCard";
  if (order.attachType === 1 && !instance.extensionEnis) return "extension";
  if (eni.kind === "trunk" && !instance.trunking) return "trunkUnsupported";
  if (order.trunkEniId !== undefined) return refusalOfMember(world, order, order.trunkEniId, instance);
  const attached = world.enisOf(instance.id).filter(({ trunkEniId }) => trunkEniId === undefined);
  return attached.length >= instance.maxEnis ? "limit" : undefined;
}

function refusalOfMember(world: WorldView, scope: Scope, trunkEniId: string, instance: Instance): Refusal | undefined {
  if (!instance.trunking) return "trunkUnsupported";
  const trunk = find(world.eni(trunkEniId), scope);
  if (trunk === undefined) return "trunkNotFound";
  if (trunk.kind !== "trunk") return "trunkKind";
  return trunk.status === "inUse" && trunk.instanceId === instance.id ? undefined : "trunkState";
}

export function refusalOfDetach(world: WorldView, order: DetachOrder, rules: Rules): Refusal | undefined {
  const eni = find(world.eni(order.eniId), order);
  if (eni === undefined) return "eniNotFound";
  const instance = find(world.instance(order.instanceId), order);
  if (instance === undefined) return "instanceNotFound";
  if (eni.kind === "primary") return "primaryEni";
  if (eni.serviceManaged) return "serviceManaged";
  if (world.definition.tasks.exclusive && world.tasks.runsOn(eni.id)) return "taskRunning";
  if (eni.linked) return "linked";
  if (eni.status !== "inUse" && (eni.status !== "detaching" || rules.detachOnce === true)) return "eniState";
  if (eni.instanceId !== instance.id) return "notOnInstance";
  if (order.trunkEniId !== undefined && order.trunkEniId !== eni.trunkEniId) return "trunkMismatch";
  if (!rules.instanceStates.includes(instance.status)) return "instanceState";
  if (world.enisOf(instance.id).some(({ trunkEniId }) => trunkEniId === eni.id)) return "hasMembers";
  return undefined;
}

function find<Thing extends Eni | Instance>(thing: Thing | undefined, scope: Scope): Thing | undefined {
  return thing !== undefined && within(thing, scope) ? thing : undefined;
}
