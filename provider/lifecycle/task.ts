// Asks for the task of a call, for vendors that have tasks.
import { EniError } from "../errors.ts";
import { aboutMs } from "../http/backoff.ts";
import { LostReply, quoteVendor, VendorRefusal } from "../http/no-answer.ts";
import type { TaskState } from "../vendors/vendor.ts";
import { roundInterval } from "../watch/interval.ts";
import { readAnswer } from "../watch/read-answer.ts";
import type { Judge } from "../watch/watcher.ts";
import type { Operation } from "./operation.ts";

/** Up to this many tasks are polled at short intervals. If there are more, a task is asked for when its ENI changes. */
const few = 5;
/** If there are many tasks: first and longest pause between two questions for one of them, in milliseconds. Only the task shows a failure. */
const firstPauseOfMany = 10_000;
const longestPauseOfMany = 20_000;

/** `unknown`: the task is not found, may not be read, or there was no answer. Then the ENI's state decides. */
export type TaskEnd = TaskState | { readonly status: "unknown"; readonly output: string };

export async function askTask(op: Operation, taskId: string): Promise<TaskEnd> {
  const { task } = op.vendor;
  if (!task) return { status: "unknown", output: "" };
  const call = task.call(taskId, op.region);
  try {
    const { body } = await op.options.session.client.call(call, { deadline: op.clock.now() + 30_000, attempts: 3 });
    return readAnswer(call.action, () => task.read(body));
  } catch (error) {
    if (error instanceof VendorRefusal) return { status: "unknown", output: quoteVendor(error.words) };
    if (error instanceof LostReply || error instanceof EniError) return { status: "unknown", output: error.message };
    throw error;
  }
}

/** How a task ended, and the judge's verdict on the ENI before that; undefined if there was none. */
export interface TaskWait<V> {
  readonly end: TaskEnd;
  readonly verdict: V | undefined;
}

/**
 * Waits until the task has ended. If it still runs at the deadline, `end.status` is "running".
 * @param judge gives a verdict when the ENI shows the result of the task.
 */
export async function awaitTask<V extends object>(
  op: Operation,
  taskId: string,
  deadline: number,
  judge: Judge<V>,
): Promise<TaskWait<V>> {
  const { tasks } = op.options.session;
  const began = op.clock.now();
  let verdict: V | undefined;
  tasks.add(taskId);
  try {
    for (let pauseOfMany = firstPauseOfMany; ; pauseOfMany = Math.min(pauseOfMany * 1.5, longestPauseOfMany)) {
      const now = op.clock.now();
      if (tasks.size > few && verdict === undefined) {
        // Jitter, so that not all tasks are asked for at one time.
        const pause = aboutMs(pauseOfMany, op.options.random);
        const seen = await op.watch(judge, Math.min(deadline, now + pause));
        if (!("timedOut" in seen)) verdict = seen;
      } else {
        const fraction = op.options.random.fraction();
        const pause = roundInterval({ youngestMs: now - began, crowd: tasks.size, fraction });
        await op.pause(Math.min(Math.max(0, deadline - now), pause));
      }
      const end = await askTask(op, taskId);
      if (end.status !== "running" || op.clock.now() >= deadline) return { end, verdict };
    }
  } finally {
    tasks.delete(taskId);
  }
}
