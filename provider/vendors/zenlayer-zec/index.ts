// Zenlayer Elastic Compute (ZEC), API 2025-09-01: the vendor's definition, put together from the files beside this one.
import { addressesCut } from "../addresses.ts";
import { defineVendor } from "../vendor.ts";
import * as api from "./api.ts";
import { shape } from "./arguments.ts";
import { findCredentials } from "./credentials.ts";
import { errorTable, interpret } from "./errors.ts";
import { identity } from "./identity.ts";
import { signZc2 } from "./sign.ts";

export const zenlayerZec = defineVendor({
  ...identity,
  shape,
  placement: [],
  origin: () => "https://console.zenlayer.com",
  api: (base) => ({
    sign: (call, stamp) =>
      signZc2(
        { origin: base, action: call.action, version: api.version, body: JSON.stringify(call.parameters) },
        stamp,
      ),
    answer: api.answer,
    interpret,
  }),
  errors: errorTable,
  fields: async () => (await import("./fields.ts")).fields,
  fullCodes: ["INVALID_INSTANCE_NIC_LIMIT"],
  credentials: findCredentials,
  permissions: {
    needed: ["AttachNetworkInterface", "DetachNetworkInterface", "DescribeNetworkInterfaces"],
    forChecks: ["DescribeInstances"],
    grantedBy: "one of Zenlayer's own access policies, in the resource groups of the vNIC and of the instances",
  },
  clock: { toleranceMs: 5 * 60_000, codes: ["AUTHFAILURE_SIGNATURE_EXPIRED"] },
  // The vendor publishes none: calls are slowed down when it throttles (REQUEST_LIMIT_EXCEEDED, HTTP 429).
  rates: {},
  ratesCount: "account",
  // No document names a repeated detach as a remedy, and it is refused unless the state is USED.
  reissuesDetach: false,
  showsTransitions: true,
  placeWord: "region",
  attach: api.attach,
  detach: api.detach,
  detachNamesInstance: false,
  enis: api.nicListing,
  instances: api.instanceListing,
  afterDetach: (eni) => [
    { kind: "outage", text: `${eni?.instanceId ?? "its instance"} has to be RUNNING for the detach` },
    ...addressesCut(eni?.publicIpAddresses ?? []),
  ],
  remedies: {
    stuckDetaching: [
      { kind: "checkGuest", for: "agent" },
      { kind: "runAgain", command: "same" },
      { kind: "restartInstance" },
      { kind: "askVendor" },
    ],
    stuckAttaching: [
      { kind: "checkGuest", for: "agent" },
      { kind: "runAgain", command: "same" },
      { kind: "askVendor" },
    ],
    unfitInstance: [
      { kind: "setInstanceState", states: ["RUNNING"], noun: "vNIC", command: "zeno zec start-instances" },
    ],
    primary: [{ kind: "declareAnother", because: "primary", noun: "vNIC" }],
    credentials: [
      {
        kind: "setCredentials",
        sets: [["ZENLAYERCLOUD_ACCESS_KEY_ID", "ZENLAYERCLOUD_ACCESS_KEY_PASSWORD"], ["ZENLAYER_TOKEN"]],
      },
    ],
  },
});
