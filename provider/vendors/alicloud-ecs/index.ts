// Alibaba Cloud ECS, API 2014-05-26: the vendor's definition, put together from the files beside this one.
import { addressesCut } from "../addresses.ts";
import { textsOf } from "../texts.ts";
import { defineVendor } from "../vendor.ts";
import * as api from "./api.ts";
import { shape } from "./arguments.ts";
import { findCredentials } from "./credentials.ts";
import { answer } from "./envelope.ts";
import { errorTable, interpret } from "./errors.ts";
import { identity } from "./identity.ts";
import { origin } from "./regions.ts";
import { signAcs3 } from "./sign.ts";

export const alicloudEcs = defineVendor({
  ...identity,
  shape,
  placement: ["networkCardIndex", "trunkNetworkInstanceId"],
  origin,
  api: (base) => ({
    sign: (call, stamp) =>
      signAcs3({ origin: base, action: call.action, version: api.version, query: textsOf(call.parameters) }, stamp),
    answer,
    interpret,
  }),
  errors: errorTable,
  fields: async () => (await import("./fields.ts")).fields,
  fullCodes: ["EniPerInstanceLimitExceeded"],
  credentials: findCredentials,
  permissions: {
    needed: ["ecs:AttachNetworkInterface", "ecs:DetachNetworkInterface", "ecs:DescribeNetworkInterfaces"],
    forChecks: ["ecs:DescribeInstances", "ecs:DescribeInstanceTypes"],
    grantedBy: "a RAM policy",
  },
  clock: {
    toleranceMs: 15 * 60_000,
    codes: ["InvalidTimeStamp.Expired", "InvalidTimeStamp.Format", "IllegalTimestamp"],
  },
  // The vendor publishes no rates; these are the ones that terway's client keeps, a minute.
  rates: {
    AttachNetworkInterface: { requests: 500, perMs: 60_000 },
    DetachNetworkInterface: { requests: 400, perMs: 60_000 },
    DescribeNetworkInterfaces: { requests: 800, perMs: 60_000 },
  },
  // Throttle buckets are per account, region and API, as users of the CNI found.
  ratesCount: "region",
  showsTransitions: true,
  reissuesDetach: true,
  attach: api.attach,
  detach: api.detach,
  detachNamesInstance: true,
  enis: api.eniListing,
  instances: api.instanceListing,
  typeLimits: {
    call: (instance, region) => (instance.type === undefined ? undefined : api.instanceType(instance.type, region)),
    read: api.readTypeLimits,
    takes: api.takes,
  },
  afterDetach: (eni) => addressesCut(eni?.publicIpAddresses ?? []),
  remedies: {
    stuckDetaching: [
      { kind: "checkGuest", for: "held" },
      { kind: "runAgain", command: "same" },
      { kind: "restartInstance" },
    ],
    stuckAttaching: [
      { kind: "runAgain", command: "same", waits: true },
      { kind: "lookInConsole", at: "instance" },
      { kind: "askVendor" },
    ],
    unfitInstance: [{ kind: "setInstanceState", states: ["Running", "Stopped"], noun: "ENI" }],
    primary: [{ kind: "declareAnother", because: "primary", noun: "ENI" }],
    credentials: [
      { kind: "setCredentials", sets: [["ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET"]] },
    ],
  },
});
