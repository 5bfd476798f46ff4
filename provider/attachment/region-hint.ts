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
export function withRegionHint(error: unknown, place: Place): unknown {
  const hint = regionHint(error, place);
  if (hint === undefined || !(error instanceof EniError)) return error;
  const { code, message, parts, cause } = error;
  const at = [" To do: ", ` [${code}]`].map((part) => message.lastIndexOf(part)).find((index) => index >= 0);
  const told = `${message.slice(0, at)} D${hint.slice(1)}${at === undefined ? "" : message.slice(at)}`;
  return new EniError(code, told, { cause, parts });
}

/** Some vendors have a host for each region; the others answer with a code or a message about it. */
function mayComeFromRegion({ code, parts: { what } }: EniError): boolean {
  return code === "ENDPOINT_UNREACHABLE" || (code === "READ_FAILED" && /region/i.test(what));
}
