// Access to a vendor: endpoint, rates and credentials.
import { unlessAborted } from "../http/abort.ts";
import type { CredentialSource } from "../http/credentials.ts";
import type { MetadataAccess } from "../http/metadata-service.ts";
import { Cancelled } from "../http/no-answer.ts";
import { EniError } from "../errors.ts";
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
  { source, places }: CredentialSearch,
): Access {
  if (!source) {
    const what = `no credentials for ${vendor.title} in ${places.join("; ")}`;
    throw new EniError("CREDENTIALS_MISSING", { what, remedy: vendor.remedies.credentials });
  }
  const origin = settings.endpoint(vendor) ?? vendor.origin(region);
  const instancesOrigin = settings.instancesEndpoint(vendor);
  return { key: { vendor, region, origin, instancesOrigin, rates: settings.rates(vendor) }, source };
}
