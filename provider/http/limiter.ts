// Keeps the calls of one account below the vendor's rate, an action at a time, and backs off together when told to.
import type { Clock, Random } from "./clock.ts";

/** `requests` in every `perMs` milliseconds. */
export interface Rate {
  readonly requests: number;
  readonly perMs: number;
}

/** Longest pause after repeated throttling, in milliseconds. */
const longestPause = 20_000;

interface Lane {
  /** Theoretical arrival time of the next call (generic cell rate algorithm). */
  nextAt: number;
  pausedUntil: number;
  /** Throttled answers since the last good one. */
  streak: number;
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

  /** Waits for a turn. Resolves to false when the turn would come after `deadline`; then none was taken. */
  async take(action: string, deadline: number): Promise<boolean> {
    const lane = this.#lane(action);
    const rate = this.#rates[action] ?? this.#rates["*"];
    const spacing = rate ? rate.perMs / rate.requests : 0;
    // A burst of up to a tenth of the period's budget (at least one call) passes at once; above it calls are spaced.
    const burst = rate ? Math.max(0, Math.ceil(rate.requests / 10) - 1) * spacing : 0;
    for (;;) {
      const now = this.#clock.now();
      const turn = Math.max(now, lane.pausedUntil, lane.nextAt - burst);
      if (turn > deadline) return false;
      // The turn is taken before it comes, so that a thousand waiting calls wake once each, in their order.
      lane.nextAt = Math.max(lane.nextAt, turn) + spacing;
      if (turn > now) await this.#clock.sleep(turn - now);
      // A pause that began meanwhile sends everybody back into the queue.
      if (this.#clock.now() >= lane.pausedUntil) return true;
    }
  }

  /** The vendor throttled: everybody on this action pauses, for as long as it asked or for longer each time. */
  throttled(action: string, retryAfterMs: number | undefined): void {
    const lane = this.#lane(action);
    const now = this.#clock.now();
    // Those that were in flight together count as one.
    if (now >= lane.pausedUntil) lane.streak += 1;
    const own = Math.min(longestPause, 500 * 2 ** Math.min(lane.streak - 1, 10)) * (0.75 + this.#random.fraction() / 2);
    const pause = retryAfterMs === undefined ? own : Math.min(Math.max(retryAfterMs, 50), 60_000);
    lane.pausedUntil = Math.max(lane.pausedUntil, now + pause);
    // Turns that were given away for the time of the pause are given anew, from its end.
    lane.nextAt = lane.pausedUntil;
  }

  succeeded(action: string): void {
    this.#lane(action).streak = 0;
  }

  #lane(action: string): Lane {
    let lane = this.#lanes.get(action);
    if (!lane) this.#lanes.set(action, (lane = { nextAt: 0, pausedUntil: 0, streak: 0 }));
    return lane;
  }
}
