// What the actions of the face share: settings, context, status words, checks of regions and ids.
import { z } from "zod";
import type { Account, EniKind, EniStatus, InstanceStatus } from "../../world/schema.ts";
import type { Scope } from "../../world/inventory.ts";
import type { World } from "../../world/world.ts";
import type { StatusOverride } from "../face.ts";
import { Refused } from "../refused.ts";
import type { Parameters } from "./parameters.ts";
import type { Json } from "./render.ts";

export const VENDOR = "alicloud-ecs";

export const settingsSchema = z.strictObject({
  /** Code for an unknown instance. Two are documented: InvalidEcsId.NotFound (404) and InvalidInstanceId.NotFound (403). */
  instanceNotFoundCode: z
    .enum(["InvalidEcsId.NotFound", "InvalidInstanceId.NotFound"])
    .default("InvalidEcsId.NotFound"),
  throttleCode: z.enum(["Throttling", "Throttling.User", "Throttling.Api"]).default("Throttling.User"),
  /**
   * Codes for a security token that is wrong or missing: those of STS, or InvalidParameter and MissingParameter, of which only the
   * message names it (kubevela/terraform-controller #52, alibaba.alicloud #322).
   */
  tokenCodes: z.enum(["named", "generic"]).default("named"),
  /** Code -> HTTP status, to replace the status of errors.ts where that is a guess. */
  statuses: z.record(z.string(), z.int().min(400).max(599)).default({}),
  /** Actions that answer a caller without permission with an empty list, not an error (API reference, DescribeInstances). */
  emptyWhenDenied: z.array(z.string()).default(["DescribeInstances"]),
});
export type Settings = z.output<typeof settingsSchema>;

export interface Context {
  world: World;
  account: Account;
  parameters: Parameters;
  settings: Settings;
  statusOverride: StatusOverride | undefined;
}
export type Action = (context: Context) => Record<string, Json>;

export const eniStatusWords: Readonly<Record<EniStatus, string>> = {
  available: "Available",
  attaching: "Attaching",
  inUse: "InUse",
  detaching: "Detaching",
  deleting: "Deleting",
};
export const eniTypeWords: Readonly<Record<EniKind, string>> = {
  primary: "Primary",
  secondary: "Secondary",
  trunk: "Trunk",
  member: "Member",
};
export const instanceStatusWords: Readonly<Record<InstanceStatus, string>> = {
  pending: "Pending",
  starting: "Starting",
  running: "Running",
  stopping: "Stopping",
  stopped: "Stopped",
  // Only Tencent has these statuses; the nearest word of Alibaba's is shown.
  launchFailed: "Pending",
  rebooting: "Starting",
  shutdown: "Stopped",
  terminating: "Stopping",
  enterRescueMode: "Stopping",
  rescueMode: "Stopped",
  exitRescueMode: "Starting",
  enterLiveMigrate: "Starting",
  liveMigrate: "Starting",
  exitLiveMigrate: "Starting",
};

export function scopeOf({ account }: Context, region?: string): Scope {
  return { vendor: VENDOR, owner: account.owner, ...(region === undefined ? {} : { region }) };
}

/** The RegionId of a Describe action. Its codes differ from those for attach and detach. */
export function regionOfListing({ world, parameters }: Context): string {
  const id = parameters.required("RegionId");
  if (!/^[a-z]+(-[a-z0-9]+)+$/.test(id)) throw new Refused("InvalidRegionId.MalFormed");
  if (world.region(id) === undefined) throw new Refused("InvalidRegionId.NotFound");
  return id;
}

/** The RegionId of attach and detach, checked with the codes of their pages. */
export function regionOfOperation({ world }: Context, id: string): string {
  const region = world.region(id);
  if (region === undefined) throw new Refused("InvalidOperation.InvalidRegion");
  if (!region.supported) throw new Refused("Forbidden.RegionId");
  return id;
}

export const isEniId = (id: string): boolean => /^eni-[a-z0-9]{1,60}$/.test(id);
export const isInstanceId = (id: string): boolean => /^i-[a-z0-9]{1,60}$/.test(id);
