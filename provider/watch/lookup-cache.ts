// All things of one kind (ENIs, instances) that a session asks for: fresh looks, and what previews share for a short time. The
// engine diffs one resource after another, so that later ids are not known at the first: from some on, whole pages are read ahead.
import type { Clock } from "../http/clock.ts";
import { isNoAnswer } from "../http/no-answer.ts";
import { Batcher } from "./batcher.ts";
import type { Questions, Send } from "./questions.ts";

/** How long a preview may use what another one was told, in milliseconds. */
export const sharedFor = 30_000;
/** Single questions after which pages are read. */
const singlyAtFirst = 5;
/** Pages worth reading for each single question so far: in an account with far more things than the program has, pages lead nowhere. */
const pagesForOne = 4;
/** Longest time for one page, in milliseconds, and how often it is tried when replies are lost. */
const pageTimeout = 30_000;
const attempts = 3;

interface Kept<T> {
  readonly until: number;
  readonly answer: Promise<T | undefined>;
}

/** A way through the pages, which is made again when what it brought is too old. */
interface Sweep {
  readonly until: number;
  /** Where the pages begin that are read next: side by side where more than one is known. */
  next: readonly (string | undefined)[];
  /** Pages read. */
  done: number;
  /** Pages that it takes, as far as is known. */
  length: number;
}

export class LookUpCache<T> {
  readonly #clock: Clock;
  readonly #questions: Questions<T>;
  readonly #batcher: Batcher<T>;
  readonly #sendPage: Send | undefined;
  readonly #kept = new Map<string, Kept<T>>();
  #singly = 0;
  #sweep: Sweep | undefined;
  /** One page at a time. */
  #turning: Promise<unknown> = Promise.resolve();

  /** @param sendPage sends the calls for whole pages, where those are not sent as all others. */
  constructor(clock: Clock, questions: Questions<T>, sendPage?: Send) {
    this.#clock = clock;
    this.#questions = questions;
    this.#batcher = new Batcher(clock, questions);
    this.#sendPage = sendPage;
  }

  /**
   * As it is now: the question is sent after this call. Undefined when it is not there.
   * @param deadline default in a minute.
   * @throws VendorRefusal, LostReply or EniError when there is no answer to rely on.
   */
  look(id: string, deadline?: number): Promise<T | undefined> {
    return this.#batcher.look(id, deadline);
  }

  /** As it was a moment ago: for previews alone, never for a decision that is carried out. @throws as `look` does. */
  async glance(id: string): Promise<T | undefined> {
    const kept = this.#recent(id);
    if (kept) return kept.answer;
    if (this.#singly < singlyAtFirst) return this.#ask(id);
    // Another preview may have brought it while this one waited for its turn.
    const turn = this.#turning.then(() => this.#turnTo(id));
    // One that fails holds up no other.
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
    // A failure is not worth keeping.
    answer.catch(() => this.#kept.delete(id));
    return answer;
  }

  #keep(id: string, answer: Promise<T | undefined>): void {
    this.#kept.set(id, { until: this.#clock.now() + sharedFor, answer });
  }

  /** Reads pages until the thing is on one, as far as that is worth it. A page that fails is no matter: there is the look. */
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
      // After the first page the others are known, side by side; or each names the next.
      const [rest] = rests;
      if (rests.length === 1 && rest) sweep.next = rest;
      sweep.length = sweep.done + sweep.next.length;
    }
  }

  /** @returns where the pages after this one begin; nothing when it could not be read. */
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
