// Errors in the program itself: they end the run before the engine asks the provider for anything.
import * as pulumi from "@pulumi/pulumi";
import type { ErrorCode } from "../errors.ts";
import { composed } from "../errors.ts";
import type { Remedy } from "../remedy.ts";

/** @param what without a full stop. @returns a RunError, whose message alone Pulumi shows; it has the remedy as data too. */
export function programError(
  code: Extract<ErrorCode, "ALREADY_DECLARED" | "CONFIGURATION_INVALID">,
  what: string,
  remedy: Remedy,
): pulumi.RunError & { readonly remedy: Remedy } {
  const error = new pulumi.RunError(composed(code, { what, remedy }));
  return Object.assign(error, { remedy });
}
