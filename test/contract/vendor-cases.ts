// What the contract suite needs to know of each vendor: a world, ids, words. Adding a vendor is one entry.
export interface VendorCase {
  readonly vendor: string;
  readonly region: string;
  /** Environment with credentials that the world accepts. */
  readonly environment: Readonly<Record<string, string>>;
  readonly ids: {
    /** Secondary ENIs: free, and on nobody. */
    readonly eni: string;
    readonly eni2: string;
    readonly a: string;
    readonly b: string;
    /** An instance in another zone. */
    readonly far: string;
    /** An instance that holds as many ENIs as it can. */
    readonly full: string;
    readonly primary: string;
    readonly managed: string;
    readonly unknownEni: string;
    readonly unknownInstance: string;
  };
  readonly words: { readonly attached: string; readonly detached: string; readonly attaching: string };
  /** Codes that the simulator may be told to answer, by what they mean. */
  readonly codes: {
    readonly notAttached: string;
    readonly goneInstance: string;
    readonly refused: string;
    readonly busy: string;
  };
  readonly actions: { readonly attach: string; readonly detach: string; readonly describe: string };
  /** Arguments that it does not have, and one that is malformed. */
  readonly badArguments: readonly { readonly property: string; readonly value: unknown; readonly says: RegExp }[];
  /** Optional arguments, all of them valid. */
  readonly allArguments: Readonly<Record<string, unknown>>;
  readonly world: () => Record<string, unknown>;
}

const key = { accessKeyId: "LTAI5tEXAMPLEKEYID000001", accessKeySecret: "ExampleSecretNotARealOne000001" };

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
  words: { attached: "InUse", detached: "Available", attaching: "Attaching" },
  codes: {
    notAttached: "InvalidParameter.EniNotBelongEcs",
    goneInstance: "InvalidEcsId.NotFound",
    refused: "InvalidOperation.Ipv4CountExceeded",
    busy: "OperationConflict",
  },
  actions: {
    attach: "AttachNetworkInterface",
    detach: "DetachNetworkInterface",
    describe: "DescribeNetworkInterfaces",
  },
  badArguments: [
    { property: "networkInterfaceId", value: "nic-1", says: /begins with "eni-".*nic-1/ },
    { property: "networkInterfaceId", value: undefined, says: /is missing/ },
    { property: "networkInterfaceId", value: 7, says: /begins with "eni-"/ },
    { property: "instanceId", value: "ins-1", says: /begins with "i-".*ins-1/ },
    { property: "instanceId", value: undefined, says: /is missing/ },
    { property: "networkCardIndex", value: -1, says: /0 or more/ },
    { property: "networkCardIndex", value: "1", says: /whole number/ },
    { property: "trunkNetworkInstanceId", value: "i-1", says: /trunk/ },
    { property: "waitForNetworkConfigurationReady", value: "yes", says: /true or false/ },
    { property: "vpcId", value: "vpc-1", says: /not an argument of alicloud-ecs/ },
    { property: "region", value: "Hangzhou!", says: /name of a region/ },
  ],
  allArguments: {
    timeouts: { attach: "90s", detach: "1h30m" },
    onConflict: "takeOver",
    rollback: false,
    preflight: true,
    networkCardIndex: 0,
    waitForNetworkConfigurationReady: true,
  },
  world: () => ({
    accounts: [key],
    regions: [{ id: "cn-hangzhou", zones: ["cn-hangzhou-h", "cn-hangzhou-i"] }],
    latency: { attachMs: 3_000, detachMs: 4_000 },
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

export const vendorCases: readonly VendorCase[] = [alicloudEcs];
