// One watcher per vendor, account and region. It holds every ENI that is waited for, and asks for as many in one call as the vendor
// allows. A judge, passed in, decides on each observation whether the wait is over.
import { unlessAborted } from "../http/abort.ts";
import type { Clock, Random } from "../http/clock.ts";
import { VendorRefusal } from "../http/no-answer.ts";
import type { ObservedEni } from "../vendors/vendor.ts";
import { roundInterval } from "./interval.ts";
import type { Answer, Questions } from "./questions.ts";

/** An ENI as the vendor shows it, or undefined when a well-formed answer does not have it. */
export type Observation = ObservedEni | undefined;

/** Looks at one observation: a verdict ends the wait, undefined goes on. */
export type Judge<V> = (observation: Observation) => V | undefined;

export interface WatchTimeout {
  readonly timedOut: true;
  readonly last: Observation;
  /** At least one answer was understood during the wait. */
  readonly seen: boolean;
  /** Why the last question had no answer, when it had none. */
  readonly trouble: Error | undefined;
}

export interface WatcherOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly questions: Questions<ObservedEni>;
  /**
   * Questions in a row that it takes to notice an end: 2 where the task is asked after the list. Default 1.
   */
  readonly questionsInRow?: number;
  /** Number of the account's calls that wait for a turn, ahead of the watcher's. Default none. */
  readonly queued?: () => number;
}

/** Longest time for the questions of one round, in milliseconds. */
const roundTimeout = 15_000;

interface Wait {
  readonly id: string;
  readonly since: number;
  readonly deadline: number;
  /** Returns true when the wait is over. */
  readonly judge: (observation: Observation) => boolean;
  readonly fail: (error: unknown) => void;
  readonly expire: () => void;
  trouble: Error | undefined;
  /** A question about it is under way. */
  asked: boolean;
}

/** A refusal that no waiting changes (credentials, permissions). */
function isFinal(error: unknown): boolean {
  return error instanceof VendorRefusal && error.meaning !== "throttled" && error.meaning !== "busy";
}

export class Watcher {
  readonly #options: WatcherOptions;
  readonly #waits = new Set<Wait>();
  #wakeRound: AbortController | undefined;
  #nextRoundAt = Number.POSITIVE_INFINITY;

  constructor(options: WatcherOptions) {
    this.#options = options;
  }

  /** Number of ENIs being waited for. */
  get waiting(): number {
    return this.#waits.size;
  }

  /**
   * Observes an ENI until the judge has a verdict or the deadline has passed; then it looks one last time.
   * @throws VendorRefusal when the vendor refuses the question for good (credentials, permissions).
   * @throws Cancelled when the signal is aborted.
   */
  watch<V>(id: string, judge: Judge<V>, deadline: number, signal?: AbortSignal): Promise<V | WatchTimeout> {
    let mine: Wait | undefined;
    const verdict = new Promise<V | WatchTimeout>((resolve, reject) => {
      let last: Observation;
      let seen = false;
      const wait: Wait = {
        id,
        since: this.#options.clock.now(),
        deadline,
        trouble: undefined,
        asked: false,
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
      mine = wait;
      this.#waits.add(wait);
      this.#roundIn(0, deadline);
    });
    return unlessAborted(signal, () => verdict).finally(() => {
      if (mine) this.#waits.delete(mine);
    });
  }

  /** Called after answers; an ENI that joins meanwhile schedules a round itself. */
  #scheduleRound(): void {
    let youngest = Number.NEGATIVE_INFINITY;
    let firstDeadline = Number.POSITIVE_INFINITY;
    // An ENI whose answer is outstanding is asked for again after it, so that an answer that hangs delays no others.
    for (const { asked, since, deadline } of this.#waits) {
      if (asked) continue;
      youngest = Math.max(youngest, since);
      firstDeadline = Math.min(firstDeadline, deadline);
    }
    if (firstDeadline < Number.POSITIVE_INFINITY) this.#roundIn(this.#options.clock.now() - youngest, firstDeadline);
  }

  #roundIn(youngestMs: number, firstDeadline: number): void {
    const { clock, random, queued = () => 0, questionsInRow } = this.#options;
    const now = clock.now();
    const crowd = this.#waits.size + queued();
    const interval = roundInterval({ youngestMs, crowd, questionsInRow, fraction: random.fraction() });
    const at = Math.max(now, Math.min(now + interval, firstDeadline));
    if (at >= this.#nextRoundAt) return;
    this.#wakeRound?.abort();
    const wake = (this.#wakeRound = new AbortController());
    this.#nextRoundAt = at;
    const round = () => {
      if (!wake.signal.aborted) this.#round();
    };
    void clock.sleep(at - now, wake.signal).then(round, (error: unknown) => this.#giveUp([...this.#waits], error));
  }

  /** A fault of this package ends these waits: nothing else would (lifecycle rule 18). */
  #giveUp(waits: readonly Wait[], error: unknown): void {
    this.#nextRoundAt = Number.POSITIVE_INFINITY;
    for (const wait of waits) {
      this.#waits.delete(wait);
      wait.fail(error);
    }
  }

  #round(): void {
    this.#nextRoundAt = Number.POSITIVE_INFINITY;
    // Only ENIs that wait now: the answer to a question sent before a change says nothing about that change.
    const waits = [...this.#waits].filter((wait) => !wait.asked);
    try {
      const byId = Map.groupBy(waits, (wait) => wait.id);
      const deadline = this.#options.clock.now() + roundTimeout;
      const tell = (id: string, answer: Answer<ObservedEni>) => this.#hear(byId.get(id) ?? [], answer);
      for (const { ids, done } of this.#options.questions.ask([...byId.keys()], { deadline, attempts: 1 }, tell)) {
        const asked = ids.flatMap((id) => byId.get(id) ?? []);
        for (const wait of asked) wait.asked = true;
        void done.then(() => this.#scheduleRound()).catch((error: unknown) => this.#giveUp(asked, error));
      }
    } catch (error) {
      this.#giveUp(waits, error);
    }
  }

  #hear(waits: readonly Wait[], answer: Answer<ObservedEni>): void {
    const now = this.#options.clock.now();
    for (const wait of waits) {
      wait.asked = false;
      const over = this.#isOver(wait, answer);
      if (over || now >= wait.deadline) this.#waits.delete(wait);
      if (!over && now >= wait.deadline) wait.expire();
    }
  }

  #isOver(wait: Wait, answer: Answer<ObservedEni>): boolean {
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
}
