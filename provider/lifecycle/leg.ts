// A leg is an attach or a detach: its call is sent, a refusal is looked into, what the vendor took is followed, and the call is sent
// again where that is right, until it is known how the leg ended. What they make of what they see, the two say themselves.
import type { ApiCall } from "../http/api.ts";
import { backoff } from "../http/backoff.ts";
import type { VendorRefusal } from "../http/no-answer.ts";
import type { Judge } from "../watch/watcher.ts";
import type { Ending } from "./follow.ts";
import { follow } from "./follow.ts";
import type { Operation, Sent } from "./operation.ts";
import { betweenCalls } from "./patience.ts";

export interface Leg<Verdict extends Ending<string>, End extends object> {
  /** Nothing is sent after it. Milliseconds since the epoch. */
  readonly deadline: number;
  /** The vendor is at work already: that is followed before anything is sent. */
  readonly underWay: boolean;
  /** @param token the same for a call that is said again, another one for a new call. */
  call(token: string): ApiCall;
  /** Looks once more when the call is about to be sent. What it finds may end the leg, or is followed instead. */
  lookBefore?: (() => Promise<End | "send" | "underWay">) | undefined;
  /** The vendor may have carried out a call. */
  mayHaveWorked?(): void;
  /** What a refusal means. @param since when the first one came, in milliseconds since the epoch. */
  resolve(refusal: VendorRefusal, since: number): Promise<End | "again" | "underWay">;
  /** @param grace how long the state before the call is no failure, in milliseconds. */
  judge(grace: number): Judge<Verdict>;
  /** The wait for a verdict ended with an error, which goes on to the caller. */
  waitFailed?(): void;
  /** @param sent undefined when what was followed was begun before this leg. */
  conclude(verdict: Verdict | Ending<never>, sent: Sent | undefined): End | "again" | "anew";
  outOfTime(last: LastTry): End;
}

/** How the last try of a leg went, when no time is left. */
export interface LastTry {
  /** The answer to it, where that was a refusal which might have been over soon. */
  readonly refused: { readonly refusal: VendorRefusal; readonly since: number } | undefined;
  /** Why there was no answer to rely on; undefined when there was one. */
  readonly trouble: Error | undefined;
  /** The reply to some call of this leg was lost. */
  readonly everLost: boolean;
}

/** @throws EniError when a look fails, the run is cancelled, or the Pulumi engine is gone. */
export async function runLeg<Verdict extends Ending<string>, End extends object>(
  op: Operation,
  leg: Leg<Verdict, End>,
): Promise<End> {
  const { random } = op.options;
  let token = random.uuid();
  let isDue = !leg.underWay;
  let pauses = 0;
  let refused: LastTry["refused"];
  let refusedSince: number | undefined;
  let trouble: Error | undefined;
  let everLost = false;
  for (;;) {
    let sent: Sent | undefined;
    if (isDue) {
      if (op.clock.now() >= leg.deadline) return leg.outOfTime({ refused, trouble, everLost });
      const tried = await sendUnlessDone(op, leg, token);
      if ("end" in tried) return tried.end;
      ({ sent } = tried);
      trouble = sent?.kind === "lost" ? sent.error : undefined;
      everLost ||= sent?.kind === "lost";
      refused = undefined;
      if (sent?.kind === "refused") {
        const { refusal } = sent;
        refused = { refusal, since: (refusedSince ??= op.clock.now()) };
        const resolved = await leg.resolve(refusal, refused.since);
        if (resolved === "again") {
          // A call that was refused is over, and what is sent now is another one. One that met another call may only be early.
          if (refusal.meaning !== "busy") token = random.uuid();
          await op.pause(backoff(pauses++, betweenCalls, random));
          continue;
        }
        if (resolved !== "underWay") return resolved;
      }
      if (sent) leg.mayHaveWorked?.();
    }
    const verdict = await follow(op, sent, leg.deadline, (grace) => leg.judge(grace)).catch((error: unknown) => {
      leg.waitFailed?.();
      throw error;
    });
    if ("timedOut" in verdict)
      return leg.outOfTime({ refused: undefined, trouble: verdict.trouble ?? trouble, everLost });
    const next = leg.conclude(verdict, sent);
    if (next !== "again" && next !== "anew") return next;
    isDue = true;
    if (next === "anew") token = random.uuid();
    else await op.pause(backoff(pauses++, betweenCalls, random));
  }
}

/** @returns `sent` undefined when what is under way already is to be followed. */
async function sendUnlessDone<End extends object>(
  op: Operation,
  leg: Pick<Leg<never, End>, "call" | "deadline" | "lookBefore">,
  token: string,
): Promise<{ readonly sent: Sent | undefined } | { readonly end: End }> {
  let found: End | "send" | "underWay" = "send";
  const { lookBefore } = leg;
  const isStillWanted = lookBefore && (async () => (found = await lookBefore()) === "send");
  const sent = await op.send(leg.call(token), leg.deadline, isStillWanted);
  if (sent.kind !== "withheld") return { sent };
  return typeof found === "string" ? { sent: undefined } : { end: found };
}
