// Why an ENI cannot be attached, as far as that is known before anything is sent: in words, with the error's code, and with what to do.
import { isDeepStrictEqual } from "node:util";
import type { ErrorCode } from "../errors.ts";
import { clause, EniError } from "../errors.ts";
import type { Remedy } from "../remedy.ts";
import { remedyText } from "../remedy-text.ts";
import type { ObservedEni } from "../vendors/vendor.ts";
import { argumentsOf, failure, inWords, managedRemedy, mayTakeOver, notFound } from "./failure.ts";
import type { Operation } from "./operation.ts";
import type { Refusal } from "./plan.ts";

/** One reason why an attach would fail. */
export interface Problem {
  /** A clause: `i-b is full: its type ecs.tiny holds 1 ENI`. */
  readonly what: string;
  /** What helps against it; what to run afterwards is not among the steps, unless a step names it itself. */
  readonly remedy: Remedy;
  /** What another attachment of the program frees, which may have had no turn yet. Default: nothing. */
  readonly mayBeFreed?: "eni" | "place";
  /** What a plan line says of the remedy, with what joins it to `what`; an error tells the remedy. Default: nothing. */
  readonly aside?: string;
  /** `what` says where the ENI is now. Default false. */
  readonly saysNow?: true;
}

/** A problem in a plan line. */
export function inLine({ what, aside = "" }: Problem): string {
  return `${what}${aside}`;
}

// A plan line is made before the program's other attachments are known: what these may do yet is a condition, and no failure.
const unlessLeft = ", unless another attachment of this program leaves it";

/** @param hasName the vendor names the instance: without that, another attachment's ENI is not known to be this one. */
function unlessGivenUp({ mayBeForced, hasName }: { mayBeForced: boolean; hasName: boolean }): string {
  const who = [mayBeForced && "a forced replacement", hasName && "another attachment of this program"].filter(Boolean);
  return who.length === 0 ? "" : `, unless ${who.join(" or ")} gives it up`;
}

/** The same for a plan line, of an instance that is full. */
export function mayBeLeft(problem: Problem): Problem {
  return { ...problem, aside: unlessLeft };
}

/** One whose remedy is short enough for a plan line. */
export function briefProblem(what: string, remedy: Remedy): Problem {
  return { what, remedy, aside: `: ${clause(remedyText(remedy))}` };
}

/** What to do when these checks have refused something: each problem's remedy, then `pulumi up`. */
export function remedyOfChecks(problems: readonly Problem[]): Remedy {
  const steps = problems.flatMap(({ remedy }) => remedy);
  const own = steps.filter((step, at) => steps.findIndex((other) => isDeepStrictEqual(other, step)) === at);
  // That one says what to run, and without the checks the attach would only fail later.
  const leaveFirst = own.find(({ kind }) => kind === "leaveFirst");
  if (leaveFirst) return [leaveFirst];
  const freed = problems.flatMap(({ mayBeFreed: frees }) => (frees ? [{ kind: "letOtherGo", frees } as const] : []));
  return [...own, { kind: "runAgain", command: "up" }, { kind: "skipChecks" }, ...freed];
}

export const refusalCodes: Readonly<Record<Refusal["why"], ErrorCode>> = {
  gone: "ENI_NOT_FOUND",
  primary: "ENI_NOT_ATTACHABLE",
  serviceManaged: "ENI_NOT_ATTACHABLE",
  attachedElsewhere: "ENI_ATTACHED_ELSEWHERE",
};

export interface Sight {
  readonly observed: ObservedEni | undefined;
  /** The ENI in words. */
  readonly subject: string;
  /** What looks like a new attachment may be the second half of a forced replacement: then this resource has the ENI. Default false. */
  readonly mayBeForced?: boolean;
}

/** A plan that refuses, as a problem. */
export function problemOf(op: Operation, refusal: Refusal, sight: Sight): Problem {
  const { observed, subject, mayBeForced = false } = sight;
  const remedy = remedyAgainst(op, refusal);
  switch (refusal.why) {
    case "primary":
      return briefProblem(`${subject} is a primary ENI`, remedy);
    case "serviceManaged":
      return briefProblem(`another cloud service manages ${subject}`, remedy);
    case "attachedElsewhere": {
      const whose = mayBeForced ? "" : ", and not by this resource";
      const unless = unlessGivenUp({ mayBeForced, hasName: refusal.holder !== undefined });
      return {
        what: `${subject} ${observed ? inWords(observed) : "is elsewhere"}${whose}`,
        remedy,
        aside: `${unless}${takesIt(op.options.args.onConflict, refusal.holder)}`,
        saysNow: true,
        ...(refusal.holder === undefined ? {} : { mayBeFreed: "eni" }),
      };
    }
    case "gone":
      return {
        what: observed ? `${subject} ${inWords(observed)}` : notFound(op.eniId, op.options.session),
        remedy,
        saysNow: true,
      };
  }
}

/** In brackets, with a space before; empty where it is set already, or cannot take the ENI because its holder has no name. */
export function takesIt(onConflict: "fail" | "takeOver" | undefined, holder: string | undefined): string {
  return onConflict === "takeOver" || holder === undefined ? "" : ' (`onConflict: "takeOver"` takes it)';
}

function remedyAgainst(op: Operation, refusal: Refusal): Remedy {
  switch (refusal.why) {
    case "gone":
      return [
        { kind: "checkArguments", names: argumentsOf(op.vendor, "networkInterfaceId"), account: true },
        { kind: "createEni" },
      ];
    case "primary":
      return op.vendor.remedies.primary;
    case "serviceManaged":
      return managedRemedy;
    case "attachedElsewhere":
      return mayTakeOver(op.options.args, refusal.holder)
        ? [{ kind: "takeOver", holder: refusal.holder, orDetachThere: true }]
        : [{ kind: "detachInConsole", title: op.vendor.title }];
  }
}

/** The error of an operation that the plan refuses. */
export function refusalError(op: Operation, refusal: Refusal): EniError {
  const code = refusalCodes[refusal.why];
  const remedy = remedyAgainst(op, refusal);
  switch (refusal.why) {
    case "gone":
      return failure(op, code, { what: notFound(op.eniId, op.options.session), sayNow: false, remedy });
    case "primary":
      return failure(op, code, { what: "it is a primary ENI", remedy });
    case "serviceManaged":
      return failure(op, code, { what: "another cloud service manages this ENI", remedy });
    case "attachedElsewhere": {
      const holder = refusal.holder ?? "an instance that the vendor does not name";
      const recorded = op.attachedTo === "" ? "" : ` (this stack had it on ${op.attachedTo})`;
      return failure(op, code, {
        what: `it is attached to ${holder}${recorded}, and not by this resource${op.mutations === 0 ? "; nothing was changed" : ""}`,
        sayNow: op.mutations > 0,
        remedy: [...remedy, { kind: "runAgain", command: "up" }],
      });
    }
  }
}

/**
 * The vendor's refusal of an attach, after a place on the instance was waited for in vain.
 * @param by label of the attachment that was to leave it, and has not begun.
 */
export async function placeNeverCame(op: Operation, error: EniError, by: string | undefined): Promise<EniError> {
  const { code, parts } = error;
  const { instanceId: instance } = op.options.args;
  const remedy: Remedy =
    by === undefined
      ? [...error.remedy, { kind: "letOtherGo", frees: "place" }]
      : [{ kind: "leaveFirst", label: by, instance }];
  await op.lookBeforeFailing();
  return new EniError(code, { ...parts, now: op.describeNow(), remedy });
}
