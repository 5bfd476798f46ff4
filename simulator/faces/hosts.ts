// Host names under localhost that belong to one vendor each: a request to such a name is answered by that face alone, so that one
// port looks like several endpoints. Any other name, and the address itself, is answered by whichever face knows the request.

export const hostNames: ReadonlyMap<string, string> = new Map([
  ["ecs.localhost", "alicloud-ecs"],
  ["vpc.localhost", "tencentcloud-vpc"],
  ["vpc-v2.localhost", "tencentcloud-vpc-v2"],
  ["ecm.localhost", "tencentcloud-ecm"],
  ["zec.localhost", "zenlayer-zec"],
]);

/** The vendor that the Host of a request belongs to, if any. */
export function vendorOfHost(host: string | readonly string[] | undefined): string | undefined {
  return hostNames.get(String(host ?? "").replace(/:\d+$/, "").toLowerCase()); // prettier-ignore
}
