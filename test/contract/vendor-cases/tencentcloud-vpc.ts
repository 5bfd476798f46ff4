// tencentcloud-vpc, as the suites know it.
import { commonErrors } from "../../../provider/vendors/tencentcloud/error-codes.ts";
import { askTheVendor, commonBad, commonOptions, key, latency, networkInterfaces, padded } from "./every-vendor.ts";
import type { VendorCase } from "./vendor-case.ts";

const tencentEnvironment = { TENCENTCLOUD_SECRET_ID: key.accessKeyId, TENCENTCLOUD_SECRET_KEY: key.accessKeySecret };

export const tencentcloudVpc: VendorCase = {
  vendor: "tencentcloud-vpc",
  region: "ap-guangzhou",
  environment: tencentEnvironment,
  variables: ["TENCENT", "TCCLI", "TKE_"],
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
  ship: { name: "vpc", eniPrefix: "eni-", instancePrefix: "ins-" },
  made: {
    eni: (set, number) => `eni-${set}${padded(number)}`,
    instance: (set, number) => `ins-${set}${padded(number)}`,
  },
  words: { attached: "AVAILABLE" },
  codes: {
    refused: "UnsupportedOperation.UnsupportedInstanceFamily",
    detachRefused: "UnsupportedOperation.InstanceAssociateHavip",
    forbidden: "UnauthorizedOperation",
    eniState: "UnsupportedOperation.InvalidState",
    busy: "UnsupportedOperation.MutexOperationTaskRunning",
    clock: "AuthFailure.SignatureExpire",
    goneInstance: "ResourceNotFound",
  },
  texts: {
    title: "Tencent Cloud VPC",
    host: "vpc.tencentcloudapi.com",
    places:
      "environment (TENCENTCLOUD_SECRET_ID with TENCENTCLOUD_SECRET_KEY); stack configuration (tencentcloud:secretId with tencentcloud:secretKey); tccli profile (~/.tccli/default.credential); credentials file (~/.tencentcloud/credentials); credentials file (/etc/tencentcloud/credentials); CVM role (instance metadata)",
    states: { free: " (AVAILABLE)", used: " (AVAILABLE)", attaching: " (ATTACHING)", detaching: " (DETACHING)" },
    remedies: {
      stuckDetaching: askTheVendor,
      stuckAttaching: askTheVendor,
      unfitInstance: "Start or stop the instance: ENIs come and go while it is RUNNING or STOPPED.",
      primary: "A primary ENI stays with its instance: declare a secondary ENI.",
      credentials: "Set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY (the environment wins over all else).",
    },
    atDetach: "; EIPs of the ENI, if it has any, become unassociated and are billed",
    withPublicAddress: "; 1 EIP (203.0.113.7) becomes unassociated and billed",
    task: " (the vendor's task says: The operation failed on the host of the instance)",
    apart: "zone ap-guangzhou-3, {far} in ap-guangzhou-4",
    shared: "zone",
    starting: "STARTING",
    clockMinutes: "5",
    said: {
      clock: "AuthFailure.SignatureExpire: The signature is expired: the timestamp differs by more than 5 minutes",
      detachForbidden: "UnauthorizedOperation: You are not authorized to perform this operation",
      detachRefused:
        "UnsupportedOperation.InstanceAssociateHavip: A highly available virtual IP is bound to the network interface",
      elsewhere: "UnsupportedOperation.ZoneMismatch: The network interface and the instance are not in the same zone",
      eniState: "UnsupportedOperation.InvalidState: The resource state does not allow this operation",
      forbidden: "UnauthorizedOperation: You are not authorized to perform this operation",
      full: "LimitExceeded: The quota is exceeded",
      goneInstance: "ResourceNotFound: The resource does not exist",
      internalError: "InternalError: An internal error has occurred. Retry your request",
      refused:
        "UnsupportedOperation.UnsupportedInstanceFamily: The instance family does not support the attachment type",
      starting: "UnsupportedOperation.InvalidState: The resource state does not allow this operation",
      throttled:
        "RequestLimitExceeded: Your current request times exceed the frequency limit. Please reduce the frequency of calls",
      unknownKey:
        "AuthFailure.SecretIdNotFound: The SecretId is not found, please ensure that your SecretId is correct",
      wrongSecret:
        "AuthFailure.SignatureFailure: The provided credentials could not be validated. Please check your signature is correct",
    },
    advice: {
      detachRefused: "A highly available virtual IP is bound to it: unbind it. Then",
      elsewhere: "Use an instance in the ENI's zone. Then",
      forbidden: "Grant this identity vpc:AttachNetworkInterface, vpc:DetachNetworkInterface and vpc:Describe* in CAM",
      full: "The instance holds as many ENIs as it can: detach another one, or use a larger type",
      refused: "The instance's type takes no ENIs of this kind: use another one, or another `attachType`. Then",
      unknownKey: "Check that the key (SecretId) is enabled and belongs to the account that owns the ENI",
      wrongSecret: "The SecretKey does not belong to this SecretId, or a proxy rewrote the request",
    },
  },
  domains: ["tencentcloudapi.com"],
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
  wrongState: { status: "shutdown", verdict: "problem" },
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
