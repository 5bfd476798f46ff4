"""Two accounts in one program: each attachment names its provider."""

import pulumi
import pulumi_eni as eni

config = pulumi.Config()

for account, name, instance in [("first", "one", "i-a"), ("second", "two", "i-b")]:
    provider = eni.Provider(
        account,
        alicloud=eni.AlicloudAccountArgs(
            region="cn-hangzhou",
            access_key=config.require(f"{account}Id"),
            secret_key=config.require_secret(f"{account}Secret"),
        ),
    )
    eni.EniAttachment(
        name,
        vendor=eni.Vendor.ALICLOUD_ECS,
        network_interface_id=f"eni-{name}",
        instance_id=instance,
        opts=pulumi.ResourceOptions(provider=provider),
    )
