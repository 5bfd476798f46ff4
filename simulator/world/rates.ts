// How many calls in a second, or in a minute, a vendor lets through for each key of the caller's choice: a window that slides
// with the clock.

/** So many calls in a window of so many milliseconds. */
export interface Limit {
  calls: number;
  perMs: number;
}

export class RateLimits {
  readonly #admitted = new Map<string, number[]>();

  /** Whether one more call is within the rate; if so, it counts. A refused one does not. */
  admit(key: string, { calls, perMs }: Limit, now: number): boolean {
    const recent = (this.#admitted.get(key) ?? []).filter((time) => time > now - perMs);
    this.#admitted.set(key, recent);
    if (recent.length >= calls) return false;
    recent.push(now);
    return true;
  }

  clear(): void {
    this.#admitted.clear();
  }
}
