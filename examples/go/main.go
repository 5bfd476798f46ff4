// One ENI and the instance that has it: `pulumi config set instanceId ...` moves it.
package main

import (
	"example.com/pulumi-eni/sdk/go/eni"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		settings := config.New(ctx, "")
		service, err := eni.NewEniAttachment(ctx, "service", &eni.EniAttachmentArgs{
			Vendor:             eni.VendorAlicloudEcs,
			Region:             pulumi.String(settings.Require("region")),
			NetworkInterfaceId: pulumi.String(settings.Require("networkInterfaceId")),
			InstanceId:         pulumi.String(settings.Require("instanceId")),
		},
			// A forced replacement (`--replace`) detaches before it attaches.
			pulumi.DeleteBeforeReplace(true),
			pulumi.Timeouts(&pulumi.CustomTimeouts{Create: "5m", Delete: "5m"}))
		if err != nil {
			return err
		}
		ctx.Export("attachedTo", service.AttachedTo)
		return nil
	})
}
