// Batches fresh looks at single things into joint questions: looks of one moment go out together, and so do those that arrive
// while a question is under way.
import type { Clock } from "../http/clock.ts";
import type { Answer, Asks } from "./questions.ts";

/** Looks that arrive within this many milliseconds go out in one call. */
const gatherMs = 5;
/**
 * While a question is under way, later looks wait for its end: operations of a fleet begin one after another, and would otherwise
 * send a call each. They wait at most this long, in milliseconds, because an answer may hang.
 */
const longestGather = 250;
/** Longest time for one look, in milliseconds. */
const lookTimeout = 60_000;
/** Attempts of a look when replies are lost. */
const attempts = 5;

interface Look<T> {
  readonly id: string;
  readonly deadline: number;
  readonly resolve: (observation: T | undefined) => void;
  readonly reject: (error: unknown) => void;
}

export class Batcher<T> {
  readonly #clock: Clock;
  readonly #questions: Asks<T>;
  #looks: Look<T>[] = [];
  #asking = 0;
  #timer: AbortController | undefined;

  constructor(clock: Clock, questions: Asks<T>) {
    this.#clock = clock;
    this.#questions = questions;
  }

  /**
   * One fresh look: its question is sent after this call, together with others. Undefined when the thing does not exist.
   * @throws VendorRefusal, LostReply or EniError when there is no answer to rely on.
   */
  look(id: string, deadline = this.#clock.now() + lookTimeout): Promise<T | undefined> {
    return new Promise((resolve, reject) => {
      this.#looks.push({ id, deadline, resolve, reject });
      if (!this.#timer) this.#flushIn(this.#asking > 0 ? longestGather : gatherMs);
    });
  }

  #flushIn(ms: number): void {
    const timer = (this.#timer = new AbortController());
    // A timer that fails asks at once: nobody may wait for what cannot come (lifecycle rule 18).
    const ask = () => {
      if (!timer.signal.aborted) this.#flush();
    };
    void this.#clock.sleep(ms, timer.signal).then(ask, ask);
  }

  #flush(): void {
    this.#timer?.abort();
    this.#timer = undefined;
    const waiting = this.#looks;
    this.#looks = [];
    try {
      this.#ask(waiting);
    } catch (error) {
      for (const { reject } of waiting) reject(error);
    }
  }

  #ask(waiting: readonly Look<T>[]): void {
    const looks = Map.groupBy(waiting, ({ id }) => id);
    const deadlineOf = (ids: readonly string[]) =>
      Math.max(...ids.flatMap((id) => (looks.get(id) ?? []).map(({ deadline }) => deadline)));
    const ids = [...looks.keys()];
    if (ids.length === 0) return;
    const tell = (id: string, answer: Answer<T>) => {
      for (const { resolve, reject } of looks.get(id) ?? []) {
        if (answer instanceof Error) reject(answer);
        else resolve(answer);
      }
    };
    for (const part of this.#questions.ask(ids, { deadline: deadlineOf(ids), attempts }, tell)) {
      this.#asking += 1;
      void part.done
        .catch((error: unknown) => {
          for (const { reject } of part.ids.flatMap((id) => looks.get(id) ?? [])) reject(error);
        })
        .then(() => {
          this.#asking -= 1;
          if (this.#asking === 0 && this.#looks.length > 0) this.#flush();
        });
    }
  }
}
