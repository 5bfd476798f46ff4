// Pulumi's options of an attachment. The provider never sees them, so the class checks them: some do not work for a dynamic resource,
// and some do less than their names say.
import * as pulumi from "@pulumi/pulumi";
import { programError } from "../program/program-error.ts";

/**
 * The options for Pulumi: a replacement detaches first unless the user says otherwise. An ENI cannot be attached twice, and for a forced
 * replacement (`--replace`, `pulumi state taint`) the engine asks nobody but these options.
 * @throws RunError for `import`, and for a `provider` of another package.
 */
export function optionsFor(name: string, options: pulumi.CustomResourceOptions = {}): pulumi.CustomResourceOptions {
  if (options.import !== undefined) {
    throw programError(
      "CONFIGURATION_INVALID",
      `EniAttachment "${name}": the option \`import\` is not for dynamic resources, and is not needed`,
      [{ kind: "correctProgram", name, change: "dropImport" }],
    );
  }
  const provider = packageOf(options.provider);
  if (provider !== undefined && provider !== dynamicPackage) {
    throw programError(
      "CONFIGURATION_INVALID",
      `EniAttachment "${name}": the option \`provider\` is a provider of the package ${provider}, which does not know this resource`,
      [{ kind: "correctProgram", name, change: "dropProvider" }],
    );
  }
  return { deleteBeforeReplace: true, ...options };
}

/** What is taken, and does less than it seems to. */
export function warnOf(resource: pulumi.Resource, options: pulumi.CustomResourceOptions = {}): void {
  if (options.customTimeouts !== undefined)
    void pulumi.log.warn(
      "`customTimeouts` does not reach a dynamic resource and is ignored: use the argument `timeouts: { attach, detach }`.",
      resource,
    );
  if (packageOf(options.provider) === dynamicPackage)
    void pulumi.log.warn(
      "A resource with the option `provider` gets no stack configuration: region, credentials and `eni:*` have to come from its arguments and the environment. Leave the option out to have it.",
      resource,
    );
}

const dynamicPackage = "pulumi-nodejs";

/** `alicloud` of a provider's URN type `pulumi:providers:alicloud`, which is known without waiting. */
function packageOf(provider: pulumi.ProviderResource | undefined): string | undefined {
  const type: unknown = provider && Reflect.get(provider, "__pulumiType");
  return typeof type === "string" ? type.split(":").at(-1) : undefined;
}
