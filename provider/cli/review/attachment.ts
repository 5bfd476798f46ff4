// An attachment before and after, read from the states of a preview.
import type { Properties } from "../../attachment/properties.ts";
import { isUnknown } from "../../attachment/properties.ts";
import type { Computed } from "../../attachment/state.ts";
import { readComputed } from "../../attachment/state.ts";
import { eniAddress, globalRegion } from "../../vendors/eni-address.ts";
import { vendorNamed } from "../../vendors/index.ts";
import type { ResourceState } from "./preview-file.ts";

/** A value in a preview, or why it is not shown. */
export type Shown =
  | { readonly is: "known"; readonly value: string }
  /** Not known before `up`. */
  | { readonly is: "unknown" }
  /** Marked as a secret, which a comment must not show. */
  | { readonly is: "secret" }
  | { readonly is: "absent" };

export interface Identity {
  readonly vendor: Shown;
  /** "global" for a vendor without regions. */
  readonly region: Shown;
  readonly eni: Shown;
  /** The label in the provider's lines; undefined while a part of it is not known. */
  readonly label: string | undefined;
  /** The same for two vendors of one cloud. */
  readonly key: string | undefined;
}

export interface Before {
  readonly identity: Identity;
  /** Instance that the ENI is on, by the state; absent when it is detached. */
  readonly on: Shown;
  readonly computed: Computed;
  /** Arguments and outputs, secrets replaced by a mark. */
  readonly outputs: Properties;
  readonly state: ResourceState;
}

export interface After {
  readonly identity: Identity;
  /** Instance that the program wants it on. */
  readonly wanted: Shown;
  readonly inputs: Properties;
  readonly state: ResourceState;
}

/** The digest's mark in place of a secret. */
export const secretMark = "[secret]";
/** Key of Pulumi's envelopes; events have secrets in these. */
const signatureKey = "4dabf18193072939515e22adb298388d";

export function beforeOf(state: ResourceState): Before {
  // A run that failed early leaves no outputs.
  const outputs = withMarks({ ...state.inputs, ...state.outputs });
  const computed = readComputed(outputs);
  const on: Shown = computed.state === "attached" ? shownValue(outputs["instanceId"]) : { is: "absent" };
  return { identity: identityOf(outputs), on, computed, outputs, state };
}

export function afterOf(state: ResourceState): After {
  const inputs = withMarks(state.inputs);
  return { identity: identityOf(inputs), wanted: shownValue(inputs["instanceId"]), inputs, state };
}

function identityOf(properties: Properties): Identity {
  const vendor = shownValue(properties["vendor"]);
  const region = shownValue(properties["region"] ?? globalRegion);
  const eni = shownValue(properties["networkInterfaceId"]);
  const known = vendor.is === "known" && region.is === "known" && eni.is === "known";
  if (!known) return { vendor, region, eni, label: undefined, key: undefined };
  // A newer version of this package may know the vendor: two previews of it are still told apart.
  const names = vendorNamed(vendor.value) ?? { name: vendor.value, cloud: vendor.value };
  const { label, key } = eniAddress(names, region.value, eni.value);
  return { vendor, region, eni, label, key };
}

export function shownValue(value: unknown): Shown {
  if (value === undefined || value === null || value === "") return { is: "absent" };
  if (value === secretMark) return { is: "secret" };
  if (isUnknown(value)) return { is: "unknown" };
  return { is: "known", value: typeof value === "string" ? value : JSON.stringify(value) };
}

export function sameValue(a: Shown, b: Shown): boolean {
  return a.is === "known" && b.is === "known" && a.value === b.value;
}

function withMarks(properties: Properties): Properties {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [name, isEnvelope(value) ? secretMark : value]),
  );
}

function isEnvelope(value: unknown): boolean {
  return typeof value === "object" && value !== null && signatureKey in value;
}
