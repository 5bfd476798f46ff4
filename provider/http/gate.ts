// Lets so many pass at a time, first come, first served: each exchange under way holds buffers, the ones that wait do not.

export class Gate {
  #free: number;
  readonly #queue: (() => void)[] = [];

  /** @param places how many are inside at most. */
  constructor(places: number) {
    this.#free = places;
  }

  /** Does the work when there is a place for it. */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((enter) => this.#queue.push(enter));
    try {
      return await work();
    } finally {
      const next = this.#queue.shift();
      if (next) next();
      else this.#free += 1;
    }
  }
}
