// The error table of the ECS API: code -> HTTP status and text. A comment names the source of each block. A world file can replace
// the statuses (faces.alicloud-ecs.statuses), since no document gives some of them.

interface ErrorEntry {
  status: number;
  message: string;
}

export const errorTable: Readonly<Record<string, ErrorEntry>> = {
  // API reference, DetachNetworkInterface and AttachNetworkInterface.
  MissingParameter: {
    status: 400,
    message: "A parameter that is mandatory for processing this request is not supplied.",
  },
  UnsupportedParameter: { status: 400, message: "The parameter is not supported." },
  InvalidParameter: { status: 400, message: "The specified parameter is not valid." },
  "InvalidInstanceID.Malformed": { status: 400, message: "The specified InstanceId is malformed." },
  "InvalidParams.EniId": { status: 400, message: "The specified NetworkInterfaceId is malformed." },
  "InvalidOperation.InvalidRegion": { status: 400, message: "The specified RegionId is not valid." },
  "Forbidden.RegionId": { status: 400, message: "This operation is not available in the specified region." },
  "InvalidOperation.InvalidEcsState": {
    status: 400,
    message: "The current status of the instance does not support this operation.",
  },
  "InvalidOperation.InvalidEniState": {
    status: 400,
    message: "The current status of the network interface does not support this operation.",
  },
  "InvalidOperation.DetachPrimaryEniNotAllowed": {
    status: 400,
    message: "The primary network interface of an instance cannot be detached.",
  },
  "InvalidParameter.EniNotBelongEcs": {
    status: 400,
    message: "The specified network interface is not attached to the specified instance.",
  },
  "InvalidOperation.EniHotPlugNotSupported": {
    status: 400,
    message: "The instance has to be stopped before a network interface is attached.",
  },
  "InvalidUserType.NotSupported": { status: 403, message: "This operation is not supported for your type of account." },
  "Abs.InvalidAccount.NotFound": { status: 403, message: "The account does not exist, or its AccessKey has expired." },
  "Forbidden.NotSupportRAM": { status: 403, message: "This operation does not support RAM users." },
  Forbidden: { status: 403, message: "The user is not authorized to operate on the specified resource." },
  "Forbidden.SubUser": { status: 403, message: "The RAM user is not authorized to operate on the specified resource." },
  "Forbidden.RAM": {
    status: 403,
    message: "User not authorized to operate on the specified resource, or this API doesn't support RAM.",
  },
  EniPerInstanceLimitExceeded: {
    status: 403,
    message: "The instance has as many network interfaces as its type allows.",
  },
  "InvalidOperation.AvailabilityZoneMismatch": {
    status: 403,
    message: "The network interface and the instance are not in the same zone.",
  },
  "InvalidOperation.VpcMismatch": {
    status: 403,
    message: "The network interface and the instance are not in the same VPC.",
  },
  "InvalidOperation.InvalidEniType": {
    status: 403,
    message: "The type of the network interface does not support this operation.",
  },
  "InvalidOperation.EniServiceManaged": {
    status: 403,
    message: "The network interface is managed by a cloud service.",
  },
  "InvalidOperation.EniLinked": { status: 403, message: "The network interface is linked to another one." },
  "InvalidOperation.HasMemberEniAttached": {
    status: 403,
    message: "The trunk network interface still has member network interfaces.",
  },
  "InvalidOperation.InvalidTrunkEniStatus": {
    status: 403,
    message: "The trunk network interface is not attached to the specified instance.",
  },
  "InvalidOperation.InstanceTypeNotSupportEniTrunking": {
    status: 403,
    message: "The instance type does not support trunk network interfaces.",
  },
  "InvalidOperation.EniTypeNotSupportTrunking": {
    status: 403,
    message: "The network interface that is named as the trunk is none.",
  },
  "InvalidParameter.EniNotBelongTrunk": {
    status: 403,
    message: "The network interface does not belong to the specified trunk.",
  },
  "InvalidInstanceId.NotFound": { status: 403, message: "The specified InstanceId does not exist." },
  "InvalidEcsId.NotFound": { status: 404, message: "The specified instance does not exist." },
  "InvalidEniId.NotFound": { status: 404, message: "The specified network interface does not exist." },
  // On the same pages, but only fault rules produce them here; test/simulator/alicloud-errors.test.ts says why for each.
  "InvalidVSwitchId.NotFound": { status: 404, message: "The specified vSwitch does not exist." },
  "InvalidSecurityGroupId.NotFound": { status: 404, message: "The specified security group does not exist." },
  "InvalidSecurityGroupId.NotVpc": { status: 403, message: "The security group is not of the VPC type." },
  SecurityGroupInstanceLimitExceed: { status: 403, message: "The security group has too many instances." },
  MaxEniCountExceeded: { status: 403, message: "The account has too many network interfaces." },
  "InvalidOperation.Conflict": { status: 409, message: "Another operation on the resource is in progress." },
  "Operation.Conflict": { status: 403, message: "Another operation on the resource is in progress." },
  OperationConflict: { status: 400, message: "Another operation on the resource is in progress." },

  // API reference, DescribeNetworkInterfaces and DescribeInstances.
  "InvalidRegionId.MalFormed": { status: 400, message: "The specified RegionId is malformed." },
  "InvalidRegionId.NotFound": { status: 404, message: "The specified RegionId does not exist." },
  "InvalidOperation.InvalidEniPageNumber": { status: 403, message: "The specified page number is not valid." },
  "InvalidInstanceIds.Malformed": { status: 400, message: "The specified InstanceIds are malformed." },

  // Public error codes of the gateway. The status is 400 if none is documented.
  MissingAction: { status: 400, message: "Action is mandatory for this action." },
  InvalidVersion: { status: 400, message: "Specified parameter Version is not valid." },
  "InvalidAction.NotFound": {
    status: 404,
    message: "Specified api is not found, please check your url and method.",
  },
  UnsupportedHTTPMethod: { status: 405, message: "This HTTP method is not supported." },
  MissingAccessKeyId: { status: 400, message: "AccessKeyId is mandatory for this action." },
  MissingSignatureNonce: { status: 400, message: "SignatureNonce is mandatory for this action." },
  IllegalTimestamp: {
    status: 400,
    message: 'The input parameter "Timestamp" that is mandatory for processing this request is not supplied.',
  },
  "InvalidTimeStamp.Format": { status: 400, message: "Specified time stamp or date value is not well formatted." },
  "InvalidTimeStamp.Expired": { status: 400, message: "Specified time stamp or date value is expired." },
  IncompleteSignature: { status: 400, message: "The request signature does not conform to Aliyun standards." },
  SignatureDoesNotMatch: { status: 400, message: "Specified signature is not matched with our calculation." },
  SignatureNonceUsed: { status: 400, message: "Specified signature nonce was used already." },
  "InvalidAccessKeyId.NotFound": { status: 404, message: "Specified access key is not found." },
  "InvalidAccessKeyId.Inactive": { status: 400, message: "Specified access key is disabled." },
  MissingSecurityToken: { status: 400, message: "SecurityToken is mandatory for this action." },
  "InvalidSecurityToken.Malformed": { status: 400, message: "Specified SecurityToken is malformed." },
  "InvalidSecurityToken.MismatchWithAccessKey": {
    status: 400,
    message: "Specified SecurityToken mismatch with the AccessKey.",
  },
  "InvalidSecurityToken.Expired": { status: 400, message: "Specified SecurityToken is expired." },
  Throttling: { status: 400, message: "Request was denied due to request throttling." },
  "Throttling.User": { status: 400, message: "Request was denied due to user flow control." },
  "Throttling.Api": { status: 400, message: "Request was denied due to api flow control." },
  InternalError: { status: 500, message: "The request processing has failed due to some unknown error." },
  ServiceUnavailable: { status: 503, message: "The request has failed due to a temporary failure of the server." },
};
