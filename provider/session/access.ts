// Access to a vendor: endpoint, rates and credentials.
import { unlessAborted } from "../http/abort.ts";
import type { CredentialSource } from "../http/credentials.ts";
import type { MetadataAccess } from "../http/metadata-service.ts";
import { Cancelled } from "../http/no-answer.ts";
import { EniError } from "../errors.ts";
import type { Remedy, Step } from "../remedy.ts";
import type { SessionKey } from "./session.ts";
import type { CredentialSearch, Surroundings, Vendor } from "../vendors/vendor.ts";
import type { Settings } from "./settings.ts";

export interface Access {
  readonly key: SessionKey;
  readonly source: CredentialSource;
}

/** @throws EniError `CANCELLED` on an abort. Not all that a search does takes a signal, so the wait for it ends. */
export async function searchCredentials(
  vendor: Vendor,
  outside: Surroundings,
  access: MetadataAccess,
): Promise<CredentialSearch> {
  try {
    return await unlessAborted(access.signal, () => vendor.credentials(outside, access));
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
    throw new EniError("CANCELLED", { what: error.message, remedy: [{ kind: "runAgain", command: "same" }] });
  }
}

/** @throws EniError `CREDENTIALS_MISSING`, which names the places searched. */
export function accessTo(
  { vendor, region }: { readonly vendor: Vendor; readonly region: string },
  settings: Settings,
  search: CredentialSearch,
): Access {
  const { source, places, reasons = [] } = search;
  if (!source) {
    const what =
      reasons.length === 0
        ? `no credentials for ${vendor.title} in ${places.join("; ")}`
        : `no credentials for ${vendor.title}: ${reasons.join("; ")}; and none in the other places, which \`eni-attachment doctor\` lists`;
    throw new EniError("CREDENTIALS_MISSING", { what, remedy: findingKeys(vendor, search) });
  }
  const origin = settings.endpoint(vendor) ?? vendor.origin(region);
  const instancesOrigin = settings.instancesEndpoint(vendor);
  return { key: { vendor, region, origin, instancesOrigin, rates: settings.rates(vendor) }, source };
}

/** What to do after a search that found no credentials. */
export function findingKeys({ remedies }: Vendor, { reasons = [] }: Pick<CredentialSearch, "reasons">): Remedy {
  return reasons.length > 0 ? remedies.credentials.map((step) => orFixPlace(step)) : remedies.credentials;
}

const orFixPlace = (step: Step): Step => (step.kind === "setCredentials" ? { ...step, orFixPlace: true } : step);
