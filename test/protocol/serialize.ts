// Serializes a provider as a program does. In a file of its own: it loads all of Pulumi, and with it a TypeScript compiler.
import * as pulumi from "@pulumi/pulumi";

/** The text that the program would put into `__provider`; the same call as in Pulumi's dynamic.Resource. */
export async function serializeShim(shim: object): Promise<string> {
  return (await pulumi.runtime.serializeFunction(() => shim, { allowSecrets: true })).text;
}
