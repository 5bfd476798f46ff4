// Instances as CVM and ECM show them: ENIs come and go while they are RUNNING or STOPPED.
import { z } from "zod";
import { optionalText } from "../answers.ts";
import { entryOf } from "../table.ts";
import type { ObservedInstance } from "../vendor.ts";

const phases: Readonly<Record<string, ObservedInstance["phase"]>> = {
  RUNNING: "ready",
  STOPPED: "ready",
  PENDING: "transitional",
  STARTING: "transitional",
  STOPPING: "transitional",
  REBOOTING: "transitional",
  LAUNCH_FAILED: "unfit",
  SHUTDOWN: "unfit",
  TERMINATING: "unfit",
};

const vpcOf = z.looseObject({ VpcId: optionalText }).nullish().catch(undefined);
const zoneOf = z.looseObject({ Zone: optionalText }).nullish().catch(undefined);
const answer = z.looseObject({
  InstanceSet: z.array(
    z.looseObject({
      InstanceId: z.string(),
      InstanceState: optionalText,
      InstanceType: optionalText,
      // CVM has Placement.Zone, ECM Position.ZoneInfo.Zone.
      Placement: zoneOf,
      Position: z.looseObject({ ZoneInfo: zoneOf }).nullish().catch(undefined),
      VirtualPrivateCloud: vpcOf,
    }),
  ),
});

export function readInstance(body: unknown): ObservedInstance | undefined {
  const instance = answer.parse(body).InstanceSet[0];
  if (!instance) return undefined;
  const state = instance.InstanceState ?? "";
  return {
    instanceId: instance.InstanceId,
    vendorState: state,
    phase: entryOf(phases, state) ?? "transitional",
    zone: instance.Placement?.Zone || instance.Position?.ZoneInfo?.Zone || undefined,
    vpc: instance.VirtualPrivateCloud?.VpcId || undefined,
    type: instance.InstanceType || undefined,
    eniCount: undefined,
  };
}
