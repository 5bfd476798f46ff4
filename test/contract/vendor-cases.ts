// What the contract suite needs to know of each vendor: a world, ids, words. Adding a vendor is one entry.
import type { Properties } from "../../provider/attachment/properties.ts";

export interface VendorCase {
  readonly vendor: string;
  /** Undefined for a vendor without regions. */
  readonly region: string | undefined;
  /** Environment with credentials that the world accepts. */
  readonly environment: Readonly<Record<string, string>>;
  readonly ids: {
    /** Secondary ENIs: free, and on nobody. */
    readonly eni: string;
    readonly eni2: string;
    readonly a: string;
    readonly b: string;
    /** An instance in another place (zone or region). */
    readonly far: string;
    /** An instance that holds as many ENIs as it can. */
    readonly full: string;
    readonly primary: string;
    /** An ENI of another service of the vendor's, where the API says so. */
    readonly managed?: string;
    readonly unknownEni: string;
    readonly unknownInstance: string;
  };
  readonly words: { readonly attached: string };
  /** Codes that the simulator may be told to answer, by what they mean. */
  readonly codes: { readonly refused: string; readonly busy?: string; readonly goneInstance: string };
  readonly actions: { readonly attach: string; readonly detach: string; readonly describe: string };
  /** An attach or detach that is under way shows. */
  readonly showsTransitions: boolean;
  /** The vendor says since when an ENI is attached. */
  readonly tellsAttachTime: boolean;
  /** A detach names the instance. */
  readonly detachNames: boolean;
  /** Several ENIs in one question. */
  readonly batches: boolean;
  /** What can be known against a target before a detach. */
  readonly preflightKnows: readonly ("far" | "full" | "unknownInstance")[];
  /** Bad values, one a line, and what the failure says. */
  readonly badArguments: readonly { readonly property: string; readonly value: unknown; readonly says: RegExp }[];
  /** Arguments that are required besides the common ones. */
  readonly required?: Readonly<Record<string, unknown>>;
  /** Optional arguments, all of them valid. */
  readonly allArguments: Readonly<Record<string, unknown>>;
  readonly world: () => Record<string, unknown>;
}

const key = { accessKeyId: "AKIDEXAMPLE00000000000000001", accessKeySecret: "ExampleSecretNotARealOne000001" };
const latency = { attachMs: 3_000, detachMs: 4_000 };
const networkInterfaces = {
  attach: "AttachNetworkInterface",
  detach: "DetachNetworkInterface",
  describe: "DescribeNetworkInterfaces",
} as const;
const commonOptions = {
  timeouts: { attach: "90s", detach: "1h30m" },
  onConflict: "takeOver",
  rollback: false,
  preflight: true,
};

const commonBad = [
  { property: "networkInterfaceId", value: undefined, says: /is missing/ },
  { property: "instanceId", value: undefined, says: /is missing/ },
  { property: "timeouts", value: { attach: "soon" }, says: /duration/ },
  { property: "timeouts", value: { attach: "0s" }, says: /duration/ },
  { property: "timeouts", value: { detach: "48h" }, says: /at most 24h/ },
  { property: "timeouts", value: { create: "1m" }, says: /"attach" and "detach"/ },
  { property: "timeouts", value: "10m", says: /must be an object/ },
  { property: "onConflict", value: "steal", says: /"fail" or "takeOver"/ },
  { property: "rollback", value: "yes", says: /true or false/ },
  { property: "preflight", value: 1, says: /true or false/ },
  { property: "force", value: true, says: /is not an argument/ },
] as const;

const alicloudEcs: VendorCase = {
  vendor: "alicloud-ecs",
  region: "cn-hangzhou",
  environment: { ALIBABA_CLOUD_ACCESS_KEY_ID: key.accessKeyId, ALIBABA_CLOUD_ACCESS_KEY_SECRET: key.accessKeySecret },
  ids: {
    eni: "eni-one",
    eni2: "eni-two",
    a: "i-a",
    b: "i-b",
    far: "i-far",
    full: "i-full",
    primary: "eni-primary",
    managed: "eni-managed",
    unknownEni: "eni-nowhere",
    unknownInstance: "i-nowhere",
  },
  words: { attached: "InUse" },
  codes: {
    refused: "InvalidOperation.Ipv4CountExceeded",
    busy: "OperationConflict",
    goneInstance: "InvalidEcsId.NotFound",
  },
  actions: networkInterfaces,
  batches: true,
  detachNames: true,
  showsTransitions: true,
  tellsAttachTime: false,
  preflightKnows: ["far", "full", "unknownInstance"],
  badArguments: [
    ...commonBad,
    { property: "networkInterfaceId", value: "nic-1", says: /begins with "eni-".*nic-1/ },
    { property: "networkInterfaceId", value: 7, says: /begins with "eni-"/ },
    { property: "instanceId", value: "ins-1", says: /begins with "i-".*ins-1/ },
    { property: "networkCardIndex", value: -1, says: /0 or more/ },
    { property: "networkCardIndex", value: "1", says: /whole number/ },
    { property: "trunkNetworkInstanceId", value: "i-1", says: /trunk/ },
    { property: "waitForNetworkConfigurationReady", value: "yes", says: /true or false/ },
    { property: "vpcId", value: "vpc-1", says: /not an argument of alicloud-ecs \(it is one of tencentcloud-vpc-v2\)/ },
    { property: "region", value: "Hangzhou!", says: /name of a region/ },
  ],
  allArguments: { ...commonOptions, networkCardIndex: 0, waitForNetworkConfigurationReady: true },
  world: () => ({
    accounts: [key],
    regions: [{ id: "cn-hangzhou", zones: ["cn-hangzhou-h", "cn-hangzhou-i"] }],
    latency,
    instances: [
      { id: "i-a", maxEnis: 8, networkCards: 2 },
      { id: "i-b", maxEnis: 8, networkCards: 2 },
      { id: "i-far", zone: "cn-hangzhou-i" },
      { id: "i-full", maxEnis: 1 },
    ],
    enis: [
      { id: "eni-one" },
      { id: "eni-two" },
      { id: "eni-primary", kind: "primary", instanceId: "i-far" },
      { id: "eni-managed", serviceManaged: true, instanceId: "i-a" },
    ],
  }),
};

