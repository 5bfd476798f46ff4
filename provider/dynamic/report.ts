// Turns errors into the forms that Pulumi's dynamic protocol expects.
import type { Properties } from "../attachment/properties.ts";
import { labelled } from "../attachment/words.ts";
import type { EniError } from "../errors.ts";

/**
 * An error for check, diff, read and delete. Pulumi prints `${error}: ${error.stack}` and then the message, and our stack trace would not help
 * a user, so text and stack are a few words. The EniError is its cause.
 */
export function forPulumi(cause: EniError, label: string, doing: string): Error {
  const told = new Error(cause.message, { cause });
  told.stack = cause.code;
  told.toString = () => labelled(label, `${doing} failed`);
  return told;
}

/**
 * An error of create or update after a mutating call, which carries the observed state (Pulumi's "initialization error"). The engine
 * shows `reasons` and writes the state, and the next `up` runs update.
 */
export function withPartialState(
  error: EniError,
  { id, properties }: { readonly id: string; readonly properties: Properties },
): Error {
  const { message } = error;
  return Object.assign(new Error(message, { cause: error }), { id, properties, reasons: [message] });
}
