// Names of the regions of Tencent Cloud ECM.

/**
 * Those in ECM's page of DetachNetworkInterface, in the vendor's CLI (its examples of ecm) and in document 296/99505; the vendor
 * publishes no list.
 */
export const regions: readonly string[] = [
  "ap-xian-ecm",
  "ap-hangzhou-ecm",
  "ap-guangzhou-ecm-cu2",
  "ap-ningbo-ecm-ct2",
  "ap-beijing-ecm-cm3",
  "ap-chongqing-ecm2",
  "ap-shenyang-ecm-cu",
];

/** ECM's regions: `ap-xian-ecm`, or with an operator's suffix `ap-guangzhou-ecm-cu2`. A name without an `-ecm` part is completed. */
export function canonicalRegion(name: string): string | undefined {
  const region = name.trim().toLowerCase();
  if (!/^[a-z]{2}-[a-z0-9]+(?:-[a-z0-9]+)*$/.test(region)) return undefined;
  return /-ecm\d*(?:-|$)/.test(region) ? region : `${region}-ecm`;
}
