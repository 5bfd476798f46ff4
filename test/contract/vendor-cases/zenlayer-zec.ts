// zenlayer-zec, as the suites know it.
import { commonBad, commonOptions, key, latency, networkInterfaces, padded } from "./every-vendor.ts";
import type { VendorCase } from "./vendor-case.ts";

const notAuthorized =
  "AUTHFAILURE_UNAUTHORIZED_OPERATION: The request is not authorized: check that the action exists and that access to it is granted";
const wrongPassword =
  "The password does not belong to this access key, this machine's clock is off, or a proxy rewrote the request";

export const zenlayerZec: VendorCase = {
  vendor: "zenlayer-zec",
  region: undefined,
  environment: { ZENLAYERCLOUD_ACCESS_KEY_ID: key.accessKeyId, ZENLAYERCLOUD_ACCESS_KEY_PASSWORD: key.accessKeySecret },
  variables: ["ZENLAYER"],
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
  ship: { name: "zec", eniPrefix: "nic-", instancePrefix: "zec-" },
  made: {
    eni: (set, number) => `1304682049${set.charCodeAt(0) - 87}${padded(number)}`,
    instance: (set, number) => `1272168087${set.charCodeAt(0) - 87}${padded(number)}`,
  },
  words: { attached: "USED" },
  codes: {
    refused: "INVALID_NIC_INSTANCE_REGION_MISMATCH",
    detachRefused: "INVALID_NIC_LB_ASSOCIATED",
    forbidden: "AUTHFAILURE_UNAUTHORIZED_OPERATION",
    goneInstance: "INVALID_INSTANCE_NOT_FOUND",
    eniState: "INVALID_NIC_STATUS",
    clock: "AUTHFAILURE_SIGNATURE_EXPIRED",
  },
  texts: {
    title: "Zenlayer ZEC",
    host: "console.zenlayer.com",
    places:
      "environment (ZENLAYERCLOUD_ACCESS_KEY_ID with ZENLAYERCLOUD_ACCESS_KEY_PASSWORD, or ZENLAYER_ACCESS_KEY_ID with ZENLAYER_ACCESS_KEY_SECRET, or ZENLAYERCLOUD_SECRET_KEY_ID with ZENLAYERCLOUD_SECRET_KEY_PASSWORD, or ZENLAYER_TOKEN); stack configuration (zenlayer:accessKeyId with zenlayer:accessKeyPassword, or zenlayer:token)",
    states: { free: " (AVAILABLE)", used: " (USED)", attaching: " (ATTACHING)", detaching: " (DETACHING)" },
    remedies: {
      stuckDetaching:
        "See that the guest agent (QGA) runs in the instance, then run this again; if it stays so, restart the instance, or ask the vendor{withId}.",
      stuckAttaching:
        "See that the guest agent (QGA) runs in the instance, then run this again; if it stays so, ask the vendor{withId}.",
      unfitInstance: "Start the instance (`zeno zec start-instances`): vNICs come and go only while it is RUNNING.",
      primary: "A primary vNIC stays with its instance for life: declare a secondary vNIC.",
      credentials:
        "Set ZENLAYERCLOUD_ACCESS_KEY_ID and ZENLAYERCLOUD_ACCESS_KEY_PASSWORD, or ZENLAYER_TOKEN (the environment wins over all else).",
    },
    atDetach: "; {holder} has to be RUNNING for the detach",
    withPublicAddress:
      "; {holder} has to be RUNNING for the detach; its public addresses (203.0.113.7) are unreachable while it is detached",
    task: "",
    apart: "region asia-east-1, {far} in europe-west-1",
    shared: "region",
    starting: "BOOTING",
    clockMinutes: "5",
    said: {
      clock:
        "AUTHFAILURE_SIGNATURE_EXPIRED: The signature is expired: the timestamp may differ from the server's time by five minutes",
      detachForbidden: notAuthorized,
      detachRefused: "INVALID_NIC_LB_ASSOCIATED: An address of the vNIC is a back end of a load balancer",
      elsewhere: "INVALID_NIC_INSTANCE_REGION_MISMATCH: vNIC and instance are not in the same region",
      eniState: "INVALID_NIC_STATUS: The state of the vNIC does not allow the operation",
      forbidden: notAuthorized,
      full: "INVALID_INSTANCE_NIC_LIMIT: The instance has as many vNICs as it can have",
      goneInstance: "INVALID_INSTANCE_NOT_FOUND: The specified instance is not found",
      internalError: "INTERNAL_SERVER_ERROR: An internal error occurred",
      refused: "INVALID_NIC_INSTANCE_REGION_MISMATCH: vNIC and instance are not in the same region",
      starting: "OPERATION_DENIED_INSTANCE_STATUS_NOT_SUPPORT: The state of the instance does not allow the operation",
      throttled: "REQUEST_LIMIT_EXCEEDED: The request limit is exceeded",
      unknownKey: "AUTHFAILURE_SIGNATURE_FAILURE: The signature is not the one that the server computes",
      wrongSecret: "AUTHFAILURE_SIGNATURE_FAILURE: The signature is not the one that the server computes",
    },
    advice: {
      detachRefused: "An address of the vNIC is a back end of a load balancer: remove it there. Then",
      elsewhere: "Use an instance in the vNIC's region. Then",
      forbidden: "Allow this member to read and operate ZEC instances and vNICs, in the resource group that holds both",
      full: "The instance holds as many vNICs as its model allows (at most 8): detach another one",
      refused: "Use an instance in the vNIC's region. Then",
      unknownKey: wrongPassword,
      wrongSecret: wrongPassword,
    },
  },
  domains: ["zenlayer.com"],
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
  wrongState: { status: "stopped", verdict: "problem" },
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
