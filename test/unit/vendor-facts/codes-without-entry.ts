// Error codes of vendors' lists that have no entry in our tables, and why not. A service's list names the codes of all of its actions.
import type { Meaning } from "../../../provider/http/meaning.ts";

/** Codes that are understood by their first part, and rightly so. */
interface ByFamily {
  readonly meaning: Meaning;
  readonly why: string;
  readonly codes: readonly string[];
}

/** Codes of other actions, which their names tell. */
interface OfOthers {
  readonly about: string;
  readonly words: RegExp;
}

const codes = (list: string): string[] => list.trim().split(/\s+/);

const commonFamilies: readonly ByFamily[] = [
  {
    meaning: "credentials",
    why: "AuthFailure: the key",
    codes: codes("AuthFailure.InvalidAuthorization AuthFailure.InvalidSecretId AuthFailure.SecretIdNotFound"),
  },
  {
    meaning: "throttled",
    why: "RequestLimitExceeded, whatever it is counted by",
    codes: codes(`RequestLimitExceeded.GlobalRegionUinLimitExceeded RequestLimitExceeded.IPLimitExceeded
      RequestLimitExceeded.UinLimitExceeded`),
  },
];

export const byFamily: Readonly<Record<string, readonly ByFamily[]>> = {
  "alicloud-ecs": [
    {
      meaning: "throttled",
      why: "every code with Throttling in it, as in the vendor's SDK",
      codes: codes("Throttling Throttling.Api Throttling.User"),
    },
  ],
  "tencentcloud-vpc": [
    ...commonFamilies,
    {
      meaning: "refused",
      why: "a parameter is wrong or missing, and no retry mends it",
      codes: codes(`InvalidParameter.Conflict InvalidParameter.FilterMissParameter InvalidParameter.InvalidFilter
        InvalidParameter.InvalidKey InvalidParameter.NotDict InvalidParameter.NotList InvalidParameter.NotStr InvalidParameterConflict
        InvalidParameterValue.Combination InvalidParameterValue.Duplicate InvalidParameterValue.DuplicatePara
        InvalidParameterValue.Empty InvalidParameterValue.Illegal InvalidParameterValue.Invalid
        InvalidParameterValue.InvalidBusiness InvalidParameterValue.MemberApprovalApplicationIdMismatch
        InvalidParameterValue.MissingAssociateEntity InvalidParameterValue.MustHasOne InvalidParameterValue.ParameterMismatch
        InvalidParameterValue.Reserved InvalidParameterValue.ResourceExpired InvalidParameterValue.ResourceNotFound
        InvalidParameterValue.ResourceNotSupport InvalidParameterValue.TooLong InvalidParameterValue.UnavailableZone
        InvalidVpcId.Malformed InvalidVpcId.NotFound LimitExceeded.NumberOfFilters MissingParameter.MultiMissingParameter
        UnknownParameter.WithGuess`),
    },
    {
      meaning: "refused",
      why: "not offered here, or not to this account",
      codes:
        codes(`UnsupportedOperation.ActionNotFound UnsupportedOperation.AppIdMismatch UnsupportedOperation.AppIdNotFound
        UnsupportedOperation.InvalidAction UnsupportedOperation.NotSupportZone UnsupportedOperation.ServiceUnsupportedRegion
        UnsupportedOperation.UinNotFound UnsupportedOperation.UnsupportedRegion`),
    },
  ],
  "tencentcloud-ecm": [
    {
      meaning: "refused",
      why: "a parameter is wrong or missing, and no retry mends it",
      codes: codes(`InvalidParameter.Coexist InvalidParameter.FormatError InvalidParameter.InvalidParameterConflict
        InvalidParameter.ParameterConflict InvalidParameterValue.Duplicate InvalidParameterValue.FilterLimitExceeded
        InvalidParameterValue.InvaildDescribeInstance InvalidParameterValue.InvaildModifyParam
        InvalidParameterValue.InvaildPageParam InvalidParameterValue.InvalidFilter InvalidParameterValue.InvalidOrderByField
        InvalidParameterValue.InvalidTime InvalidParameterValue.InvalidZone InvalidParameterValue.Length
        InvalidParameterValue.ParameterValueTooLarge InvalidParameterValue.Range InvalidParameterValue.Reserved
        InvalidParameterValue.TaskNotFound InvalidParameterValue.TooLong MissingParameter.MissingAssociateEntity
        MissingParameter.MissingInstancesParameter MissingParameter.MissingNetworkInterfaceParameter
        UnsupportedOperation.Malformed`),
    },
    {
      meaning: "refused",
      why: "the vendor could not do it, and does not say that it may later",
      codes: codes("FailedOperation.DataOperationFailed"),
    },
  ],
};

