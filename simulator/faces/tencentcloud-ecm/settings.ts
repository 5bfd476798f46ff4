// Settings of this face in a world file (`faces.tencentcloud-ecm`), and its error codes and texts.
import { z } from "zod";
import { commonSettings } from "../tencentcloud/api3.ts";
import type { ErrorTable } from "../tencentcloud/errors.ts";
import type { ParameterCodes } from "../tencentcloud/parameters.ts";

export const settingsSchema = z.strictObject({
  ...commonSettings,
  deniedCode: z
    .enum(["UnauthorizedOperation.ForbiddenOperation", "UnauthorizedOperation", "AuthFailure.UnauthorizedOperation"])
    .default("UnauthorizedOperation.ForbiddenOperation"),
  /** Whether QueryVpcTaskResult accepts the RequestId of an attach or detach as TaskId: no document says that it does. */
  tasksKnown: z.boolean().default(false),
  /** How empty lists are shown, those of an item and a page that has none: the structure allows null. */
  emptyLists: z.enum(["list", "null"]).default("list"),
});
export type Settings = z.output<typeof settingsSchema>;

/** From ECM's page of DetachNetworkInterface; for filters, from errorcodes.py of the vendor's Python SDK. */
export const parameterCodes: ParameterCodes = {
  wrongType: "InvalidParameter.InvalidDataFormat",
  range: "InvalidParameterValue",
  tooManyIds: "InvalidParameterValue.LimitExceeded",
  filterName: "InvalidParameterValue.InvalidFilter",
  filterShape: "InvalidParameter.InvalidDataFormat",
  filterValues: "InvalidParameter.InvalidDataFormat",
};

/** Codes of ECM's pages that are not among the common ones. */
export const errors: ErrorTable = {
  "FailedOperation.InternalOperationFailure": "Internal error.",
  "FailedOperation.OperationNotAllow": "The operation is not allowed.",
  "InvalidParameter.Coexist": "The parameters cannot be given together.",
  "InvalidParameter.InvalidDataFormat": "The data format is incorrect.",
  "InvalidParameterValue.FilterLimitExceeded": "The filter has too many values.",
  "InvalidParameterValue.InvaildEniID": "The network interface id is invalid.",
  "InvalidParameterValue.InvalidFilter": "The filter does not exist.",
  "InvalidParameterValue.InvalidPublicParam": "The common parameter is invalid.",
  "InvalidParameterValue.InvalidRegion": "The ECM region is invalid.",
  "InvalidParameterValue.TaskNotFound": "The task does not exist.",
  "LimitExceeded.EniQuotaLimitExceeded": "The instance has as many network interfaces as it may.",
  "UnauthorizedOperation.AttachmentNotFound": "The network interface is not attached to the instance.",
  "UnauthorizedOperation.ForbiddenOperation": "You don't have the permission to perform this operation.",
};
