// Looks at an instance: does it exist, and does its state allow an attach or detach?
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

/** The instance, or undefined if a well-formed answer does not contain it. @throws LostReply, VendorRefusal, EniError. */
export function askForInstance(op: Operation, id: string): Promise<ObservedInstance | undefined> {
  const { preview, session } = op.options;
  return op.uncancelled(() =>
    preview ? session.instances.glance(id) : session.instances.look(id, op.clock.now() + lookTimeout),
  );
}

/** Like {@link askForInstance}, but also undefined if there is no answer: for looks that are optional. */
export async function lookAtInstance(op: Operation, id: string): Promise<ObservedInstance | undefined> {
  try {
    return await askForInstance(op, id);
  } catch (error) {
    if (isNoAnswer(error)) return undefined;
    throw error;
  }
}

/** Waits while the instance is starting or stopping. @throws EniError `INSTANCE_STATE` if the deadline comes first. */
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

/** What to do about an unfit instance. @param instance undefined if it could not be looked at. */
export function remedyOfUnfit({ vendor }: Operation, instance: ObservedInstance | undefined): Remedy {
  return instance?.wayOut === undefined
    ? vendor.remedies.unfitInstance
    : [{ kind: "followHint", hint: instance.wayOut }];
}

/** What to do about a call that was refused because of a state: send it again, or fail with these words. */
export type StateRefusal = "again" | { readonly what: string; readonly remedy?: Remedy };

/**
 * Some vendors have one code for the states of ENI and instance, so the instance is looked at. If it is starting or stopping, it is
 * waited for. If its state is stable and wrong, the refusal is final. Otherwise the call is sent again while `mayTryAgain`.
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
  return { what: `the state of ${id}${state} does not allow it`, remedy: remedyOfUnfit(op, instance) };
}
