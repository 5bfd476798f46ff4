// What a seed decides.
import { seeded } from "../unit/fakes.ts";

export class Chance {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = seeded(seed);
  }

  /** From 0 up to 1. */
  share(): number {
    return this.#next();
  }

  maybe(likelihood: number): boolean {
    return this.#next() < likelihood;
  }

  one<T>(choices: readonly T[]): T {
    return choices[Math.floor(this.#next() * choices.length)] as T;
  }

  /** One of them, each as likely as its weight. */
  weighted<T>(choices: readonly T[], weightOf: (choice: T) => number): T | undefined {
    let left = this.#next() * choices.reduce((sum, choice) => sum + weightOf(choice), 0);
    return choices.find((choice) => (left -= weightOf(choice)) < 0) ?? choices.at(-1);
  }
}
