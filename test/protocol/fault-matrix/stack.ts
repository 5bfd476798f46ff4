// A stack with one attachment, kept as the Pulumi engine keeps it: which call follows from which state, and what is
// written down of each outcome. It stands for `pulumi up`, `destroy`, `cancel` and `refresh --clear-pending-creates`.
import { isDeepStrictEqual } from "node:util";
import { CallError } from "../../support/running-provider.ts";
import type { Properties, RunningProvider } from "../../support/running-provider.ts";

export interface Resource {
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  /** Reasons of a run that ended half-way: the next `up` updates whatever the diff says. */
  readonly initErrors: readonly string[];
}

export type Done = "created" | "updated" | "deleted" | "unchanged";

/** The engine was killed: whatever its provider still answers, nobody writes it down. */
export class EngineKilled extends Error {}

export class Stack {
  resource: Resource | undefined;
  /** The operation that a killed process left behind. */
  pending: "creating" | "updating" | "deleting" | undefined;
  /** Called right before create, update or delete: check and diff have had their own looks at the cloud by then. */
  onCall: () => void = () => undefined;
  /** What a killed engine leaves behind, until `pulumi cancel`. */
  #locked = false;

  /** `pulumi up` of a program that has the attachment. @throws CallError, EngineKilled. */
  async up(provider: RunningProvider, program: Properties): Promise<Done> {
    this.#requireUnlocked();
    const before = this.resource;
    const { inputs, failures } = await provider.check(program, before?.inputs ?? {});
    if (failures.length > 0) throw new Error(`check: ${JSON.stringify(failures)}`);
    if (before === undefined) {
      const { id, outs } = await this.#carryOut("creating", inputs, () => provider.create(inputs));
      this.resource = { id, inputs, outputs: outs, initErrors: [] };
      return "created";
    }
    const { id, outputs, initErrors } = before;
    const { changes, replaces } = await provider.diff(id, outputs, inputs);
    if (replaces.length > 0) throw new Error(`diff asks for a replacement because of ${replaces.join(", ")}`);
    const changed = changes ?? !isDeepStrictEqual(before.inputs, inputs);
    if (!changed && initErrors.length === 0) {
      this.resource = { ...before, inputs };
      return "unchanged";
    }
    const { outs } = await this.#carryOut("updating", inputs, () => provider.update(id, outputs, inputs));
    this.resource = { id, inputs, outputs: outs, initErrors: [] };
    return "updated";
  }

  /** `pulumi destroy`. @throws CallError, EngineKilled. */
  async destroy(provider: RunningProvider): Promise<Done> {
    this.#requireUnlocked();
    const before = this.resource;
    if (before === undefined) return "unchanged";
    await this.#carryOut("deleting", before.inputs, () => provider.delete(before.id, before.outputs));
    this.resource = undefined;
    return "deleted";
  }

  async #carryOut<T>(kind: NonNullable<Stack["pending"]>, inputs: Properties, call: () => Promise<T>): Promise<T> {
    this.pending = kind;
    this.onCall();
    let answer: T;
    try {
      answer = await call();
    } catch (error) {
      this.#requireEngine(error);
      // A provider that died leaves the engine in doubt, so the pending operation stays; any other answer ends it.
      if (!(error instanceof CallError && error.code === "UNAVAILABLE")) this.pending = undefined;
      if (error instanceof CallError && error.initFailed !== undefined) {
        const { id, properties, reasons } = error.initFailed;
        this.resource = { id, inputs, outputs: properties, initErrors: reasons };
      }
      throw error;
    }
    this.#requireEngine();
    this.pending = undefined;
    return answer;
  }

  /** kill -9 of the engine. */
  engineKilled(): void {
    this.#locked = true;
  }

  /** `pulumi cancel`. */
  cancel(): void {
    this.#locked = false;
  }

  /** `pulumi refresh --clear-pending-creates`, as far as it concerns pending creates: they are forgotten. */
  clearPendingCreates(): void {
    this.#requireUnlocked();
    this.pending = undefined;
  }

  #requireUnlocked(): void {
    if (this.#locked) throw new Error("the stack is locked by an update that was killed: `pulumi cancel` first");
  }

  #requireEngine(cause?: unknown): void {
    if (this.#locked) throw new EngineKilled("nobody wrote down what the provider answered", { cause });
  }
}
