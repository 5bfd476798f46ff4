// What every action of the face gets, the words for states, and the checks that several of them share.
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
  /** Two codes are documented for an unknown instance: 404 InvalidEcsId.NotFound and 403 InvalidInstanceId.NotFound. */
  instanceNotFoundCode: z
    .enum(["InvalidEcsId.NotFound", "InvalidInstanceId.NotFound"])
    .default("InvalidEcsId.NotFound"),
  throttleCode: z.enum(["Throttling", "Throttling.User", "Throttling.Api"]).default("Throttling.User"),
  /** Code -> HTTP status, for the codes whose status no document gives. */
  statuses: z.record(z.string(), z.int().min(400).max(599)).default({}),
  /** Listings that show a caller without permission an empty list, not an error (API reference, DescribeInstances). */
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
  // Words of Tencent's that Alibaba does not have: the nearest ones.
  launchFailed: "Pending",
  rebooting: "Starting",
  shutdown: "Stopped",
  terminating: "Stopping",
};

export function scopeOf({ account }: Context, region?: string): Scope {
  return { vendor: VENDOR, owner: account.owner, ...(region === undefined ? {} : { region }) };
}

/** RegionId of a listing. Its codes are those of the Describe pages. */
export function regionOfListing({ world, parameters }: Context): string {
  const id = parameters.required("RegionId");
  if (!/^[a-z]+(-[a-z0-9]+)+$/.test(id)) throw new Refused("InvalidRegionId.MalFormed");
  if (world.region(id) === undefined) throw new Refused("InvalidRegionId.NotFound");
  return id;
}

/** RegionId of attach and detach, whose page has codes of its own. */
export function regionOfOperation({ world }: Context, id: string): string {
  const region = world.region(id);
  if (region === undefined) throw new Refused("InvalidOperation.InvalidRegion");
  if (!region.supported) throw new Refused("Forbidden.RegionId");
  return id;
}

export const isEniId = (id: string): boolean => /^eni-[a-z0-9]{1,60}$/.test(id);
export const isInstanceId = (id: string): boolean => /^i-[a-z0-9]{1,60}$/.test(id);
