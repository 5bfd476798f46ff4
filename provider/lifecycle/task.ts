// Asks a vendor for the job behind a call, where it has one.
import { EniError } from "../errors.ts";
import { aboutMs } from "../http/backoff.ts";
import { LostReply, quoteVendor, VendorRefusal } from "../http/no-answer.ts";
import type { TaskState } from "../vendors/vendor.ts";
import { roundInterval } from "../watch/interval.ts";
import { readAnswer } from "../watch/read-answer.ts";
import type { Judge } from "../watch/watcher.ts";
import type { Operation } from "./operation.ts";

/** Up to so many tasks are asked for at short intervals; with more, the list of ENIs says when a question is worth it. */
const few = 5;
/** First and longest pause between two questions for one task of many, in milliseconds: what failed shows nowhere else. */
const firstPauseOfMany = 10_000;
const longestPauseOfMany = 20_000;

/** `unknown`: the vendor does not know the task, may not tell, or does not answer; the ENI itself then has to. */
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

/** How a task ended, and what was seen of its ENI before that: what is waited for, or nothing. */
export interface TaskWait<V> {
  readonly end: TaskEnd;
  readonly verdict: V | undefined;
}

/**
 * Waits until the task has ended; still running at the deadline, it is returned as that.
 * @param judge has a verdict when the ENI shows what the task is for.
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
        // Not all of them at one time.
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
