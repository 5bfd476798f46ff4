// How many calls a second a vendor lets through, for each key of the caller's choice: a window that slides with the clock.

const WINDOW_MS = 1000;

export class RateLimits {
  readonly #admitted = new Map<string, number[]>();

  /** Whether one more call is within the rate; if so, it counts. A refused one does not. */
  admit(key: string, perSecond: number, now: number): boolean {
    const recent = (this.#admitted.get(key) ?? []).filter((time) => time > now - WINDOW_MS);
    this.#admitted.set(key, recent);
    if (recent.length >= perSecond) return false;
    recent.push(now);
    return true;
  }

  clear(): void {
    this.#admitted.clear();
  }
}
