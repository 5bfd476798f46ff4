// Shows on the row of each resource what its operation waits for. The engine counts the seconds there by itself, so a line is sent when
// the wait changes, and from time to time for a long one.
import type { ShowsProgress } from "../attachment/ports.ts";
import type { Waiter } from "../attachment/progress.ts";
import type { Clock } from "../http/clock.ts";
import { durationInWords } from "../lifecycle/failure.ts";
import type { Waiting } from "../lifecycle/operation.ts";

/** Pause between two looks at what is waited for, in milliseconds. */
const lookEvery = 1_000;
/** A wait is shown again after this time, in milliseconds. */
const again = 10_000;

const words: Readonly<Record<Waiting, string>> = {
  attach: "attaching",
  detach: "detaching",
  turn: "waiting for its turn under the account's request rate",
  instance: "waiting for the instance, which is starting or stopping",
  settling: "waiting for what is under way",
  look: "looking at it",
};

export interface RowProgressOptions {
  /** A clock whose timers do not keep the process alive. */
  readonly clock: Clock;
  /** The row of the operation that calls; undefined outside of any. */
  readonly row: () => string | undefined;
  readonly show: (row: string, text: string) => void;
}

interface Wait {
  readonly row: string;
  readonly waiter: Waiter;
  readonly since: number;
  shown: Waiting | undefined;
  shownAt: number;
}

export class RowProgress implements ShowsProgress {
  readonly #options: RowProgressOptions;
  readonly #waits = new Set<Wait>();
  #timer: AbortController | undefined;

  constructor(options: RowProgressOptions) {
    this.#options = options;
  }

  async during<T>(waiter: Waiter, work: () => Promise<T>): Promise<T> {
    const { clock, row } = this.#options;
    const at = row();
    if (at === undefined) return work();
    const wait: Wait = { row: at, waiter, since: clock.now(), shown: undefined, shownAt: 0 };
    this.#waits.add(wait);
    if (!this.#timer) void this.#look((this.#timer = new AbortController()).signal);
    try {
      return await work();
    } finally {
      this.#waits.delete(wait);
      if (this.#waits.size === 0) {
        this.#timer?.abort();
        this.#timer = undefined;
      }
    }
  }

  async #look(signal: AbortSignal): Promise<void> {
    for (;;) {
      await this.#options.clock.sleep(lookEvery, signal);
      if (signal.aborted) return;
      for (const wait of this.#waits) this.#show(wait);
    }
  }

  #show(wait: Wait): void {
    const { waitsFor, eniId } = wait.waiter;
    const now = this.#options.clock.now();
    if (wait.shown === waitsFor && now - wait.shownAt < again) return;
    wait.shown = waitsFor;
    wait.shownAt = now;
    this.#options.show(wait.row, `${eniId}: ${words[waitsFor]}, ${durationInWords(now - wait.since)}`);
  }
}
