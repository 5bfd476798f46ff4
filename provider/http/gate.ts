// Lets so many pass at a time, first come, first served: each exchange under way holds buffers, the ones that wait do not.
// In this order nobody can be overtaken without end, neither a change by questions nor the other way round.

interface Waiting {
  readonly enter: () => void;
}

export class Gate {
  #free: number;
  readonly #queue = new Set<Waiting>();

  constructor(places: number) {
    this.#free = places;
  }

  /** True when there is a place; whoever got one gives it back with {@link leave}. False when none was free in this time. */
  enter(patienceMs: number): Promise<boolean> {
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#queue.delete(waiting);
        resolve(false);
      }, patienceMs);
      const waiting: Waiting = {
        enter: () => {
          clearTimeout(timer);
          resolve(true);
        },
      };
      this.#queue.add(waiting);
    });
  }

  leave(): void {
    const [first] = this.#queue;
    if (first) {
      this.#queue.delete(first);
      first.enter();
    } else this.#free += 1;
  }
}
