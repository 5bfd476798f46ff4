// Asks a vendor for the job behind a call, where it has one.
import { EniError, LostReply, quoteVendor, VendorRefusal } from "../http/errors.ts";
import type { TaskState } from "../vendors/vendor.ts";
import { readAnswer } from "../watch/read-answer.ts";
import type { Operation } from "./operation.ts";

/** First and longest pause between two questions for one task, in milliseconds. */
const firstPause = 500;
const longestPause = 5_000;

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

/** Waits until the task has ended; still running at the deadline, it is returned as that. */
export async function awaitTask(op: Operation, taskId: string, deadline: number): Promise<TaskEnd> {
  for (let pause = firstPause; ; pause = Math.min(pause * 1.5, longestPause)) {
    const state = await askTask(op, taskId);
    if (state.status !== "running") return state;
    const left = deadline - op.clock.now();
    if (left <= 0) return state;
    await op.clock.sleep(Math.min(left, pause * (0.9 + op.options.random.fraction() / 5)));
  }
}
