// Follows a call to its end: by its task where the vendor has one, and by the ENI's state in any case.
import type { Clock } from "../http/clock.ts";
import type { Judge, WatchTimeout } from "../watch/watcher.ts";
import type { Operation, Sent } from "./operation.ts";
import { fallBackAgree, lostGrace, staleGrace, taskGrace } from "./patience.ts";
import type { TaskEnd } from "./task.ts";
import { askTask, awaitTask } from "./task.ts";

/** `fellBack` and `notStarted`: the ENI is as it was before the call; a task may know more. */
export interface Ending<Good extends string> {
  readonly is: Good | "fellBack" | "notStarted";
  /** What the vendor's task says of its failure. */
  readonly output?: string;
}

/**
 * So many answers have to show the state before a call until that is a failure: a list may be behind once when the change begins, and once
 * more when it ends, and an answer that never comes may use up the grace between the two.
 */
const answersBefore = 3;

/** What answers have to agree on for some time before it is believed: one may be behind. */
export class Agreement {
  readonly #clock: Clock;
  readonly #forMs: number;
  #since: number | undefined;

  constructor(clock: Clock, forMs: number) {
    this.#clock = clock;
    this.#forMs = forMs;
  }

  /** Another answer says so; true when it is to be believed. */
  said(): boolean {
    this.#since ??= this.#clock.now();
    return this.#clock.now() - this.#since >= this.#forMs;
  }

  /** An answer says something else. */
  broken(): void {
    this.#since = undefined;
  }
}

/** The state before a call, for a judge of what comes after it: still there, or there again. */
export class StartingPoint {
  readonly #clock: Clock;
  readonly #grace: number;
  readonly #began: number;
  readonly #isBack: Agreement;
  #left = false;
  #answers = 0;

  /** @param grace how long it is no failure, in milliseconds; 0 where a task has told that the call failed. */
  constructor(clock: Clock, grace: number) {
    this.#clock = clock;
    this.#grace = grace;
    this.#began = clock.now();
    this.#isBack = new Agreement(clock, fallBackAgree);
  }

  /** The call is at work. */
  left(): void {
    this.#left = true;
    this.#isBack.broken();
  }

  /** The state is as before the call: a verdict, once that is no answer which is behind. */
  seen(): Ending<never> | undefined {
    if (this.#left) return this.#isBack.said() ? { is: "fellBack" } : undefined;
    this.#answers += 1;
    const enough = this.#answers >= (this.#grace > 0 ? answersBefore : 1);
    return enough && this.#clock.now() - this.#began >= this.#grace ? { is: "notStarted" } : undefined;
  }
}

/**
 * @param sent the call; undefined when what is followed was begun by somebody else.
 * @param judge makes the judge of the ENI's state; `grace` is how long the state before the call is no failure, in ms.
 */
export async function follow<V extends Ending<string>>(
  op: Operation,
  sent: Sent | undefined,
  deadline: number,
  judge: (grace: number) => Judge<V>,
): Promise<V | Ending<never> | WatchTimeout> {
  const taskId = sent?.kind === "accepted" ? sent.taskId : undefined;
  // Where nothing shows that a call is at work, the state before it has to be believed less soon.
  let grace = sent?.kind === "lost" && op.vendor.showsTransitions ? lostGrace : staleGrace;
  let task: TaskEnd | undefined;
  if (taskId !== undefined && op.vendor.task?.asked === "always") {
    // Until the task has ended, the state before the call says nothing.
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
    // Running still, or done and ahead of the list.
    grace = taskGrace;
  }
}
