// Argument types of EniAttachment: one shape a vendor, told apart by `vendor`.
import type { Input } from "@pulumi/pulumi";

/** How long to wait for the vendor, as durations such as `"90s"`, `"10m"` or `"1h30m"`; at most 24 hours. */
export interface Timeouts {
  /** For an attach, and for an attach that undoes a failed move. Default `"10m"`. */
  attach?: Input<string>;
  /** For a detach. Default `"10m"`. */
  detach?: Input<string>;
}

/** Arguments that every vendor has. */
export interface CommonArgs {
  /** Id of the network interface. A change replaces the attachment: the old one is detached first. */
  networkInterfaceId: Input<string>;
  /** Id of the instance. A change moves the ENI in place: detach, wait, attach, wait. */
  instanceId: Input<string>;
  /** How long to wait. A change calls nothing. */
  timeouts?: Input<Timeouts>;
  /**
   * What to do when the ENI is attached to an instance that this resource did not attach it to:
   * `"fail"` (default) says who has it; `"takeOver"` detaches it there, on create and update. Never applies to destroy.
   */
  onConflict?: Input<"fail" | "takeOver">;
  /** Attach the ENI to where it was when the second half of a move fails for good. Default true. */
  rollback?: Input<boolean>;
  /** Look at the target before anything is detached, and at preview. Default true; `eni:preflight` sets it for a stack. */
  preflight?: Input<boolean>;
}

/**
 * Alibaba Cloud ECS (API 2014-05-26): a secondary ENI on an instance that is Running or Stopped, in the same zone and VPC.
 */
export interface AlicloudEcsArgs extends CommonArgs {
  vendor: "alicloud-ecs";
  /**
   * Region, e.g. `cn-hangzhou`. Default: stack configuration `alicloud:region`, at creation only.
   * A change replaces the attachment.
   */
  region?: Input<string>;
  /** Index of the network card, for instance types with several (AttachNetworkInterface, NetworkCardIndex). 0 or more. A change reattaches. */
  networkCardIndex?: Input<number>;
  /** Trunk ENI that a member ENI is attached through (TrunkNetworkInstanceId). A change reattaches. */
  trunkNetworkInstanceId?: Input<string>;
  /** Passed on as WaitForNetworkConfigurationReady; the vendor calls it deprecated. A change calls nothing. */
  waitForNetworkConfigurationReady?: Input<boolean>;
}

interface TencentcloudCommonArgs extends CommonArgs {
  /**
   * Region, e.g. `ap-guangzhou` (the legacy short code `gz` is the same). Default: stack configuration
   * `tencentcloud:region`, at creation only. A change replaces the attachment.
   */
  region?: Input<string>;
}

/** Tencent Cloud VPC, API 3.0 (2017-03-12): a secondary ENI on a CVM instance that is RUNNING or STOPPED, in the same zone and VPC. */
export interface TencentcloudVpcArgs extends TencentcloudCommonArgs {
  vendor: "tencentcloud-vpc";
  /** 0 standard (the vendor's default), 1 extension (AttachNetworkInterface, AttachType). A change reattaches. */
  attachType?: Input<0 | 1>;
}

/** Tencent Cloud VPC by its legacy API v2 (vpc.api.qcloud.com): the same ENIs as `tencentcloud-vpc`. */
export interface TencentcloudVpcV2Args extends TencentcloudCommonArgs {
  vendor: "tencentcloud-vpc-v2";
  /** VPC of the ENI: the legacy API wants it with every call. A change calls nothing. */
  vpcId: Input<string>;
}

/** Tencent Cloud Edge Computing Machine (2019-07-19). */
export interface TencentcloudEcmArgs extends CommonArgs {
  vendor: "tencentcloud-ecm";
  /** ECM region, e.g. `ap-xian-ecm`. Default: stack configuration `tencentcloud:region`, at creation only. A change replaces the attachment. */
  region?: Input<string>;
}

/**
 * Zenlayer Elastic Compute (ZEC, API 2025-09-01): a secondary vNIC on an instance that is RUNNING, in the same region.
 * There is no region to name. Ids are text, in quotes: as numbers they lose digits.
 */
export interface ZenlayerZecArgs extends CommonArgs {
  vendor: "zenlayer-zec";
}

/** Arguments of {@link EniAttachment}: the vendor decides which there are. */
export type EniAttachmentArgs =
  AlicloudEcsArgs | TencentcloudVpcArgs | TencentcloudVpcV2Args | TencentcloudEcmArgs | ZenlayerZecArgs;
