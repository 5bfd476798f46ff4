// One watcher per vendor, account and region. It holds every ENI that is being looked at or waited for, and asks for as
// many as the vendor allows in one call. It knows nothing of what is waited for: a judge decides on each observation.
import type { Reply } from "../http/client.ts";
import type { Clock, Random } from "../http/clock.ts";
import { UnreadableAnswer, VendorRefusal } from "../http/errors.ts";
import type { ApiCall } from "../http/api.ts";
import type { ObservedEni, Page, Vendor } from "../vendors/vendor.ts";
import { readAnswer } from "./read-answer.ts";
import { roundInterval } from "./interval.ts";

/** An ENI as the vendor shows it, or undefined when a well-formed answer does not have it. */
export type Observation = ObservedEni | undefined;

/** What one question told of an ENI: an observation, or why there is none. */
type Answer = Observation | Error;

/** Looks at one observation: a verdict ends the wait, undefined goes on. */
export type Judge<V> = (observation: Observation) => V | undefined;

export interface WatchTimeout {
  readonly timedOut: true;
  readonly last: Observation;
  /** True when at least one answer was understood during the wait. */
  readonly seen: boolean;
  /** Why the last question had no answer, when it had none. */
  readonly trouble: Error | undefined;
}

export interface WatcherOptions {
  readonly vendor: Vendor;
  readonly region: string;
  readonly clock: Clock;
  readonly random: Random;
  /** Sends a call; `attempts` as in ApiClient.call. */
  readonly send: (call: ApiCall, options: { deadline: number; attempts: number }) => Promise<Reply>;
}

/** Questions that arrive within this many milliseconds go out in one call. */
const gatherMs = 5;
/** Longest time for one look, in milliseconds. */
const lookTimeout = 60_000;
/** More pages than an answer about one call's ids can have, however small the vendor makes them. */
const mostPages = 200;
/** Longest time for the questions of one round, in milliseconds: a round that hangs must not hold up the others. */
const roundTimeout = 15_000;

interface Look {
  readonly id: string;
  readonly deadline: number;
  readonly resolve: (observation: Observation) => void;
  readonly reject: (error: unknown) => void;
}

interface Wait {
  readonly id: string;
  readonly since: number;
  readonly deadline: number;
  /** Returns true when the wait is over. */
  readonly judge: (observation: Observation) => boolean;
  readonly fail: (error: unknown) => void;
  readonly expire: () => void;
  trouble: Error | undefined;
}

/** What keeps a wait from ever succeeding: the vendor answers, and says no. */
function isFinal(error: unknown): boolean {
  return error instanceof VendorRefusal && error.meaning !== "throttled" && error.meaning !== "busy";
}

export class Watcher {
  readonly #options: WatcherOptions;
  #looks: Look[] = [];
  readonly #waits = new Set<Wait>();
  #wakeRound: AbortController | undefined;
  #nextRoundAt = Number.POSITIVE_INFINITY;
  #rounding = false;

  constructor(options: WatcherOptions) {
    this.#options = options;
  }

  /** Number of ENIs being waited for. */
  get waiting(): number {
    return this.#waits.size;
  }

  /**
   * One fresh look at an ENI: the question is sent after this call, together with others of the same moment.
   * @throws VendorRefusal, LostReply or EniError when there is no answer to rely on.
   */
  look(id: string, deadline = this.#options.clock.now() + lookTimeout): Promise<Observation> {
    return new Promise((resolve, reject) => {
      this.#looks.push({ id, deadline, resolve, reject });
      if (this.#looks.length === 1) void this.#options.clock.sleep(gatherMs).then(() => this.#flush());
    });
  }

  /**
   * Observes an ENI until the judge has a verdict or the deadline has passed; then it looks one last time.
   * @throws VendorRefusal when the vendor refuses the question for good (credentials, permissions).
   */
  watch<V>(id: string, judge: Judge<V>, deadline: number): Promise<V | WatchTimeout> {
    return new Promise((resolve, reject) => {
      let last: Observation;
      let seen = false;
      const wait: Wait = {
        id,
        since: this.#options.clock.now(),
        deadline,
        trouble: undefined,
        judge: (observation) => {
          last = observation;
          seen = true;
          wait.trouble = undefined;
          const verdict = judge(observation);
          if (verdict === undefined) return false;
          resolve(verdict);
          return true;
        },
        fail: reject,
        expire: () => {
          resolve({ timedOut: true, last, seen, trouble: wait.trouble });
        },
      };
      this.#waits.add(wait);
      this.#scheduleRound();
    });
  }

  async #flush(): Promise<void> {
    const looks = this.#looks;
    this.#looks = [];
    const { batch } = this.#options.vendor;
    const ids = [...new Set(looks.map((look) => look.id))];
    await Promise.all(
      chunks(ids, batch).map(async (chunk) => {
        const askers = looks.filter((look) => chunk.includes(look.id));
        const deadline = Math.max(...askers.map((look) => look.deadline));
        const answers = await this.#ask(chunk, deadline, 5);
        for (const look of askers) {
          const answer = answers(look.id);
          if (answer instanceof Error) look.reject(answer);
          else look.resolve(answer);
        }
      }),
    );
  }

