// CVM, whose instances the ENIs of Tencent Cloud VPC are on. It is asked by API 3.0 (2017-03-12), whichever API the ENIs are asked by.
import type { ApiCall, Stamp } from "../../http/api.ts";
import type { HttpRequest } from "../../http/transport.ts";
import { instanceListing } from "./instances.ts";
import { signTc3 } from "./tc3.ts";

const version = "2017-03-12";

/** DescribeInstances: at most 100 ids a call. */
export const cvmInstances = instanceListing(100, (ids) => ({ InstanceIds: [...ids] }));

/** Instances belong to CVM, all else that the VPC vendors ask about to VPC. */
export const isOfCvm = (action: string): boolean => action === "DescribeInstances";

export function signCvm(origin: string, region: string, { action, parameters }: ApiCall, stamp: Stamp): HttpRequest {
  return signTc3({ origin, service: "cvm", action, version, region, parameters }, stamp);
}

/**
 * The name of a zone, by which CVM tells where an instance is. The legacy API tells the zone of an ENI as a number, whose last three digits
 * are those of the name (CVM's DescribeZones: 100003 is ap-guangzhou-3). Undefined for anything of another form: it is not compared.
 */
export function zoneName(zone: string, region: string): string | undefined {
  if (!/^\d+$/.test(zone)) return zone.startsWith(`${region}-`) ? zone : undefined;
  const number = Number(zone) % 1_000;
  return zone.length === 6 && number > 0 ? `${region}-${number}` : undefined;
}
