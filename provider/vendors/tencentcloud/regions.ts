// Names of Tencent Cloud's regions: the legacy API's short codes and today's names are the same places.
import { entryOf } from "../table.ts";

/** Short codes of the legacy API (its request parameters page and the region gate of the vendor's Terraform provider). */
const shortCodes: Readonly<Record<string, string>> = {
  gz: "ap-guangzhou",
  sh: "ap-shanghai",
  bj: "ap-beijing",
  hk: "ap-hongkong",
  ca: "na-toronto",
  sg: "ap-singapore",
  cd: "ap-chengdu",
  cq: "ap-chongqing",
  usw: "na-siliconvalley",
  use: "na-ashburn",
  de: "eu-frankfurt",
  kr: "ap-seoul",
  in: "ap-mumbai",
  th: "ap-bangkok",
  jp: "ap-tokyo",
  ru: "eu-moscow",
  szjr: "ap-shenzhen-fsi",
  shjr: "ap-shanghai-fsi",
};

/** The regions above, and those newer than the short codes (the vendor's page "Regions and AZs", document 213/6091). */
export const regions: readonly string[] = [...Object.values(shortCodes), "ap-nanjing", "ap-jakarta", "sa-saopaulo"];

/** `gz`, `AP-Guangzhou` and `ap-guangzhou` are one region; undefined when the text is not a region. */
export function canonicalRegion(name: string): string | undefined {
  const region = name.trim().toLowerCase();
  return entryOf(shortCodes, region) ?? (/^[a-z]{2}-[a-z0-9]+(?:-[a-z0-9]+)*$/.test(region) ? region : undefined);
}

/**
 * Origin of CVM beside an origin of VPC. The vendor's hosts go by product, in each of its networks (`vpc.tencentcloudapi.com`,
 * `vpc.intl.…`, `vpc.internal.…`, `vpc.ap-shanghai-fsi.…`); any other host is a gateway that serves both.
 */
export function cvmOrigin(vpcOrigin: string): string {
  const url = new URL(vpcOrigin);
  if (/^vpc\.(.+\.)?tencentcloudapi\.com$/.test(url.hostname)) url.hostname = url.hostname.replace(/^vpc/, "cvm");
  return url.origin;
}

/** The financial regions have hosts of their own; the others share one. */
export function regionalHost(service: string, region: string): string {
  return region.endsWith("-fsi") ? `${service}.${region}.tencentcloudapi.com` : `${service}.tencentcloudapi.com`;
}
