// Looks at things of one kind (ENIs, instances): fresh ones, and answers that previews share for a short time. The engine diffs one
// resource after another, so later ids are not known at the first diff. After a few single questions, whole pages are read ahead.
import type { Clock } from "../http/clock.ts";
import { isNoAnswer } from "../http/no-answer.ts";
import { Batcher } from "./batcher.ts";
import type { Asks, Send } from "./questions.ts";

/** How long a preview may use the answer to another preview's question, in milliseconds. */
export const sharedFor = 30_000;
/** Single questions before pages are read. */
const singlyAtFirst = 5;
/** Pages worth reading for each single question so far: an account may have far more things than the program. */
const pagesForOne = 4;
/** Longest time for one page, in milliseconds, and its attempts when replies are lost. */
const pageTimeout = 30_000;
const attempts = 3;

interface Kept<T> {
  readonly until: number;
  readonly answer: Promise<T | undefined>;
}

/** One pass through the pages. A new one begins when its answers are too old. */
interface Sweep {
  readonly until: number;
  /** Where the next pages begin; when several are known, they are read side by side. */
  next: readonly (string | undefined)[];
  /** Pages read so far. */
  done: number;
  /** Pages in all, as far as is known. */
  length: number;
}

export class LookUpCache<T> {
  readonly #clock: Clock;
  readonly #questions: Asks<T>;
  readonly #batcher: Batcher<T>;
  readonly #sendPage: Send | undefined;
  readonly #kept = new Map<string, Kept<T>>();
  #singly = 0;
  #sweep: Sweep | undefined;
  /** One page at a time. */
  #turning: Promise<unknown> = Promise.resolve();

  /** @param sendPage sends the calls for whole pages. Default: as all other calls. */
  constructor(clock: Clock, questions: Asks<T>, sendPage?: Send) {
    this.#clock = clock;
    this.#questions = questions;
    this.#batcher = new Batcher(clock, questions);
    this.#sendPage = sendPage;
  }

  /**
   * The thing as it is now: the question is sent after this call. Undefined when it does not exist.
   * @param deadline milliseconds since the epoch; default in a minute.
   * @throws VendorRefusal, LostReply or EniError when there is no answer to rely on.
   */
  look(id: string, deadline?: number): Promise<T | undefined> {
    return this.#batcher.look(id, deadline);
  }

  /** The thing as it was up to 30 s ago: only for previews, never for a step that is taken. @throws as `look` does. */
  async glance(id: string): Promise<T | undefined> {
    const kept = this.#recent(id);
    if (kept) return kept.answer;
    if (this.#singly < singlyAtFirst) return this.#ask(id);
    // Another preview may have read it while this one waited for its turn.
    const turn = this.#turning.then(() => this.#turnTo(id));
    // A failure does not stop the next one.
    this.#turning = turn.catch(() => undefined);
    await turn;
    return this.#recent(id)?.answer ?? this.#ask(id);
  }

  forget(id: string): void {
    this.#kept.delete(id);
  }

  #recent(id: string): Kept<T> | undefined {
    const kept = this.#kept.get(id);
    return kept && kept.until > this.#clock.now() ? kept : undefined;
  }

  #ask(id: string): Promise<T | undefined> {
    this.#singly += 1;
    const answer = this.look(id);
    this.#keep(id, answer);
    // Failures are not kept.
    answer.catch(() => this.#kept.delete(id));
    return answer;
  }

  #keep(id: string, answer: Promise<T | undefined>): void {
    this.#kept.set(id, { until: this.#clock.now() + sharedFor, answer });
  }

  /** Reads pages until the thing is on one, while that is worth it. After a page without an answer the id is asked for by itself. */
  async #turnTo(id: string): Promise<void> {
    while (!this.#recent(id)) {
      const now = this.#clock.now();
      if (!this.#sweep || this.#sweep.until <= now)
        this.#sweep = { until: now + sharedFor, next: [undefined], done: 0, length: 1 };
      const sweep = this.#sweep;
      if (sweep.next.length === 0 || sweep.length > this.#singly * pagesForOne) return;
      const pages = sweep.next;
      sweep.next = [];
      const rests = await Promise.all(pages.map((next) => this.#readPage(next)));
      sweep.done += pages.length;
      // Either the first page tells where all others begin, or each page names the next.
      const [rest] = rests;
      if (rests.length === 1 && rest) sweep.next = rest;
      sweep.length = sweep.done + sweep.next.length;
    }
  }

  /** @returns where the pages after this one begin; undefined when it had no answer. */
  async #readPage(from: string | undefined): Promise<readonly string[] | undefined> {
    try {
      const options = { deadline: this.#clock.now() + pageTimeout, attempts };
      const { items, next, rest } = await this.#questions.page(from, options, this.#sendPage);
      for (const item of items) {
        const id = this.#questions.idOf(item);
        if (!this.#recent(id)) this.#keep(id, Promise.resolve(item));
      }
      return rest ?? (next === undefined || next === from ? [] : [next]);
    } catch (error) {
      if (isNoAnswer(error)) return undefined;
      throw error;
    }
  }
}
