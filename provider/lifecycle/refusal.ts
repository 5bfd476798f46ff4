// Reasons why an ENI cannot be attached that are known before anything is sent: their words, error codes and remedies.
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
  /** How to solve it. The command to run afterwards is not included, unless a step names it. */
  readonly remedy: Remedy;
  /** What another attachment of the program, which may not have had its turn yet, could free. Default: nothing. */
  readonly mayBeFreed?: "eni" | "place";
  /** Text that a plan line appends to `what`, instead of the remedy that an error has. Default: empty. */
  readonly aside?: string;
  /** True if `what` says where the ENI is now. Default false. */
  readonly saysNow?: true;
}

/** A problem in a plan line. */
export function inLine({ what, aside = "" }: Problem): string {
  return `${what}${aside}`;
}

// A plan line is made before the program's other attachments are known, so what these may still do is a condition, not a failure.
const unlessLeft = ", unless another attachment of this program leaves it";

/** @param hasName the vendor names the instance that has the ENI. Otherwise no other attachment can be recognised as its holder. */
function unlessGivenUp({ mayBeForced, hasName }: { mayBeForced: boolean; hasName: boolean }): string {
  const who = [mayBeForced && "a forced replacement", hasName && "another attachment of this program"].filter(Boolean);
  return who.length === 0 ? "" : `, unless ${who.join(" or ")} gives it up`;
}

/** The plan line of a full instance, which another attachment may still leave. */
export function mayBeLeft(problem: Problem): Problem {
  return { ...problem, aside: unlessLeft };
}

/** A problem whose remedy is short enough for a plan line. */
export function briefProblem(what: string, remedy: Remedy): Problem {
  return { what, remedy, aside: `: ${clause(remedyText(remedy))}` };
}

/** The remedy if these checks have refused something: that of each problem, then `pulumi up`. */
export function remedyOfChecks(problems: readonly Problem[]): Remedy {
  const steps = problems.flatMap(({ remedy }) => remedy);
  const own = steps.filter((step, at) => steps.findIndex((other) => isDeepStrictEqual(other, step)) === at);
  // `leaveFirst` names the commands itself, and skipping the checks would only make the attach fail later.
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
  /** True if this new attachment may be the second half of a forced replacement, so that its first half releases the ENI. Default false. */
  readonly mayBeForced?: boolean;
}

/** The refusal of a plan as a problem. */
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

/** The advice on takeOver in parentheses, with a space before; empty if it is set already or the holder has no name. */
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
 * The error for an attach that the vendor refused because the instance is full, after waiting for a place in vain.
 * @param by label of an attachment that would leave the instance and has not begun; undefined if none.
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
