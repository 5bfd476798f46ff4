// Answers of ECS 2014-05-26 (API reference, and the models of the vendor's SDK, @alicloud/ecs20140526).
import type { AnswerFields, Fields, Shape } from "../fields.ts";

const publicIp: Fields = { AllocationId: "text?", PublicIpAddress: "text" };
const tags: Shape = { Tag: [{ TagKey: "text", TagValue: "text" }] };
const prefixes: Fields = {
  Ipv4PrefixSets: { Ipv4PrefixSet: [{ Ipv4Prefix: "text" }] },
  Ipv6PrefixSets: { Ipv6PrefixSet: [{ Ipv6Prefix: "text" }] },
  Ipv6Sets: { Ipv6Set: [{ Ipv6Address: "text", Primary: "flag" }] },
};
const privateIp: Fields = { PrivateIpAddress: "text", Primary: "flag", PrivateDnsName: "text" };
const types = "=Primary,Secondary,Trunk,Member";

const networkInterface: Fields = {
  NetworkInterfaceId: "text!",
  NetworkInterfaceName: "text",
  Description: "text",
  Status: "=Available,Attaching,InUse,Detaching,Deleting,Creating,Pending!",
  Type: `${types}!`,
  InstanceId: "text!",
  Attachment: {
    InstanceId: "text?",
    DeviceIndex: "number",
    NetworkCardIndex: "number",
    TrunkNetworkInterfaceId: "text?",
    MemberNetworkInterfaceIds: { MemberNetworkInterfaceId: ["text"] },
  },
  MacAddress: "text!",
  VpcId: "text!",
  VSwitchId: "text",
  ZoneId: "text!",
  PrivateIpAddress: "text",
  PrivateIpSets: { PrivateIpSet: [{ ...privateIp, AssociatedPublicIp: publicIp }] },
  AssociatedPublicIp: publicIp,
  ...prefixes,
  SecurityGroupIds: { SecurityGroupId: ["text"] },
  Tags: tags,
  CreationTime: "text",
  OwnerId: "text",
  ResourceGroupId: "text",
  ServiceID: "name",
  ServiceManaged: "flag",
  DeleteOnRelease: "flag",
  SourceDestCheck: "flag",
  QueueNumber: "number",
  QueuePairNumber: "number",
  NetworkInterfaceTrafficMode: "=Standard,HighPerformance",
};

const instance: Fields = {
  InstanceId: "text!",
  InstanceName: "text",
  Status: "=Pending,Running,Starting,Stopping,Stopped!",
  ZoneId: "text!",
  RegionId: "text",
  InstanceType: "text!",
  InstanceTypeFamily: "text",
  VpcAttributes: {
    VpcId: "text",
    VSwitchId: "text",
    NatIpAddress: "text",
    PrivateIpAddress: { IpAddress: ["text"] },
  },
  NetworkInterfaces: {
    NetworkInterface: [
      {
        NetworkInterfaceId: "text!",
        Type: types,
        MacAddress: "text",
        PrimaryIpAddress: "text",
        PrivateIpSets: { PrivateIpSet: [privateIp] },
        ...prefixes,
      },
    ],
  },
  SecurityGroupIds: { SecurityGroupId: ["text"] },
  Tags: tags,
  Cpu: "number",
  Memory: "number",
  IoOptimized: "flag",
  DeletionProtection: "flag",
  DeviceAvailable: "flag",
  Recyclable: "flag",
  GPUAmount: "number",
  InternetMaxBandwidthIn: "number",
  InternetMaxBandwidthOut: "number",
  LocalStorageAmount: "number",
  LocalStorageCapacity: "number",
  DeploymentSetGroupNo: "number",
  SpotDuration: "number",
  SpotPriceLimit: "number",
  EnableNVS: "flag",
  // Not read, and nothing is told about them.
  ...Object.fromEntries(
    [
      "AdditionalInfo AutoReleaseTime ClockOptions ClusterId CpuOptions CreationTime CreditSpecification DedicatedHostAttribute",
      "DedicatedInstanceAttribute DeploymentSetId Description EcsCapacityReservationAttr EipAddress ExpiredTime GPUSpec",
      "HibernationOptions HostName HpcClusterId ISP ImageId ImageOptions InnerIpAddress InstanceChargeType InstanceNetworkType",
      "InternetChargeType KeyPairName MetadataOptions OSName OSNameEn OSType OperationLocks PrivateDnsNameOptions PublicIpAddress",
      "RdmaIpAddress ResourceGroupId SaleCycle SecurityOptions SerialNumber SpotInterruptionBehavior SpotStrategy StartTime",
      "StoppedMode VlanId",
    ]
      .flatMap((line) => line.split(" "))
      .map((name) => [name, "any"]),
  ),
};

const instanceType: Fields = {
  InstanceTypeId: "text!",
  EniQuantity: "number!",
  EniTotalQuantity: "number",
  EniTrunkSupported: "flag",
  EniPrivateIpAddressQuantity: "number",
  EniIpv6AddressQuantity: "number",
  NetworkCardQuantity: "number",
  NetworkCards: { NetworkCardInfo: [{ NetworkCardIndex: "number" }] },
  CpuCoreCount: "number",
  MemorySize: "number",
  PrimaryEniQueueNumber: "number",
  SecondaryEniQueueNumber: "number",
  MaximumQueueNumberPerEni: "number",
  TotalEniQueueQuantity: "number",
  QueuePairNumber: "number",
  EriQuantity: "number",
  ...Object.fromEntries(
    [
      "Attributes BaselineCredit Clock CpuArchitecture CpuOptions CpuSpeedFrequency CpuTurboFrequency DiskQuantity EnhancedNetwork",
      "GPUAmount GPUMemorySize GPUSpec InitialCredit InstanceBandwidthRx InstanceBandwidthTx InstanceCategory InstanceFamilyLevel",
      "InstancePpsRx InstancePpsTx InstanceTypeFamily JumboFrameSupport LocalStorageAmount LocalStorageCapacity",
      "LocalStorageCategory NetworkEncryptionSupport NetworkInfo NvmeSupport PhysicalProcessorModel SecurityOptions",
      "SupportedBootModes",
    ]
      .flatMap((line) => line.split(" "))
      .map((name) => [name, "any"]),
  ),
};

const page = (more: Fields): Fields => ({ RequestId: "text!", NextToken: "text", ...more });

const list = (more: Fields): Fields => ({
  ...page({}),
  TotalCount: "number",
  PageNumber: "number",
  PageSize: "number",
  ...more,
});

export const fields: AnswerFields = {
  actions: {
    AttachNetworkInterface: { RequestId: "text!" },
    DetachNetworkInterface: { RequestId: "text!" },
    DescribeNetworkInterfaces: list({ NetworkInterfaceSets: { NetworkInterfaceSet: [networkInterface] } }),
    DescribeInstances: list({ Instances: { Instance: [instance] } }),
    DescribeInstanceTypes: page({ InstanceTypes: { InstanceType: [instanceType] } }),
  },
  error: {
    RequestId: "text!",
    HostId: "text",
    Code: "code!",
    Message: "message!",
    Recommend: "text",
    AccessDeniedDetail: "any",
  },
  codes: ["Throttling", "Throttling.User", "Throttling.Api"],
};
