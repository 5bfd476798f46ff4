// Error codes and states that only the vendors' pages give, copied by hand: no package has them.

type Lists = Readonly<Record<string, string>>;

/** Error codes by vendor, then by page. */
export const pageCodes: Readonly<Record<string, Lists>> = {
  "alicloud-ecs": {
    "ECS API reference, AttachNetworkInterface (document 58515) and DetachNetworkInterface (58514)": `
      Abs.InvalidAccount.NotFound EniPerInstanceLimitExceeded Forbidden.NotSupportRAM Forbidden.RegionId Forbidden.SubUser InternalError
      InvalidEcsId.NotFound InvalidEniId.NotFound InvalidInstanceID.Malformed InvalidInstanceId.NotFound
      InvalidOperation.AvailabilityZoneMismatch InvalidOperation.Conflict InvalidOperation.DetachPrimaryEniNotAllowed
      InvalidOperation.EniHotPlugNotSupported InvalidOperation.EniLinked InvalidOperation.EniServiceManaged
      InvalidOperation.EniTypeNotSupportTrunking InvalidOperation.HasMemberEniAttached InvalidOperation.HotPlugNotSupport
      InvalidOperation.InstanceTypeNotSupportEniTrunking InvalidOperation.InvalidEcsState InvalidOperation.InvalidEniState
      InvalidOperation.InvalidEniType InvalidOperation.InvalidGeneration InvalidOperation.InvalidRegion
      InvalidOperation.InvalidTrunkEniStatus InvalidOperation.Ipv4CountExceeded InvalidOperation.Ipv6NotSupport
      InvalidOperation.TrunkingIsNotAllowed InvalidOperation.VpcMismatch InvalidParameter InvalidParameter.EniNotBelongEcs
      InvalidParameter.EniNotBelongTrunk InvalidParams.EniId InvalidSecurityGroupId.NotFound InvalidSecurityGroupId.NotVpc
      InvalidUserType.NotSupported InvalidVSwitchId.NotFound MaxEniCountExceeded MissingParameter Operation.Conflict RequestTimeout
      SecurityGroupInstanceLimitExceed UnsupportedParameter`,
    "ECS API reference, DescribeNetworkInterfaces": `
      Abs.InvalidAccount.NotFound Forbidden.NotSupportRAM Forbidden.RegionId InvalidEniId.NotFound InvalidOperation.InvalidEniPageNumber
      InvalidParameter InvalidRegionId.MalFormed InvalidUserType.NotSupported InvalidVpc.Empty InvalidVpc.Indeterminacy MissingParameter
      UnsupportedParameter`,
    "ECS API reference, client and server errors (document 25491)": `
      Forbidden Forbidden.RAM IllegalTimestamp IncompleteSignature InternalError InvalidAccessKeyId.Inactive InvalidAccessKeyId.NotFound
      InvalidAction.NotFound InvalidSecurityToken.Expired InvalidSecurityToken.Malformed InvalidSecurityToken.MismatchWithAccessKey
      InvalidTimeStamp.Expired InvalidTimeStamp.Format InvalidVersion MissingSecurityToken ServiceUnavailable ServiceUnavailableTemporary
      SignatureDoesNotMatch SignatureNonceUsed Throttling Throttling.Api Throttling.User UnknownError`,
  },
  "tencentcloud-ecm": {
    "ECM API reference, AttachNetworkInterface and DetachNetworkInterface": `
      FailedOperation.InternalOperationFailure FailedOperation.OperationNotAllow InvalidParameter.InvalidDataFormat InvalidParameterValue
      InvalidParameterValue.InvaildEniID InvalidParameterValue.InvalidPublicParam InvalidParameterValue.InvalidRegion
      InvalidParameterValue.LimitExceeded InvalidParameterValue.Malformed LimitExceeded LimitExceeded.AddressQuotaLimitExceeded
      LimitExceeded.AddressQuotaLimitExceededDailyAllocate LimitExceeded.EniQuotaLimitExceeded LimitExceeded.PrivateIPQuotaLimitExceeded
      ResourceInUse ResourceNotFound UnauthorizedOperation.ForbiddenOperation UnsupportedOperation
      UnsupportedOperation.AttachmentAlreadyExists UnsupportedOperation.InvalidState UnsupportedOperation.VpcMismatch`,
  },
  "tencentcloud-vpc": {
    "API 3.0, common error codes (document 1108/42575)": `
      ActionOffline AuthFailure.InvalidAuthorization AuthFailure.InvalidSecretId AuthFailure.MFAFailure AuthFailure.SecretIdNotFound
      AuthFailure.SignatureExpire AuthFailure.SignatureFailure AuthFailure.TokenFailure AuthFailure.UnauthorizedOperation DryRunOperation
      FailedOperation InternalError InvalidAction InvalidParameter InvalidParameterValue InvalidRequest IpInBlacklist IpNotInWhitelist
      LimitExceeded MissingParameter NoSuchProduct NoSuchVersion RequestLimitExceeded RequestLimitExceeded.GlobalRegionUinLimitExceeded
      RequestLimitExceeded.IPLimitExceeded RequestLimitExceeded.UinLimitExceeded RequestSizeLimitExceeded ResourceInUse
      ResourceInsufficient ResourceNotFound ResourceUnavailable UnauthorizedOperation UnknownParameter UnsupportedOperation
      UnsupportedProtocol UnsupportedRegion`,
    "CVM, DescribeInstances (its comment in the vendor's Go SDK)": `
      FailedOperation.IllegalTagKey FailedOperation.IllegalTagValue FailedOperation.TagKeyReserved InternalServerError InvalidFilter
      InvalidFilterValue.LimitExceeded InvalidHostId.Malformed InvalidInstanceId.Malformed InvalidParameter InvalidParameterValue
      InvalidParameterValue.IPAddressMalformed InvalidParameterValue.InvalidIpFormat InvalidParameterValue.InvalidVagueName
      InvalidParameterValue.LimitExceeded InvalidParameterValue.SubnetIdMalformed InvalidParameterValue.TagKeyNotFound
      InvalidParameterValue.VpcIdMalformed InvalidSecurityGroupId.NotFound InvalidSgId.Malformed InvalidZone.MismatchRegion
      ResourceNotFound.HpcCluster UnauthorizedOperation.InvalidToken`,
  },
  "tencentcloud-vpc-v2": {
    "VPC API v2, AttachNetworkInterface (document 215/4820), DetachNetworkInterface (215/4821), DescribeNetworkInterfaces (215/4814)": `
      InvalidInstance.NotFound InvalidNetworkInterface.AlreadyAssociated InvalidNetworkInterface.NotAttached
      InvalidNetworkInterface.NotFound InvalidVpc.NotFound`,
    "VPC API v2, public error codes (document 215/4781)": `
      4000 4100 4101 4102 4103 4104 4105 4106 4110 4300 4400 4500 4600 5000 5100 5200 5300 5400 5500 6000 6100 6200`,
  },
  "zenlayer-zec": {
    "ZEC API reference, AttachNetworkInterface and DetachNetworkInterface, both generations of the pages": `
      INVALID_INSTANCE_NIC_LIMIT INVALID_INSTANCE_NOT_FOUND INVALID_INSTANCE_PRECHECK_ABNORMAL INVALID_NIC_ATTACHED
      INVALID_NIC_INSTANCE_REGION_MISMATCH INVALID_NIC_LB_ASSOCIATED INVALID_NIC_NOT_FOUND INVALID_NIC_PRIMARY_CANT_DETACH
      INVALID_NIC_STATUS OPERATION_DENIED_INSTANCE_STATUS_NOT_SUPPORT OPERATION_DENIED_NIC_NOT_EXIST_INSTANCE
      OPERATION_FAILED_RESOURCE_NOT_FOUND`,
    "Zenlayer's Terraform provider, codes to retry (common/errors.go), and SDKs": `
      INTERNAL_SERVER_ERROR INVALID_OPERATION_TIMEOUT REQUEST_LIMIT_EXCEEDED REQUEST_TIMED_OUT SERVICE_TEMPORARY_UNAVAILABLE`,
  },
};

/** States that models of Zenlayer's SDK do not list, by `MODEL.FIELD`: its command line's reference and its Terraform provider do. */
export const pageStates: Readonly<Record<string, Lists>> = {
  "zenlayer-zec": {
    "NicInfo.status": "ATTACHING AVAILABLE CREATE_FAILED DELETING DETACHING PENDING USED",
    "InstanceInfo.status": `
      BOOTING CREATE_FAILED DEPLOYING IMAGING PENDING REBOOT REBUILDING RECYCLE RECYCLED RECYCLING REINSTALL_FAILED RELEASING RESIZING
      RUNNING STARTING STOPPED STOPPING`,
  },
};

/** The words of a list, in order. */
export function wordsIn(list: string): string[] {
  return list.trim().split(/\s+/).sort();
}
