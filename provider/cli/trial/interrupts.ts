// Ctrl-C in a trial: the first ends what is under way and puts things back, the second ends at once.

/** Calls the listener at each Ctrl-C from now on. @returns the way to stop that. */
export type OnInterrupt = (listener: () => void) => () => void;

export class Interrupts {
  readonly #first = new AbortController();
  readonly #second = new AbortController();
  readonly stop: () => void;

  constructor(onInterrupt: OnInterrupt) {
    this.stop = onInterrupt(() => (this.#first.signal.aborted ? this.#second : this.#first).abort());
  }

  get first(): AbortSignal {
    return this.#first.signal;
  }

  get second(): AbortSignal {
    return this.#second.signal;
  }
}
