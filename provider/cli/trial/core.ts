// The steps of a trial on the code of `pulumi up`: each is a run of its own, as if the program was changed and `up` run again.
import type { CheckResult } from "../../attachment/check.ts";
import { Attachments } from "../../attachment/attachments.ts";
import type { Outcome } from "../../attachment/outcome.ts";
import { hasFailed } from "../../attachment/outcome.ts";
import { Operations } from "../../attachment/operations.ts";
import type { AttachmentRuntime } from "../../attachment/ports.ts";
import { Progress } from "../../attachment/progress.ts";
import type { Properties } from "../../attachment/properties.ts";
import { readArguments } from "../../attachment/state.ts";
import type { Subject } from "../../attachment/subject.ts";
import { subjectOf } from "../../attachment/subject.ts";
import { labelled } from "../../attachment/words.ts";
import { EniError } from "../../errors.ts";
import type { ObservedEni } from "../../vendors/vendor.ts";
import type { Tools } from "../read-only-operations.ts";

/** A step that failed. */
export class StepFailure extends Error {
  override readonly name = "StepFailure";
  override readonly cause: EniError;
  /** The state that `pulumi up` would record now; undefined if it stays as it was. */
  readonly properties: Properties | undefined;

  constructor(cause: EniError, properties: Properties | undefined) {
    super(cause.message);
    this.cause = cause;
    this.properties = properties;
  }
}

export interface CoreOptions {
  readonly tools: Tools;
  /** Gets each line for the user, without its line break. */
  readonly say: (line: string) => void;
  /** Aborted: every wait ends, and nothing more is sent. */
  readonly signal: AbortSignal;
}

export class Core {
  readonly #runtime: AttachmentRuntime;

  constructor({ tools, say, signal }: CoreOptions) {
    const { environment, ...machine } = tools;
    this.#runtime = {
      ...machine,
      environment: () => environment,
      // There is no engine that could go away.
      liveness: { meet: () => Promise.resolve(), answers: () => Promise.resolve(true) },
      say: (label, line) => say(labelled(label, line)),
      progress: new Progress({ clock: tools.clock, say, ending: "Ctrl-C ends it and puts things back" }),
      signal,
    };
  }

  /** @returns the state that `pulumi up` would record. @throws StepFailure. */
  async attach(inputs: Properties): Promise<Properties> {
    const run = new Attachments(this.#runtime);
    accepted(await run.check({}, inputs, {}));
    return good(await run.create(inputs)).outputs;
  }

  /** @param olds the recorded state. @throws StepFailure. */
  async move(olds: Properties, inputs: Properties): Promise<Properties> {
    const run = new Attachments(this.#runtime);
    accepted(await run.check(olds, inputs, {}));
    await run.diff(olds, inputs);
    return good(await run.update(olds, inputs)).outputs;
  }

  /** What `pulumi refresh` would record; undefined if the ENI is gone. @throws StepFailure. */
  async look(recorded: Properties): Promise<Properties | undefined> {
    return good(await new Attachments(this.#runtime).read(recorded)).found?.outputs;
  }

  /** @throws StepFailure. */
  async detach(recorded: Properties): Promise<void> {
    const failed = await new Attachments(this.#runtime).delete(recorded);
    if (failed) throw new StepFailure(failed.error, failed.partial);
  }

  /** The ENI as the vendor shows it now; undefined if it is gone. @throws EniError. */
  async observe(inputs: Properties): Promise<ObservedEni | undefined> {
    const subject = subjectOf(inputs) as Subject;
    const args = readArguments(await subject.vendor.load(), inputs);
    const doing = `look at ${subject.networkInterfaceId}`;
    const request = { args, recorded: args, attachedTo: "", doing };
    const operations = new Operations(this.#runtime);
    const op = await operations.with(undefined).operation(subject, request);
    return operations.during(op, () => op.look());
  }
}

function good<Good extends object>(outcome: Outcome<Good>): Good {
  if (hasFailed(outcome)) throw new StepFailure(outcome.error, outcome.partial);
  return outcome;
}

function accepted({ failures }: CheckResult): void {
  if (failures.length === 0) return;
  const what = failures.map(({ property, reason }) => `${property}: ${reason}`).join("; ");
  throw new StepFailure(new EniError("CONFIGURATION_INVALID", { what, now: "Now: nothing was sent." }), undefined);
}
