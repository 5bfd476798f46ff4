// Loads modules of @pulumi/pulumi, and the very copies of libraries that it uses: a message made by another copy is none of its messages.
// In the bundle of the plugin another file takes the place of this one.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** @param name `proto/engine_pb.js` for a file of @pulumi/pulumi, else the name of a library that it depends on. */
export function ofPulumi<T>(name: string): T {
  if (name.startsWith("proto/")) return require(`@pulumi/pulumi/${name}`) as T;
  return createRequire(require.resolve("@pulumi/pulumi"))(name) as T;
}
