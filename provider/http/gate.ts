// Lets so many pass at a time, first come, first served: each exchange under way holds buffers, the ones that wait do not.
import { unlessAborted } from "./abort.ts";

export class Gate {
  #free: number;
  #queue: (() => void)[] = [];

  /** @param places how many are inside at most. */
  constructor(places: number) {
    this.#free = places;
  }

  /** Does the work when there is a place for it. @throws Cancelled when the signal is aborted before that. */
  async pass<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await this.#turn(signal);
    try {
      return await work();
    } finally {
      const next = this.#queue.shift();
      if (next) next();
      else this.#free += 1;
    }
  }

  async #turn(signal: AbortSignal | undefined): Promise<void> {
    let enter: () => void = () => undefined;
    const turn = new Promise<void>((resolve) => this.#queue.push((enter = resolve)));
    try {
      await unlessAborted(signal, () => turn);
    } catch (error) {
      this.#queue = this.#queue.filter((one) => one !== enter);
      throw error;
    }
  }
}
