// Side effects of a detach and remedies that all of Tencent Cloud's vendors share.
import type { Remedy } from "../../remedy.ts";
import type { Consequence, ObservedEni, Vendor } from "../vendor.ts";

/** Seed 000: after a detach the ENI's elastic IPs are unassociated, and those are billed. */
export function afterDetach(eni: ObservedEni | undefined): readonly Consequence[] {
  return [{ kind: "billing", text: billing(eni?.publicIpAddresses ?? []) }];
}

function billing(addresses: readonly string[]): string {
  const count = addresses.length;
  if (count === 0) return "EIPs of the ENI, if it has any, become unassociated and are billed";
  return `${count} EIP${count === 1 ? "" : "s"} (${addresses.join(", ")}) become${count === 1 ? "s" : ""} unassociated and billed`;
}

const stuck: Remedy = [
  { kind: "runAgain", command: "same", waits: true },
  { kind: "lookInConsole", at: "instance" },
  { kind: "askVendor" },
];

export const remedies: Vendor["remedies"] = {
  stuckDetaching: stuck,
  stuckAttaching: stuck,
  unfitInstance: [{ kind: "setInstanceState", states: ["RUNNING", "STOPPED"], noun: "ENI" }],
  primary: [{ kind: "declareAnother", because: "primary", noun: "ENI" }],
  credentials: [{ kind: "setCredentials", sets: [["TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY"]] }],
};
