// How long to wait before the same is asked again: longer each time, and not to the millisecond, so that several processes that were
// refused together do not come back together.
import type { Random } from "./clock.ts";

/** A quarter more or less than `ms`. */
export function aboutMs(ms: number, random: Random): number {
  return ms * (0.75 + random.fraction() / 2);
}

export interface BackoffLimits {
  /** Before the first repetition, in milliseconds; it doubles from there. */
  readonly first: number;
  /** Milliseconds. */
  readonly longest: number;
}

/** @param repeated how often it was asked again already. @returns milliseconds. */
export function backoff(repeated: number, { first, longest }: BackoffLimits, random: Random): number {
  // 2 ** 1024 is no number any more.
  return aboutMs(Math.min(longest, first * 2 ** Math.min(repeated, 30)), random);
}
