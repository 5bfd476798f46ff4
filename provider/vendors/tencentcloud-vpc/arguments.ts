// Arguments of tencentcloud-vpc (API reference, AttachNetworkInterface 2017-03-12).
import { z } from "zod";
import { commonShape, idWithPrefix } from "../common-arguments.ts";

export const shape = {
  ...commonShape,
  networkInterfaceId: idWithPrefix("eni-", "an elastic network interface"),
  instanceId: idWithPrefix("ins-", "a CVM instance"),
  region: z.string(),
  attachType: z.union([z.literal(0), z.literal(1)], { error: "must be 0 (standard) or 1 (extension)" }).optional(),
} as const;
