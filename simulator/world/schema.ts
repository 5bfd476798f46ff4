// The world file: accounts, regions, instances, ENIs and how they misbehave. Checked by zod; a small world is short because
// everything has a default, and a mistyped key is refused with its path.
import { z } from "zod";
import { faultRuleSchema } from "./faults.ts";

export const DEFAULT_VENDOR = "alicloud-ecs";
export const DEFAULT_OWNER = "1000000000000001";

/** How often something happens: a count that runs down, or "always". */
const times = z.union([z.int().min(0), z.literal("always")]);

const instanceStatuses = [
  ...(["pending", "starting", "running", "stopping", "stopped"] as const),
  // Not of every vendor: Tencent's words (CVM and ECM, InstanceState).
  ...(["launchFailed", "rebooting", "shutdown", "terminating"] as const),
] as const;
const eniStatuses = ["available", "attaching", "inUse", "detaching", "deleting"] as const;
const eniKinds = ["primary", "secondary", "trunk", "member"] as const;

const behavioursSchema = z.strictObject({
  /** The next attaches are accepted and silently end as available again. */
  attachFallsBack: times.default(0),
  /** The next attaches stay in attaching for ever. */
  attachSticks: times.default(0),
  /** The next detaches stay in detaching until the k-th re-issued Detach, or until the instance restarts. */
  detachSticks: times.default(0),
  detachReissues: z.union([z.int().min(1), z.literal("never")]).default(1),
  /** The next detaches are accepted and silently end as in use again. */
  detachFallsBack: times.default(0),
  /** Replica lag: `reads` answers after a change still show the old truth, or do not list the ENI at all. */
  staleReads: z
    .strictObject({
      reads: z.int().min(0),
      /** previous: the state just before the change; original: the stable state before the operation; empty: not listed. */
      shows: z.enum(["previous", "original", "empty"]).default("previous"),
      /** call: once the attach or detach was accepted; completion: once it has ended. */
      after: z.enum(["call", "completion", "both"]).default("completion"),
    })
    .optional(),
  /** Overrides of the world's switches for this ENI. */
  detachedInstanceId: z.enum(["empty", "absent", "null"]).optional(),
  instanceIdClears: z.enum(["whenDetaching", "whenAvailable"]).optional(),
  instanceIdAppears: z.enum(["whenAttaching", "whenInUse"]).optional(),
});

const accountSchema = z.strictObject({
  accessKeyId: z.string().min(1),
  accessKeySecret: z.string().min(1),
  /** Temporary (STS) credentials: the token that every request has to carry. */
  securityToken: z.string().min(1).optional(),
  securityTokenExpiresAt: z.iso.datetime().optional(),
  /** Whose resources the key sees. Keys of another owner see none of this owner's. */
  owner: z.string().default(DEFAULT_OWNER),
  /** A token that takes the place of a signature, for vendors that have such (Zenlayer). */
  bearerToken: z.string().min(1).optional(),
  inactive: z.boolean().default(false),
  /** Actions that this key may not call, and in which of the vendor's words it is told so. */
  denied: z.array(z.string()).default([]),
  deniedAs: z.enum(["subUser", "ram"]).default("subUser"),
  /** What is wrong with the whole account, if anything. */
  trouble: z.enum(["userTypeNotSupported", "accountNotFound", "ramUserNotSupported"]).optional(),
});

const regionSchema = z.strictObject({
  id: z.string().min(1),
  /** Where this vendor's things are that do not say; without it, those of any vendor that has no region of its own. */
  vendor: z.string().optional(),
  zones: z.array(z.string().min(1)).min(1),
  /** false: the region exists, and has no elastic network interfaces. */
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
  /** The primary ENI counts. Default: the vendor's (its face's defaults.ts). */
  maxEnis: z.int().min(1).optional(),
  networkCards: z.int().min(1).default(1),
  /** false: ENIs can be attached only while the instance is stopped. */
  hotPlug: z.boolean().default(true),
  /** Whether the type can carry trunk and member ENIs. */
  trunking: z.boolean().default(true),
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
  serviceManaged: z.boolean().default(false),
  linked: z.boolean().default(false),
  /** Default: the vendor's (its face's defaults.ts). */
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
  /** How a vendor's answer shows that there is no instance. Not documented for Alibaba ("" is the likely one). */
  detachedInstanceId: z.enum(["empty", "absent", "null"]).default("empty"),
  instanceIdClears: z.enum(["whenDetaching", "whenAvailable"]).default("whenAvailable"),
  instanceIdAppears: z.enum(["whenAttaching", "whenInUse"]).default("whenAttaching"),
});

const latencySchema = z.strictObject({
  attachMs: z.int().min(0).default(2000),
  detachMs: z.int().min(0).default(2000),
  /** Each attach and detach takes up to this much longer; how much is the same in every run. */
  spreadMs: z.int().min(0).default(0),
  /** How long every call takes, from its arrival to its answer. */
  callMs: z.int().min(0).default(0),
});

/** The jobs behind attach and detach, at vendors that have them. What is not documented is a switch. */
const taskSchema = z.strictObject({
  /** When a task ends: `byMs` before or after the ENI's state changes, or together with it. */
  ends: z.enum(["before", "together", "after"]).default("together"),
  byMs: z.int().min(0).default(1000),
  /** true: while a task runs on an ENI, another operation on it is refused as such (Tencent's MutexOperationTaskRunning). */
  exclusive: z.boolean().default(false),
  /** What a failed task says: the text, and a number in the API that has one. Tasks fail by the ENIs' ...FallsBack behaviours. */
  failureText: z.string().default("The operation failed on the host of the instance."),
  failureCode: z.int().default(1001),
});

const limitsSchema = z.strictObject({
  /** true: the rates that the vendors document are kept. */
  documented: z.boolean().default(false),
  /** Action, or vendor/action -> calls a second of one account. */
  perSecond: z.record(z.string(), z.int().min(0)).default({}),
  /** Action, or vendor/action -> calls a minute of one account in one region: Alibaba Cloud's way of counting. */
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
  /** What only one vendor's face knows: vendor name -> its settings, checked by that face. */
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
 * What a PATCH of the control interface may change. A schema fills in defaults even where a field is optional, so only the keys
 * that the body itself has count.
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
