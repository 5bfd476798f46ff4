// Says now and then what all operations of this process wait for: one line for all of them, none while waits are short, and nothing
// of it in the state. The engine shows nothing of the kind by itself: a resource that takes ten minutes looks like one that hangs.
import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "../http/clock.ts";
import { durationInWords } from "../lifecycle/failure.ts";
import type { Waiting } from "../lifecycle/operation.ts";

/** Waits up to so long are nobody's worry. Milliseconds. */
const firstAfter = 10_000;
/** From then on a line says how to end the run. Milliseconds. */
const longAfter = 30_000;
/** Between two lines at first; longer by this factor each time, up to the longest. Milliseconds. */
const firstInterval = 10_000;
const growth = 1.25;
const longestInterval = 30_000;
/** Between two looks at who waits, at least. Milliseconds. */
const shortestPause = 1_000;

/** What an operation tells of its wait. */
export interface Waiter {
  readonly eniId: string;
  readonly waitsFor: Waiting;
}

interface Wait {
  readonly waiter: Waiter;
  readonly since: number;
}

export interface ProgressOptions {
  readonly clock: Clock;
  readonly say: (line: string) => void;
}

/** In the order in which they are told. */
const words: readonly (readonly [Waiting, string])[] = [
  ["attach", "attaching"],
  ["detach", "detaching"],
  ["turn", "queued"],
  ["instance", "for an instance"],
  ["settling", "settling"],
  ["look", "looking"],
];

/** The machine's time, by timers that keep no process alive. */
export const idleClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    await delay(ms, undefined, { ref: false, ...(signal ? { signal } : {}) }).catch(() => undefined);
  },
};

export class Progress {
  readonly #clock: Clock;
  readonly #say: (line: string) => void;
  /** The oldest first. */
  readonly #waits = new Set<Wait>();
  #interval = firstInterval;
  #nextAt = 0;
  #wake: AbortController | undefined;

  constructor({ clock, say }: ProgressOptions) {
    this.#clock = clock;
    this.#say = say;
  }

  /** Counts the operation among those that wait, until its work has ended in one way or the other. */
  async during<T>(waiter: Waiter, work: () => Promise<T>): Promise<T> {
    const wait: Wait = { waiter, since: this.#clock.now() };
    this.#waits.add(wait);
    if (!this.#wake) this.#sleepUntil(wait.since + firstAfter);
    try {
      return await work();
    } finally {
      this.#waits.delete(wait);
      if (this.#waits.size === 0) this.#stop();
    }
  }

  #sleepUntil(time: number): void {
    const wake = (this.#wake = new AbortController());
    const pause = Math.max(shortestPause, time - this.#clock.now());
    void this.#clock.sleep(pause, wake.signal).then(() => {
      if (!wake.signal.aborted) this.#tick();
    });
  }

  /** No timer survives the waits. */
  #stop(): void {
    this.#wake?.abort();
    this.#wake = undefined;
    this.#interval = firstInterval;
    this.#nextAt = 0;
  }

  #tick(): void {
    const [oldest] = this.#waits;
    if (!oldest) return;
    const now = this.#clock.now();
    const worthIt = oldest.since + firstAfter;
    if (now < worthIt) this.#interval = firstInterval;
    if (now >= Math.max(worthIt, this.#nextAt)) {
      this.#say(this.#line(oldest, now));
      this.#nextAt = now + this.#interval;
      this.#interval = Math.min(longestInterval, this.#interval * growth);
    }
    this.#sleepUntil(Math.max(worthIt, this.#nextAt));
  }

  #line({ waiter, since }: Wait, now: number): string {
    const counts = Map.groupBy(this.#waits, (wait) => wait.waiter.waitsFor);
    const parts = words.flatMap(([what, word]) => {
      const count = counts.get(what)?.length ?? 0;
      return count === 0 ? [] : [`${count} ${word}`];
    });
    const waited = now - since;
    // Pulumi tells a dynamic provider nothing of the first Ctrl-C.
    const way = waited >= longAfter ? " (Ctrl-C twice ends it; the next `pulumi up` goes on from there)" : "";
    return `[eni-attachment] waiting: ${parts.join(", ")}, oldest ${waiter.eniId} ${durationInWords(waited)}${way}`;
  }
}
