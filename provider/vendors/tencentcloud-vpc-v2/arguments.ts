// Arguments of tencentcloud-vpc-v2 (the vendor's page of DetachNetworkInterface, API v2: the legacy API needs the VPC with every call).
import { z } from "zod";
import { commonShape, idWithPrefix } from "../common-arguments.ts";

export const shape = {
  ...commonShape,
  networkInterfaceId: idWithPrefix("eni-", "an elastic network interface"),
  instanceId: idWithPrefix("ins-", "a CVM instance"),
  region: z.string(),
  vpcId: idWithPrefix("vpc-", "a VPC"),
} as const;
