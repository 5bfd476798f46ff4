"""One ENI and the instance that has it: `pulumi config set instanceId ...` moves it."""

import pulumi
import pulumi_eni as eni

config = pulumi.Config()

service = eni.EniAttachment(
    "service",
    vendor=eni.Vendor.ALICLOUD_ECS,
    region=config.require("region"),
    network_interface_id=config.require("networkInterfaceId"),
    instance_id=config.require("instanceId"),
    opts=pulumi.ResourceOptions(
        # A forced replacement (`--replace`) detaches before it attaches.
        delete_before_replace=True,
        custom_timeouts=pulumi.CustomTimeouts(create="5m", delete="5m"),
    ),
)

pulumi.export("attachedTo", service.attached_to)
