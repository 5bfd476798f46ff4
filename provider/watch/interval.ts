// How long to wait between two rounds of questions: short at first, longer as the wait goes on, longer for many ENIs.

/** Shortest wait between two rounds, in milliseconds. */
const shortest = 250;
/** Longest wait between two rounds, in milliseconds. */
const longest = 5_000;

export interface RoundFacts {
  /** How long the ENI that joined last has been waited for, in milliseconds. */
  readonly youngestMs: number;
  /** Calls that one round takes. */
  readonly calls: number;
  /** A random number in [0, 1). */
  readonly fraction: number;
}

/**
 * Milliseconds until the next round. A tenth of the youngest wait keeps the lag small in proportion; the square root
 * of the number of calls keeps the cost of large fleets down; jitter keeps several processes apart.
 */
export function roundInterval({ youngestMs, calls, fraction }: RoundFacts): number {
  const base = Math.max(shortest, youngestMs / 10) * Math.sqrt(Math.max(1, calls));
  return Math.min(longest, base) * (0.9 + fraction / 5);
}
