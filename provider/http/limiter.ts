// Keeps the calls of one account below the vendor's rate, for each action by itself. When the vendor throttles, all calls of the
// action back off together.
import { unlessAborted } from "./abort.ts";
import { backoff } from "./backoff.ts";
import type { Clock, Random } from "./clock.ts";

/** `requests` in every `perMs` milliseconds. */
export interface Rate {
  readonly requests: number;
  readonly perMs: number;
}

/** After throttling, repeated throttling in the end, in milliseconds. */
const pauses = { first: 500, longest: 20_000 };
/**
 * Network jitter can bunch calls at the edge of a period, so each period is stretched by this share, at most `longestMargin`
 * ms.
 */
const marginShare = 1 / 20;
const longestMargin = 1_000;
/** From this many calls a period on, calls are counted, and several may go out at once; fewer are spaced evenly. */
const countedFrom = 10;
/** A period longer than this, in milliseconds, may have its budget used early. */
const longPeriod = 10_000;
/** In such a long period calls go out at this many times the average rate: a minute's budget in a second. */
const haste = 60;
/**
 * After throttling, the rate is the measured one divided by `slower`. It then grows by `regainedPerSecond` calls a second for each
 * second without throttling: slowly near the limit that was met, quickly when that is long ago. Two processes on one account
 * find their shares this way, as TCP senders do on one line.
 */
const slower = 1.25;
const regainedPerSecond = 0.5;
/**
 * While throttling holds changes back, they get this many turns for each turn of a question. An account whose limit counts all
 * calls together would otherwise spend it on questions.
 */
const turnsLeft = 4;
/** Longest time between two questions for that reason, in milliseconds: other ENIs, whose changes succeed, are waited for. */
const questionsWait = 1_000;
/** Floor for the measured rate, in calls a second: a process that starts on a throttled account must not conclude zero. */
const fewestLetThrough = 2;
/** Longest time between two calls that throttling can teach, in milliseconds. */
const slowest = 5_000;

interface Caller {
  readonly deadline: number;
  readonly resolve: (hasTurn: boolean) => void;
  readonly reject: (error: unknown) => void;
}

interface Lane {
  readonly rate: Rate | undefined;
  /** Calls that change something come first. */
  mutates: boolean;
  /** Theoretical arrival time of the next call (generic cell rate algorithm). */
  nextAt: number;
  pausedUntil: number;
  /** Throttling in a row, since the last call that was let through. */
  streak: number;
  /** Time between two calls learned from throttling, in milliseconds; 0 if none. */
  learned: number;
  /** When the vendor throttled last. */
  throttledAt: number;
  /**
   * True when the rate is to be learned once the pause is over and all calls under way are answered. A process that sends a call
   * only now and then learns nothing: another one on the account is too fast.
   */
  learns: boolean;
  /** Times of the calls that were let through in the last second. */
  readonly goodAt: number[];
  /** Times of the last turns. */
  readonly turns: number[];
  /** Calls that wait, in order. */
  readonly queue: Caller[];
  /** Wakes the timer of the next turn when a pause has moved that turn. */
  wake: AbortController | undefined;
}

/** Rates by action, `*` for the others. An action without a rate is not limited until the vendor throttles it. */
export class Limiter {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #rates: Readonly<Record<string, Rate>>;
  readonly #lanes = new Map<string, Lane>();

  constructor(clock: Clock, random: Random, rates: Readonly<Record<string, Rate>>) {
    this.#clock = clock;
    this.#random = random;
    this.#rates = rates;
  }

  /** Calls that wait for a turn. */
  get queued(): number {
    let count = 0;
    for (const { queue } of this.#lanes.values()) count += queue.length;
    return count;
  }

  /**
   * Waits for a turn. Resolves to false when the turn would come after `deadline`; then none was taken.
   * @param mutates true for a call that changes something; default false.
   * @throws Cancelled when the signal is aborted before its turn: then it takes none.
   */
  take(action: string, deadline: number, mutates = false, signal?: AbortSignal): Promise<boolean> {
    const lane = this.#lane(action);
    lane.mutates = mutates;
    let caller: Caller | undefined;
    const turn = new Promise<boolean>((resolve, reject) => {
      caller = { deadline, resolve, reject };
      lane.queue.push(caller);
      if (lane.queue.length === 1) this.#serve(lane);
      // A call far back in the queue is told at once that its turn would come too late.
      else if (this.#turnOf(lane, lane.queue.length - 1) > deadline) this.#leave(lane, lane.queue.length - 1);
    });
    return unlessAborted(signal, () => turn).finally(() => {
      const place = caller ? lane.queue.indexOf(caller) : -1;
      if (place >= 0) lane.queue.splice(place, 1);
    });
  }

  #serve(lane: Lane): void {
    try {
      this.#giveTurns(lane);
    } catch (error) {
      this.#giveUp(lane, error);
    }
  }

  /** After a fault of this package no call waits for a turn that cannot come (lifecycle rule 18). */
  #giveUp(lane: Lane, error: unknown): void {
    for (const { reject } of lane.queue.splice(0)) reject(error);
  }

