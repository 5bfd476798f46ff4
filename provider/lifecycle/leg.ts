// Runs one leg (an attach or a detach): sends the call, resolves a refusal, follows an accepted call, and sends it again if needed, until
// it is known how the leg ended. attach.ts and detach.ts say what each answer and observation means.
import type { ApiCall } from "../http/api.ts";
import { backoff } from "../http/backoff.ts";
import type { VendorRefusal } from "../http/no-answer.ts";
import type { Judge } from "../watch/watcher.ts";
import type { Ending } from "./follow.ts";
import { follow } from "./follow.ts";
import type { Operation, Sent } from "./operation.ts";
import { betweenCalls } from "./patience.ts";

export interface Leg<Verdict extends Ending<string>, End extends object> {
  /** Nothing is sent after this time. Milliseconds since the epoch. */
  readonly deadline: number;
  /** The vendor is attaching or detaching already, so that is followed before anything is sent. */
  readonly underWay: boolean;
  /** @param token idempotency token: the same if a call is repeated, another one for a new call. */
  call(token: string): ApiCall;
  /** A last look right before the call is sent. It may end the leg, or find a change under way, which is followed instead. */
  lookBefore?: (() => Promise<End | "send" | "underWay">) | undefined;
  /** Called when the vendor may have carried out a call. */
  mayHaveWorked?(): void;
  /** Decides what a refusal means. @param since time of the first refusal, in milliseconds since the epoch. */
  resolve(refusal: VendorRefusal, since: number): Promise<End | "again" | "underWay">;
  /** Makes a judge of the ENI's state. @param grace how long the state before the call is no failure, in milliseconds. */
  judge(grace: number): Judge<Verdict>;
  /** Called when the wait for a verdict failed. The error goes to the caller. */
  waitFailed?(): void;
  /** "again" repeats the call after a pause, "newCall" sends a new one at once. @param sent undefined if this leg had not sent anything. */
  conclude(verdict: Verdict | Ending<never>, sent: Sent | undefined): End | "again" | "newCall";
  outOfTime(last: LastTry): End;
}

/** The last try of a leg whose time is up. */
export interface LastTry {
  /** The refusal, if the last answer was one that might have passed; `since` as in `resolve`. */
  readonly refused: { readonly refusal: VendorRefusal; readonly since: number } | undefined;
  /** Why there was no usable answer; undefined if there was one. */
  readonly trouble: Error | undefined;
  /** Whether the reply to any call of this leg was lost. */
  readonly everLost: boolean;
}

/** @throws EniError if a look fails, the run is cancelled, or the Pulumi engine is gone. */
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
          // A refused call is over, so the next one is new. `busy` only says that it came too early.
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
    if (next !== "again" && next !== "newCall") return next;
    isDue = true;
    if (next === "newCall") token = random.uuid();
    else await op.pause(backoff(pauses++, betweenCalls, random));
  }
}

/** @returns `sent` undefined if a change that is under way already has to be followed. */
async function sendUnlessDone<End extends object>(
  op: Operation,
  leg: Pick<Leg<never, End>, "call" | "deadline" | "lookBefore">,
  token: string,
): Promise<{ readonly sent: Sent | undefined } | { readonly end: End }> {
  let found: End | "send" | "underWay" = "send";
  const { lookBefore } = leg;
  const isStillWanted = lookBefore && (async () => (found = await lookBefore()) === "send");
  const sent = await op.send(leg.call(token), leg.deadline, isStillWanted);
  if (sent.kind !== "notSent") return { sent };
  return typeof found === "string" ? { sent: undefined } : { end: found };
}