const tencentEnvironment = { TENCENTCLOUD_SECRET_ID: key.accessKeyId, TENCENTCLOUD_SECRET_KEY: key.accessKeySecret };

const tencentcloudVpc: VendorCase = {
  vendor: "tencentcloud-vpc",
  region: "ap-guangzhou",
  environment: tencentEnvironment,
  ids: {
    eni: "eni-aaaaaa01",
    eni2: "eni-aaaaaa02",
    a: "ins-aaaaaaaa",
    b: "ins-bbbbbbbb",
    far: "ins-ffffffff",
    full: "ins-eeeeeeee",
    primary: "eni-pppppp01",
    unknownEni: "eni-nowhere1",
    unknownInstance: "ins-nowhere1",
  },
  words: { attached: "AVAILABLE" },
  codes: {
    refused: "UnsupportedOperation.UnsupportedInstanceFamily",
    busy: "UnsupportedOperation.MutexOperationTaskRunning",
    goneInstance: "ResourceNotFound",
  },
  actions: networkInterfaces,
  batches: true,
  detachNames: true,
  showsTransitions: true,
  tellsAttachTime: true,
  preflightKnows: ["far", "unknownInstance"],
  badArguments: [
    ...commonBad,
    { property: "networkInterfaceId", value: "nic-1", says: /begins with "eni-".*nic-1/ },
    { property: "instanceId", value: "i-1", says: /begins with "ins-".*i-1/ },
    { property: "attachType", value: 2, says: /0 \(standard\) or 1 \(extension\)/ },
    {
      property: "networkCardIndex",
      value: 0,
      says: /not an argument of tencentcloud-vpc \(it is one of alicloud-ecs\)/,
    },
    { property: "region", value: "Guangzhou!", says: /name of a region/ },
  ],
  allArguments: { ...commonOptions, attachType: 0 },
  world: () => ({
    accounts: [key],
    regions: [{ id: "ap-guangzhou", vendor: "tencentcloud-vpc", zones: ["ap-guangzhou-3", "ap-guangzhou-4"] }],
    latency,
    instances: [
      { id: "ins-aaaaaaaa", vendor: "tencentcloud-vpc", maxEnis: 8 },
      { id: "ins-bbbbbbbb", vendor: "tencentcloud-vpc", maxEnis: 8 },
      { id: "ins-ffffffff", vendor: "tencentcloud-vpc", zone: "ap-guangzhou-4" },
      { id: "ins-eeeeeeee", vendor: "tencentcloud-vpc", maxEnis: 1 },
    ],
    enis: [
      { id: "eni-aaaaaa01", vendor: "tencentcloud-vpc" },
      { id: "eni-aaaaaa02", vendor: "tencentcloud-vpc" },
      { id: "eni-pppppp01", vendor: "tencentcloud-vpc", kind: "primary", instanceId: "ins-ffffffff" },
    ],
  }),
};

const tencentcloudVpcV2: VendorCase = {
  ...tencentcloudVpc,
  vendor: "tencentcloud-vpc-v2",
  words: { attached: "attached" },
  codes: { refused: "4000", goneInstance: "InvalidInstance.NotFound" },
  batches: false,
  showsTransitions: false,
  preflightKnows: ["far"],
  badArguments: [
    ...commonBad,
    { property: "vpcId", value: undefined, says: /is missing/ },
    { property: "vpcId", value: "net-1", says: /begins with "vpc-"/ },
    { property: "instanceId", value: "i-1", says: /begins with "ins-".*i-1/ },
    { property: "attachType", value: 0, says: /not an argument of tencentcloud-vpc-v2/ },
  ],
  required: { vpcId: "vpc-default0" },
  allArguments: commonOptions,
};