  /** Gives all turns that are due, and sets the timer for the next one. One timer serves all calls of the action. */
  #giveTurns(lane: Lane): void {
    for (let [caller] = lane.queue; caller; [caller] = lane.queue) {
      const now = this.#clock.now();
      const turn = this.#turnOf(lane, 0);
      if (turn > caller.deadline) {
        this.#leave(lane, 0);
        continue;
      }
      if (turn > now) {
        this.#sleep(lane, turn - now);
        return;
      }
      learn(lane);
      lane.nextAt = Math.max(lane.nextAt, turn) + this.#spacing(lane);
      lane.turns.push(turn);
      forgetBefore(lane.turns, now - Math.max(1_000, lane.rate ? lane.rate.perMs + marginOf(lane.rate) : 0));
      lane.queue.shift();
      caller.resolve(true);
    }
  }

  #sleep(lane: Lane, ms: number): void {
    const wake = (lane.wake = new AbortController());
    void this.#clock.sleep(ms, wake.signal).then(
      () => {
        if (lane.wake === wake) this.#serve(lane);
      },
      (error: unknown) => this.#giveUp(lane, error),
    );
  }

  #leave(lane: Lane, at: number): void {
    for (const { resolve } of lane.queue.splice(at, 1)) resolve(false);
  }

  /** The time of the turn of this place in the queue, as far as is known now. */
  #turnOf(lane: Lane, place: number): number {
    const { rate, nextAt, pausedUntil, turns } = lane;
    const first = Math.max(this.#clock.now(), pausedUntil, nextAt - burstOf(rate), whenCounted(turns, rate));
    return first + place * this.#spacing(lane);
  }

  /** Time between two calls on a lane, in milliseconds. */
  #spacing({ rate, learned, mutates }: Lane): number {
    const own = Math.max(spacingOf(rate), learned);
    if (mutates) return own;
    const heldBack = [...this.#lanes.values()].filter((lane) => lane.mutates && lane.queue.length > 0);
    return Math.max(own, ...heldBack.map((lane) => Math.min(questionsWait, lane.learned * turnsLeft)));
  }

  /** The vendor throttled: all calls of this action pause, as long as it asked, else longer each time. */
  throttled(action: string, retryAfterMs: number | undefined): void {
    const lane = this.#lane(action);
    const now = this.#clock.now();
    // Throttled answers to calls that were in flight together count once.
    if (now >= lane.pausedUntil) {
      lane.streak += 1;
      lane.throttledAt = now;
      lane.learns ||= lane.turns.filter((turn) => turn > now - 1_000).length > 1;
    }
    const own = backoff(lane.streak - 1, pauses, this.#random);
    const pause = retryAfterMs === undefined ? own : Math.min(Math.max(retryAfterMs, 50), 60_000);
    lane.pausedUntil = Math.max(lane.pausedUntil, now + pause);
    lane.nextAt = lane.pausedUntil;
    // The pause also delays calls that wait already; for some of them the deadline is now too early.
    const late = lane.queue.filter((caller, place) => this.#turnOf(lane, place) > caller.deadline);
    for (const caller of late) this.#leave(lane, lane.queue.indexOf(caller));
    lane.wake?.abort();
    this.#serve(lane);
  }

  succeeded(action: string): void {
    const lane = this.#lane(action);
    lane.streak = 0;
    const now = this.#clock.now();
    lane.goodAt.push(now);
    forgetBefore(lane.goodAt, (lane.learns ? lane.throttledAt : now) - 1_000);
    if (lane.learned === 0) return;
    const perSecond = 1_000 / lane.learned;
    const quietSeconds = (now - lane.throttledAt) / 1_000;
    lane.learned = 1_000 / (perSecond + (regainedPerSecond * quietSeconds) / perSecond);
    if (lane.learned <= Math.max(1, spacingOf(lane.rate))) lane.learned = 0;
  }

  #lane(action: string): Lane {
    let lane = this.#lanes.get(action);
    if (!lane) {
      const rate = this.#rates[action] ?? this.#rates["*"];
      lane = {
        rate,
        mutates: false,
        nextAt: 0,
        pausedUntil: 0,
        streak: 0,
        learned: 0,
        throttledAt: 0,
        learns: false,
        goodAt: [],
        turns: [],
        queue: [],
        wake: undefined,
      };
      this.#lanes.set(action, lane);
    }
    return lane;
  }
}

function learn(lane: Lane): void {
  if (!lane.learns) return;
  lane.learns = false;
  const letThrough = lane.goodAt.filter((time) => time > lane.throttledAt - 1_000).length;
  const measured = 1_000 / Math.max(fewestLetThrough, letThrough);
  lane.learned = Math.min(slowest, Math.max(spacingOf(lane.rate), lane.learned, measured) * slower);
}

function isCounted({ requests }: Rate): boolean {
  return requests >= countedFrom;
}

function marginOf({ perMs }: Rate): number {
  return Math.min(longestMargin, perMs * marginShare);
}

/** Time between two calls, in milliseconds. */
function spacingOf(rate: Rate | undefined): number {
  if (!rate) return 0;
  const { requests, perMs } = rate;
  if (!isCounted(rate)) return (perMs + marginOf(rate)) / requests;
  return perMs / requests / (perMs >= longPeriod ? haste : 1);
}

/** A burst of up to a tenth of the period's budget (at least one call) passes at once; above it calls are spaced. */
function burstOf(rate: Rate | undefined): number {
  if (!rate || !isCounted(rate)) return 0;
  return Math.max(0, Math.ceil(rate.requests / 10) - 1) * spacingOf(rate);
}

/** The earliest time at which one more call stays within the number of a period; 0 when there were fewer calls. */
function whenCounted(turns: readonly number[], rate: Rate | undefined): number {
  if (!rate || !isCounted(rate)) return 0;
  const first = turns[turns.length - Math.floor(rate.requests)];
  return first === undefined ? 0 : first + rate.perMs + marginOf(rate);
}

function forgetBefore(times: number[], time: number): void {
  let old = 0;
  while ((times[old] ?? time) < time) old += 1;
  times.splice(0, old);
}
