// Argument types of EniAttachment: one shape a vendor, told apart by `vendor`.
import type { Input } from "@pulumi/pulumi";

/**
 * How long to wait for the vendor: durations of numbers with `ms`, `s`, `m` or `h`, such as `"90s"`, `"10m"` or `"1h30m"`; above 0 and
 * at most 24 hours.
 */
export interface Timeouts {
  /** For an attach, and again for an attach that undoes a failed move; over, it is `ATTACH_TIMEOUT`. Default `"10m"`. */
  attach?: Input<string>;
  /** For a detach; over, it is `DETACH_TIMEOUT`. Default `"10m"`. */
  detach?: Input<string>;
}

/** Arguments that every vendor has. */
export interface CommonArgs {
  /**
   * Id of the network interface, a secondary one: `eni-…`, or Zenlayer's digits as text. A change replaces the attachment: the old
   * one is detached first. A primary ENI is `ENI_NOT_ATTACHABLE`, one that is not there `ENI_NOT_FOUND`.
   */
  networkInterfaceId: Input<string>;
  /**
   * Id of the instance: `i-…` (Alibaba Cloud), `ins-…` (Tencent Cloud VPC), `ein-…` or `ins-…` (ECM), Zenlayer's digits as text. A change
   * moves the ENI in place: detach, wait, attach, wait.
   */
  instanceId: Input<string>;
  /** How long to wait. With the native plugin, Pulumi's `customTimeouts` goes before it. A change calls nothing. */
  timeouts?: Input<Timeouts>;
  /**
   * What to do when the ENI is attached to an instance that this resource did not attach it to:
   * `"fail"` (default) ends with `ENI_ATTACHED_ELSEWHERE`, which says who has it; `"takeOver"` detaches it there, on create and
   * update, and the preview names who loses it. Never applies to destroy. A change calls nothing.
   */
  onConflict?: Input<"fail" | "takeOver">;
  /**
   * Attach the ENI to where it was when the second half of a move fails for good (`ROLLED_BACK`); false leaves it detached. Never
   * after a timeout or a lost reply, when the ENI may still arrive. Default true. A change calls nothing.
   */
  rollback?: Input<boolean>;
  /**
   * Look at the target before anything is detached (`PREFLIGHT_FAILED`), and at the ENI and the target at preview. Default true;
   * `eni:preflight` sets it for a stack. A change calls nothing.
   */
  preflight?: Input<boolean>;
}

/**
 * Alibaba Cloud ECS (API 2014-05-26): a secondary ENI on an instance that is Running or Stopped, in the same zone and VPC.
 */
export interface AlicloudEcsArgs extends CommonArgs {
  /** Alibaba Cloud ECS. A change of `vendor` replaces the attachment. */
  vendor: "alicloud-ecs";
  /**
   * Region, e.g. `cn-hangzhou`. Default, at creation only: stack configuration `alicloud:region`; with the native plugin, the
   * provider's `alicloud.region`. Never environment or profile. A change replaces the attachment.
   */
  region?: Input<string>;
  /**
   * Index of the network card, for instance types with several (API reference, AttachNetworkInterface 2014-05-26, NetworkCardIndex).
   * A whole number, 0 or more. Default: the vendor's. A change detaches and attaches.
   */
  networkCardIndex?: Input<number>;
  /**
   * Trunk ENI, `eni-…`, that a member ENI is attached through (AttachNetworkInterface, TrunkNetworkInstanceId). Default: none. A change
   * detaches and attaches.
   */
  trunkNetworkInstanceId?: Input<string>;
  /**
   * Passed on as WaitForNetworkConfigurationReady (AttachNetworkInterface), which the vendor calls deprecated: this package waits in
   * any case. Default: the vendor's. A change calls nothing.
   */
  waitForNetworkConfigurationReady?: Input<boolean>;
}

interface TencentcloudCommonArgs extends CommonArgs {
  /**
   * Region, e.g. `ap-guangzhou` (the legacy short code `gz` is the same). Default, at creation only: stack configuration
   * `tencentcloud:region`; with the native plugin, the provider's `tencentcloud.region`. Never environment or profile. A change
   * replaces the attachment.
   */
  region?: Input<string>;
}

/** Tencent Cloud VPC, API 3.0 (2017-03-12): a secondary ENI on a CVM instance that is RUNNING or STOPPED, in the same zone and VPC. */
export interface TencentcloudVpcArgs extends TencentcloudCommonArgs {
  /** Tencent Cloud VPC. A change replaces the attachment, one to or from `tencentcloud-vpc-v2` only the state. */
  vendor: "tencentcloud-vpc";
  /**
   * 0 standard (the vendor's default), 1 extension (API reference, AttachNetworkInterface 2017-03-12, AttachType). A change detaches and
   * attaches.
   */
  attachType?: Input<0 | 1>;
}

/** Tencent Cloud VPC by its legacy API v2 (vpc.api.qcloud.com): the same ENIs as `tencentcloud-vpc`. */
export interface TencentcloudVpcV2Args extends TencentcloudCommonArgs {
  /** Tencent Cloud VPC, legacy API. A change replaces the attachment, one to or from `tencentcloud-vpc` only the state. */
  vendor: "tencentcloud-vpc-v2";
  /** VPC of the ENI, `vpc-…`: the legacy API wants it with each attach and detach. A change calls nothing. */
  vpcId: Input<string>;
}

/** Tencent Cloud Edge Computing Machine (ECM, API 2019-07-19): an ENI on an edge instance that is RUNNING or STOPPED, in the same zone and VPC. */
export interface TencentcloudEcmArgs extends CommonArgs {
  /** Tencent Cloud ECM. A change replaces the attachment. */
  vendor: "tencentcloud-ecm";
  /**
   * ECM region, e.g. `ap-xian-ecm` or `ap-guangzhou-ecm-cu2`; `-ecm` is appended to a name without it. Default, at creation only:
   * stack configuration `tencentcloud:region`; with the native plugin, the provider's `tencentcloud.region`. Never environment or
   * profile. A change replaces the attachment.
   */
  region?: Input<string>;
}

/**
 * Zenlayer Elastic Compute (ZEC, API 2025-09-01): a secondary vNIC on an instance that is RUNNING, in the same region.
 * There is no region to name. Ids are text, in quotes: as numbers they lose digits.
 */
export interface ZenlayerZecArgs extends CommonArgs {
  /** Zenlayer Elastic Compute. A change replaces the attachment. */
  vendor: "zenlayer-zec";
}

/** Arguments of {@link EniAttachment}: the vendor decides which there are. */
export type EniAttachmentArgs =
  AlicloudEcsArgs | TencentcloudVpcArgs | TencentcloudVpcV2Args | TencentcloudEcmArgs | ZenlayerZecArgs;
