// What it takes to reach a vendor: an endpoint, the rates and credentials.
import type { CredentialSource } from "../http/credentials.ts";
import { EniError } from "../errors.ts";
import type { SessionKey } from "./session.ts";
import type { CredentialSearch, Vendor } from "../vendors/vendor.ts";
import type { Settings } from "./settings.ts";

export interface Access {
  readonly key: SessionKey;
  readonly source: CredentialSource;
}

/** @throws EniError `CREDENTIALS_MISSING`, which names the places that were looked in. */
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
  return { key: { vendor, region, origin, rates: settings.rates(vendor) }, source };
}
