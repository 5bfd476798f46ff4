// Looks at the instance: does it exist, and does its state allow an ENI to come or go?
import type { ObservedInstance } from "../vendors/vendor.ts";
import { EniError, LostReply, VendorRefusal } from "../http/errors.ts";
import { readAnswer } from "../watch/read-answer.ts";
import { durationInWords, failure } from "./failure.ts";
import type { Operation } from "./operation.ts";

/** Pause between two looks at an instance that is starting or stopping, in milliseconds. */
const pollEvery = 3_000;

/** The instance, or undefined when a well-formed answer does not have it. @throws LostReply, VendorRefusal, EniError. */
export function askForInstance(op: Operation, id: string): Promise<ObservedInstance | undefined> {
  return op.shared(`instance ${id}`, async () => {
    const call = op.vendor.instance(id, op.region);
    const { body } = await op.options.session.client.call(call, { deadline: op.clock.now() + 30_000, attempts: 3 });
    const instance = readAnswer(call.action, () => op.vendor.readInstance(body, id));
    return instance?.instanceId === id ? instance : undefined;
  });
}

/** As {@link askForInstance}, but undefined as well when there is no answer: where the look only adds to what is known. */
export async function lookAtInstance(op: Operation, id: string): Promise<ObservedInstance | undefined> {
  try {
    return await askForInstance(op, id);
  } catch (error) {
    if (error instanceof LostReply || error instanceof VendorRefusal || error instanceof EniError) return undefined;
    throw error;
  }
}

/** Waits while the instance is starting or stopping. @throws EniError `INSTANCE_STATE` when the deadline comes first. */
export async function waitForInstance(op: Operation, id: string, deadline: number, doing: string): Promise<void> {
  const began = op.clock.now();
  for (;;) {
    const instance = await lookAtInstance(op, id);
    if (instance?.phase !== "transitional") return;
    if (op.clock.now() + pollEvery > deadline) {
      throw failure(op, "INSTANCE_STATE", {
        doing,
        what: `${id} is still ${instance.vendorState} after ${durationInWords(op.clock.now() - began)}`,
        remedy: op.vendor.remedies.unfitInstance,
      });
    }
    await op.clock.sleep(pollEvery);
  }
}

/**
 * After a refusal because of a state: an instance that is starting or stopping is waited for ("changed"); a settled one is
 * returned, or undefined when there is no telling.
 */
export async function settledInstance(
  op: Operation,
  id: string,
  deadline: number,
  doing: string,
): Promise<ObservedInstance | "changed" | undefined> {
  const instance = await lookAtInstance(op, id);
  if (instance?.phase !== "transitional") return instance;
  await waitForInstance(op, id, deadline, doing);
  return "changed";
}
