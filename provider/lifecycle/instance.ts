// Looks at the instance: does it exist, and does its state allow an ENI to come or go?
import type { ObservedInstance } from "../vendors/vendor.ts";
import type { VendorRefusal } from "../http/no-answer.ts";
import { isNoAnswer } from "../http/no-answer.ts";
import type { Remedy } from "../remedy.ts";
import { durationInWords, failure, runAgain } from "./failure.ts";
import type { Operation } from "./operation.ts";

/** Pause between two looks at an instance that is starting or stopping, in milliseconds. */
const pollEvery = 3_000;

/** Longest time for one look at an instance, in milliseconds. */
const lookTimeout = 30_000;

/** The instance, or undefined when a well-formed answer does not have it. @throws LostReply, VendorRefusal, EniError. */
export function askForInstance(op: Operation, id: string): Promise<ObservedInstance | undefined> {
  const { preview, session } = op.options;
  return op.uncancelled(() =>
    preview ? session.instances.glance(id) : session.instances.look(id, op.clock.now() + lookTimeout),
  );
}

/** As {@link askForInstance}, but undefined as well when there is no answer: where the look only adds to what is known. */
export async function lookAtInstance(op: Operation, id: string): Promise<ObservedInstance | undefined> {
  try {
    return await askForInstance(op, id);
  } catch (error) {
    if (isNoAnswer(error)) return undefined;
    throw error;
  }
}

/** Waits while the instance is starting or stopping. @throws EniError `INSTANCE_STATE` when the deadline comes first. */
export async function waitForInstance(op: Operation, id: string, deadline: number, doing: string): Promise<void> {
  const { stage } = op;
  op.stage = "instance";
  const began = op.clock.now();
  for (;;) {
    const instance = await lookAtInstance(op, id);
    if (instance?.phase !== "transitional") {
      op.stage = stage;
      return;
    }
    if (op.clock.now() + pollEvery > deadline) {
      throw failure(op, "INSTANCE_STATE", {
        doing,
        what: `${id} is still ${instance.vendorState} after ${durationInWords(op.clock.now() - began)}${op.answered.describe()}`,
        remedy: [{ kind: "lookInConsole", at: "lastingState" }, runAgain],
      });
    }
    await op.pause(pollEvery);
  }
}

/** What becomes of a call that was refused because of a state. */
export type StateRefusal = "again" | { readonly what: string; readonly remedy?: Remedy };

/**
 * Some vendors have one code for the state of ENI and instance, so the instance is looked at: one that is starting or
 * stopping is waited for, a stable wrong state is final, and for the rest the call is tried again while that may be.
 */
export async function stateRefusal(
  op: Operation,
  id: string,
  refusal: VendorRefusal,
  { deadline, doing, mayTryAgain }: { deadline: number; doing: string; mayTryAgain: boolean },
): Promise<StateRefusal> {
  const instance = await lookAtInstance(op, id);
  if (instance?.phase === "transitional") {
    await waitForInstance(op, id, deadline, doing);
    return "again";
  }
  if (instance?.phase !== "unfit") {
    if (mayTryAgain) return "again";
    const remedy: Remedy = [{ kind: "lookInConsole", at: "both" }, runAgain];
    if (refusal.meaning === "eniState")
      return { what: "the vendor goes on saying that a state does not allow it", remedy };
    if (instance)
      return { what: `${id} is ${instance.vendorState}, which should do, and the vendor goes on refusing`, remedy };
  }
  const state = instance ? ` (${instance.vendorState})` : "";
  return { what: `the state of ${id}${state} does not allow it`, remedy: op.vendor.remedies.unfitInstance };
}
