// The schema of a world file: accounts, regions, instances, ENIs and how they misbehave. Nearly everything has a default,
// so that a small world is a short file; unknown keys are refused, so that a typing mistake is found.
import { z } from "zod";
import { faultRuleSchema } from "./faults.ts";

export const DEFAULT_VENDOR = "alicloud-ecs";
export const DEFAULT_OWNER = "1000000000000001";

/** For how many operations a behaviour applies; 0 is never. */
const times = z.union([z.int().min(0), z.literal("always")]);

const instanceStatuses = [
  ...(["pending", "starting", "running", "stopping", "stopped"] as const),
  // Only Tencent has these (CVM and ECM, InstanceState).
  ...(["launchFailed", "rebooting", "shutdown", "terminating"] as const),
  // Only CVM has these.
  ...(["enterRescueMode", "rescueMode", "exitRescueMode"] as const),
  ...(["enterLiveMigrate", "liveMigrate", "exitLiveMigrate"] as const),
] as const;
const eniStatuses = ["available", "attaching", "inUse", "detaching", "deleting"] as const;
const eniKinds = ["primary", "secondary", "trunk", "member"] as const;

const behavioursSchema = z.strictObject({
  /** The next attaches are accepted but end as available, without an error. */
  attachFallsBack: times.default(0),
  /** The next attaches stay in attaching and never end. */
  attachSticks: times.default(0),
  /** The next detaches stay in detaching until Detach was called `detachReissues` more times, or the instance restarts. */
  detachSticks: times.default(0),
  detachReissues: z.union([z.int().min(1), z.literal("never")]).default(1),
  /** The next detaches are accepted but end as in use, without an error. */
  detachFallsBack: times.default(0),
  /** Replica lag: after a change, `reads` answers still show an older state, or do not list the ENI at all. */
  staleReads: z
    .strictObject({
      reads: z.int().min(0),
      /** previous: the state just before the change; original: the state before the operation began; empty: the ENI is not listed. */
      shows: z.enum(["previous", "original", "empty"]).default("previous"),
      /** Which change is followed by stale reads. call: the attach or detach was accepted; completion: it ended. */
      after: z.enum(["call", "completion", "both"]).default("completion"),
    })
    .optional(),
  /** These three override the `switches` of the world for this ENI. */
  detachedInstanceId: z.enum(["empty", "absent", "null"]).optional(),
  instanceIdClears: z.enum(["whenDetaching", "whenAvailable"]).optional(),
  instanceIdAppears: z.enum(["whenAttaching", "whenInUse"]).optional(),
});

const accountSchema = z.strictObject({
  accessKeyId: z.string().min(1),
  accessKeySecret: z.string().min(1),
  /** For temporary (STS) credentials: the token that every request has to carry. */
  securityToken: z.string().min(1).optional(),
  securityTokenExpiresAt: z.iso.datetime().optional(),
  /** The account id. A key sees only the resources that have the same owner. */
  owner: z.string().default(DEFAULT_OWNER),
  /** A token that a request can carry instead of a signature, for vendors that allow it (Zenlayer). */
  bearerToken: z.string().min(1).optional(),
  inactive: z.boolean().default(false),
  /** Actions that this key may not call. */
  denied: z.array(z.string()).default([]),
  /** Which of Alibaba's codes refuses a denied action: Forbidden.SubUser, Forbidden.RAM or Forbidden. */
  deniedAs: z.enum(["subUser", "ram", "plain"]).default("subUser"),
  /** Why every call of this account is refused, if it is. */
  trouble: z.enum(["userTypeNotSupported", "accountNotFound", "ramUserNotSupported"]).optional(),
});

const regionSchema = z.strictObject({
  id: z.string().min(1),
  /** Entries of this vendor that name no region are in this one. Without it: entries of any vendor that no region names. */
  vendor: z.string().optional(),
  zones: z.array(z.string().min(1)).min(1),
  /** false: the region exists, but has no elastic network interfaces. */
  supported: z.boolean().default(true),
});

const tags = z.record(z.string(), z.string());

