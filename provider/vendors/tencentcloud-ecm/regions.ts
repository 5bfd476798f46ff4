// Names of the regions of Tencent Cloud ECM.

/** ECM's regions, e.g. `ap-xian-ecm`; without the ending the name is completed. */
export function canonicalRegion(name: string): string | undefined {
  const region = name.trim().toLowerCase();
  if (!/^[a-z]{2}-[a-z0-9]+(?:-[a-z0-9]+)*$/.test(region)) return undefined;
  return region.endsWith("-ecm") ? region : `${region}-ecm`;
}
