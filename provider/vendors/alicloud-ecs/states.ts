// Alibaba's state words. `Available` means unbound here (Tencent uses the same word for "ready", even while attached).
import { entryOf } from "../table.ts";
import type { EniPhase, ObservedInstance } from "../vendor.ts";

/** DescribeNetworkInterfaces, Status. */
const eniPhases: Readonly<Record<string, EniPhase>> = {
  Available: "detached",
  Attaching: "attaching",
  InUse: "attached",
  Detaching: "detaching",
  Deleting: "deleting",
  Creating: "pending",
  Pending: "pending",
};

export function eniPhase(status: string): EniPhase {
  return entryOf(eniPhases, status) ?? "unknown";
}

/** DescribeInstances, Status: ENIs move on Running and Stopped instances (API reference, Attach- and Detach-). */
const instancePhases: Readonly<Record<string, ObservedInstance["phase"]>> = {
  Running: "ready",
  Stopped: "ready",
  Pending: "transitional",
  Starting: "transitional",
  Stopping: "transitional",
};

export function instancePhase(status: string): ObservedInstance["phase"] {
  // An unknown word is more likely a passing state than a lasting one: it is waited out, within the timeout.
  return entryOf(instancePhases, status) ?? "transitional";
}
