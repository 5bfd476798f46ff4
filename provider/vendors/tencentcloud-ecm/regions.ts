// Names of the regions of Tencent Cloud ECM.

/** Those in ECM's page of DetachNetworkInterface; the vendor publishes no list. */
export const regions: readonly string[] = ["ap-xian-ecm", "ap-hangzhou-ecm"];

/** ECM's regions, e.g. `ap-xian-ecm`; without the ending the name is completed. */
export function canonicalRegion(name: string): string | undefined {
  const region = name.trim().toLowerCase();
  if (!/^[a-z]{2}-[a-z0-9]+(?:-[a-z0-9]+)*$/.test(region)) return undefined;
  return region.endsWith("-ecm") ? region : `${region}-ecm`;
}
