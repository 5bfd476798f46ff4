// Puts the ENI back where it was before a trial, whatever the trial left: what is to be done follows from a look.
import { inWords, notFound } from "../../lifecycle/failure.ts";
import { mayComeYet } from "../../lifecycle/plan.ts";
import { EniError } from "../../errors.ts";
import type { ObservedEni } from "../../vendors/vendor.ts";
import type { Core } from "./core.ts";
import { StepFailure } from "./core.ts";
import type { Situation } from "./situation.ts";
import { inputsFor, isOurs } from "./situation.ts";

export interface Back {
  /** `back`: the ENI is where it was. `gone`: it is not found. `taken`: somebody else has it. `left`: it is where the trial left it. */
  readonly is: "back" | "gone" | "taken" | "left";
  /** Where it is now, a clause. */
  readonly now: string;
  /** Why it could not be put back. Default: it was tried in vain. */
  readonly trouble?: string;
}

/** The part of a trial that was cut. */
export interface Cut {
  /** Instance that the ENI may be on because of the last step. */
  readonly target: string;
  /** A call that changes something may be under way. */
  readonly isOpen: boolean;
}

/** Most looks, each followed by one attempt: an attach that was under way unseen can come in between. */
const mostTurns = 3;

export async function putBack(situation: Situation, core: Core, { target, isOpen }: Cut): Promise<Back> {
  const { vendor, eni, origin } = situation;
  let seen: ObservedEni | undefined;
  let mayChange = isOpen && mayComeYet(vendor);
  try {
    for (let turn = 0; turn < mostTurns; turn += 1) {
      seen = await core.observe(inputsFor(situation, target));
      if (!seen || seen.phase === "deleting") return { is: "gone", now: gone(situation) };
      if (isAsBefore(situation, seen) && !mayChange) return { is: "back", now: `${eni} ${inWords(seen)}` };
      const holder = seen.instanceId;
      if (holder !== undefined && !isOurs(situation, holder) && holder !== origin)
        return { is: "taken", now: `${eni} ${inWords(seen)}` };
      mayChange = false;
      const at = holder ?? target;
      await bring(situation, core, { at, isAttached: seen.phase === "attached", isOpen });
    }
    return { is: "left", now: lastSeen(eni, seen) };
  } catch (error) {
    // Whatever it is, a fault of this package too: the last line still has to say where the ENI is.
    const cause = error instanceof StepFailure ? error.cause : error;
    const now = (cause instanceof EniError ? nowOf(cause) : undefined) ?? lastSeen(eni, seen);
    return { is: "left", now, trouble: cause instanceof Error ? cause.message : String(cause) };
  }
}

/** @param at instance that has the ENI, or that it may be on its way to. */
async function bring(
  situation: Situation,
  core: Core,
  { at, isAttached, isOpen }: { readonly at: string; readonly isAttached: boolean; readonly isOpen: boolean },
): Promise<void> {
  const { origin } = situation;
  const recorded = { ...inputsFor(situation, at), attachedTo: at, state: isOpen ? "detached" : "attached" };
  if (origin === "") return core.detach(recorded);
  try {
    if (isAttached && at !== origin) await core.move({ ...recorded, state: "attached" }, inputsFor(situation, origin));
    else await core.attach(inputsFor(situation, origin));
  } catch (error) {
    // An attach of the trial's that was under way has ended on its instance: the next look shows it.
    if (!(error instanceof StepFailure) || error.cause.code !== "ENI_ATTACHED_ELSEWHERE") throw error;
  }
}

function isAsBefore({ origin }: Situation, { phase, instanceId }: ObservedEni): boolean {
  return origin === "" ? phase === "detached" : phase === "attached" && instanceId === origin;
}

function gone({ vendor, region, eni }: Situation): string {
  return notFound(eni, { vendor, region, identity: "the credentials of this trial" });
}

/** "Now: eni-1 is attached to i-a (InUse)." as a clause; undefined if the error does not know. */
function nowOf({ parts: { now } }: EniError): string | undefined {
  const said = /^Now: (.*)\.$/s.exec(now ?? "")?.[1];
  return said === undefined || said === "not known" || said.startsWith("nothing was") ? undefined : said;
}

function lastSeen(eni: string, seen: ObservedEni | undefined): string {
  return seen ? `${eni} ${inWords(seen)}` : `where ${eni} is now is not known`;
}
