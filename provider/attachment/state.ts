// The outputs in the state: the checked arguments and what the cloud says. No value is undefined, because the engine cannot store that.
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { AttachmentArguments, ObservedEni, Vendor } from "../vendors/vendor.ts";
import type { Properties } from "./properties.ts";
import { ownProperties } from "./properties.ts";

/** Version of the layout of the outputs. States of older versions stay readable. */
export const schemaVersion = 1;

/** The outputs that are not arguments. */
export interface Computed {
  readonly state: "attached" | "detached";
  /** The vendor's own word for the state. */
  readonly vendorState: string;
  /** Instance that this resource attached the ENI to or adopted it on; empty if none. */
  readonly attachedTo: string;
  readonly adopted: boolean;
  readonly macAddress: string;
  readonly privateIpAddresses: readonly string[];
  readonly publicIpAddresses: readonly string[];
  /** ISO 8601; empty if not known, as for an adopted attachment. */
  readonly attachedAt: string;
  readonly schemaVersion: number;
}

const text = z.string().catch("");
const texts = z.array(z.string()).catch([]);
export const computedSchema = z.object({
  state: z.enum(["attached", "detached"]).catch("detached"),
  vendorState: text,
  attachedTo: z.string().optional().catch(undefined),
  adopted: z.boolean().catch(false),
  macAddress: text,
  privateIpAddresses: texts,
  publicIpAddresses: texts,
  attachedAt: text,
  schemaVersion: z.int().optional().catch(undefined),
});

/** Reads the computed outputs of a state, of this version or an older one. */
export function readComputed(properties: Properties): Computed {
  const read = computedSchema.parse(properties);
  return { ...read, attachedTo: read.attachedTo ?? "", schemaVersion };
}

const coreArguments = z.looseObject({ vendor: z.string(), networkInterfaceId: z.string(), instanceId: z.string() });

/** The arguments among the outputs of a state: exactly the inputs that were checked. */
export function readArguments(vendor: Vendor, properties: Properties): AttachmentArguments & Properties {
  const own = Object.entries(ownProperties(properties)).filter(([name]) => Object.hasOwn(vendor.shape, name));
  return coreArguments.parse(Object.fromEntries(own));
}

export interface OutputParts {
  readonly args: AttachmentArguments & Properties;
  readonly eni: ObservedEni | undefined;
  readonly attachedTo: string;
  readonly adopted: boolean;
  readonly attachedAt: string;
  /** The previous `state`, which is kept if the vendor's word is unknown here. */
  readonly before?: Computed["state"];
}

/** `instanceId` is the instance that the ENI is attached to; if it is not attached, the wanted one. */
export function outputsOf({ args, eni, attachedTo, adopted, attachedAt, before }: OutputParts): Properties {
  const attached = eni?.phase === "attached" || (isUnclear(eni, attachedTo) && before === "attached");
  const computed: Computed = {
    state: attached ? "attached" : "detached",
    vendorState: eni?.vendorState ?? "",
    attachedTo,
    adopted,
    macAddress: eni?.macAddress ?? "",
    privateIpAddresses: eni?.privateIpAddresses ?? [],
    publicIpAddresses: eni?.publicIpAddresses ?? [],
    attachedAt,
    schemaVersion,
  };
  const instanceId = attached && eni.instanceId !== undefined ? eni.instanceId : args.instanceId;
  return toOutputs({ ...args, instanceId, ...computed });
}

/** An unknown word says nothing about the attachment, so the previous state is kept. */
function isUnclear(eni: ObservedEni | undefined, attachedTo: string): eni is ObservedEni {
  return eni?.phase === "unknown" && (eni.instanceId === undefined || eni.instanceId === attachedTo);
}

const json = z.record(z.string(), z.unknown());

/** Plain JSON without `undefined`, which the engine's protocol can carry. */
export function toOutputs(value: Properties): Properties {
  return json.parse(JSON.parse(JSON.stringify(value)));
}

/** Whether the outputs equal the recorded ones. */
export function isAsRecorded(outputs: Properties, recorded: Properties): boolean {
  return isDeepStrictEqual(outputs, toOutputs(recorded));
}
