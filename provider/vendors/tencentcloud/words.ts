// What Tencent Cloud's vendors say alike: what follows from a detach, and what to do.
import type { ObservedEni, Vendor } from "../vendor.ts";

/** Seed 000: after a detach the ENI's elastic IPs are not associated, and such are charged for. */
export function afterDetach(eni: ObservedEni | undefined): string {
  const count = eni?.publicIpAddresses.length ?? 0;
  if (count === 0) return "EIPs of the ENI, if it has any, become unassociated and are billed";
  return `${count} EIP${count === 1 ? "" : "s"} (${eni?.publicIpAddresses.join(", ")}) become${count === 1 ? "s" : ""} unassociated and billed`;
}

export const remedies: Vendor["remedies"] = {
  stuckDetaching:
    "Run this again: it goes on waiting. If it stays so, look at the instance in the console, or ask the vendor with the request id.",
  stuckAttaching:
    "Run this again: it goes on waiting. If it stays so, look at the instance in the console, or ask the vendor with the request id.",
  unfitInstance: "Start or stop the instance: ENIs come and go while it is RUNNING or STOPPED.",
  primary: "A primary ENI stays with its instance: declare a secondary ENI.",
  credentials: "Set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY (the environment wins over all else).",
};
