// Suggests the region that was probably meant. Vendors open new regions, so check accepts unknown ones, and the suggestion is made only
// if the cloud could not be reached.
import { EniError } from "../errors.ts";
import { onlyNearMiss } from "../vendors/near-misses.ts";
import type { VendorIdentity } from "../vendors/vendor.ts";

interface Place {
  readonly vendor: Pick<VendorIdentity, "regions">;
  readonly region: string;
}

/** `did you mean the region "cn-hangzhou"?`; undefined if neither the error nor the region suggests it. */
export function regionHint(error: unknown, { vendor: { regions }, region }: Place): string | undefined {
  if (!(error instanceof EniError) || !mayComeFromRegion(error) || regions.includes(region)) return undefined;
  const meant = onlyNearMiss(region, regions);
  return meant === undefined ? undefined : `did you mean the region "${meant}"?`;
}

/** The error with the suggestion before its remedy. */
export function withRegionHint(error: EniError, place: Place): EniError {
  const hint = regionHint(error, place);
  if (hint === undefined) return error;
  const { code, parts, cause } = error;
  const now = [parts.now, `D${hint.slice(1)}`].filter(Boolean).join(" ");
  return new EniError(code, { ...parts, now }, { cause });
}

/** Whether an error may come from a wrong region: some vendors have a host for each region, others answer with a code or message. */
function mayComeFromRegion({ code, what }: EniError): boolean {
  return code === "ENDPOINT_UNREACHABLE" || (code === "READ_FAILED" && /region/i.test(what));
}
