// Descriptions of the package's schema, from the doc comments of provider/program and provider/plugin-class: `npm run docs` writes them.

export const schemaTexts: Readonly<{
  resource: string;
  provider: string;
  arguments: Readonly<Record<string, string>>;
  outputs: Readonly<Record<string, string>>;
  timeouts: Readonly<Record<string, string>>;
  vendors: Readonly<Record<string, string>>;
}> = {
  resource:
    "A network interface (ENI, NIC, vNIC) that is attached to an instance.\n\n`pulumi up` attaches it and waits until the cloud agrees. If it is already on that instance, it is adopted without an API call. A change of instance detaches and attaches in place. `pulumi destroy` detaches it from the instance that this resource attached it to or adopted it on, and from no other.\n\nBesides the outputs below, every argument is an output of the same name. A preview knows `attachedTo` and `state`; addresses are unknown until the ENI is attached, so take them from the ENI's own resource.\n\nThe id is `<vendor>/<region>/<networkInterfaceId>` at creation (`global` for Zenlayer's region). It stays for life, and is what an import takes. Errors end with a code such as `[ATTACH_TIMEOUT]`; docs/troubleshooting.md lists all codes.",
  provider:
    "Whose account and which settings attachments use. One program can have several.\n\nArguments go before the environment, and a complete set of credentials in the environment before the keys `eni:*` of the stack's configuration. A native provider does not see `alicloud:*` and `tencentcloud:*`. Pulumi keeps the arguments in the state, encrypted, and refresh and destroy use those of the last `up` unless they run with `--run-program`. A change of them replaces no attachment.",
  arguments: {
    attachType:
      "Only for `tencentcloud-vpc`. 0 standard (the vendor's default), 1 extension (API reference, AttachNetworkInterface 2017-03-12, AttachType). A change detaches and attaches.",
    instanceId:
      "Id of the instance: `i-…` (Alibaba Cloud), `ins-…` (Tencent Cloud VPC), `ein-…` or `ins-…` (ECM), Zenlayer's digits as text. A change moves the ENI in place: detach, wait, attach, wait.",
    networkCardIndex:
      "Only for `alicloud-ecs`. Index of the network card, for instance types with several (API reference, AttachNetworkInterface 2014-05-26, NetworkCardIndex). A whole number, 0 or more. Default: the vendor's. A change detaches and attaches.",
    networkInterfaceId:
      "Id of the network interface, a secondary one: `eni-…`, or Zenlayer's digits as text. A change replaces the attachment: the old one is detached first. A primary ENI is `ENI_NOT_ATTACHABLE`, one that is not there `ENI_NOT_FOUND`.",
    onConflict:
      'What to do when the ENI is attached to an instance that this resource did not attach it to: `"fail"` (default) ends with `ENI_ATTACHED_ELSEWHERE`, which says who has it; `"takeOver"` detaches it there, on create and update, and the preview names who loses it. Never applies to destroy. A change calls nothing.',
    preflight:
      "Look at the target before anything is detached (`PREFLIGHT_FAILED`), and at the ENI and the target at preview. Default true; `eni:preflight` sets it for a stack. A change calls nothing.",
    region:
      "`alicloud-ecs`: Region, e.g. `cn-hangzhou`. Default, at creation only: stack configuration `alicloud:region`; with the native plugin, the provider's `alicloud.region`. Never environment or profile. A change replaces the attachment.\n\n`tencentcloud-vpc`, `tencentcloud-vpc-v2`: Region, e.g. `ap-guangzhou` (the legacy short code `gz` is the same). Default, at creation only: stack configuration `tencentcloud:region`; with the native plugin, the provider's `tencentcloud.region`. Never environment or profile. A change replaces the attachment.\n\n`tencentcloud-ecm`: ECM region, e.g. `ap-xian-ecm` or `ap-guangzhou-ecm-cu2`; `-ecm` is appended to a name without it. Default, at creation only: stack configuration `tencentcloud:region`; with the native plugin, the provider's `tencentcloud.region`. Never environment or profile. A change replaces the attachment.",
    rollback:
      "Attach the ENI to where it was when the second half of a move fails for good (`ROLLED_BACK`); false leaves it detached. Never after a timeout or a lost reply, when the ENI may still arrive. Default true. A change calls nothing.",
    timeouts:
      "How long to wait. With the native plugin, Pulumi's `customTimeouts` goes before it. A change calls nothing.",
    trunkNetworkInstanceId:
      "Only for `alicloud-ecs`. Trunk ENI, `eni-…`, that a member ENI is attached through (AttachNetworkInterface, TrunkNetworkInstanceId). Default: none. A change detaches and attaches.",
    vendor:
      "`alicloud-ecs`: Alibaba Cloud ECS. A change of `vendor` replaces the attachment.\n\n`tencentcloud-vpc`: Tencent Cloud VPC. A change replaces the attachment, one to or from `tencentcloud-vpc-v2` only the state.\n\n`tencentcloud-vpc-v2`: Tencent Cloud VPC, legacy API. A change replaces the attachment, one to or from `tencentcloud-vpc` only the state.\n\n`tencentcloud-ecm`: Tencent Cloud ECM. A change replaces the attachment.\n\n`zenlayer-zec`: Zenlayer Elastic Compute. A change replaces the attachment.",
    vpcId:
      "Only for `tencentcloud-vpc-v2`. VPC of the ENI, `vpc-…`: the legacy API wants it with each attach and detach. A change calls nothing.",
    waitForNetworkConfigurationReady:
      "Only for `alicloud-ecs`. Passed on as WaitForNetworkConfigurationReady (AttachNetworkInterface), which the vendor calls deprecated: this package waits in any case. Default: the vendor's. A change calls nothing.",
  },
  outputs: {
    networkInterfaceId: "Id of the network interface: the argument.",
    instanceId: "After a refresh, the instance that the cloud shows the ENI on; otherwise the argument.",
    vendor: "The vendor: the argument.",
    region:
      "The region in the vendor's usual form: `gz` becomes `ap-guangzhou`. Not set for vendors without regions (Zenlayer).",
    state: '`"attached"` or `"detached"`, as last seen by `up` or a refresh. While it changes it is `"detached"`.',
    vendorState: "The vendor's own word for the ENI's state, e.g. `InUse`; empty if the vendor gave none.",
    attachedTo:
      "Instance that this resource attached the ENI to or adopted it on; empty if none. Destroy detaches from this instance only.",
    adopted: "True if the ENI was already attached to the instance, so that no attach was called.",
    macAddress: "The MAC address as the vendor shows it; empty if it shows none.",
    privateIpAddresses: "Private addresses, the primary one first.",
    publicIpAddresses: "Public addresses (EIPs) that are associated with the ENI; an empty list if none.",
    attachedAt:
      "ISO 8601 in UTC, e.g. `2026-01-31T12:00:00.000Z`: the vendor's time if it gives one (Tencent Cloud), else the time at which `up` saw it attached; empty if not known, as for an adopted attachment.",
    schemaVersion: "Version of the layout of these outputs: 1. States of older versions stay readable.",
  },
  timeouts: {
    Timeouts:
      'How long to wait for the vendor: durations of numbers with `ms`, `s`, `m` or `h`, such as `"90s"`, `"10m"` or `"1h30m"`; above 0 and at most 24 hours.',
    attach:
      'For an attach, and again for an attach that undoes a failed move; over, it is `ATTACH_TIMEOUT`. Default `"10m"`.',
    detach: 'For a detach; over, it is `DETACH_TIMEOUT`. Default `"10m"`.',
  },
  vendors: {
    "alicloud-ecs":
      "Alibaba Cloud ECS (API 2014-05-26): a secondary ENI on an instance that is Running or Stopped, in the same zone and VPC.",
    "tencentcloud-vpc":
      "Tencent Cloud VPC, API 3.0 (2017-03-12): a secondary ENI on a CVM instance that is RUNNING or STOPPED, in the same zone and VPC.",
    "tencentcloud-vpc-v2":
      "Tencent Cloud VPC by its legacy API v2 (vpc.api.qcloud.com): the same ENIs as `tencentcloud-vpc`.",
    "tencentcloud-ecm":
      "Tencent Cloud Edge Computing Machine (ECM, API 2019-07-19): an ENI on an edge instance that is RUNNING or STOPPED, in the same zone and VPC.",
    "zenlayer-zec":
      "Zenlayer Elastic Compute (ZEC, API 2025-09-01): a secondary vNIC on an instance that is RUNNING, in the same region. There is no region to name. Ids are text, in quotes: as numbers they lose digits.",
  },
};
