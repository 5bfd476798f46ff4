// How an operation on an attachment ends: with outputs, or with an error and what is so now.
import { EniError } from "../errors.ts";
import { faultRemedy, faultWords } from "../lifecycle/failure.ts";
import type { Properties } from "./properties.ts";
import type { Subject } from "./subject.ts";
import { labelled } from "./words.ts";

export interface Failed {
  readonly error: EniError;
  /** Outputs as they are now; undefined when nothing was changed, and the state is as it was (lifecycle rule 9). */
  readonly partial?: Properties | undefined;
}

export type Outcome<Good> = Good | Failed;

export function hasFailed<Good extends object>(outcome: Outcome<Good>): outcome is Failed {
  return "error" in outcome;
}

/** An exception as an outcome. @param doing "create", "read" and so on: names the call where the exception does not. */
export function failed(error: unknown, { label }: Pick<Subject, "label">, doing: string): Failed {
  return { error: error instanceof EniError ? error : fault(error, labelled(label, doing)) };
}

function fault(error: unknown, doing: string): EniError {
  return new EniError("INTERNAL_ERROR", { doing, what: faultWords(error), remedy: faultRemedy });
}
