// Asks a vendor about many things of one kind (ENIs, instances) in as few calls as it allows: by their ids, or page by page
// where that is fewer. What is said of each is an observation, "it is not there", or why nothing is known.
import type { ApiCall } from "../http/api.ts";
import type { Meaning } from "../http/meaning.ts";
import type { Reply } from "../http/client.ts";
import { isNoAnswer, UnreadableAnswer, VendorRefusal } from "../http/no-answer.ts";
import type { Listing, Page } from "../vendors/vendor.ts";
import { readAnswer } from "./read-answer.ts";

/** Sends a call; `attempts` as in ApiClient.call. */
export type Send = (call: ApiCall, options: AskOptions) => Promise<Reply>;

export interface AskOptions {
  readonly deadline: number;
  readonly attempts: number;
}

/** What one question told of one thing: an observation, undefined when a well-formed answer does not have it, or why not. */
export type Answer<T> = T | undefined | Error;
type Answers<T> = (id: string) => Answer<T>;

export interface QuestionsOptions<T> {
  readonly listing: Listing<T>;
  readonly region: string;
  readonly idOf: (item: T) => string;
  /** "an ENI", "an instance". */
  readonly kind: string;
  /** What a refusal says that means: this id is not known. */
  readonly gone: Meaning;
  readonly send: Send;
}

/** A part of what was asked, which is answered by itself. */
export interface Part<T> {
  readonly ids: readonly string[];
  /** Never rejects. */
  readonly answers: Promise<Answers<T>>;
}

/** More pages than an answer about one call's ids can have, however small the vendor makes them. */
const mostPages = 200;
/** Calls by ids from which on a list of all may be the cheaper way: below, the list would be a gamble. */
const worthListing = 5;

export class Questions<T> {
  readonly #options: QuestionsOptions<T>;
  /** Pages that all of them take, as seen last. */
  #pages: number | undefined;

  constructor(options: QuestionsOptions<T>) {
    this.#options = options;
  }

  idOf(item: T): string {
    return this.#options.idOf(item);
  }

  /** @param ids distinct ids. */
  ask(ids: readonly string[], options: AskOptions): Part<T>[] {
    const byIds = chunks(ids, this.#options.listing.batch);
    if (this.#lists(byIds.length)) return [{ ids, answers: this.#fromList(ids, options) }];
    return byIds.map((chunk) => ({ ids: chunk, answers: this.#byIds(chunk, options) }));
  }

  /**
   * One page of all that there are.
   * @param send in place of the usual way.
   * @throws VendorRefusal, LostReply, UnreadableAnswer.
   */
  async page(next: string | undefined, options: AskOptions, send?: Send): Promise<Page<T>> {
    const { listing, region } = this.#options;
    const page = await this.#read(listing.page(region, next), options, send);
    if (next === undefined && page.rest) this.#pages = 1 + page.rest.length;
    return page;
  }

  #lists(callsByIds: number): boolean {
    return callsByIds > worthListing && (this.#pages ?? 0) < callsByIds;
  }

  /** From the list of all; what it does not have is asked for by its id, since things move from page to page meanwhile. */
  async #fromList(ids: readonly string[], options: AskOptions): Promise<Answers<T>> {
    const found = new Map<string, T>();
    const keep = ({ items }: Page<T>) => {
      for (const item of items) found.set(this.#options.idOf(item), item);
    };
    try {
      const first = await this.page(undefined, options);
      keep(first);
      const { rest } = first;
      // Where the number of pages is not known before, or there are more than calls by ids, the list is left at that.
      if (rest && this.#lists(Math.ceil(ids.length / this.#options.listing.batch)))
        await Promise.all(rest.map(async (next) => keep(await this.page(next, options))));
    } catch (error) {
      const trouble = asError(error);
      return (id) => found.get(id) ?? trouble;
    }
    const missing = ids.filter((id) => !found.has(id));
    const parts = chunks(missing, this.#options.listing.batch).map(async (chunk) => {
      const answers = await this.#byIds(chunk, options);
      return chunk.map((id) => [id, answers(id)] as const);
    });
    const alone = new Map((await Promise.all(parts)).flat());
    return (id) => found.get(id) ?? alone.get(id);
  }

  async #byIds(ids: readonly string[], options: AskOptions): Promise<Answers<T>> {
    try {
      return await this.#pagesByIds(ids, options);
    } catch (error) {
      const trouble = asError(error);
      const { gone } = this.#options;
      const refusal = trouble instanceof VendorRefusal ? trouble.meaning : undefined;
      // An exception of ours may be about one of them as well (lifecycle rule 18).
      const mayBeAboutOne = refusal === gone || refusal === "refused" || !isNoAnswer(trouble);
      if (!mayBeAboutOne) return () => trouble;
      // Some answers name an unknown id as an error instead of leaving it out.
      if (ids.length === 1) return () => (refusal === gone ? undefined : trouble);
      // One bad id fails the question for all of them: each is asked for alone.
      const alone = await Promise.all(ids.map(async (id) => [id, await this.#byIds([id], options)] as const));
      const answers = new Map(alone);
      return (id) => answers.get(id)?.(id);
    }
  }

  async #pagesByIds(ids: readonly string[], options: AskOptions): Promise<Answers<T>> {
    const { listing, region, idOf } = this.#options;
    const found = new Map<string, T>();
    const wanted = new Set(ids);
    let missing: UnreadableAnswer | undefined;
    let next: string | undefined;
    let pages = 0;
    do {
      const call = listing.byIds(ids, region, next);
      const page = await this.#read(call, options);
      for (const item of page.items) if (wanted.has(idOf(item))) found.set(idOf(item), item);
      missing ??= this.#whyNotGone(call.action, page, wanted);
      if (page.next !== undefined && (page.next === next || ++pages >= mostPages))
        throw new UnreadableAnswer(call.action, "the same page again and again");
      next = page.next;
    } while (next !== undefined && found.size < wanted.size);
    return (id) => found.get(id) ?? missing;
  }

  async #read(call: ApiCall, options: AskOptions, send = this.#options.send): Promise<Page<T>> {
    const { body } = await send(call, options);
    return readAnswer(call.action, () => this.#options.listing.read(body, call));
  }

  /**
   * What a page does not have is gone, unless the page has something that cannot be read or that nobody asked for: then it
   * may be that one, or the answer is to another question.
   */
  #whyNotGone(action: string, { items, unread }: Page<T>, wanted: ReadonlySet<string>): UnreadableAnswer | undefined {
    if (unread !== undefined) return new UnreadableAnswer(action, `an answer that could not be understood (${unread})`);
    const { idOf, kind } = this.#options;
    const stranger = items.some((item) => !wanted.has(idOf(item)));
    return stranger
      ? new UnreadableAnswer(action, `an answer with ${kind} that nobody asked for, and without one`)
      : undefined;
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  const result: T[][] = [];
  for (let at = 0; at < items.length; at += size) result.push(items.slice(at, at + size));
  return result;
}
