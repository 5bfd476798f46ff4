// Prints one plan line for each attachment that changes, at preview and at up. If the look at the cloud fails, the line says so and is
// made from the state: a preview must not fail.
import { EniError } from "../errors.ts";
import type { Forecast } from "../lifecycle/forecast.ts";
import { forecastText, wouldFail } from "../lifecycle/forecast.ts";
import type { Operation } from "../lifecycle/operation.ts";
import type { Outlook, ReplacementOptions } from "../lifecycle/replacement.ts";
import { nothingAhead, outlook } from "../lifecycle/replacement.ts";
import type { Properties } from "./properties.ts";
import { isUnknown } from "./properties.ts";
import type { RunMemory } from "./run-memory.ts";
import type { StackOperations, OperationRequest } from "./operations.ts";
import type { Say } from "./ports.ts";
import { readArguments, readComputed } from "./state.ts";
import type { Intent } from "./preview.ts";
import {
  forecastChange,
  forecastReplacement,
  previewTrouble,
  recordedForecast,
  recordedReplacement,
  secondHalf,
} from "./preview.ts";
import { regionHint } from "./region-hint.ts";
import type { Subject } from "./subject.ts";

interface ChangeFacts {
  readonly inputs: Properties;
  /** Outputs of the last run or refresh; undefined for a new attachment. */
  readonly olds?: Properties;
  readonly reattach?: boolean;
}

interface ReplacementFacts {
  readonly before: Subject;
  /** Undefined if the new ENI is not known yet. */
  readonly after: Subject | undefined;
  readonly olds: Properties;
  readonly news: Properties;
  /** Condition of the replacement in words; undefined if it is certain. */
  readonly onlyIf: string | undefined;
}

interface Look {
  readonly inputs: Properties;
  readonly attachedTo: string;
  readonly going: OperationRequest["going"];
  /** The attachment as the program wants it, perhaps in another region. */
  readonly after: Subject;
  readonly asks: boolean;
  readonly fromCloud: (op: Operation) => Promise<Forecast>;
  readonly fromState: (why: string | undefined) => Forecast;
}

export class Announcer {
  readonly #say: Say;
  readonly #memory: RunMemory;
  #saidNoCredentials = false;

  constructor(say: Say, memory: RunMemory) {
    this.#say = say;
    this.#memory = memory;
  }

  /** Prints the line of a new attachment, or of one that moves. */
  async change(
    subject: Subject,
    { inputs, olds, reattach = false }: ChangeFacts,
    stack: StackOperations,
  ): Promise<void> {
    const { instanceId, onConflict } = inputs;
    const { state, attachedTo } = readComputed(olds ?? {});
    const recorded = { state, attachedTo, instanceId: textOf(olds?.["instanceId"]) };
    const createsFirst = this.#memory.createsFirst(subject.key);
    const intent: Intent = {
      to: typeof instanceId === "string" && !isUnknown(instanceId) ? instanceId : undefined,
      reattach,
      onConflict: onConflict === "takeOver" ? "takeOver" : "fail",
      createsFirst,
      mayBeForced: olds === undefined && !createsFirst,
    };
    const forecast = await this.#forecast(
      subject,
      {
        inputs,
        attachedTo,
        going: { from: attachedTo, to: intent.to },
        after: subject,
        asks: this.#asks(subject, inputs, stack),
        fromCloud: (op) => forecastChange(op, intent),
        fromState: (why) => recordedForecast(recorded, intent, why),
      },
      stack,
    );
    this.#announce(subject, forecast);
  }

  async replacement({ before, after, olds, news, onlyIf }: ReplacementFacts, stack: StackOperations): Promise<void> {
    const to = isUnknown(news["instanceId"]) ? undefined : String(news["instanceId"]);
    const same = after?.key === before.key;
    const next = secondHalf({ before: before.label, after: after?.label, to });
    const { attachedTo } = readComputed(olds);
    if (after) this.#memory.announceOnce(after.key);
    const retained = this.#memory.isRetained(before.key) || (after !== undefined && this.#memory.isRetained(after.key));
    const isProtected = this.#memory.isProtected(before.key);
    const halves = { next, retained, isProtected, onlyIf };
    const going = { from: attachedTo, to: undefined };
    const forecast = await this.#forecast(
      before,
      {
        inputs: olds,
        attachedTo,
        going,
        after: after ?? before,
        asks: this.#asks(before, olds, stack) && this.#asks(after ?? before, news, stack),
        fromCloud: async (op) => {
          const ahead =
            after && !same ? await this.#outlook(after, { news, leaving: attachedTo, to }, stack) : nothingAhead;
          return forecastReplacement(op, { ...halves, ahead });
        },
        fromState: (why) => recordedReplacement(attachedTo, halves, why),
      },
      stack,
    );
    this.#announce(before, forecast);
  }

  /** Looks at the second half of a replacement. */
  async #outlook(
    subject: Subject,
    { news, leaving, to }: { readonly news: Properties } & Pick<ReplacementOptions, "leaving" | "to">,
    stack: StackOperations,
  ): Promise<Outlook> {
    const args = readArguments(await subject.vendor.load(), news);
    const request = { args, recorded: args, attachedTo: "", doing: `look at ${subject.networkInterfaceId}` };
    const going = { from: "", to };
    const op = await stack.operation(subject, { ...request, going, preview: true });
    return outlook(op, { leaving, to, onConflict: args.onConflict ?? "fail" });
  }

  #asks({ vendor }: Subject, inputs: Properties, stack: StackOperations): boolean {
    return inputs["preflight"] !== false && stack.settings(vendor).preflight;
  }

  #announce({ label, key }: Subject, forecast: Forecast): void {
    const willFail = wouldFail(forecast);
    this.#memory.notePlan(key, willFail);
    this.#say(label, `plan: ${forecastText(forecast)}`, willFail ? "warning" : "info");
  }

  /** The forecast from a look at the cloud, or from the state if preflight is off, credentials are missing, or no answer came. */
  async #forecast(subject: Subject, look: Look, stack: StackOperations): Promise<Forecast> {
    if (!look.asks) return look.fromState(undefined);
    try {
      const args = readArguments(await subject.vendor.load(), look.inputs);
      const { attachedTo, going } = look;
      return await look.fromCloud(
        await stack.operation(subject, {
          args,
          recorded: args,
          attachedTo,
          going,
          doing: `look at ${subject.networkInterfaceId}`,
          preview: true,
        }),
      );
    } catch (error) {
      const trouble = previewTrouble(error);
      if (error instanceof EniError && error.code === "CREDENTIALS_MISSING") {
        if (!this.#saidNoCredentials)
          this.#say(subject.vendor.name, `the cloud cannot be looked at before up: ${trouble}`, "info");
        this.#saidNoCredentials = true;
        return look.fromState("not looked at: no credentials");
      }
      const hint = regionHint(error, look.after);
      return look.fromState(`could not be looked at: ${trouble}${hint === undefined ? "" : `; ${hint}`}`);
    }
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
