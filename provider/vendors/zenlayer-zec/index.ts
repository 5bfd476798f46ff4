// Zenlayer Elastic Compute (ZEC), API 2025-09-01: the vendor's definition, put together from the files beside this one.
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
  // Sending a detach again is documented as a remedy nowhere, and is refused unless the state is USED.
  reissuesDetach: false,
  showsTransitions: true,
  placeWord: "region",
  attach: api.attach,
  detach: api.detach,
  detachNamesInstance: false,
  enis: api.nicListing,
  instances: api.instanceListing,
  afterDetach: (eni) => {
    const from = eni?.instanceId ?? "its instance";
    const cut =
      eni && eni.publicIpAddresses.length > 0
        ? `; its public addresses (${eni.publicIpAddresses.join(", ")}) are unreachable while it is detached`
        : "";
    return `${from} has to be RUNNING for the detach${cut}`;
  },
  remedies: {
    stuckDetaching:
      "See that the guest agent (QGA) runs in the instance, then run this again; if it stays so, restart the instance, or ask the vendor with the request id.",
    stuckAttaching:
      "See that the guest agent (QGA) runs in the instance, then run this again; if it stays so, ask the vendor with the request id.",
    unfitInstance: "Start the instance (`zeno zec start-instances`): vNICs come and go only while it is RUNNING.",
    primary: "A primary vNIC stays with its instance for life: declare a secondary vNIC.",
    credentials:
      "Set ZENLAYERCLOUD_ACCESS_KEY_ID and ZENLAYERCLOUD_ACCESS_KEY_PASSWORD, or ZENLAYER_TOKEN (the environment wins over all else).",
  },
});
