// What the user reads: lines on standard output (the engine shows them under the stack) and errors as Pulumi takes them.
import { EniError } from "../http/errors.ts";
import { compose, faultRemedy, faultWords } from "../lifecycle/failure.ts";
import type { Properties } from "./check.ts";
import { toOutputs } from "./outputs.ts";

/** `[eni-attachment alicloud-ecs/cn-hangzhou/eni-1] …`: the prefix is how a reader, or `review`, finds the resource. */
export function say(label: string, line: string): void {
  console.log(`[eni-attachment ${label}] ${line}`);
}

/**
 * An error as the engine shows it well. Of check, diff, read and delete Pulumi prints `${error}: ${error.stack}` and then
 * the message; a stack trace of ours says nothing to a user, so both are kept to a few words. The EniError is its cause.
 */
export function forPulumi(error: unknown, label: string, doing: string): Error {
  const cause = error instanceof EniError ? error : fault(error, label, doing);
  const told = new Error(cause.message, { cause });
  told.stack = cause.code;
  told.toString = () => `[eni-attachment ${label}] ${doing} failed`;
  return told;
}

function fault(error: unknown, label: string, doing: string): EniError {
  const what = faultWords(error);
  const happened = `[eni-attachment ${label}] ${doing}: ${what}.`;
  const parts = { happened, what, remedy: faultRemedy };
  return new EniError("INTERNAL_ERROR", compose(happened, "", faultRemedy, "INTERNAL_ERROR"), { parts });
}

export interface PartialState {
  readonly id: string;
  readonly outputs: Properties;
  /** Inputs of the call: the code in the state (`__provider`) has to be among the properties, or nothing works on it later. */
  readonly inputs: Properties;
}

/**
 * An error that carries what is so now into the state (Pulumi's "initialization error"): thrown from create or update
 * after a mutating call. The engine shows `reasons`, and the next `up` runs update.
 */
export function withPartialState(error: unknown, { id, outputs, inputs }: PartialState): Error {
  const message = error instanceof Error ? error.message : String(error);
  const properties = { ...toOutputs(outputs), __provider: inputs["__provider"] };
  return Object.assign(new Error(message, { cause: error }), { id, properties, reasons: [message] });
}
