// A clock that the test owns: time stands still while anything can still happen at this moment, then jumps to the next
// timer. Nothing waits for real, and the order of events is the same each time.
import type { Clock } from "../../provider/http/clock.ts";

interface Timer {
  readonly at: number;
  readonly sequence: number;
  readonly wake: () => void;
}

export class VirtualClock implements Clock {
  #now: number;
  #timers: Timer[] = [];
  #sequence = 0;
  readonly #turns: number;

  /** @param turns turns of the event loop that work without time passing may need; one is enough where nothing is loaded or read. */
  constructor(start = Date.UTC(2026, 0, 15, 12), { turns = 3 }: { turns?: number } = {}) {
    this.#now = start;
    this.#turns = turns;
  }

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const timer: Timer = { at: this.#now + Math.max(0, ms), sequence: this.#sequence++, wake: resolve };
      this.#timers.push(timer);
      signal?.addEventListener("abort", () => {
        this.#timers = this.#timers.filter((other) => other !== timer);
        resolve();
      });
    });
  }

  /** Timers that nobody woke: what an operation leaves behind. */
  get pending(): number {
    return this.#timers.length;
  }

  /** Lets time pass until the promise settles. @throws when nothing is left that could settle it. */
  async until<T>(promise: Promise<T>): Promise<T> {
    let settled = false;
    const done = () => {
      settled = true;
    };
    promise.then(done, done);
    for (let idle = 0; ;) {
      await quiet(this.#turns);
      if (settled) return promise;
      if (this.#next()) idle = 0;
      else if ((idle += 1) > 1_000) throw new Error("the promise hangs: no timer is left that could settle it");
      // Files and modules are read in real time, which a busy machine may take its time for.
      else if (idle > 100) await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Lets a stretch of time pass, with everything that happens in it. */
  async advance(ms: number): Promise<void> {
    await this.until(this.sleep(ms));
  }

  #next(): boolean {
    const [first] = this.#timers.sort((a, b) => a.at - b.at || a.sequence - b.sequence);
    if (!first) return false;
    this.#timers.shift();
    this.#now = Math.max(this.#now, first.at);
    first.wake();
    return true;
  }
}

/** Everything that can happen without time passing has happened. */
async function quiet(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
