// zenlayer-zec, as the suites know it.
import { commonBad, commonOptions, key, latency, networkInterfaces, padded } from "./every-vendor.ts";
import type { VendorCase } from "./vendor-case.ts";

export const zenlayerZec: VendorCase = {
  vendor: "zenlayer-zec",
  region: undefined,
  environment: { ZENLAYERCLOUD_ACCESS_KEY_ID: key.accessKeyId, ZENLAYERCLOUD_ACCESS_KEY_PASSWORD: key.accessKeySecret },
  ids: {
    eni: "1304682049596034008",
    eni2: "1304682049596034009",
    eni3: "1304682049596034011",
    a: "1272168087751233112",
    b: "1272168087751233113",
    c: "1272168087751233116",
    far: "1272168087751233114",
    full: "1272168087751233115",
    primary: "1304682049596034010",
    unknownEni: "1304682049596034999",
    unknownInstance: "1272168087751233999",
  },
  made: {
    eni: (set, number) => `1304682049${set.charCodeAt(0) - 87}${padded(number)}`,
    instance: (set, number) => `1272168087${set.charCodeAt(0) - 87}${padded(number)}`,
  },
  words: { attached: "USED" },
  codes: { refused: "INVALID_NIC_INSTANCE_REGION_MISMATCH", goneInstance: "INVALID_INSTANCE_NOT_FOUND" },
  errorStatus: "its own",
  actions: networkInterfaces,
  otherActions: ["DescribeInstances"],
  tasks: "none",
  batches: true,
  detachNames: false,
  showsTransitions: true,
  tellsAttachTime: false,
  tellsRequestId: true,
  unknownEni: "empty list",
  preflightKnows: ["far", "unknownInstance"],
  badArguments: [
    ...commonBad,
    { property: "networkInterfaceId", value: 1304682049596034, says: /as text, in quotes/ },
    { property: "instanceId", value: "a b", says: /letters, digits and hyphens/ },
    { property: "region", value: "asia-east-1", says: /not an argument of zenlayer-zec/ },
    { property: "vpcId", value: "vpc-1", says: /not an argument of zenlayer-zec/ },
  ],
  allArguments: commonOptions,
  faultCases: 225,
  faces: { lives: [{ errors: "old" }], fuzzed: [{}, { errors: "old" }] },
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
