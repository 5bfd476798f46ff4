// Waits until a call has taken effect or failed: by the vendor's task if it has one, and always by the ENI's state.
import type { Clock } from "../http/clock.ts";
import type { Judge, WatchTimeout } from "../watch/watcher.ts";
import type { Operation, Sent } from "./operation.ts";
import { fallBackAgree, lostGrace, staleGrace, taskGrace } from "./patience.ts";
import type { TaskEnd } from "./task.ts";
import { askTask, awaitTask } from "./task.ts";

/** `fellBack` and `notStarted`: the ENI is as it was before the call, after a passing state or without one. */
export interface Ending<Good extends string> {
  readonly is: Good | "fellBack" | "notStarted";
  /** The vendor's text about the failed task. */
  readonly output?: string;
}

/**
 * Number of answers that have to show the state before the call until the call counts as failed. A list may be stale once when the change
 * begins and once when it ends, and a lost answer may use up the grace between the two.
 */
const answersBefore = 3;

/** A finding that is believed only after answers have agreed on it for some time: a single answer may be stale. */
export class Agreement {
  readonly #clock: Clock;
  readonly #forMs: number;
  #since: number | undefined;

  constructor(clock: Clock, forMs: number) {
    this.#clock = clock;
    this.#forMs = forMs;
  }

  /** One more answer says so. @returns whether to believe it now. */
  said(): boolean {
    this.#since ??= this.#clock.now();
    return this.#clock.now() - this.#since >= this.#forMs;
  }

  /** An answer says something else, so the time begins again. */
  broken(): void {
    this.#since = undefined;
  }
}

/** Tells a judge whether the ENI still is, or again is, in the state that it had before the call. */
export class StartingPoint {
  readonly #clock: Clock;
  readonly #grace: number;
  readonly #began: number;
  readonly #isBack: Agreement;
  #left = false;
  #answers = 0;

  /** @param grace how long the old state is no failure, in milliseconds; 0 if a task says that the call failed. */
  constructor(clock: Clock, grace: number) {
    this.#clock = clock;
    this.#grace = grace;
    this.#began = clock.now();
    this.#isBack = new Agreement(clock, fallBackAgree);
  }

  /** A passing state was seen, so the call has begun. */
  left(): void {
    this.#left = true;
    this.#isBack.broken();
  }

  /** The ENI is in the state before the call. @returns a verdict once a stale answer is ruled out. */
  seen(): Ending<never> | undefined {
    if (this.#left) return this.#isBack.said() ? { is: "fellBack" } : undefined;
    this.#answers += 1;
    const enough = this.#answers >= (this.#grace > 0 ? answersBefore : 1);
    return enough && this.#clock.now() - this.#began >= this.#grace ? { is: "notStarted" } : undefined;
  }
}

/**
 * @param sent the call; undefined if this operation did not send it.
 * @param judge makes a judge of the ENI's state. `grace`: how long the state before the call is no failure, in milliseconds.
 */
export async function follow<V extends Ending<string>>(
  op: Operation,
  sent: Sent | undefined,
  deadline: number,
  judge: (grace: number) => Judge<V>,
): Promise<V | Ending<never> | WatchTimeout> {
  const taskId = sent?.kind === "accepted" ? sent.taskId : undefined;
  // If the vendor shows no passing states, the old state needs the longer grace.
  let grace = sent?.kind === "lost" && op.vendor.showsTransitions ? lostGrace : staleGrace;
  let task: TaskEnd | undefined;
  if (taskId !== undefined && op.vendor.task?.asked === "always") {
    // Until the task has ended, the old state proves nothing.
    const { end, verdict } = await awaitTask(op, taskId, deadline, judge(Number.POSITIVE_INFINITY));
    task = end;
    if (task.status === "succeeded") {
      if (verdict) return verdict;
      grace = taskGrace;
    }
  }
  for (;;) {
    const failed = task?.status === "failed" ? task.output : undefined;
    const verdict = await op.watch(judge(failed === undefined ? grace : 0), deadline);
    if ("timedOut" in verdict || (verdict.is !== "fellBack" && verdict.is !== "notStarted")) return verdict;
    if (failed !== undefined) return { is: "fellBack", output: failed };
    if (taskId === undefined || task?.status === "succeeded") return verdict;
    task = await askTask(op, taskId);
    if (task.status === "unknown") return verdict;
    // The task still runs, or has succeeded and the list is stale.
    grace = taskGrace;
  }
}