const instanceSchema = z.strictObject({
  id: z.string().min(1),
  vendor: z.string().default(DEFAULT_VENDOR),
  owner: z.string().default(DEFAULT_OWNER),
  name: z.string().default(""),
  region: z.string().optional(),
  zone: z.string().optional(),
  vpc: z.string().optional(),
  vSwitch: z.string().optional(),
  type: z.string().optional(),
  status: z.enum(instanceStatuses).default("running"),
  /** Tencent's RestrictState: an instance that is restricted takes no ENI and gives none back, whatever its status. */
  restrictState: z.enum(["NORMAL", "EXPIRED", "PROTECTIVELY_ISOLATED"]).default("NORMAL"),
  /** How many ENIs it can have, the primary one included. Default: the vendor's (`defaults.ts` of its face). */
  maxEnis: z.int().min(1).optional(),
  networkCards: z.int().min(1).default(1),
  /** false: ENIs can be attached only while the instance is stopped. */
  hotPlug: z.boolean().default(true),
  /** Whether the type can carry trunk and member ENIs. */
  trunking: z.boolean().default(true),
  /** How many member ENIs its trunk ENI can carry; they do not count towards maxEnis. */
  maxMembers: z.int().min(0).default(10),
  /** Whether the type takes ENIs of Tencent's AttachType 1 (extension). */
  extensionEnis: z.boolean().default(true),
  securityGroups: z.array(z.string()).optional(),
  tags: tags.default({}),
  createdAt: z.iso.datetime().default("2023-11-01T00:00:00Z"),
});

const eniSchema = z.strictObject({
  id: z.string().min(1),
  vendor: z.string().default(DEFAULT_VENDOR),
  owner: z.string().default(DEFAULT_OWNER),
  name: z.string().default(""),
  description: z.string().default(""),
  region: z.string().optional(),
  zone: z.string().optional(),
  vpc: z.string().optional(),
  vSwitch: z.string().optional(),
  mac: z.string().optional(),
  primaryIp: z.string().optional(),
  secondaryIps: z.array(z.string()).default([]),
  ipv6Ips: z.array(z.string()).default([]),
  publicIps: z.array(z.string()).default([]),
  kind: z.enum(eniKinds).default("secondary"),
  status: z.enum(eniStatuses).optional(),
  instanceId: z.string().optional(),
  trunkEniId: z.string().optional(),
  /** Managed by another service of the cloud: attach and detach are refused. */
  serviceManaged: z.boolean().default(false),
  /** Something depends on it (a linked ENI, a virtual IP, a load balancer, by vendor): a detach is refused. */
  linked: z.boolean().default(false),
  /** Whether releasing the instance deletes the ENI. Default: the vendor's (`defaults.ts` of its face). */
  deleteOnRelease: z.boolean().optional(),
  networkCardIndex: z.int().min(0).optional(),
  /** Tencent's AttachType: 0 standard, 1 extension. */
  attachType: z.int().min(0).max(1).optional(),
  securityGroups: z.array(z.string()).optional(),
  resourceGroup: z.string().default(""),
  tags: tags.default({}),
  createdAt: z.iso.datetime().default("2023-11-01T00:00:00Z"),
  behaviours: behavioursSchema.prefault({}),
});

const switchesSchema = z.strictObject({
  /** How an answer shows that there is no instance. Alibaba does not document it; "" is the most likely. */
  detachedInstanceId: z.enum(["empty", "absent", "null"]).default("empty"),
  /** At which status of a detach the instance id is no longer shown. */
  instanceIdClears: z.enum(["whenDetaching", "whenAvailable"]).default("whenAvailable"),
  /** At which status of an attach the instance id is first shown. */
  instanceIdAppears: z.enum(["whenAttaching", "whenInUse"]).default("whenAttaching"),
});

/** In milliseconds. */
const latencySchema = z.strictObject({
  attachMs: z.int().min(0).default(2000),
  detachMs: z.int().min(0).default(2000),
  /** Each attach and detach takes up to this much longer; the amount is the same in every run, so that runs can be repeated. */
  spreadMs: z.int().min(0).default(0),
  /** How long every call takes, from its arrival to its answer. */
  callMs: z.int().min(0).default(0),
});

