// tencentcloud-ecm, as the suites know it: the API of tencentcloud-vpc on another cloud.
import { commonBad, commonOptions, key, latency, mendWhatItNames, padded } from "./every-vendor.ts";
import { tencentcloudVpc } from "./tencentcloud-vpc.ts";
import type { VendorCase } from "./vendor-case.ts";

const noPermission =
  "UnauthorizedOperation.ForbiddenOperation: You don't have the permission to perform this operation";

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
  ship: { name: "ecm", eniPrefix: "eni-", instancePrefix: "ein-" },
  made: { ...tencentcloudVpc.made, instance: (set, number) => `ein-${set}${padded(number)}` },
  otherActions: ["DescribeInstances"],
  tasks: "none",
  codes: {
    refused: "FailedOperation.OperationNotAllow",
    detachRefused: "FailedOperation.OperationNotAllow",
    forbidden: "UnauthorizedOperation.ForbiddenOperation",
    eniState: "UnsupportedOperation.InvalidState",
    clock: "AuthFailure.SignatureExpire",
    busy: "OperationDenied.InstanceOperationInProgress",
    goneInstance: "ResourceNotFound",
  },
  texts: {
    ...tencentcloudVpc.texts,
    title: "Tencent Cloud ECM",
    host: "ecm.tencentcloudapi.com",
    task: "",
    apart: "zone ap-xian-ecm-1, {far} in ap-xian-ecm-2",
    said: {
      ...tencentcloudVpc.texts.said,
      detachForbidden: noPermission,
      detachRefused: "FailedOperation.OperationNotAllow: The operation is not allowed",
      elsewhere: "UnsupportedOperation: The operation is not supported",
      forbidden: noPermission,
      full: "LimitExceeded.EniQuotaLimitExceeded: The instance has as many network interfaces as it may",
      internalError: "FailedOperation.InternalOperationFailure: Internal error",
      refused: "FailedOperation.OperationNotAllow: The operation is not allowed",
    },
    advice: {
      ...tencentcloudVpc.texts.advice,
      detachRefused: mendWhatItNames,
      elsewhere: mendWhatItNames,
      forbidden: "Grant this identity ecm:AttachNetworkInterface, ecm:DetachNetworkInterface and ecm:Describe* in CAM",
      full: "The instance holds as many ENIs as it can: detach another one from it",
      refused: mendWhatItNames,
    },
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