  #scheduleRound(): void {
    if (this.#waits.size === 0 || this.#rounding) return;
    const { clock, random, vendor } = this.#options;
    const now = clock.now();
    const youngestMs = now - Math.max(...[...this.#waits].map((wait) => wait.since));
    const calls = Math.ceil(this.#waits.size / vendor.batch);
    const interval = roundInterval({ youngestMs, calls, fraction: random.fraction() });
    const firstDeadline = Math.min(...[...this.#waits].map((wait) => wait.deadline));
    const at = Math.max(now, Math.min(now + interval, firstDeadline));
    if (at >= this.#nextRoundAt) return;
    this.#wakeRound?.abort();
    const wake = (this.#wakeRound = new AbortController());
    this.#nextRoundAt = at;
    void clock.sleep(at - now, wake.signal).then(async () => {
      if (wake.signal.aborted) return;
      await this.#round();
    });
  }

  async #round(): Promise<void> {
    this.#rounding = true;
    // Only those that wait now: an answer to a question asked before a call was made says nothing about that call.
    const waits = [...this.#waits];
    const byId = Map.groupBy(waits, (wait) => wait.id);
    await Promise.all(
      chunks([...byId.keys()], this.#options.vendor.batch).map((chunk) => this.#askForWaits(chunk, byId)),
    );
    const now = this.#options.clock.now();
    for (const wait of waits) {
      if (this.#waits.has(wait) && now >= wait.deadline) {
        this.#waits.delete(wait);
        wait.expire();
      }
    }
    this.#rounding = false;
    this.#nextRoundAt = Number.POSITIVE_INFINITY;
    this.#scheduleRound();
  }

  async #askForWaits(ids: readonly string[], byId: Map<string, Wait[]>): Promise<void> {
    const waits = ids.flatMap((id) => byId.get(id) ?? []);
    const answers = await this.#ask(ids, this.#options.clock.now() + roundTimeout, 1);
    for (const wait of waits) if (this.#isOver(wait, answers(wait.id))) this.#waits.delete(wait);
  }

  #isOver(wait: Wait, answer: Answer): boolean {
    try {
      if (!(answer instanceof Error)) return wait.judge(answer);
      wait.trouble = answer;
      if (isFinal(answer)) wait.fail(answer);
      return isFinal(answer);
    } catch (error) {
      wait.fail(error);
      return true;
    }
  }

  /** What is known of each id after one question (and its further pages); never rejects. */
  async #ask(ids: readonly string[], deadline: number, attempts: number): Promise<(id: string) => Answer> {
    try {
      return await this.#askPages(ids, deadline, attempts);
    } catch (error) {
      const trouble = error instanceof Error ? error : new Error(String(error));
      const aboutIds =
        trouble instanceof VendorRefusal && (trouble.meaning === "goneEni" || trouble.meaning === "refused");
      if (!aboutIds) return () => trouble;
      // Some answers name an unknown id as an error instead of leaving it out.
      if (ids.length === 1) return () => (trouble.meaning === "goneEni" ? undefined : trouble);
      // One bad id fails the question for all of them: each is asked for alone.
      const alone = await Promise.all(ids.map(async (id) => [id, await this.#ask([id], deadline, attempts)] as const));
      const answers = new Map(alone);
      return (id) => answers.get(id)?.(id);
    }
  }

  async #askPages(ids: readonly string[], deadline: number, attempts: number): Promise<(id: string) => Answer> {
    const { vendor, region, send } = this.#options;
    const found = new Map<string, ObservedEni>();
    const wanted = new Set(ids);
    let missing: UnreadableAnswer | undefined;
    let next: string | undefined;
    let pages = 0;
    do {
      const call = vendor.enis(ids, region, next);
      const { body } = await send(call, { deadline, attempts });
      const page = readAnswer(call.action, () => vendor.readEnis(body, call));
      for (const eni of page.items) if (wanted.has(eni.networkInterfaceId)) found.set(eni.networkInterfaceId, eni);
      missing ??= whyNotGone(call.action, page, wanted);
      if (page.next !== undefined && (page.next === next || ++pages >= mostPages))
        throw new UnreadableAnswer(call.action, "the same page again and again");
      next = page.next;
    } while (next !== undefined && found.size < wanted.size);
    return (id) => found.get(id) ?? missing;
  }
}

/**
 * An ENI that a page does not have is gone, unless the page has something that cannot be read or that nobody asked for:
 * then it may be that one, or the answer is to another question.
 */
function whyNotGone(
  action: string,
  { items, unread }: Page<ObservedEni>,
  wanted: ReadonlySet<string>,
): UnreadableAnswer | undefined {
  if (unread !== undefined) return new UnreadableAnswer(action, `an answer that could not be understood (${unread})`);
  const stranger = items.some((eni) => !wanted.has(eni.networkInterfaceId));
  return stranger
    ? new UnreadableAnswer(action, "an answer with an ENI that nobody asked for, and without one")
    : undefined;
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  const result: T[][] = [];
  for (let at = 0; at < items.length; at += size) result.push(items.slice(at, at + size));
  return result;
}
