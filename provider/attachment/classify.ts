// Decides whether a change of the arguments, or a drift of the cloud, means a replacement, a move, or no call at all.
import { isDeepStrictEqual } from "node:util";
import { vendorNamed } from "../vendors/index.ts";
import type { Vendor } from "../vendors/vendor.ts";
import type { Properties } from "./properties.ts";
import { isUnknown, ownProperties } from "./properties.ts";
import { readComputed } from "./state.ts";

/** `changed`: names of the arguments that differ. */
export type Change = { readonly changed: readonly string[] } & (
  | { readonly kind: "none" }
  | { readonly kind: "replace"; readonly because: readonly string[] }
  /** The ENI moves. `reattach`: it needs a new attachment even on the same instance. */
  | { readonly kind: "move"; readonly reattach: boolean }
  /** The cloud is not as the state wants it, or the last run failed half way. No changed argument needs a call. */
  | { readonly kind: "drift" }
  /** Only arguments changed that need no call. */
  | { readonly kind: "stateOnly" }
);

/** Whether this kind of change needs no call. */
export function isQuiet({ kind }: Change): boolean {
  return kind === "none" || kind === "stateOnly";
}

export interface DiffContext {
  /** This process has checked arguments with this ENI before. */
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
  // Without a check before, the engine asks whether the attachment has to be deleted before an instance that is about to be replaced.
  // It has to, since releasing an instance may delete the ENIs on it.
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
