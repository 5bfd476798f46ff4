// What both resource classes do with Pulumi's resource options, which the engine does not show to providers.
import type * as pulumi from "@pulumi/pulumi";

/** Passes on what the plan line has to know. The provider takes it out of the inputs again. */
export function hintsOf(options: pulumi.CustomResourceOptions = {}): Record<string, true> {
  return {
    ...(options.retainOnDelete === true && { __isRetained: true }),
    ...(options.protect === true && { __isProtected: true }),
    ...(options.deleteBeforeReplace === false && { __createsFirst: true }),
  };
}

/**
 * The options to pass to Pulumi: with `deleteBeforeReplace: true` unless the user sets it, because an ENI cannot be attached twice, and
 * for a forced replacement (`--replace`, `pulumi state taint`) the engine looks at these options alone.
 * @param formerType what the attachment may be in the state until now.
 */
export function passedOptions(options: pulumi.CustomResourceOptions, formerType: string): pulumi.CustomResourceOptions {
  return { deleteBeforeReplace: true, ...options, aliases: [...(options.aliases ?? []), { type: formerType }] };
}

/** The package of a provider, such as `alicloud`, from its type `pulumi:providers:alicloud`, which needs no output to be known. */
export function packageOf(provider: pulumi.ProviderResource | undefined): string | undefined {
  const type: unknown = provider && Reflect.get(provider, "__pulumiType");
  return typeof type === "string" ? type.split(":").at(-1) : undefined;
}
