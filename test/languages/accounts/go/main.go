// Two accounts in one program: each attachment names its provider.
package main

import (
	"example.com/pulumi-eni/sdk/go/eni"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func attach(ctx *pulumi.Context, account, name, instance string) error {
	settings := config.New(ctx, "")
	provider, err := eni.NewProvider(ctx, account, &eni.ProviderArgs{
		Alicloud: &eni.AlicloudAccountArgs{
			Region:    pulumi.String("cn-hangzhou"),
			AccessKey: pulumi.String(settings.Require(account + "Id")),
			SecretKey: settings.RequireSecret(account + "Secret"),
		},
	})
	if err != nil {
		return err
	}
	_, err = eni.NewEniAttachment(ctx, name, &eni.EniAttachmentArgs{
		Vendor:             eni.VendorAlicloudEcs,
		NetworkInterfaceId: pulumi.String("eni-" + name),
		InstanceId:         pulumi.String(instance),
	}, pulumi.Provider(provider))
	return err
}

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		if err := attach(ctx, "first", "one", "i-a"); err != nil {
			return err
		}
		return attach(ctx, "second", "two", "i-b")
	})
}
