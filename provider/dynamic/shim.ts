// The object that Pulumi serializes into the state of every attachment, twice. It captures nothing and has no logic: each method loads the
// package that is installed where the program is. So refresh and destroy run the installed code, and the text in the state stays the same
// from release to release. Comments inside the function would be part of that text.
import type * as pulumi from "@pulumi/pulumi";
import type { Properties } from "../attachment/properties.ts";

type Method = "check" | "diff" | "create" | "read" | "update" | "delete";
type Methods = Record<Method, (...args: unknown[]) => Promise<unknown>>;

/**
 * Pulumi calls `configure` on the object it got from the text, once, before any other method, and does not wait for it
 * before it lets other calls in: so all methods are there when its first, synchronous part is over. Written as one
 * function because each costs some 250 bytes in each copy of each attachment's state. A package that is not installed where the program
 * is (the commit that drops the last attachment often drops it too) is told in one line: Pulumi prints message and stack.
 */
// prettier-ignore
const configurable = {
  configure(this: Partial<Methods>, request: pulumi.dynamic.ConfigureRequest): Promise<void> {
    for (const name of "check diff create read update delete".split(" ") as Method[])
      this[name] = async (...args) => (await import("pulumi-eni-attachment/provider").catch((e: Error & { code?: string }) => { if (e.code) { e.message += ": install it again for this run, nothing is lost"; e.stack = ""; } throw e; }) as unknown as Methods)[name](...args, request.config);
    return Promise.resolve();
  },
};

// The methods come with `configure`, which the type cannot know.
export const shim = configurable as unknown as pulumi.dynamic.ResourceProvider<Properties, Properties>;
