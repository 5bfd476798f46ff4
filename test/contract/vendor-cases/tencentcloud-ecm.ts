// tencentcloud-ecm, as the suites know it: the API of tencentcloud-vpc on another cloud.
import { commonBad, commonOptions, key, latency, padded } from "./every-vendor.ts";
import { tencentcloudVpc } from "./tencentcloud-vpc.ts";
import type { VendorCase } from "./vendor-case.ts";

export const tencentcloudEcm: VendorCase = {
  ...tencentcloudVpc,
  vendor: "tencentcloud-ecm",
  region: "ap-xian-ecm",
  ids: {
    ...tencentcloudVpc.ids,
    a: "ein-aaaaaaaa",
    b: "ein-bbbbbbbb",
    c: "ein-cccccccc",
    far: "ein-ffffffff",
    full: "ein-eeeeeeee",
    unknownInstance: "ein-nowhere1",
  },
  made: { ...tencentcloudVpc.made, instance: (set, number) => `ein-${set}${padded(number)}` },
  words: { attached: "AVAILABLE" },
  otherActions: ["DescribeInstances"],
  tasks: "none",
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
  faultCases: 233,
  placements: [{}],
  faces: {
    lives: [{ emptyLists: "null" }, { detachedAttachment: "empty" }, { tasksKnown: true }],
    fuzzed: [{}, { detachedAttachment: "empty", emptyLists: "null" }],
    simulated: [
      {},
      { emptyLists: "null" },
      { detachedAttachment: "empty" },
      { notAttachedCode: "UnsupportedOperation.AttachmentNotFound" },
    ],
  },
  // Its rates are low, so that little of the time is the lag.
  fleet: { timesFloor: 1.1 },
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
