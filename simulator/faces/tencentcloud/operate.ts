// What attach and detach of VPC and ECM have in common: reading what is asked, asking the world, and naming its refusals.
import type { Refusal, Rules } from "../../world/preconditions.ts";
import type { AttachOrder } from "../../world/transitions.ts";
import type { Verdict } from "../../world/world.ts";
import type { Eni } from "../../world/eni.ts";
import type { CommonSettings, Context } from "./api3.ts";
import { scopeOf } from "./api3.ts";
import { Refused } from "../refused.ts";

/** Only running and shut-down instances take ENIs and give them back (the vendor's page of DetachNetworkInterface, API v2). */
export const rules: Rules = {
  instanceStates: ["running", "stopped"],
  detachOnce: true,
  detachFreesPublicIps: true,
};

/** The refusals that do not depend on what the ENI is doing. Those that only Alibaba has are general ones. */
export type Codes = Readonly<Record<Exclude<Refusal, "eniState" | "notOnInstance"> | "deleting", string>>;

export const isEniId = (id: string): boolean => /^eni-[a-z0-9]{8}$/.test(id);

/** The order of the checks is documented nowhere: all that is required, then forms, then the world. */
export function readOrder(context: Context<CommonSettings>, region: string, instanceIds: RegExp): AttachOrder {
  const { parameters } = context;
  const eniId = parameters.text("NetworkInterfaceId") ?? "";
  const instanceId = parameters.text("InstanceId") ?? "";
  if (!isEniId(eniId)) throw malformed("NetworkInterfaceId", eniId);
  if (!instanceIds.test(instanceId)) throw malformed("InstanceId", instanceId);
  return { ...scopeOf(context, region), eniId, instanceId, taskId: context.requestId };
}

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
