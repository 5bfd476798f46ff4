// Time and randomness. Everything below the adapters gets them passed in, so that tests and simulations control both.
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";

/** Wall-clock time in milliseconds since the epoch, and a way to wait for it to pass. */
export interface Clock {
  now(): number;
  /** Resolves after `ms` milliseconds, or at once when `signal` is aborted; it never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Jitter and nonces. */
export interface Random {
  /** A number in [0, 1). */
  fraction(): number;
  /** A UUID, unique for each call: every vendor's replay protection relies on it. */
  uuid(): string;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    // An aborted sleep is a normal wake-up here, not a failure.
    await delay(ms, undefined, signal ? { signal } : {}).catch(() => undefined);
  },
};

export const systemRandom: Random = { fraction: () => Math.random(), uuid: () => randomUUID() };
