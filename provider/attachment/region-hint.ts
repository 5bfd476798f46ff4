// The region that was probably meant. New regions appear, so check refuses none for being unknown: the question is asked where the cloud
// could not be reached in it.
import { EniError } from "../errors.ts";
import { onlyNearMiss } from "../vendors/near-misses.ts";
import type { VendorIdentity } from "../vendors/vendor.ts";

interface Place {
  readonly vendor: Pick<VendorIdentity, "regions">;
  readonly region: string;
}

/** `did you mean the region "cn-hangzhou"?`; undefined where the error, or the region, is no reason to ask. */
export function regionHint(error: unknown, { vendor: { regions }, region }: Place): string | undefined {
  if (!(error instanceof EniError) || !mayComeFromRegion(error) || regions.includes(region)) return undefined;
  const meant = onlyNearMiss(region, regions);
  return meant === undefined ? undefined : `did you mean the region "${meant}"?`;
}

/** The error with the question before what to do. */
export function withRegionHint(error: EniError, place: Place): EniError {
  const hint = regionHint(error, place);
  if (hint === undefined) return error;
  const { code, parts, cause } = error;
  const now = [parts.now, `D${hint.slice(1)}`].filter(Boolean).join(" ");
  return new EniError(code, { ...parts, now }, { cause });
}

/** Some vendors have a host for each region; the others answer with a code or a message about it. */
function mayComeFromRegion({ code, what }: EniError): boolean {
  return code === "ENDPOINT_UNREACHABLE" || (code === "READ_FAILED" && /region/i.test(what));
}
