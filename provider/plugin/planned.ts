// What a preview can say of the outputs of `up`.
import type { Properties } from "../attachment/properties.ts";
import { isUnknown, ownProperties, unknownValue } from "../attachment/properties.ts";
import type { Computed } from "../attachment/state.ts";
import { readComputed, schemaVersion } from "../attachment/state.ts";

const unknownOutputs = {
  state: unknownValue,
  vendorState: unknownValue,
  attachedTo: unknownValue,
  adopted: unknownValue,
  macAddress: unknownValue,
  privateIpAddresses: unknownValue,
  publicIpAddresses: unknownValue,
  attachedAt: unknownValue,
  schemaVersion,
} satisfies Readonly<Record<keyof Computed, unknown>>;

/** @param will `nothing`: the plan line says that `pulumi up` will fail, so nothing is planned that will not be. */
export function plannedOutputs(inputs: Properties, will: "made" | "nothing"): Properties {
  const { instanceId } = inputs;
  const attached = will === "nothing" || isUnknown(instanceId) ? {} : { attachedTo: instanceId, state: "attached" };
  return { ...ownProperties(inputs), ...unknownOutputs, ...attached };
}

/** The outputs of an update that calls nothing: the new arguments, and what was there. */
export function keptOutputs(olds: Properties, inputs: Properties): Properties {
  return { ...ownProperties(inputs), ...readComputed(olds) };
}
