// How long to wait between two rounds of questions: short at first, longer as the wait goes on, longer for many ENIs.

/** Shortest wait between two rounds, in milliseconds. */
const shortest = 350;
/** Longest wait between two rounds, in milliseconds. */
const longest = 5_000;
/**
 * Added for each ENI that is waited for or will be, in milliseconds: a thousand ENIs are looked at once a second. The number of
 * questions is then the same for a fleet of any size, and one round sees the changes of many.
 */
const forEach = 1;

export interface RoundFacts {
  /** How long the ENI that joined last has been waited for, in milliseconds. */
  readonly youngestMs: number;
  /** ENIs that are waited for, and those whose calls wait for a turn. */
  readonly crowd: number;
  /** Questions in a row that it takes to notice an end; with more, rounds are closer together. Default 1. */
  readonly questionsInRow?: number | undefined;
  /** A random number in [0, 1). */
  readonly fraction: number;
}

/**
 * Milliseconds until the next round. A twentieth of the youngest wait keeps the lag small in proportion; jitter keeps several
 * processes apart.
 */
export function roundInterval({ youngestMs, crowd, questionsInRow = 1, fraction }: RoundFacts): number {
  const interval = Math.min(longest, Math.max(shortest, youngestMs / 20, crowd * forEach)) / questionsInRow;
  return interval * (0.9 + fraction / 5);
}
