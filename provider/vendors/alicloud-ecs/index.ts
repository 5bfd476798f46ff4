// Alibaba Cloud ECS, API 2014-05-26: the vendor's definition, put together from the files beside this one.
import { defineVendor } from "../vendor.ts";
import * as api from "./api.ts";
import { shape } from "./arguments.ts";
import { findCredentials } from "./credentials.ts";
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
      signAcs3(
        { origin: base, action: call.action, version: api.version, query: call.parameters as Record<string, string> },
        stamp,
      ),
    answer: api.answer,
    interpret,
  }),
  errors: errorTable,
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
  // The vendor publishes no numbers for these; terway's client keeps to these, a minute.
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
  eniLimit: {
    call: (instance, region) => (instance.type === undefined ? undefined : api.instanceType(instance.type, region)),
    read: api.readEniLimit,
  },
  afterDetach: (eni) =>
    eni && eni.publicIpAddresses.length > 0
      ? `its public addresses (${eni.publicIpAddresses.join(", ")}) are unreachable while it is detached`
      : undefined,
  remedies: {
    stuckDetaching:
      "The guest has probably not let go of the device: run this again, and if it stays so, restart the instance.",
    stuckAttaching:
      "Run this again: it goes on waiting. If it stays so, look at the instance in the console, or ask the vendor with the request id.",
    unfitInstance: "Start or stop the instance: ENIs come and go while it is Running or Stopped.",
    primary: "A primary ENI stays with its instance: declare a secondary ENI.",
    credentials:
      "Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET (the environment wins over all else).",
  },
});
