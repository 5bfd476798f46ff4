// The error table of the ZEC API: code -> HTTP status and text. A comment names the source of each block. A world file can replace
// the statuses (faces.zenlayer-zec.statuses), since no document gives some of them.

/** The reference is online in two versions, which differ in codes and statuses. */
export type ReferenceVersion = "new" | "old";

interface ErrorEntry {
  status: number;
  /** The status on the older pages, if it differs. */
  oldStatus?: number;
  message: string;
}

const parameterError = (message: string): ErrorEntry => ({ status: 400, message });

export const errorTable: Readonly<Record<string, ErrorEntry>> = {
  // The newer pages of AttachNetworkInterface and DetachNetworkInterface.
  INVALID_NIC_LB_ASSOCIATED: { status: 409, message: "An address of the vNIC is a back end of a load balancer." },
  INVALID_NIC_NOT_FOUND: { status: 404, message: "The specified vNIC is not found." },
  INVALID_NIC_PRIMARY_CANT_DETACH: { status: 409, message: "The primary vNIC cannot be detached." },
  INVALID_NIC_STATUS: { status: 400, message: "The state of the vNIC does not allow the operation." },
  OPERATION_DENIED_INSTANCE_STATUS_NOT_SUPPORT: {
    status: 400,
    oldStatus: 403,
    message: "The state of the instance does not allow the operation.",
  },
  INVALID_INSTANCE_NOT_FOUND: { status: 404, message: "The specified instance is not found." },
  INVALID_NIC_ATTACHED: { status: 400, message: "The vNIC is attached to an instance." },
  INVALID_NIC_INSTANCE_REGION_MISMATCH: { status: 409, message: "vNIC and instance are not in the same region." },

  // Only on the older pages of the two.
  OPERATION_FAILED_RESOURCE_NOT_FOUND: { status: 404, message: "The specified resource is not found." },
  OPERATION_DENIED_NIC_NOT_EXIST_INSTANCE: { status: 403, message: "The vNIC is not attached to an instance." },
  INVALID_INSTANCE_NIC_LIMIT: { status: 400, message: "The instance has as many vNICs as it can have." },
  INVALID_INSTANCE_PRECHECK_ABNORMAL: {
    status: 400,
    message: "The check of the instance before the operation failed.",
  },

  // The vendor's zenlayercloud-sdk-go, ratelimitretry.go.
  REQUEST_LIMIT_EXCEEDED: { status: 429, message: "The request limit is exceeded." },

  // Codes in the vendor's CSI driver (pkg/cloud/error.go). Their HTTP statuses are invented: no document gives them.
  AUTHFAILURE_INVALID_AUTHORIZATION: { status: 401, message: "The Authorization header is not valid." },
  AUTHFAILURE_SIGNATURE_FAILURE: { status: 401, message: "The signature is not the one that the server computes." },
  AUTHFAILURE_SIGNATURE_EXPIRED: {
    status: 401,
    message: "The signature is expired: the timestamp may differ from the server's time by five minutes.",
  },
  AUTHFAILURE_UNAUTHORIZED_OPERATION: {
    status: 403,
    message: "The request is not authorized: check that the action exists and that access to it is granted.",
  },
  MISSING_PARAMETER: parameterError("A mandatory parameter is missing."),
  INVALID_PARAMETER_TYPE: parameterError("The type of a parameter is not valid."),
  INVALID_PARAMETER_EXCEED_MAXIMUM: parameterError("The value of a parameter is above its maximum."),
  INVALID_PARAMETER_LESS_MINIMUM: parameterError("The value of a parameter is below its minimum."),
  INVALID_PARAMETER_EXCEED_LENGTH: parameterError("A parameter has too many values."),
  INVALID_PARAMETER_VALUE: parameterError("The value of a parameter is not one of those allowed."),
  OPERATION_FAILED_FOR_RECYCLE_RESOURCE: { status: 400, message: "The resource is being recycled." },
  INTERNAL_SERVER_ERROR: { status: 500, message: "An internal error occurred." },
  SERVICE_TEMPORARY_UNAVAILABLE: { status: 503, message: "The service is temporarily unavailable." },
  REQUEST_TIMED_OUT: { status: 504, message: "The request timed out." },

  // Invented codes: the documents say that requests are POST and JSON, but not how others are refused.
  UNSUPPORTED_HTTP_METHOD: { status: 405, message: "Only POST is supported." },
  UNSUPPORTED_CONTENT_TYPE: { status: 415, message: "Only application/json is supported." },
};

export function statusOf(code: string, version: ReferenceVersion, overrides: Readonly<Record<string, number>>): number {
  const entry = errorTable[code];
  return overrides[code] ?? (version === "old" ? entry?.oldStatus : undefined) ?? entry?.status ?? 400;
}
