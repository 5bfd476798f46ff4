// tencentcloud-vpc, as the suites know it.
import { commonBad, commonOptions, key, latency, networkInterfaces } from "./every-vendor.ts";
import type { VendorCase } from "./vendor-case.ts";

const tencentEnvironment = { TENCENTCLOUD_SECRET_ID: key.accessKeyId, TENCENTCLOUD_SECRET_KEY: key.accessKeySecret };

export const tencentcloudVpc: VendorCase = {
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
