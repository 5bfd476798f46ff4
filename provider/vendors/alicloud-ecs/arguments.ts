// Arguments of alicloud-ecs (API reference, AttachNetworkInterface 2014-05-26) and the names of its regions.
import { z } from "zod";
import { commonShape, idWithPrefix } from "../common-arguments.ts";

export const shape = {
  ...commonShape,
  networkInterfaceId: idWithPrefix("eni-", "an elastic network interface"),
  instanceId: idWithPrefix("i-", "an ECS instance"),
  region: z.string(),
  networkCardIndex: z
    .int({ error: "must be a whole number, 0 or more" })
    .min(0, { error: "must be a whole number, 0 or more" })
    .optional(),
  trunkNetworkInstanceId: idWithPrefix("eni-", "the trunk network interface").optional(),
  waitForNetworkConfigurationReady: z.boolean({ error: "must be true or false" }).optional(),
} as const;

/** `cn-hangzhou`, `ap-southeast-1`, `us-east-1`, `cn-hangzhou-finance`. */
export function canonicalRegion(name: string): string | undefined {
  const region = name.trim().toLowerCase();
  return /^[a-z]{2,3}-[a-z0-9]+(?:-[a-z0-9]+)*$/.test(region) ? region : undefined;
}

/**
 * Regions whose endpoint does not follow `ecs.<region>.aliyuncs.com`: the vendor's SDK (ecs20140526) lists them.
 * Only those that the public can use are here.
 */
const endpointExceptions: Readonly<Record<string, string>> = {
  "cn-hangzhou": "ecs-cn-hangzhou.aliyuncs.com",
  "cn-shanghai-finance-1": "ecs-cn-hangzhou.aliyuncs.com",
  "cn-shenzhen-finance-1": "ecs-cn-hangzhou.aliyuncs.com",
  "cn-hangzhou-finance": "ecs.aliyuncs.com",
  "cn-north-2-gov-1": "ecs.aliyuncs.com",
};

export function origin(region: string): string {
  return `https://${endpointExceptions[region] ?? `ecs.${region}.aliyuncs.com`}`;
}
