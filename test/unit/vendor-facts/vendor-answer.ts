// Puts a sample of an answer into the vendor's envelope, and reads it as the client does: through the envelope, then with the vendor's reader.
import type { ApiCall } from "../../../provider/http/api.ts";
import type { Listing, ObservedEni, ObservedInstance, Page, Vendor } from "../../../provider/vendors/vendor.ts";

const region = "region";

const envelopes: Readonly<Record<string, (sample: object) => object>> = {
  "alicloud-ecs": (sample) => sample,
  "tencentcloud-ecm": (sample) => ({ Response: sample }),
  "tencentcloud-vpc": (sample) => ({ Response: sample }),
  "zenlayer-zec": (sample) => ({ requestId: "requestId", response: sample }),
};

export function enveloped(vendor: string, sample: object): object {
  const put = envelopes[vendor];
  if (!put) throw new Error(`no envelope of ${vendor}`);
  return put(sample);
}

/** @throws if it does not count as an answer of the vendor's. */
export function bodyFrom(vendor: Vendor, sample: object): unknown {
  const body = JSON.stringify(enveloped(vendor.name, sample));
  const answer = vendor.api(vendor.origin(region), region).answer({ status: 200, headers: {}, body });
  if (!answer?.ok) throw new Error("not an answer of the vendor's");
  return answer.body;
}

function read<T>(vendor: Vendor, listing: Listing<T>, sample: object): Page<T> {
  const asked: ApiCall = listing.byIds(["id"], region);
  return listing.read(bodyFrom(vendor, sample), asked);
}

export const enisIn = (vendor: Vendor, sample: object): Page<ObservedEni> => read(vendor, vendor.enis, sample);
export const instancesIn = (vendor: Vendor, sample: object): Page<ObservedInstance> =>
  read(vendor, vendor.instances, sample);
