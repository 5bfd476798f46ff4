// What the state holds: the checked arguments and what the cloud says. Never undefined, for the engine cannot store it.
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { AttachmentArguments, ObservedEni, Vendor } from "../vendors/vendor.ts";
import type { Properties } from "./properties.ts";
import { ownProperties } from "./properties.ts";

/** Version of the layout of the outputs; state of older versions stays readable. */
export const schemaVersion = 1;

/** Computed outputs, besides the arguments. */
export interface Computed {
  readonly state: "attached" | "detached";
  /** The vendor's own word. */
  readonly vendorState: string;
  /** The instance that this resource attached the ENI to or adopted it on; empty when none. */
  readonly attachedTo: string;
  readonly adopted: boolean;
  readonly macAddress: string;
  readonly privateIpAddresses: readonly string[];
  readonly publicIpAddresses: readonly string[];
  /** ISO 8601; empty when not known (an attachment that was adopted). */
  readonly attachedAt: string;
  readonly schemaVersion: number;
}

const text = z.string().catch("");
const texts = z.array(z.string()).catch([]);
const computedSchema = z.object({
  state: z.enum(["attached", "detached"]).catch("detached"),
  vendorState: text,
  attachedTo: z.string().optional().catch(undefined),
  adopted: z.boolean().catch(false),
  macAddress: text,
  privateIpAddresses: texts,
  publicIpAddresses: texts,
  attachedAt: text,
  schemaVersion: z.number().optional().catch(undefined),
});

/** Reads the computed outputs of a state, of this version or an older one. */
export function readComputed(properties: Properties): Computed {
  const read = computedSchema.parse(properties);
  return { ...read, attachedTo: read.attachedTo ?? "", schemaVersion };
}

const coreArguments = z.looseObject({ vendor: z.string(), networkInterfaceId: z.string(), instanceId: z.string() });

/** The arguments among the outputs of a state: exactly the checked inputs that were kept, key for key. */
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
  /** What the state said before: kept while the vendor uses a word for the ENI's state that is not known here. */
  readonly before?: Computed["state"];
}

/** `instanceId` follows the cloud while the ENI is attached somewhere; else it stays what was asked for. */
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

/** An unknown word is no news: neither that it is off its instance nor that it is on another one. */
function isUnclear(eni: ObservedEni | undefined, attachedTo: string): eni is ObservedEni {
  return eni?.phase === "unknown" && (eni.instanceId === undefined || eni.instanceId === attachedTo);
}

const json = z.record(z.string(), z.unknown());

/** Plain JSON without `undefined`: what the engine's protocol can carry. */
export function toOutputs(value: Properties): Properties {
  return json.parse(JSON.parse(JSON.stringify(value)));
}

/** Outputs say what is recorded already. */
export function isAsRecorded(outputs: Properties, recorded: Properties): boolean {
  return isDeepStrictEqual(outputs, toOutputs(recorded));
}
