// Errors in the program itself: they end the run before the engine asks the provider for anything.
import * as pulumi from "@pulumi/pulumi";
import type { ErrorCode } from "../errors.ts";
import type { Remedy } from "../remedy.ts";
import { remedyText } from "../remedy-text.ts";

/** @param happened in sentences. @returns a RunError, of which Pulumi shows the message alone, with the remedy as data too. */
export function programError(
  code: Extract<ErrorCode, "ALREADY_DECLARED" | "CONFIGURATION_INVALID">,
  happened: string,
  remedy: Remedy,
): pulumi.RunError & { readonly remedy: Remedy } {
  const error = new pulumi.RunError(`${happened} To do: ${remedyText(remedy)} [${code}]`);
  return Object.assign(error, { remedy });
}
