// The error codes that all services of API 3.0 share. Where the vendor's documents give no text, it is made up.

/** Code -> text. */
export type ErrorTable = Readonly<Record<string, string>>;

/** Common error codes of API 3.0 (document/api/1108/42575, and errorcodes.py of the Python SDK). */
export const commonErrors: ErrorTable = {
  "AuthFailure.InvalidAuthorization": "The Authorization in the request header does not conform to the standard.",
  "AuthFailure.SecretIdNotFound": "The SecretId is not found, please ensure that your SecretId is correct.",
  "AuthFailure.SignatureExpire": "The signature is expired: the timestamp differs by more than 5 minutes.",
  "AuthFailure.SignatureFailure":
    "The provided credentials could not be validated. Please check your signature is correct.",
  "AuthFailure.TokenFailure": "The provided token is invalid or expired.",
  "AuthFailure.UnauthorizedOperation": "You are not authorized to perform this operation.",
  UnauthorizedOperation: "You are not authorized to perform this operation.",
  InternalError: "An internal error has occurred. Retry your request.",
  InvalidAction: "The request action is invalid or does not match the version.",
  InvalidParameter: "The parameter is invalid.",
  "InvalidParameter.ActionInProgress": "Another action is in progress on the resource.",
  "InvalidParameterValue.InvalidInstanceState": "The state of the instance is invalid.",
  "OperationDenied.InstanceOperationInProgress":
    "The instance already has operation in progress. Please try again later.",
  ResourceBusy: "The resource is busy.",
  "UnsupportedOperation.InvalidInstanceState": "The state of the instance does not allow this operation.",
  "UnsupportedOperation.ResourceProcessing": "The resource is being processed.",
  InvalidParameterValue: "The value of the parameter is invalid.",
  LimitExceeded: "The quota is exceeded.",
  MissingParameter: "A required parameter is missing.",
  NoSuchVersion: "The specified version of the API does not exist.",
  RequestLimitExceeded: "Your current request times exceed the frequency limit. Please reduce the frequency of calls.",
  "RequestLimitExceeded.GlobalRegionUinLimitExceeded": "The frequency limit of the account is exceeded.",
  "RequestLimitExceeded.IPLimitExceeded": "The frequency limit of the address is exceeded.",
  "RequestLimitExceeded.UinLimitExceeded": "The frequency limit of the account is exceeded.",
  ResourceInUse: "The resource is in use.",
  ResourceNotFound: "The resource does not exist.",
  ResourceUnavailable: "The resource is not available.",
  UnknownParameter: "The parameter is not recognized.",
  UnsupportedOperation: "The operation is not supported.",
  UnsupportedProtocol: "Only GET and POST are supported.",
  UnsupportedRegion: "The region is not supported.",
  "UnsupportedOperation.InvalidState": "The resource state does not allow this operation.",
  "UnsupportedOperation.AttachmentAlreadyExists": "The network interface is already attached.",
  "UnsupportedOperation.AttachmentNotFound": "The network interface is not attached to the instance.",
  "UnsupportedOperation.MutexOperationTaskRunning": "Another task is running on the resource. Try again later.",
  "UnsupportedOperation.VpcMismatch": "The network interface and the instance are not in the same VPC.",
  "InvalidParameterValue.Malformed": "The format of the parameter is invalid.",
  "InvalidParameterValue.LimitExceeded": "The number of values exceeds the limit.",
};
