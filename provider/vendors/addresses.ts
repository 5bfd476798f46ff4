// The effect of a detach on public addresses that stay with the ENI.
import type { Consequence } from "./vendor.ts";

export function addressesCut(addresses: readonly string[]): readonly Consequence[] {
  if (addresses.length === 0) return [];
  const text = `its public addresses (${addresses.join(", ")}) are unreachable while it is detached`;
  return [{ kind: "outage", text }];
}
