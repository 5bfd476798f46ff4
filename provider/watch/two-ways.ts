// Asks about things of one kind in one way, and in another what got no answer: of instances, first the service that they belong to,
// then the ENIs on them, which show less.
import { LostReply, VendorRefusal } from "../http/no-answer.ts";
import type { Page } from "../vendors/vendor.ts";
import type { Answer, AskOptions, Asks, Part, Send, Tell } from "./questions.ts";

export interface TwoWaysOptions<T> {
  readonly first: Asks<T>;
  readonly second: Asks<T>;
  /** Adds to what the second way says why the first had no answer. */
  readonly because: (item: T, trouble: Error) => T;
}

export class TwoWays<T> implements Asks<T> {
  readonly #options: TwoWaysOptions<T>;
  /** Why the pages that are read now are those of the second way; undefined while they are those of the first. */
  #trouble: Error | undefined;

  constructor(options: TwoWaysOptions<T>) {
    this.#options = options;
  }

  idOf(item: T): string {
    return this.#options.first.idOf(item);
  }

  ask(ids: readonly string[], options: AskOptions, tell: Tell<T>): Part[] {
    const unanswered = new Map<string, Error>();
    const first = this.#options.first.ask(ids, options, (id, answer) => {
      if (leavesOpen(answer)) unanswered.set(id, answer);
      else tell(id, answer);
    });
    return first.map((part) => ({ ids: part.ids, done: part.done.then(() => this.#askAgain(part.ids, unanswered, options, tell)) })); // prettier-ignore
  }

  async #askAgain(
    part: readonly string[],
    unanswered: ReadonlyMap<string, Error>,
    options: AskOptions,
    tell: Tell<T>,
  ): Promise<void> {
    const ids = part.filter((id) => unanswered.has(id));
    if (ids.length === 0) return;
    const { second, because } = this.#options;
    const parts = second.ask(ids, options, (id, answer) => {
      const trouble = unanswered.get(id);
      if (trouble === undefined) tell(id, answer);
      // Where neither way has an answer, the first one's trouble is what the user can mend.
      else tell(id, answer === undefined || answer instanceof Error ? trouble : because(answer, trouble));
    });
    await Promise.all(parts.map(({ done }) => done));
  }

  /** @param send for the second way, whose pages others may have read. */
  async page(next: string | undefined, options: AskOptions, send?: Send): Promise<Page<T>> {
    const { first, second } = this.#options;
    if (next === undefined) {
      this.#trouble = undefined;
      try {
        return await first.page(next, options);
      } catch (error) {
        if (!(error instanceof Error) || !leavesOpen(error)) throw error;
        this.#trouble = error;
      }
    }
    const trouble = this.#trouble;
    if (trouble === undefined) return first.page(next, options);
    const page = await second.page(next, options, send);
    return { ...page, items: page.items.map((item) => this.#options.because(item, trouble)) };
  }
}

/** The other way may know more. Rejected credentials are the same for both. */
function leavesOpen<T>(answer: Answer<T>): answer is VendorRefusal | LostReply {
  if (answer instanceof VendorRefusal) return answer.meaning !== "credentials";
  return answer instanceof LostReply;
}
