// AttachNetworkInterface and DetachNetworkInterface, from ZEC's pages of them. There are no tasks: both answer with a requestId only.
// A detach names only the vNIC, not the instance that it is on.
import { within } from "../../world/inventory.ts";
import { refusalOfAttach, refusalOfDetach } from "../../world/preconditions.ts";
import type { Refusal, Rules } from "../../world/preconditions.ts";
import type { Eni } from "../../world/eni.ts";
import { Refused } from "../refused.ts";
import { scopeOf } from "./action.ts";
import type { Action, Context } from "./action.ts";

/** The instance has to run (Alibaba also allows stopped ones). vNIC and instance have to be in one region, but not in one zone. */
const rules: Rules = { instanceStates: ["running"], place: "region" };

/** Codes that both versions of the reference have. Some other reasons are handled in code below; the rest cannot occur here. */
const codes: Partial<Readonly<Record<Refusal, string>>> = {
  linked: "INVALID_NIC_LB_ASSOCIATED",
  serviceManaged: "INVALID_NIC_LB_ASSOCIATED",
  instanceState: "OPERATION_DENIED_INSTANCE_STATUS_NOT_SUPPORT",
  zoneMismatch: "INVALID_NIC_INSTANCE_REGION_MISMATCH",
  limit: "INVALID_INSTANCE_NIC_LIMIT",
};

export const attachNetworkInterface: Action = (context) => {
  const { world, parameters } = context;
  const order = {
    ...scopeOf(context),
    eniId: parameters.required("nicId"),
    instanceId: parameters.required("instanceId"),
  };
  const reason = refusalOfAttach(world, order, rules);
  if (reason === "primaryEni" || reason === "eniState")
    throw new Refused(world.eni(order.eniId)?.status === "inUse" ? "INVALID_NIC_ATTACHED" : "INVALID_NIC_STATUS");
  if (reason !== undefined) throw refusalFor(reason, context);
  precheck(order.instanceId, context);
  world.attach(order, rules);
  return {};
};

export const detachNetworkInterface: Action = (context) => {
  const { world, parameters, settings } = context;
  const scope = scopeOf(context);
  const eniId = parameters.required("nicId");
  const eni: Eni | undefined = world.eni(eniId);
  if (eni === undefined || !within(eni, scope)) throw refusalFor("eniNotFound", context);
  if (eni.kind === "primary") throw new Refused("INVALID_NIC_PRIMARY_CANT_DETACH");
  if (eni.status === "available" && settings.errors === "old")
    throw new Refused("OPERATION_DENIED_NIC_NOT_EXIST_INSTANCE");
  if (eni.status !== "inUse" || eni.instanceId === undefined) throw new Refused("INVALID_NIC_STATUS");
  const order = { ...scope, eniId, instanceId: eni.instanceId };
  const reason = refusalOfDetach(world, order, rules);
  if (reason !== undefined) throw refusalFor(reason, context);
  precheck(order.instanceId, context);
  world.detach(order, rules);
  return {};
};

function refusalFor(reason: Refusal, { settings }: Context): Refused {
  if (reason === "eniNotFound" || reason === "instanceNotFound") {
    if (settings.errors === "old") return new Refused("OPERATION_FAILED_RESOURCE_NOT_FOUND");
    return new Refused(reason === "eniNotFound" ? "INVALID_NIC_NOT_FOUND" : "INVALID_INSTANCE_NOT_FOUND");
  }
  return new Refused(codes[reason] ?? "INVALID_NIC_STATUS");
}

function precheck(instanceId: string, { settings }: Context): void {
  if (settings.abnormalInstances.includes(instanceId)) throw new Refused("INVALID_INSTANCE_PRECHECK_ABNORMAL");
}
