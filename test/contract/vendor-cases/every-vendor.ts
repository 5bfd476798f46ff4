// What the cases of all vendors share: an account, times, the names of the actions, and values of arguments that every vendor has.

export const key = { accessKeyId: "AKIDEXAMPLE00000000000000001", accessKeySecret: "ExampleSecretNotARealOne000001" };
export const latency = { attachMs: 3_000, detachMs: 4_000 };
export const networkInterfaces = {
  attach: "AttachNetworkInterface",
  detach: "DetachNetworkInterface",
  describe: "DescribeNetworkInterfaces",
} as const;
/** Seven digits. */
export const padded = (number: number): string => String(number).padStart(7, "0");
/** Remedy and advice where the vendor's own say no more. */
export const askTheVendor =
  "Run this again: it goes on waiting. If it stays so, look at the instance in the console, or ask the vendor{withId}.";
export const mendWhatItNames = "Fix what the vendor reports, then";
export const commonOptions = {
  timeouts: { attach: "90s", detach: "1h30m" },
  onConflict: "takeOver",
  rollback: false,
  preflight: true,
};

export const commonBad = [
  { property: "networkInterfaceId", value: undefined, says: /is missing/ },
  { property: "instanceId", value: undefined, says: /is missing/ },
  { property: "timeouts", value: { attach: "soon" }, says: /duration/ },
  { property: "timeouts", value: { attach: "0s" }, says: /duration/ },
  { property: "timeouts", value: { detach: "48h" }, says: /at most 24h/ },
  { property: "timeouts", value: { create: "1m" }, says: /"attach" and "detach"/ },
  { property: "timeouts", value: "10m", says: /must be an object/ },
  { property: "onConflict", value: "steal", says: /"fail" or "takeOver"/ },
  { property: "rollback", value: "yes", says: /true or false/ },
  { property: "preflight", value: 1, says: /true or false/ },
  { property: "force", value: true, says: /is not an argument/ },
] as const;
