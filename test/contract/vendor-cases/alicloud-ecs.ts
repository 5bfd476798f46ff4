// alicloud-ecs, as the suites know it.
import { askTheVendor, commonBad, commonOptions, key, latency, networkInterfaces, padded } from "./every-vendor.ts";
import type { VendorCase } from "./vendor-case.ts";

export const alicloudEcs: VendorCase = {
  vendor: "alicloud-ecs",
  region: "cn-hangzhou",
  environment: { ALIBABA_CLOUD_ACCESS_KEY_ID: key.accessKeyId, ALIBABA_CLOUD_ACCESS_KEY_SECRET: key.accessKeySecret },
  variables: ["ALI"],
  tokenVariable: "ALIBABA_CLOUD_SECURITY_TOKEN",
  ids: {
    eni: "eni-one",
    eni2: "eni-two",
    eni3: "eni-three",
    a: "i-a",
    b: "i-b",
    c: "i-c",
    far: "i-far",
    full: "i-full",
    primary: "eni-primary",
    managed: "eni-managed",
    unknownEni: "eni-nowhere",
    unknownInstance: "i-nowhere",
  },
  ship: { name: "ali", eniPrefix: "eni-", instancePrefix: "i-" },
  made: { eni: (set, number) => `eni-${set}${padded(number)}`, instance: (set, number) => `i-${set}${padded(number)}` },
  words: { attached: "InUse" },
  codes: {
    refused: "InvalidOperation.Ipv4CountExceeded",
    detachRefused: "InvalidOperation.EniLinked",
    forbidden: "Forbidden.RAM",
    eniState: "InvalidOperation.InvalidEniState",
    busy: "OperationConflict",
    clock: "InvalidTimeStamp.Expired",
    goneInstance: "InvalidEcsId.NotFound",
  },
  texts: {
    title: "Alibaba Cloud ECS",
    host: "ecs-cn-hangzhou.aliyuncs.com",
    places:
      "environment (ALICLOUD_ACCESS_KEY, ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABACLOUD_ACCESS_KEY_ID; each with its secret); stack configuration (alicloud:accessKey with alicloud:secretKey, or alicloud:profile); OIDC role (ALIBABA_CLOUD_ROLE_ARN); CLI profile (~/.aliyun/config.json); credentials file (~/.alibabacloud/credentials); ECS RAM role; credentials URI (ALIBABA_CLOUD_CREDENTIALS_URI)",
    states: { free: " (Available)", used: " (InUse)", attaching: " (Attaching)", detaching: " (Detaching)" },
    remedies: {
      stuckDetaching:
        "The guest has probably not let go of the device: run this again, and if it stays so, restart the instance.",
      stuckAttaching: askTheVendor,
      unfitInstance: "Start or stop the instance: ENIs come and go while it is Running or Stopped.",
      primary: "A primary ENI stays with its instance: declare a secondary ENI.",
      credentials:
        "Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET (the environment wins over all else).",
    },
    atDetach: "",
    withPublicAddress: "; its public addresses (203.0.113.7) are unreachable while it is detached",
    task: "",
    apart: "zone cn-hangzhou-h, {far} in cn-hangzhou-i",
    shared: "zone",
    starting: "Starting",
    clockMinutes: "15",
    said: {
      clock: "InvalidTimeStamp.Expired: Specified time stamp or date value is expired",
      detachForbidden:
        "Forbidden.RAM: User not authorized to operate on the specified resource, or this API doesn't support RAM",
      detachRefused: "InvalidOperation.EniLinked: The network interface is linked to another one",
      elsewhere:
        "InvalidOperation.AvailabilityZoneMismatch: The network interface and the instance are not in the same zone",
      eniState:
        "InvalidOperation.InvalidEniState: The current status of the network interface does not support this operation",
      forbidden: "Forbidden.SubUser: The RAM user is not authorized to operate on the specified resource",
      full: "EniPerInstanceLimitExceeded: The instance has as many network interfaces as its type allows",
      goneInstance: "InvalidEcsId.NotFound: The specified instance does not exist",
      internalError: "InternalError: The request processing has failed due to some unknown error",
      refused: "InvalidOperation.Ipv4CountExceeded: The request was refused",
      starting: "InvalidOperation.InvalidEcsState: The current status of the instance does not support this operation",
      throttled: "Throttling.User: Request was denied due to user flow control",
      unknownKey: "InvalidAccessKeyId.NotFound: Specified access key is not found",
      wrongSecret:
        "SignatureDoesNotMatch: Specified signature does not match our calculation. server StringToSign is [ACS3-HMAC-SHA256…",
    },
    advice: {
      detachRefused: "Unlink the ENI (or disassociate its EIP). Then",
      elsewhere: "Use an instance in the ENI's zone. Then",
      forbidden:
        "Grant ecs:AttachNetworkInterface, ecs:DetachNetworkInterface and ecs:Describe* to this identity in RAM",
      full: "Detach another ENI from the instance, or use an instance type that holds more",
      refused:
        "The ENI has more IPv4 addresses than the instance type allows: take some off, or use a larger type. Then",
      unknownKey: "Check that the access key is enabled and belongs to the account that owns the ENI",
      wrongSecret: "The secret does not belong to this key id, or a proxy rewrote the request",
    },
  },
  domains: ["aliyuncs.com"],
  errorStatus: "its own",
  sharedErrors: Object.fromEntries(
    ["Throttling", "Throttling.User", "Throttling.Api"].map((code) => [
      code,
      { attach: "throttled", detach: "throttled" },
    ]),
  ),
  actions: networkInterfaces,
  otherActions: ["DescribeInstances", "DescribeInstanceTypes"],
  tasks: "none",
  batches: true,
  detachNames: true,
  reissuesDetach: true,
  showsTransitions: true,
  tellsAttachTime: false,
  tellsRequestId: true,
  unknownEni: "empty list",
  hidesDenied: true,
  // It passes, so that it is waited for.
  wrongState: { status: "stopping", verdict: "warning" },
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
  faultCases: 231,
  placements: [{}, { networkCardIndex: 0 }, { networkCardIndex: 1 }],
  faces: { lives: [{ instanceNotFoundCode: "InvalidInstanceId.NotFound" }] },
  // Counted by the minute, account and region, and not published: a public client (terway) keeps to these.
  perMinute: { AttachNetworkInterface: 500, DetachNetworkInterface: 400, DescribeNetworkInterfaces: 800 },
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
