// Arguments of tencentcloud-ecm (ECM's page of DetachNetworkInterface; API reference, AttachNetworkInterface 2019-07-19).
import { z } from "zod";
import { commonShape, idWithPrefix } from "../common-arguments.ts";

export const shape = {
  ...commonShape,
  networkInterfaceId: idWithPrefix("eni-", "an elastic network interface"),
  // The pages show both forms: `ein-hcs7jkg4` and, in samples, `ins-11221122`.
  instanceId: idWithPrefix("(?:ein|ins)-", "an ECM instance", "ein-"),
  region: z.string(),
} as const;
