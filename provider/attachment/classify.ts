// What a change of the arguments, or a drift of the cloud, amounts to (design: the diff table).
import { isDeepStrictEqual } from "node:util";
import { vendorNamed } from "../vendors/index.ts";
import type { Vendor } from "../vendors/vendor.ts";
import type { Properties } from "./properties.ts";
import { isUnknown, ownProperties } from "./properties.ts";
import { readComputed } from "./state.ts";

/** `changed`: the arguments that differ. */
export type Change = { readonly changed: readonly string[] } & (
  | { readonly kind: "none" }
  | { readonly kind: "replace"; readonly because: readonly string[] }
  /** Detach and attach, or whatever brings the cloud to it. */
  | { readonly kind: "move"; readonly reattach: boolean }
  /** The cloud (or the last run) is not as it was left; what changed besides calls for nothing. */
  | { readonly kind: "drift" }
  /** Arguments that no call to the cloud follows from. */
  | { readonly kind: "stateOnly" }
);

/** Kinds that nothing is called for. */
export function isQuiet({ kind }: Change): boolean {
  return kind === "none" || kind === "stateOnly";
}

export interface DiffContext {
  /** `check` saw this ENI earlier in this process. */
  readonly wasChecked: boolean;
}

export async function classify(olds: Properties, news: Properties, { wasChecked }: DiffContext): Promise<Change> {
  const was = ownProperties(olds);
  const will = ownProperties(news);
  const [oldVendor, newVendor] = [vendorNamed(was["vendor"]), vendorNamed(will["vendor"])];
  const before = await oldVendor?.load();
  const after = await newVendor?.load();
  const changed = changedArguments(was, will, [before, after]);
  const because: string[] = [];
  if (!newVendor || oldVendor?.cloud !== newVendor.cloud) because.push("vendor");
  for (const name of ["region", "networkInterfaceId"])
    if (!isDeepStrictEqual(was[name], will[name])) because.push(name);
  if (because.length > 0) return { kind: "replace", because, changed };
  // Without a check before it, this is the engine's question whether the attachment has to go before an instance that
  // is about to be replaced. It has to: releasing an instance may delete the ENIs that are on it.
  if (isUnknown(will["instanceId"]) && !wasChecked) return { kind: "replace", because: ["instanceId"], changed };
  const reattach = changed.some((name) => after?.placement.includes(name));
  if (changed.includes("instanceId") || reattach) return { kind: "move", reattach, changed };
  const { state, attachedTo } = readComputed(olds);
  if (state !== "attached" || attachedTo !== will["instanceId"]) return { kind: "drift", changed };
  return { kind: changed.length > 0 ? "stateOnly" : "none", changed };
}

function changedArguments(was: Properties, will: Properties, vendors: readonly (Vendor | undefined)[]): string[] {
  const names = new Set(vendors.flatMap((vendor) => Object.keys(vendor?.shape ?? {})));
  return [...names].filter((name) => !isDeepStrictEqual(was[name], will[name]));
}
