// What every action of the face gets, the words for states, and what several of them share.
import { z } from "zod";
import type { Account, EniStatus, InstanceStatus } from "../../world/schema.ts";
import type { Scope } from "../../world/inventory.ts";
import type { World } from "../../world/world.ts";
import type { StatusOverride } from "../face.ts";
import type { Json } from "../json-answer.ts";
import type { Parameters } from "./parameters.ts";

export const VENDOR = "zenlayer-zec";

export const settingsSchema = z.strictObject({
  /** Which of the two generations of the reference the codes are from. */
  errors: z.enum(["new", "old"]).default("new"),
  /** AUTHFAILURE_SIGNATURE_EXPIRED: the clocks may differ by five minutes. */
  clockWindowMs: z.int().min(0).default(300_000),
  /** Instances whose check before an attach or detach fails, as without a guest agent. */
  abnormalInstances: z.array(z.string()).default([]),
  /** Code -> HTTP status, for the codes whose status no document gives. */
  statuses: z.record(z.string(), z.int().min(400).max(599)).default({}),
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

export const nicStatusWords: Readonly<Record<EniStatus, string>> = {
  available: "AVAILABLE",
  attaching: "ATTACHING",
  inUse: "USED",
  detaching: "DETACHING",
  deleting: "DELETING",
};
/** All that a filter takes; this world has no vNICs that are being created, or failed to be. */
export const allNicStatusWords = [...Object.values(nicStatusWords), "PENDING", "CREATE_FAILED"];

export const instanceStatusWords: Readonly<Record<InstanceStatus, string>> = {
  pending: "DEPLOYING",
  starting: "BOOTING",
  running: "RUNNING",
  rebooting: "REBOOT",
  stopping: "STOPPING",
  stopped: "STOPPED",
  shutdown: "RECYCLE",
  terminating: "RELEASING",
  launchFailed: "CREATE_FAILED",
};
export const allInstanceStatusWords = [
  ...Object.values(instanceStatusWords),
  ...["REBUILDING", "RECYCLING", "IMAGING", "RESIZING"],
];

export const scopeOf = ({ account }: Context): Scope => ({ vendor: VENDOR, owner: account.owner });

/** pageNum and pageSize: 20 a page unless asked for more, at most 1000. */
export function paginate<Item>(items: readonly Item[], { parameters }: Context): Item[] {
  const size = parameters.integerWithin("pageSize", { min: 1, max: 1_000, otherwise: 20 });
  const number = parameters.integerWithin("pageNum", { min: 1, max: 1_000_000, otherwise: 1 });
  return items.slice((number - 1) * size, number * size);
}

/** Tags of a filter: `tagKeys` by key alone, `tags` by key and value. */
export function tagFilter({ parameters }: Context): (tags: Readonly<Record<string, string>>) => boolean {
  const keys = parameters.texts("tagKeys", 20) ?? [];
  const pairs = parameters.tags("tags", 20);
  return (tags) =>
    keys.every((key) => key in tags) &&
    pairs.every(({ key, value }) => key in tags && (value === undefined || tags[key] === value));
}

/** The list is wrapped twice on the wire. */
export const presentTags = (tags: Readonly<Record<string, string>>): Json => ({
  tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
});
