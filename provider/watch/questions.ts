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
  /** Ids that the question is about; undefined for a page of all. */
  readonly about?: readonly string[];
}

/** The answer about one thing: an observation, undefined if a well-formed answer does not contain it, or why nothing is known. */
export type Answer<T> = T | undefined | Error;
/** Called once for each id, as soon as its answer is there: an answer that waited for those about others would be out of date. */
export type Tell<T> = (id: string, answer: Answer<T>) => void;

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

/** A way to ask about things of one kind. */
export interface Asks<T> {
  idOf(item: T): string;
  /** @param ids distinct ids. */
  ask(ids: readonly string[], options: AskOptions, tell: Tell<T>): Part[];
  /**
   * One page of all that there are.
   * @param send in place of the usual way.
   * @throws VendorRefusal, LostReply, UnreadableAnswer.
   */
  page(next: string | undefined, options: AskOptions, send?: Send): Promise<Page<T>>;
}

/** Ids that are asked for together, independently of the other parts. */
export interface Part {
  readonly ids: readonly string[];
  /** When all of them have been told. Rejects only with what `Tell` throws. */
  readonly done: Promise<void>;
}

/** More pages than an answer about one call's ids can have, however small the vendor makes them. */
const mostPages = 200;
/** Refusals in a row that each name some of the ids, before the refusal is taken to be about all of them. */
const mostNamed = 3;
/** Calls by ids from which on a list of all may be the cheaper way: below, the list would be a gamble. */
const worthListing = 5;

export class Questions<T> implements Asks<T> {
  readonly #options: QuestionsOptions<T>;
  /** Pages that all of them take, as seen last. */
  #pages: number | undefined;

  constructor(options: QuestionsOptions<T>) {
    this.#options = options;
  }

  idOf(item: T): string {
    return this.#options.idOf(item);
  }

  ask(ids: readonly string[], options: AskOptions, tell: Tell<T>): Part[] {
    const byIds = chunks(ids, this.#options.listing.batch);
    if (this.#lists(byIds.length)) return [{ ids, done: this.#fromList(ids, options, tell) }];
    return byIds.map((chunk) => ({ ids: chunk, done: this.#byIds(chunk, options, tell) }));
  }

  async page(next: string | undefined, options: AskOptions, send?: Send): Promise<Page<T>> {
    const { listing, region } = this.#options;
    const page = await this.#read(listing.page(region, next), options, send);
    if (next === undefined && page.rest) this.#pages = 1 + page.rest.length;
    return page;
  }

  #lists(callsByIds: number): boolean {
    return callsByIds > worthListing && (this.#pages ?? 0) < callsByIds;
  }

  /** From the list of all. Ids that it lacks are asked for by id, since things move from page to page meanwhile. */
  async #fromList(ids: readonly string[], options: AskOptions, tell: Tell<T>): Promise<void> {
    const { listing, idOf } = this.#options;
    const untold = new Set(ids);
    const read = async (from?: string) => {
      const { items, rest } = await this.page(from, options);
      for (const item of items) if (untold.delete(idOf(item))) tell(idOf(item), item);
      return rest;
    };
    try {
      const rest = await read();
      // If the number of pages was not known before, or is larger than that of calls by ids, the other pages are not read.
      if (rest && this.#lists(Math.ceil(ids.length / listing.batch))) await Promise.all(rest.map(read));
    } catch (error) {
      // A page that comes later finds nothing left to tell.
      const left = [...untold];
      untold.clear();
      for (const id of left) tell(id, asError(error));
      return;
    }
    await Promise.all(chunks([...untold], listing.batch).map((chunk) => this.#byIds(chunk, options, tell)));
  }

  /** @param refusals how many in a row have named ids that are no longer among these. */
  async #byIds(ids: readonly string[], options: AskOptions, tell: Tell<T>, refusals = 0): Promise<void> {
    let answerTo: (id: string) => Answer<T>;
    try {
      answerTo = await this.#pagesByIds(ids, options);
    } catch (error) {
      const trouble = asError(error);
      const { gone } = this.#options;
      const refusal = trouble instanceof VendorRefusal ? trouble.meaning : undefined;
      // A refusal that names some of them says nothing of the others.
      const named =
        trouble instanceof VendorRefusal && refusal === "forbidden" ? ids.filter((id) => trouble.names(id)) : [];
      if (named.length > 0 && named.length < ids.length && refusals < mostNamed) {
        for (const id of named) tell(id, trouble);
        const others = ids.filter((id) => !named.includes(id));
        return this.#byIds(others, options, tell, refusals + 1);
      }
      // An exception of ours may be about one of them as well (lifecycle rule 18).
      const mayBeAboutOne = refusal === gone || refusal === "refused" || !isNoAnswer(trouble);
      // One bad id makes the question about all of them fail, so each is asked for alone.
      if (mayBeAboutOne && ids.length > 1) {
        await Promise.all(ids.map((id) => this.#byIds([id], options, tell)));
        return;
      }
      // Some vendors answer with an error about an unknown id instead of leaving it out.
      answerTo = () => (mayBeAboutOne && refusal === gone ? undefined : trouble);
    }
    for (const id of ids) tell(id, answerTo(id));
  }

  async #pagesByIds(ids: readonly string[], options: AskOptions): Promise<(id: string) => Answer<T>> {
    const { listing, region, idOf } = this.#options;
    const found = new Map<string, T>();
    const wanted = new Set(ids);
    let missing: UnreadableAnswer | undefined;
    let next: string | undefined;
    let pages = 0;
    do {
      const call = listing.byIds(ids, region, next);
      const page = await this.#read(call, { ...options, about: ids });
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