const sharedOthers: readonly OfOthers[] = [
  { about: "load balancers", words: /Clb|LB|Lb[A-Z]|LoadBalance|Listener|Location|PortCheck|ProtocolCheck|Target/ },
  {
    about: "addresses and their traffic",
    words:
      /Address|Eip|EIP|Band?[Ww]idth|BrandWidth|Traffic|Anycast|W[Aa]nI[Pp]|CalcI[Pp]|PublicI[Pp]|Egress|ChargeType|I[Pp](?:[Vv])?6|Isp|ISP|InternetServiceProvider/,
  },
  { about: "routes", words: /Route|E[Cc][Mm][Pp]|Rtb|NextHop|RouteTable/ },
  { about: "VPCs and subnets: their making and ranges", words: /Subnet|C[Ii][Dd][Rr]|DefaultVpcLimit|^VpcLimit/ },
  {
    about: "rules of security groups and ACLs",
    words: /Acl|ACL|SecurityGroup|Policy|SgNum|ReferencedSg|VersionMismatch/,
  },
  {
    about: "flow logs, mirrors, snapshots, probes",
    words: /FlowLog|Mirror|ObjectVpc|Snapshot|NetDetect|Multicast|[Kk]afka|QueryTime/,
  },
];

export const ofOthers: Readonly<Record<string, readonly OfOthers[]>> = {
  "alicloud-ecs": [
    { about: "filters and pages by number, which we do not send", words: /^InvalidVpc\.|InvalidEniPageNumber$/ },
  ],
  "tencentcloud-vpc": [
    ...sharedOthers,
    {
      about: "addresses: what an EIP is bound to, and which address of an ENI",
      words: /AssociateEni|DisassociateInstance|PrimaryIp|IpType/,
    },
    { about: "high-availability addresses", words: /H[Aa][Vv][Ii][Pp]/ },
    {
      about: "filters of instances, which we do not send",
      words: /Filter(?:Value\.|$)|HostId|IpFormat|VagueName|VpcIdM|SgId|MismatchRegion|Hpc/,
    },
    { about: "VPN gateways", words: /Vpn|S[Ss][Ll]|Spd|VersionNotSupported/ },
    {
      about: "Cloud Connect Network",
      words:
        /Ccn|CrossBorder|CrossFinance|Unicom|FinanceAccount|CurrentQueryRegion|DuplicateRegion|OrdinaryAccount|InstanceNotExist/,
    },
    { about: "NAT gateways", words: /Nat(?:[A-Z]|$)|S[Nn][Aa][Tt]|CloudFirewall|DeletionProtection/ },
    { about: "Direct Connect and local gateways", words: /DirectConnect|Dcg|D[Cc]Gateway|Vpg|DcGw|LDCX|LocalGateway/ },
    { about: "dedicated clusters, but for an attach across two", words: /Cdc|DedicatedCluster|ZoneConflict/ },
    { about: "peering", words: /Peer/ },
    { about: "tags", words: /Tag/ },
    { about: "endpoint services", words: /E(?:nd)[Pp]oint|Svc|Gwlb|TargetService|RoleNotFound|Record(?:Not)?Exists/ },
    { about: "classic links", words: /Classic/ },
    {
      about: "purchases",
      words: /Balance|Insufficient(?:Funds|\.)|UnpaidOrder|Purchase|DeliveryFailed|Copper|Postpaid|ReturnQuota/,
    },
    {
      about: "ENIs: their making, their attributes, and the addresses they take",
      words:
        /NetworkInterfaceLimitExceeded|NetworkInterfaceInstanceNotSupport|NetworkInterfaceIdNotMatch|TerminationProtection|QosLevel|MasterEni|MasterNetworkCard/,
    },
    {
      about: "instances that an EIP is bound to",
      words: /InstanceStateNotSupported|InstanceStatusNotPermit|ResourceMismatch|StopChargingInstance/,
    },
    { about: "bandwidth packages", words: /Resource(?:AlreadyExisted|NotExisted|Protocol)/ },
  ],
  "tencentcloud-vpc-v2": [{ about: "purchases, balances, qualifications", words: /^5[235]00$/ }],
  "tencentcloud-ecm": [
    ...sharedOthers,
    { about: "images, modules, disks, keys", words: /Image|Module|Disk|KeyPair|Node|OverView/ },
    {
      about: "instances: their making and attributes",
      words:
        /BillingType|HostName|InstanceNameTooLong|InstanceType|InstanceConfig|InstanceNotAllStopped|OwnerCheck|Password|Pid|TerminateTime|Vcpu|ZoneInstance|BaseConfig/,
    },
    { about: "tags", words: /Tag/ },
    { about: "purchases", words: /Balance/ },
    { about: "stock and quotas of what is made", words: /NotEnough|SoldOut|QuotaLimitExceeded/ },
  ],
  "zenlayer-zec": [{ about: "the vendor's SDK itself, which raises them", words: /^CREDENTIAL_VALUE_MISSING$|^SDK_/ }],
};
