// Who may run at the same time: so many cases in all, and one after another where they would disturb each other.

export class Lanes {
  readonly #tails = new Map<string, Promise<unknown>>();
  readonly #waiting: (() => void)[] = [];
  #free: number;

  /** @param most cases at the same time: more would only wait for the processor, with their timeouts running. */
  constructor(most: number) {
    this.#free = most;
  }

  async withRoom<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#free -= 1;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    }
  }

  /** Work of one lane runs one after another; without a lane it begins at once. */
  inTurn<T>(lane: string | undefined, work: () => Promise<T>): Promise<T> {
    if (lane === undefined) return work();
    const run = (this.#tails.get(lane) ?? Promise.resolve()).then(work);
    this.#tails.set(
      lane,
      run.catch(() => undefined),
    );
    return run;
  }
}
