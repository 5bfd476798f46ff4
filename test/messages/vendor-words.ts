// The words in braces of the texts, for a vendor: ids of the test's world, and what its test cases say. Literal, and not from the product.
import type { VendorCase } from "../contract/vendor-cases.ts";
import { vendorCases } from "../contract/vendor-cases.ts";

/** A name in braces, and what stands there for a vendor. */
export type Words = Readonly<Record<string, string>>;

export function wordsOf({
  vendor,
  region,
  ids,
  environment,
  texts,
  tellsRequestId,
  showsTransitions,
}: VendorCase): Words {
  const { title, host, places, states, remedies, said, advice, ...more } = texts;
  const [keyVariable = ""] = Object.keys(environment);
  const named = (kind: string, all: Words): Words =>
    Object.fromEntries(Object.entries(all).map(([name, text]) => [`${kind}.${name}`, text]));
  return {
    ...named("said", said),
    ...named("advice", advice),
    ...more,
    ...states,
    ...ids,
    ...{ vendor, title, host, places, keyVariable },
    // Everybody's, as an error and as a plan line has them.
    vendors: vendorCases.map((one) => one.vendor).join(", "),
    vendorsWithRegion: vendorCases.flatMap((one) => (one.region === undefined ? [] : [one.vendor])).join(", "),
    where: region === undefined ? vendor : `${vendor}, ${region}`,
    place: region === undefined ? vendor : `${vendor} ${region}`,
    inRegion: region === undefined ? "" : ` in ${region}`,
    label: `${vendor}/${region ?? "global"}`,
    region: region === undefined ? "" : " and `region`",
    withRequest: tellsRequestId ? ", request #" : "",
    withId: tellsRequestId ? " with the request id" : "",
    request: tellsRequestId ? "request #" : "no request id",
    stuckAttach: showsTransitions ? "attaching to {a}{attaching}" : "detached{free}",
    stuckDetach: showsTransitions ? "detaching from {a}{detaching}" : "attached to {a}{used}",
    /** From whom an ENI is detached. */
    holder: "{a}",
    stuckAttaching: remedies.stuckAttaching,
    stuckDetaching: remedies.stuckDetaching,
    aPrimary: remedies.primary,
    aPrimaryInside: remedies.primary.replace(/^A/, "a").replace(/[.]$/, ""),
    setCredentials: remedies.credentials.replace(/[.]$/, ""),
  };
}
