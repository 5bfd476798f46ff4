// The error table of the legacy API: public codes by number (document 215/4781), codes of the actions by name (the pages of
// AttachNetworkInterface and DetachNetworkInterface, API v2). Numbers of the latter and names of the former are guesses.

interface ErrorEntry {
  number: number;
  name: string;
  message: string;
}

const publicError = (number: number, name: string, message: string): [string, ErrorEntry] => [
  String(number),
  { number, name, message },
];
const notFound = (name: string, message: string): [string, ErrorEntry] => [name, { number: 5000, name, message }];
const failedOperation = (name: string, message: string): [string, ErrorEntry] => [
  name,
  { number: 5100, name, message },
];

export const errorTable: ReadonlyMap<string, ErrorEntry> = new Map([
  publicError(4000, "InvalidParameter", "bad parameter"),
  publicError(4100, "AuthFailure", "authentication failed"),
  publicError(4101, "UnauthorizedOperation", "not authorized for the API"),
  publicError(4102, "UnauthorizedOperation", "not authorized for the resource"),
  publicError(4103, "UnauthorizedOperation", "only the main account may call this"),
  publicError(4104, "AuthFailure.SecretIdNotFound", "the SecretId does not exist or is disabled"),
  publicError(4105, "AuthFailure.TokenFailure", "token error"),
  publicError(4110, "UnauthorizedOperation", "refused by access management"),
  publicError(4300, "AccessDenied", "the account is blocked"),
  publicError(4400, "RequestLimitExceeded", "too many requests"),
  publicError(4500, "AuthFailure.Replay", "replay: nonce used already, or timestamp too far from the server's"),
  publicError(4600, "UnsupportedProtocol", "protocol not supported"),
  publicError(5000, "ResourceNotFound", "the resource does not exist"),
  publicError(5100, "FailedOperation", "the operation on the resource failed"),
  publicError(6000, "InternalError", "internal error"),
  publicError(6100, "InvalidAction", "the action is not supported"),
  publicError(6200, "ServiceUnavailable", "the interface is in maintenance"),
  notFound("InvalidVpc.NotFound", "the VPC does not exist"),
  notFound("InvalidNetworkInterface.NotFound", "the network interface does not exist"),
  notFound("InvalidInstance.NotFound", "the instance does not exist"),
  failedOperation("InvalidNetworkInterface.AlreadyAssociated", "the network interface is attached to an instance"),
  failedOperation("InvalidNetworkInterface.NotAttached", "the network interface is not attached to the instance"),
  // The pages have no codes for these refusals; API 3.0, which has the same rules, does.
  failedOperation("UnsupportedOperation", "the operation is not supported"),
  failedOperation("UnsupportedOperation.InvalidState", "the state of the resource does not allow the operation"),
  failedOperation("UnsupportedOperation.MutexOperationTaskRunning", "another task is running on the resource"),
  failedOperation("UnsupportedOperation.EniServiceManaged", "the network interface is managed by another service"),
  failedOperation("UnsupportedOperation.ZoneMismatch", "network interface and instance are not in the same zone"),
  failedOperation("UnsupportedOperation.VpcMismatch", "network interface and instance are not in the same VPC"),
  failedOperation("LimitExceeded", "the instance has as many network interfaces as its type allows"),
]);
