// What the actions of the face share: settings, context, status words, paging, tags.
import { z } from "zod";
import type { Account, EniStatus, InstanceStatus } from "../../world/schema.ts";
import type { Scope } from "../../world/inventory.ts";
import type { World } from "../../world/world.ts";
import type { StatusOverride } from "../face.ts";
import type { Json } from "../json-answer.ts";
import type { Parameters } from "./parameters.ts";

export const VENDOR = "zenlayer-zec";

export const settingsSchema = z.strictObject({
  /** Which error codes are used: the reference is online in a newer and an older version, which differ. */
  errors: z.enum(["new", "old"]).default("new"),
  /** How far a timestamp may differ from the clock, in ms. The text of AUTHFAILURE_SIGNATURE_EXPIRED says five minutes. */
  clockWindowMs: z.int().min(0).default(300_000),
  /** Ids of instances on which attach and detach are refused with INVALID_INSTANCE_PRECHECK_ABNORMAL, as without a guest agent. */
  abnormalInstances: z.array(z.string()).default([]),
  /** Code -> HTTP status, to replace the status of errors.ts where that is a guess. */
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
/** The words that the filter by status accepts. PENDING and CREATE_FAILED never match: no vNIC is created here. */
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
  // Only Tencent has these statuses; the nearest word of Zenlayer's is shown.
  enterRescueMode: "REBOOT",
  rescueMode: "STOPPED",
  exitRescueMode: "BOOTING",
  enterLiveMigrate: "REBOOT",
  liveMigrate: "REBOOT",
  exitLiveMigrate: "REBOOT",
};
/** Likewise for instances: the last four never match. */
export const allInstanceStatusWords = [
  ...Object.values(instanceStatusWords),
  ...["REBUILDING", "RECYCLING", "IMAGING", "RESIZING"],
];

export const scopeOf = ({ account }: Context): Scope => ({ vendor: VENDOR, owner: account.owner });

/** The page that pageNum (default 1) and pageSize (default 20, at most 1000) ask for. */
export function paginate<Item>(items: readonly Item[], { parameters }: Context): Item[] {
  const size = parameters.integerWithin("pageSize", { min: 1, max: 1_000, otherwise: 20 });
  const number = parameters.integerWithin("pageNum", { min: 1, max: 1_000_000, otherwise: 1 });
  return items.slice((number - 1) * size, number * size);
}

/** The filter by tags: all of `tagKeys` have to be there, and all of `tags`, with their value if one is given. */
export function tagFilter({ parameters }: Context): (tags: Readonly<Record<string, string>>) => boolean {
  const keys = parameters.texts("tagKeys", 20) ?? [];
  const pairs = parameters.tags("tags", 20);
  return (tags) =>
    keys.every((key) => key in tags) &&
    pairs.every(({ key, value }) => key in tags && (value === undefined || tags[key] === value));
}

/** Tags as answers show them: `tags: { tags: [...] }`. */
export const presentTags = (tags: Readonly<Record<string, string>>): Json => ({
  tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
});
