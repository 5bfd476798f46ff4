// Errors as Pulumi takes them.
import type { Properties } from "../attachment/properties.ts";
import { labelled } from "../attachment/words.ts";
import type { EniError } from "../errors.ts";

/**
 * An error as the engine shows it well. Of check, diff, read and delete Pulumi prints `${error}: ${error.stack}` and then
 * the message; a stack trace of ours says nothing to a user, so both are kept to a few words. The EniError is its cause.
 */
export function forPulumi(cause: EniError, label: string, doing: string): Error {
  const told = new Error(cause.message, { cause });
  told.stack = cause.code;
  told.toString = () => labelled(label, `${doing} failed`);
  return told;
}

/**
 * An error that carries what is so now into the state (Pulumi's "initialization error"): thrown from create or update
 * after a mutating call. The engine shows `reasons`, and the next `up` runs update.
 */
export function withPartialState(
  error: EniError,
  { id, properties }: { readonly id: string; readonly properties: Properties },
): Error {
  const { message } = error;
  return Object.assign(new Error(message, { cause: error }), { id, properties, reasons: [message] });
}
