// Zenlayer's state words. `AVAILABLE` means unbound, and bound is `USED` (disks say IN_USE, addresses BINDED).
import { entryOf } from "../table.ts";
import type { EniPhase, ObservedInstance } from "../vendor.ts";

/** DescribeNetworkInterfaces, status: all seven words of the reference. */
const eniPhases: Readonly<Record<string, EniPhase>> = {
  PENDING: "pending",
  AVAILABLE: "detached",
  ATTACHING: "attaching",
  USED: "attached",
  DETACHING: "detaching",
  DELETING: "deleting",
  // Its creation failed, and the vendor's Terraform provider treats it as gone: it cannot be attached.
  CREATE_FAILED: "deleting",
};

export function eniPhase(status: string): EniPhase {
  return entryOf(eniPhases, status) ?? "unknown";
}

/**
 * DescribeInstances, status. Attach and detach need RUNNING, so a stopped instance is unfit. The vendor's sources disagree
 * on a few words (STARTING and RECYCLED are only in running text, PENDING and REINSTALL_FAILED only in its Terraform
 * provider): both spellings are here.
 */
const instancePhases: Readonly<Record<string, ObservedInstance["phase"]>> = {
  RUNNING: "ready",
  PENDING: "transitional",
  DEPLOYING: "transitional",
  REBUILDING: "transitional",
  REBOOT: "transitional",
  BOOTING: "transitional",
  STARTING: "transitional",
  STOPPING: "transitional",
  IMAGING: "transitional",
  RESIZING: "transitional",
  STOPPED: "unfit",
  RELEASING: "unfit",
  RECYCLE: "unfit",
  RECYCLED: "unfit",
  RECYCLING: "unfit",
  CREATE_FAILED: "unfit",
  REINSTALL_FAILED: "unfit",
};

export function instancePhase(status: string): ObservedInstance["phase"] {
  // An unknown word is more likely a passing state than a lasting one: it is waited out, within the timeout.
  return entryOf(instancePhases, status) ?? "transitional";
}
