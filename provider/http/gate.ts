// Limits how many exchanges run at a time, first come, first served: a running one holds buffers, a waiting one does not.
import { unlessAborted } from "./abort.ts";

export class Gate {
  #free: number;
  #queue: (() => void)[] = [];

  /** @param places most that run at a time. */
  constructor(places: number) {
    this.#free = places;
  }

  /** Does the work once there is a place. @throws Cancelled when the signal is aborted before that. */
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
