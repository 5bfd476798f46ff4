// Arguments of alicloud-ecs (API reference, AttachNetworkInterface 2014-05-26).
import { z } from "zod";
import { commonShape, flag, idWithPrefix } from "../common-arguments.ts";

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
  waitForNetworkConfigurationReady: flag.optional(),
} as const;
