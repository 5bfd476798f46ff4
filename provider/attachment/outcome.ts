// How an operation on an attachment ends: with outputs, or with an error and the present outputs.
import { EniError } from "../errors.ts";
import { faultRemedy, faultWords } from "../lifecycle/failure.ts";
import type { Properties } from "./properties.ts";
import type { Subject } from "./subject.ts";
import { labelled } from "./words.ts";

export interface Failed {
  readonly error: EniError;
  /** The present outputs; undefined if nothing was changed, so that the state stays (lifecycle rule 9). */
  readonly partial?: Properties | undefined;
}

export type Outcome<Good> = Good | Failed;

export function hasFailed<Good extends object>(outcome: Outcome<Good>): outcome is Failed {
  return "error" in outcome;
}

/** Turns an exception into an outcome. @param doing "create", "read" and so on, for exceptions that do not say it. */
export function failed(error: unknown, { label }: Pick<Subject, "label">, doing: string): Failed {
  return { error: error instanceof EniError ? error : fault(error, labelled(label, doing)) };
}

function fault(error: unknown, doing: string): EniError {
  return new EniError("INTERNAL_ERROR", { doing, what: faultWords(error), remedy: faultRemedy });
}
