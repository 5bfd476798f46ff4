// Checks Pulumi's resource options in the class, because the provider never sees them. Some do not work for a dynamic resource, and some do
// less than their names say.
import * as pulumi from "@pulumi/pulumi";
import { packageOf, passedOptions } from "../program/options.ts";
import { programError } from "../program/program-error.ts";
import { resourceTypes } from "../program/resource-types.ts";

/**
 * The options to pass to Pulumi.
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
  return passedOptions(options, resourceTypes.plugin);
}

/** Warnings about options that are accepted but do less than they seem to. */
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
