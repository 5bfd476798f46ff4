// Why an attach or a detach is refused, as vendor-neutral reasons; each face maps them to its vendor's codes. No vendor documents
// the order of its checks; here it is existence, kind, state, place, limits.
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
  /** A member ENI without a trunk ENI to attach it to, or a trunk ENI with one. */
  | "eniKind"
  | "serviceManaged"
  /** Something depends on the ENI (`linked` in the world file). */
  | "linked"
  | "eniState"
  | "instanceState"
  | "notOnInstance"
  /** The instance has to be stopped for an attach. */
  | "hotPlug"
  | "zoneMismatch"
  | "vpcMismatch"
  /** The instance has no network card of that index. */
  | "networkCard"
  | "trunkNotFound"
  | "trunkKind"
  | "trunkState"
  | "trunkUnsupported"
  | "trunkMismatch"
  /** A trunk ENI that still has member ENIs. */
  | "hasMembers"
  | "taskRunning"
  /** The instance type does not support the attachment type "extension" (Tencent). */
  | "extension"
  | "limit";

/** The rules in which vendors differ. */
export interface Rules {
  /** Statuses of the instance in which an attach or detach is accepted. */
  instanceStates: readonly InstanceStatus[];
  /** "region": ENI and instance need only be in one region, and `zoneMismatch` means another region. Default: one zone and VPC. */
  place?: "region";
  /** A Detach call is refused while a detach of the ENI is under way. Default: it is accepted again. */
  detachOnce?: boolean;
  /** A detach removes the public addresses (Tencent's page of DetachNetworkInterface, API v2: EIPs become unassociated). */
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
  // A member ENI is attached through a trunk ENI, a trunk ENI only directly.
  if (eni.kind === "member" && order.trunkEniId === undefined) return "eniKind";
  if (eni.kind === "trunk" && order.trunkEniId !== undefined) return "eniKind";
  if (eni.status !== "available") return "eniState";
  if (isKept(instance, rules)) return "instanceState";
  if (!instance.hotPlug && instance.status !== "stopped") return "hotPlug";
  if (rules.place === "region" ? eni.region !== instance.region : eni.zone !== instance.zone) return "zoneMismatch";
  if (rules.place !== "region" && eni.vpc !== instance.vpc) return "vpcMismatch";
  if (order.networkCardIndex !== undefined && order.networkCardIndex >= instance.networkCards) return "networkCard";
  if (order.attachType === 1 && !instance.extensionEnis) return "extension";
  if (eni.kind === "trunk" && !instance.trunking) return "trunkUnsupported";
  if (order.trunkEniId !== undefined) return refusalOfMember(world, order, order.trunkEniId, instance);
  // Member ENIs do not count towards maxEnis.
  const attached = world.enisOf(instance.id).filter(({ trunkEniId }) => trunkEniId === undefined);
  return attached.length >= instance.maxEnis ? "limit" : undefined;
}

function refusalOfMember(world: WorldView, scope: Scope, trunkEniId: string, instance: Instance): Refusal | undefined {
  if (!instance.trunking) return "trunkUnsupported";
  const trunk = find(world.eni(trunkEniId), scope);
  if (trunk === undefined) return "trunkNotFound";
  if (trunk.kind !== "trunk") return "trunkKind";
  if (trunk.status !== "inUse" || trunk.instanceId !== instance.id) return "trunkState";
  const members = world.enisOf(instance.id).filter((eni) => eni.trunkEniId !== undefined);
  return members.length >= instance.maxMembers ? "limit" : undefined;
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
  if (isKept(instance, rules)) return "instanceState";
  if (world.enisOf(instance.id).some(({ trunkEniId }) => trunkEniId === eni.id)) return "hasMembers";
  return undefined;
}

/** Whether its status, or a restriction, keeps it from taking ENIs and giving them back. */
function isKept({ status, restrictState }: Instance, rules: Rules): boolean {
  return !rules.instanceStates.includes(status) || restrictState !== "NORMAL";
}

function find<Resource extends Eni | Instance>(resource: Resource | undefined, scope: Scope): Resource | undefined {
  return resource !== undefined && within(resource, scope) ? resource : undefined;
}
