// What attach and detach of VPC and ECM share: rules, reading the parameters, and the codes for refusals.
import type { Refusal, Rules } from "../../world/preconditions.ts";
import type { AttachOrder } from "../../world/transitions.ts";
import type { Verdict } from "../../world/world.ts";
import type { Eni } from "../../world/eni.ts";
import type { CommonSettings, Context } from "./api3.ts";
import { scopeOf } from "./api3.ts";
import { Refused } from "../refused.ts";

/** Instances have to be running or stopped for attach and detach (the vendor's page of DetachNetworkInterface, API v2). */
export const rules: Rules = {
  instanceStates: ["running", "stopped"],
  detachOnce: true,
  detachFreesPublicIps: true,
};

/** Codes of refusals that depend on no setting and not on the status of the ENI. Where the vendor has no code, a service uses UnsupportedOperation. */
export type Codes = Readonly<
  Record<Exclude<Refusal, "eniState" | "instanceState" | "notOnInstance" | "taskRunning"> | "deleting", string>
>;

export const isEniId = (id: string): boolean => /^eni-[a-z0-9]{8}$/.test(id);

/** The vendor does not document the order of its checks; here: required parameters, then forms of ids, then the state of the world. */
export function readOrder(context: Context<CommonSettings>, region: string, instanceIds: RegExp): AttachOrder {
  const { parameters } = context;
  const eniId = parameters.text("NetworkInterfaceId") ?? "";
  const instanceId = parameters.text("InstanceId") ?? "";
  if (!isEniId(eniId)) throw malformed("NetworkInterfaceId", eniId);
  if (!instanceIds.test(instanceId)) throw malformed("InstanceId", instanceId);
  return { ...scopeOf(context, region), eniId, instanceId, taskId: context.requestId };
}

/** Throws the code for a refusal; returns if the world accepted the operation. */
export function throwIfRefused(
  verdict: Verdict,
  { world, settings }: Context<CommonSettings>,
  order: AttachOrder,
  kind: "attach" | "detach",
  codes: Codes,
): void {
  if (verdict.accepted) return;
  const { reason } = verdict;
  if (reason === "notOnInstance") throw new Refused(settings.notAttachedCode);
  if (reason === "instanceState") throw new Refused(settings.instanceStateCode);
  if (reason === "taskRunning") throw new Refused(settings.taskRunningCode);
  if (reason !== "eniState") throw new Refused(codes[reason]);
  const eni = world.eni(order.eniId);
  throw new Refused(eni?.status === "deleting" ? codes.deleting : stateCode(eni, kind, settings));
}

function stateCode(eni: Eni | undefined, kind: "attach" | "detach", { notAttachedCode }: CommonSettings): string {
  if (kind === "attach" && eni?.status === "inUse") return "UnsupportedOperation.AttachmentAlreadyExists";
  if (kind === "detach" && eni?.status === "available") return notAttachedCode;
  return "UnsupportedOperation.InvalidState";
}

export function malformed(name: string, value: string): Refused {
  return new Refused("InvalidParameterValue.Malformed", `The format of \`${name}\` "${value}" is invalid.`);
}
