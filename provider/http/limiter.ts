// Keeps the calls of one account below the vendor's rate, an action at a time, and backs off together when told to.
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
 * The network moves calls together, so a period is taken to be longer by this share of it; milliseconds at most. What is below the
 * limit by a twentieth is never over it.
 */
const marginShare = 1 / 20;
const longestMargin = 1_000;
/** From this many calls a period on they are counted, so that some can go out at once; fewer are spaced evenly. */
const countedFrom = 10;
/** A budget for longer than this is there to be used at once by who has fewer calls than that. Milliseconds. */
const longPeriod = 10_000;
/** Within a long period calls go out at so many times the average rate: a minute's budget in a second. */
const haste = 60;
/**
 * After the vendor throttled, calls go out slower by this factor than it let through; then faster by so many calls a second for each
 * second that it is quiet: slowly near the limit that was met, quickly when that is long ago. So two processes on one account
 * find their shares, as senders on one wire do.
 */
const slower = 1.25;
const regainedPerSecond = 0.5;
/**
 * While calls that change something are held back by throttling, questions leave them this many turns for each of their own:
 * an account whose limit counts all calls together would else spend it on looking.
 */
const turnsLeft = 4;
/** But they wait no longer than this for one another, in milliseconds: other ENIs are waited for, whose changes go well. */
const questionsWait = 1_000;
/** Who had nothing let through at first was late, and not worse: calls a second. */
const fewestLetThrough = 2;
/** Slowest rate that is learned, as the time between two calls, in milliseconds. */
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
  /** Throttled answers since the last good one. */
  streak: number;
  /** Time between two calls that throttling has taught, in milliseconds; 0: nothing. */
  learned: number;
  /** When the vendor throttled last. */
  throttledAt: number;
  /**
   * To be learned from when the pause is over, and the answers to all that was under way are there. Whoever sends a call now and
   * then is not too fast, whatever the vendor says: somebody else is.
   */
  learns: boolean;
  /** When it let calls through, in the last second. */
  readonly goodAt: number[];
  /** When the last turns were. */
  readonly turns: number[];
  /** Those who wait, in their order. */
  readonly queue: Caller[];
  /** Wakes whoever waits for the next turn, when a pause has moved it. */
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
      // Whoever is far behind learns at once that his turn would come too late.
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

  /** An exception of ours: nobody on the lane waits for a turn that cannot come (lifecycle rule 18). */
  #giveUp(lane: Lane, error: unknown): void {
    for (const { reject } of lane.queue.splice(0)) reject(error);
  }

  /** Gives all turns that are due, and wakes up again for the next one. One timer serves everybody on the action. */
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

  /** When the one at this place of the queue has its turn, as things are. */
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

  /** The vendor throttled: everybody on this action pauses, for as long as it asked or for longer each time. */
  throttled(action: string, retryAfterMs: number | undefined): void {
    const lane = this.#lane(action);
    const now = this.#clock.now();
    // Those that were in flight together count as one.
    if (now >= lane.pausedUntil) {
      lane.streak += 1;
      lane.throttledAt = now;
      lane.learns ||= lane.turns.filter((turn) => turn > now - 1_000).length > 1;
    }
    const own = backoff(lane.streak - 1, pauses, this.#random);
    const pause = retryAfterMs === undefined ? own : Math.min(Math.max(retryAfterMs, 50), 60_000);
    lane.pausedUntil = Math.max(lane.pausedUntil, now + pause);
    lane.nextAt = lane.pausedUntil;
    // Those who wait already are held up too; some of them now for too long.
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

/** When a call is the first of a period again that has its full number already. */
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
