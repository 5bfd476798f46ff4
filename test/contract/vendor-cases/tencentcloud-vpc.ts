// tencentcloud-vpc, as the suites know it.
import { commonErrors } from "../../../provider/vendors/tencentcloud/error-codes.ts";
import { commonBad, commonOptions, key, latency, networkInterfaces, padded } from "./every-vendor.ts";
import type { VendorCase } from "./vendor-case.ts";

const tencentEnvironment = { TENCENTCLOUD_SECRET_ID: key.accessKeyId, TENCENTCLOUD_SECRET_KEY: key.accessKeySecret };

export const tencentcloudVpc: VendorCase = {
  vendor: "tencentcloud-vpc",
  region: "ap-guangzhou",
  environment: tencentEnvironment,
  tokenVariable: "TENCENTCLOUD_TOKEN",
  ids: {
    eni: "eni-aaaaaa01",
    eni2: "eni-aaaaaa02",
    eni3: "eni-aaaaaa03",
    a: "ins-aaaaaaaa",
    b: "ins-bbbbbbbb",
    c: "ins-cccccccc",
    far: "ins-ffffffff",
    full: "ins-eeeeeeee",
    primary: "eni-pppppp01",
    unknownEni: "eni-nowhere1",
    unknownInstance: "ins-nowhere1",
  },
  made: {
    eni: (set, number) => `eni-${set}${padded(number)}`,
    instance: (set, number) => `ins-${set}${padded(number)}`,
  },
  words: { attached: "AVAILABLE" },
  codes: {
    refused: "UnsupportedOperation.UnsupportedInstanceFamily",
    busy: "UnsupportedOperation.MutexOperationTaskRunning",
    goneInstance: "ResourceNotFound",
  },
  errorStatus: "any",
  sharedErrors: commonErrors,
  actions: networkInterfaces,
  otherActions: ["DescribeInstances", "DescribeVpcTaskResult"],
  tasks: "inDoubt",
  batches: true,
  detachNames: true,
  showsTransitions: true,
  tellsAttachTime: true,
  tellsRequestId: true,
  unknownEni: "code",
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
  faultCases: 237,
  placements: [{}, { attachType: 0 }, { attachType: 1 }],
  faces: {
    lives: [
      { networkInterfaceState: true },
      { detachedAttachment: "empty" },
      { unknownEni: "empty" },
      { tokenWhileRunning: "same" },
    ],
    fuzzed: [{}, { networkInterfaceState: true, detachedAttachment: "empty" }],
    simulated: [
      {},
      { networkInterfaceState: true },
      { detachedAttachment: "empty" },
      { tokenWhileRunning: "same" },
      { notAttachedCode: "UnsupportedOperation.AttachmentNotFound" },
    ],
  },
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
