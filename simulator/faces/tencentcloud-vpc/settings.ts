// Settings of this face in a world file (`faces.tencentcloud-vpc`), and its error codes and texts.
import { z } from "zod";
import { commonSettings } from "../tencentcloud/api3.ts";
import type { ErrorTable } from "../tencentcloud/errors.ts";
import type { ParameterCodes } from "../tencentcloud/parameters.ts";

export const settingsSchema = z.strictObject({
  ...commonSettings,
  /** Whether ENIs have the field NetworkInterfaceState. It is new, and optional in the documents. */
  networkInterfaceState: z.boolean().default(false),
  deniedCode: z.enum(["UnauthorizedOperation", "AuthFailure.UnauthorizedOperation"]).default("UnauthorizedOperation"),
  /** How a repeated call with a client token is answered while its task runs: refused (documented), or as the first call was. */
  tokenWhileRunning: z.enum(["IdempotentProcessing", "same"]).default("IdempotentProcessing"),
});
export type Settings = z.output<typeof settingsSchema>;

export const parameterCodes: ParameterCodes = {
  wrongType: "InvalidParameter",
  range: "InvalidParameterValue.Range",
  tooManyIds: "InvalidParameterValue.LimitExceeded",
  filterName: "InvalidParameter.FilterInvalidKey",
  filterShape: "InvalidParameter.FilterNotDict",
  filterValues: "InvalidParameter.FilterValuesNotList",
};

/** Codes on the pages of the actions (VPC 2017-03-12) that are not in `commonErrors`; those of CVM are at the end. */
export const errors: ErrorTable = {
  "InternalError.ModuleError": "An error occurred in an internal module.",
  "InvalidParameter.Coexist": "The parameters cannot be given together.",
  "InvalidParameter.FilterInvalidKey": "The filter does not exist.",
  "InvalidParameter.FilterNotDict": "A filter has to be an object.",
  "InvalidParameter.FilterValuesNotList": "The values of a filter have to be a list.",
  "InvalidParameterValue.NotUtf8EncodingError": "The value is not encoded in UTF-8.",
  "InvalidParameterValue.Range": "The value of the parameter is out of range.",
  "LimitExceeded.ActionLimited": "The action is called too often.",
  "UnsupportedOperation.EniServiceManaged": "The network interface is managed by another service.",
  "UnsupportedOperation.IdempotentParameterMismatch": "The ClientToken was used with other parameters.",
  "UnsupportedOperation.IdempotentProcessing": "The request with this ClientToken is still being processed.",
  "UnsupportedOperation.InstanceAssociateHavip": "A highly available virtual IP is bound to the network interface.",
  "UnsupportedOperation.ResourceIsInvalidState": "The state of the resource is invalid.",
  "UnsupportedOperation.UnsupportedInstanceFamily": "The instance family does not support the attachment type.",
  "UnsupportedOperation.ZoneMismatch": "The network interface and the instance are not in the same zone.",
  "UnauthorizedOperation.AttachmentNotFound": "The network interface is not attached to the instance.",
  "InvalidInstanceId.Malformed": "The format of the instance id is invalid.",
  InvalidFilter: "The filter is not supported.",
};
