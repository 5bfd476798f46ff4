// Rate limits: counts calls in sliding windows, one window for each key (cloud.ts makes the keys of vendor, owner and action).

/** At most `calls` in any window of `perMs` milliseconds. */
export interface Limit {
  calls: number;
  perMs: number;
}

export class RateLimits {
  readonly #admitted = new Map<string, number[]>();

  /** Whether one more call is within the limit. It is counted only if it is. */
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
