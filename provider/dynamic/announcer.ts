// Says in one line what will happen to an attachment, at preview and at up. Looking may fail; a preview must not.
import { EniError } from "../http/errors.ts";
import type { Operation } from "../lifecycle/operation.ts";
import type { Outlook, ReplacementOptions } from "../lifecycle/replacement.ts";
import { nothingAhead, outlook } from "../lifecycle/replacement.ts";
import type { Properties } from "./check.ts";
import { isUnknown } from "./check.ts";
import type { Ledger } from "./ledger.ts";
import type { OperationDesk, OperationRequest } from "./operation-desk.ts";
import { readArguments, readComputed } from "./outputs.ts";
import type { Intent } from "./preview.ts";
import {
  planLine,
  previewTrouble,
  protectedWords,
  recordedPlanLine,
  replacementLine,
  replaceWords,
  retainedWords,
  secondHalf,
} from "./preview.ts";
import { regionHint } from "./region-hint.ts";
import { say } from "./report.ts";
import type { StackConfiguration } from "./settings.ts";
import type { Subject } from "./subject.ts";

interface ChangeFacts {
  readonly inputs: Properties;
  /** Outputs of the last run or refresh; none for a new attachment. */
  readonly olds?: Properties;
  readonly reattach?: boolean;
}

interface ReplacementFacts {
  readonly before: Subject;
  /** Undefined while the new ENI is not known. */
  readonly after: Subject | undefined;
  readonly olds: Properties;
  readonly news: Properties;
  /** A condition in words, where it is not certain that there will be a replacement. */
  readonly onlyIf: string | undefined;
}

interface Look {
  readonly inputs: Properties;
  readonly attachedTo: string;
  readonly going: OperationRequest["going"];
  /** Whose region may be a new one. */
  readonly after: Subject;
  readonly asks: boolean;
  readonly fromCloud: (op: Operation) => Promise<string>;
  readonly fromState: (why: string | undefined) => string;
}

export class Announcer {
  readonly #desk: OperationDesk;
  readonly #ledger: Ledger;
  #saidNoCredentials = false;

  constructor(desk: OperationDesk, ledger: Ledger) {
    this.#desk = desk;
    this.#ledger = ledger;
  }

  /** A new attachment, or one that moves. */
  async change(
    subject: Subject,
    { inputs, olds, reattach = false }: ChangeFacts,
    configuration: StackConfiguration | undefined,
  ): Promise<void> {
    const { instanceId, onConflict } = inputs;
    const { state, attachedTo } = readComputed(olds ?? {});
    const recorded = { state, attachedTo, instanceId: textOf(olds?.["instanceId"]) };
    const createsFirst = this.#ledger.createsFirst(subject.key);
    const intent: Intent = {
      to: typeof instanceId === "string" && !isUnknown(instanceId) ? instanceId : undefined,
      reattach,
      onConflict: onConflict === "takeOver" ? "takeOver" : "fail",
      createsFirst,
      mayBeForced: olds === undefined && !createsFirst,
    };
    const line = await this.#line(
      subject,
      {
        inputs,
        attachedTo,
        going: { from: attachedTo, to: intent.to },
        after: subject,
        asks: this.#asks(subject, inputs, configuration),
        fromCloud: (op) => planLine(op, intent),
        fromState: (why) => recordedPlanLine(recorded, intent, why),
      },
      configuration,
    );
    say(subject.label, line);
  }

  async replacement(
    { before, after, olds, news, onlyIf }: ReplacementFacts,
    configuration: StackConfiguration | undefined,
  ): Promise<void> {
    const to = isUnknown(news["instanceId"]) ? undefined : String(news["instanceId"]);
    const same = after?.key === before.key;
    const next = secondHalf({ before: before.label, after: after?.label, to });
    const { attachedTo } = readComputed(olds);
    if (after) this.#ledger.announceOnce(after.key);
    const retained = this.#ledger.isRetained(before.key) || (after !== undefined && this.#ledger.isRetained(after.key));
    const off = attachedTo === "" ? "nothing to detach" : retained ? retainedWords : `detach from ${attachedTo}`;
    const isProtected = this.#ledger.isProtected(before.key);
    const refused = isProtected ? `; ${protectedWords}` : "";
    const going = { from: attachedTo, to: undefined };
    const line = await this.#line(
      before,
      {
        inputs: olds,
        attachedTo,
        going,
        after: after ?? before,
        asks: this.#asks(before, olds, configuration) && this.#asks(after ?? before, news, configuration),
        fromCloud: async (op) => {
          const ahead =
            after && !same
              ? await this.#outlook(after, { news, leaving: attachedTo, to }, configuration)
              : nothingAhead;
          return replacementLine(op, { next, ahead, retained, isProtected, onlyIf });
        },
        fromState: (why) =>
          `plan: ${replaceWords(onlyIf)}${off}; then ${next}${refused}${why === undefined ? "" : ` (${why})`}`,
      },
      configuration,
    );
    say(before.label, line);
  }

  /** What is known of the second half of a replacement. */
  async #outlook(
    subject: Subject,
    { news, leaving, to }: { readonly news: Properties } & Pick<ReplacementOptions, "leaving" | "to">,
    configuration: StackConfiguration | undefined,
  ): Promise<Outlook> {
    const args = readArguments(await subject.vendor.load(), news);
    const request = { args, recorded: args, attachedTo: "", doing: `look at ${subject.networkInterfaceId}` };
    const going = { from: "", to };
    const op = await this.#desk.operation(subject, { ...request, going, preview: true }, configuration);
    return outlook(op, { leaving, to, onConflict: args.onConflict ?? "fail" });
  }

  #asks({ vendor }: Subject, inputs: Properties, configuration: StackConfiguration | undefined): boolean {
    return inputs["preflight"] !== false && this.#desk.settings(configuration, vendor).preflight;
  }

  /** A line from a look at the cloud; without preflight, credentials or an answer, one from the state. */
  async #line(subject: Subject, look: Look, configuration: StackConfiguration | undefined): Promise<string> {
    if (!look.asks) return look.fromState(undefined);
    try {
      const args = readArguments(await subject.vendor.load(), look.inputs);
      const { attachedTo, going } = look;
      return await look.fromCloud(
        await this.#desk.operation(
          subject,
          { args, recorded: args, attachedTo, going, doing: `look at ${subject.networkInterfaceId}`, preview: true },
          configuration,
        ),
      );
    } catch (error) {
      const trouble = previewTrouble(error);
      if (error instanceof EniError && error.code === "CREDENTIALS_MISSING") {
        if (!this.#saidNoCredentials) say(subject.vendor.name, `the cloud cannot be looked at before up: ${trouble}`);
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
