// Create, read, update and delete as the simulation's engine asks for them: each judged, bounded in time, and cut short when its process
// is killed.
import type { Properties } from "../../provider/attachment/properties.ts";
import type { CallError } from "../support/running-provider.ts";
import { boundOf } from "./bounds.ts";
import type { OperationKind, OperationRecord } from "./operation-record.ts";
import type { ProviderProcess } from "./provider-process.ts";
import type { Stage } from "./stage.ts";
import type { Failures, State } from "./state.ts";
import type { Verdicts } from "./verdicts.ts";

export interface Asked {
  readonly kind: OperationKind;
  /** Its name in coverage/steps.ts. */
  readonly step: string;
  readonly name: string;
  readonly args: Properties;
  readonly recorded: string;
}

export type Done<T> =
  | { readonly record: OperationRecord; readonly result: T; readonly error: undefined }
  | { readonly record: OperationRecord; readonly result: undefined; readonly error: CallError };

export class Operations {
  /** Names of resources that something was asked for, but for a read. */
  readonly begun = new Set<string>();
  readonly #stage: Stage;
  readonly #process: ProviderProcess;
  readonly #state: () => State;
  readonly #verdicts: Verdicts;
  readonly #failures: Failures;

  constructor(stage: Stage, process: ProviderProcess, state: () => State, verdicts: Verdicts, failures: Failures) {
    this.#stage = stage;
    this.#process = process;
    this.#state = state;
    this.#verdicts = verdicts;
    this.#failures = failures;
  }

  /** @throws when its process died in the middle. */
  async run<T>(
    { kind, step, name, args, recorded }: Asked,
    work: () => Promise<T>,
    ending: (result: T, record: OperationRecord, said: string) => string,
  ): Promise<Done<T>> {
    const process = this.#process;
    const record = process.begin({
      kind,
      name,
      eni: String(args["networkInterfaceId"]),
      wanted: String(args["instanceId"]),
      recorded,
      takeOver: args["onConflict"] === "takeOver",
      rollback: args["rollback"] !== false,
      boundMs: boundOf(kind, args, this.#keeperOf(name, args)),
    });
    if (kind !== "read") this.begun.add(name);
    this.#verdicts.begin(record);
    this.#stage.figures.operations += 1;
    const outcome: Done<T> | undefined = await Promise.race([
      work().then(
        (result) => ({ record, result, error: undefined }),
        (error: unknown) => ({ record, result: undefined, error: error as CallError }),
      ),
      process.death.then(() => undefined),
      this.#patience(record).then(() => undefined),
    ]);
    if (!outcome) {
      this.#failures.set(name, { message: "the provider died", error: undefined });
      this.#reach(step, "provider killed");
      throw new Error("the provider died");
    }
    process.end(record);
    const { error } = outcome;
    const said = this.#stage.lastSaid(record.facts.eni);
    if (!process.engineLives) this.#reach(step, "engine killed");
    else if (error) this.#reach(step, error.initFailed ? "fails with a state" : "fails");
    else this.#reach(step, ending(outcome.result, record, said));
    this.#stage.note(`p${process.number} ${kind} ${name}: ${outcome.error?.message ?? "done"}`);
    if (error) this.#failures.set(name, { message: error.message, error });
    this.#verdicts.end(record, outcome.error ?? outcome.result);
    return outcome;
  }

  /** Another resource of the state has the ENI too. */
  #keeperOf(name: string, args: Properties): Properties | undefined {
    const eni = args["networkInterfaceId"];
    return [...this.#state()].find(
      ([other, { outputs }]) => other !== name && outputs["networkInterfaceId"] === eni,
    )?.[1].outputs;
  }

  /** Ends when the operation should have long ago. */
  async #patience(record: OperationRecord): Promise<void> {
    const { clock } = this.#stage;
    const grace = 60_000;
    const { boundMs, eni } = record.facts;
    while (!record.isOver && this.#process.alive) {
      const left = record.startedAt + boundMs + grace - clock.now();
      // Until its turn comes, it is the operation before it that takes the time.
      const waits = this.#process.operationOn(eni) !== record;
      if (left <= 0 && !waits) break;
      await clock.sleep(waits ? boundMs + grace : left);
    }
    if (!record.isOver && this.#process.alive) this.#stage.violate(`${record.toString()}: does not end`);
  }

  #reach(step: string, ending: string): void {
    this.#stage.reach("kinds of step", `${step}: ${ending}`);
  }
}