const tencentcloudEcm: VendorCase = {
  ...tencentcloudVpc,
  vendor: "tencentcloud-ecm",
  region: "ap-xian-ecm",
  ids: {
    ...tencentcloudVpc.ids,
    a: "ein-aaaaaaaa",
    b: "ein-bbbbbbbb",
    far: "ein-ffffffff",
    full: "ein-eeeeeeee",
    unknownInstance: "ein-nowhere1",
  },
  words: { attached: "AVAILABLE" },
  codes: {
    refused: "FailedOperation.OperationNotAllow",
    busy: "OperationDenied.InstanceOperationInProgress",
    goneInstance: "ResourceNotFound",
  },
  badArguments: [
    ...commonBad,
    { property: "instanceId", value: "i-1", says: /begins with "ein-".*i-1/ },
    { property: "attachType", value: 0, says: /not an argument of tencentcloud-ecm/ },
    { property: "vpcId", value: "vpc-1", says: /not an argument of tencentcloud-ecm/ },
  ],
  allArguments: commonOptions,
  world: () => ({
    accounts: [key],
    regions: [{ id: "ap-xian-ecm", vendor: "tencentcloud-ecm", zones: ["ap-xian-ecm-1", "ap-xian-ecm-2"] }],
    latency,
    instances: [
      { id: "ein-aaaaaaaa", vendor: "tencentcloud-ecm", maxEnis: 8 },
      { id: "ein-bbbbbbbb", vendor: "tencentcloud-ecm", maxEnis: 8 },
      { id: "ein-ffffffff", vendor: "tencentcloud-ecm", zone: "ap-xian-ecm-2" },
      { id: "ein-eeeeeeee", vendor: "tencentcloud-ecm", maxEnis: 1 },
    ],
    enis: [
      { id: "eni-aaaaaa01", vendor: "tencentcloud-ecm" },
      { id: "eni-aaaaaa02", vendor: "tencentcloud-ecm" },
      { id: "eni-pppppp01", vendor: "tencentcloud-ecm", kind: "primary", instanceId: "ein-ffffffff" },
    ],
  }),
};

const zenlayerZec: VendorCase = {
  vendor: "zenlayer-zec",
  region: undefined,
  environment: { ZENLAYERCLOUD_ACCESS_KEY_ID: key.accessKeyId, ZENLAYERCLOUD_ACCESS_KEY_PASSWORD: key.accessKeySecret },
  ids: {
    eni: "1304682049596034008",
    eni2: "1304682049596034009",
    a: "1272168087751233112",
    b: "1272168087751233113",
    far: "1272168087751233114",
    full: "1272168087751233115",
    primary: "1304682049596034010",
    unknownEni: "1304682049596034999",
    unknownInstance: "1272168087751233999",
  },
  words: { attached: "USED" },
  codes: { refused: "INVALID_NIC_INSTANCE_REGION_MISMATCH", goneInstance: "INVALID_INSTANCE_NOT_FOUND" },
  actions: networkInterfaces,
  batches: true,
  detachNames: false,
  showsTransitions: true,
  tellsAttachTime: false,
  preflightKnows: ["far", "unknownInstance"],
  badArguments: [
    ...commonBad,
    { property: "networkInterfaceId", value: 1304682049596034, says: /as text, in quotes/ },
    { property: "instanceId", value: "a b", says: /letters, digits and hyphens/ },
    { property: "region", value: "asia-east-1", says: /not an argument of zenlayer-zec/ },
    { property: "vpcId", value: "vpc-1", says: /not an argument of zenlayer-zec/ },
  ],
  allArguments: commonOptions,
  world: () => ({
    accounts: [key],
    regions: [
      { id: "asia-east-1", vendor: "zenlayer-zec", zones: ["asia-east-1a"] },
      { id: "europe-west-1", zones: ["europe-west-1a"] },
    ],
    latency,
    instances: [
      { id: "1272168087751233112", vendor: "zenlayer-zec" },
      { id: "1272168087751233113", vendor: "zenlayer-zec" },
      { id: "1272168087751233114", vendor: "zenlayer-zec", region: "europe-west-1" },
      { id: "1272168087751233115", vendor: "zenlayer-zec", maxEnis: 1 },
    ],
    enis: [
      { id: "1304682049596034008", vendor: "zenlayer-zec" },
      { id: "1304682049596034009", vendor: "zenlayer-zec" },
      { id: "1304682049596034010", vendor: "zenlayer-zec", kind: "primary", instanceId: "1272168087751233114" },
    ],
  }),
};

export const vendorCases: readonly VendorCase[] = [
  alicloudEcs,
  tencentcloudVpc,
  tencentcloudVpcV2,
  tencentcloudEcm,
  zenlayerZec,
];

/** Checked inputs of an attachment of the vendor's first ENI: the least that is needed, and what is given besides. */
export function leastInputs(vendor: VendorCase, instanceId = vendor.ids.a, more: Properties = {}): Properties {
  return {
    vendor: vendor.vendor,
    ...(vendor.region === undefined ? {} : { region: vendor.region }),
    networkInterfaceId: vendor.ids.eni,
    instanceId,
    ...vendor.required,
    ...more,
  };
}
