// Arguments of tencentcloud-ecm (seed 003; API reference, AttachNetworkInterface 2019-07-19).
import { z } from "zod";
import { commonShape, idWithPrefix } from "../common-arguments.ts";

export const shape = {
  ...commonShape,
  networkInterfaceId: idWithPrefix("eni-", "an elastic network interface"),
  // The pages show both forms: `ein-hcs7jkg4` and, in samples, `ins-11221122`.
  instanceId: idWithPrefix("(?:ein|ins)-", "an ECM instance", "ein-"),
  region: z.string(),
} as const;

/** ECM's regions, e.g. `ap-xian-ecm`; without the ending the name is completed. */
export function canonicalRegion(name: string): string | undefined {
  const region = name.trim().toLowerCase();
  if (!/^[a-z]{2}-[a-z0-9]+(?:-[a-z0-9]+)*$/.test(region)) return undefined;
  return region.endsWith("-ecm") ? region : `${region}-ecm`;
}