/** Tasks: the record that some vendors keep of each attach and detach, to be asked for its result. What they leave undocumented is set here. */
const taskSchema = z.strictObject({
  /** When a task ends: together with the change of the ENI's state, or `byMs` before or after it. */
  ends: z.enum(["before", "together", "after"]).default("together"),
  byMs: z.int().min(0).default(1000),
  /** true: while a task runs on an ENI, other operations on it are refused (Tencent: MutexOperationTaskRunning). */
  exclusive: z.boolean().default(false),
  /** Text of a failed task, and its number in APIs that have one. Tasks fail by `attachFallsBack` and `detachFallsBack` of the ENI. */
  failureText: z.string().default("The operation failed on the host of the instance."),
  failureCode: z.int().default(1001),
});

const limitsSchema = z.strictObject({
  /** true: the rates that vendors document apply to actions without an entry in `perSecond`. */
  documented: z.boolean().default(false),
  /** Keys: ACTION, or VENDOR/ACTION. Values: calls a second for each account. */
  perSecond: z.record(z.string(), z.int().min(0)).default({}),
  /** Keys as above. Values: calls a minute for each account and region, which is how Alibaba Cloud counts. */
  perMinute: z.record(z.string(), z.int().min(0)).default({}),
});

const fileSchema = z.strictObject({
  latency: latencySchema.prefault({}),
  switches: switchesSchema.prefault({}),
  tasks: taskSchema.prefault({}),
  limits: limitsSchema.prefault({}),
  accounts: z
    .array(accountSchema)
    .min(1)
    .default([accountSchema.parse(exampleAccount())]),
  regions: z.array(regionSchema).default([]),
  instances: z.array(instanceSchema).default([]),
  enis: z.array(eniSchema).default([]),
  faults: z.array(faultRuleSchema).default([]),
  /** Settings of one vendor's face, by vendor name; the face checks them. */
  faces: z.record(z.string(), z.unknown()).default({}),
});

export type Behaviours = z.output<typeof behavioursSchema>;
export type Switches = z.output<typeof switchesSchema>;
export type TaskRules = z.output<typeof taskSchema>;
export type Account = z.output<typeof accountSchema>;
export type Region = z.output<typeof regionSchema>;
export type InstanceStatus = (typeof instanceStatuses)[number];
export type EniStatus = (typeof eniStatuses)[number];
export type EniKind = (typeof eniKinds)[number];
export type WorldFile = z.output<typeof fileSchema>;
export type InstanceEntry = WorldFile["instances"][number];
export type EniEntry = WorldFile["enis"][number];

/**
 * What a PATCH of the control interface may change. The schema fills in defaults even for fields that the body leaves out, so the
 * parsed result is reduced to the keys of the body (`onlyKeysOf`).
 */
const instancePatch = instanceSchema.omit({ id: true, vendor: true, owner: true }).partial();
const eniPatch = eniSchema
  .omit({ id: true, vendor: true, owner: true, instanceId: true, trunkEniId: true, attachType: true })
  .partial();
export type InstancePatch = Partial<z.output<typeof instancePatch>>;
export type EniPatch = Omit<Partial<z.output<typeof eniPatch>>, "behaviours"> & { behaviours?: Partial<Behaviours> };

export const parseInstancePatch = (body: unknown): InstancePatch => onlyKeysOf(instancePatch.parse(body), body);

export function parseEniPatch(body: unknown): EniPatch {
  const { behaviours, ...fields } = eniPatch.parse(body);
  const given = z.object({ behaviours: z.looseObject({}).optional() }).parse(body).behaviours;
  const patch: EniPatch = onlyKeysOf(fields, body);
  return given === undefined || behaviours === undefined
    ? patch
    : { ...patch, behaviours: onlyKeysOf(behaviours, given) };
}

function onlyKeysOf<Fields extends object>(parsed: Fields, body: unknown): Partial<Fields> {
  const keys = new Set(typeof body === "object" && body !== null ? Object.keys(body) : []);
  return Object.fromEntries(Object.entries(parsed).filter(([key]) => keys.has(key))) as Partial<Fields>;
}

function exampleAccount() {
  return { accessKeyId: "LTAIEXAMPLEKEYID0001", accessKeySecret: "ExampleSecret0000000000000001" };
}

export const parseFile = (input: unknown): WorldFile => fileSchema.parse(input);
