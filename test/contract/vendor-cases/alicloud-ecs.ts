// alicloud-ecs, as the suites know it.
import { commonBad, commonOptions, key, latency, networkInterfaces } from "./every-vendor.ts";
import type { VendorCase } from "./vendor-case.ts";

export const alicloudEcs: VendorCase = {
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
