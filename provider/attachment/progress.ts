// Prints from time to time what the operations of this process wait for: one line for all of them, none for short waits. The engine shows
// no progress by itself, so a resource that takes ten minutes would look like one that hangs.
import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "../http/clock.ts";
import { durationInWords } from "../lifecycle/failure.ts";
import type { Waiting } from "../lifecycle/operation.ts";

/** No line is printed for waits up to this long, in milliseconds. */
const firstAfter = 10_000;
/** For waits longer than this a line also says how to end the run. Milliseconds. */
const longAfter = 30_000;
/** Pause between two lines, in milliseconds: it grows by the factor `growth` each time, up to the longest. */
const firstInterval = 10_000;
const growth = 1.25;
const longestInterval = 30_000;
/** Shortest pause between two checks of the waits, in milliseconds. */
const shortestPause = 1_000;

/** What a line needs to know about a waiting operation. */
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
  /** How to end a long wait. Default: the words for a run of Pulumi. */
  readonly ending?: string;
}

/** Pulumi does not tell a dynamic provider about the first Ctrl-C. */
const endingOfPulumi = "Ctrl-C twice ends it; the next `pulumi up` goes on from there";

/** In the order of the line. */
const words: readonly (readonly [Waiting, string])[] = [
  ["attach", "attaching"],
  ["detach", "detaching"],
  ["turn", "queued"],
  ["instance", "for an instance"],
  ["settling", "settling"],
  ["look", "looking"],
];

/** The system clock, with timers that do not keep the process alive. */
export const idleClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    await delay(ms, undefined, { ref: false, ...(signal ? { signal } : {}) }).catch(() => undefined);
  },
};

export class Progress {
  readonly #clock: Clock;
  readonly #say: (line: string) => void;
  readonly #ending: string;
  /** Oldest first. */
  readonly #waits = new Set<Wait>();
  #interval = firstInterval;
  #nextAt = 0;
  #wake: AbortController | undefined;

  constructor({ clock, say, ending = endingOfPulumi }: ProgressOptions) {
    this.#clock = clock;
    this.#say = say;
    this.#ending = ending;
  }

  /** Counts the operation as waiting until `work` has ended. */
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

  /** Stops the timer when nothing waits any more. */
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
    const way = waited >= longAfter ? ` (${this.#ending})` : "";
    return `[eni-attachment] waiting: ${parts.join(", ")}, oldest ${waiter.eniId} ${durationInWords(waited)}${way}`;
  }
}
