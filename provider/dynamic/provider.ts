// Translates between Pulumi's dynamic protocol and the operations of attachments. No rule of the product is here.
import { Attachments } from "../attachment/attachments.ts";
import type { CheckResult } from "../attachment/check.ts";
import type { Failed } from "../attachment/outcome.ts";
import { hasFailed } from "../attachment/outcome.ts";
import type { AttachmentRuntime } from "../attachment/ports.ts";
import { programOptionsIn } from "../attachment/program-options.ts";
import type { Properties } from "../attachment/properties.ts";
import { labelOf } from "../attachment/subject.ts";
import type { StackConfiguration } from "../session/settings.ts";
import { forPulumi, withPartialState } from "./report.ts";

export interface DiffAnswer {
  readonly changes?: boolean;
  readonly replaces?: string[];
  readonly deleteBeforeReplace: true;
}

// Always set, because a forced replacement (`--replace`, replaceOnChanges) works in this order only.
const always = { deleteBeforeReplace: true } as const;
/** The input in which Pulumi keeps the provider's own code. */
const code = "__provider";

export class Provider {
  readonly #attachments: Attachments;

  constructor(runtime: AttachmentRuntime) {
    this.#attachments = new Attachments(runtime);
  }

  check(olds: Properties, news: Properties, configuration?: StackConfiguration): Promise<CheckResult> {
    return this.#attachments.check(olds, news, programOptionsIn(news), configuration);
  }

  async diff(_id: string, olds: Properties, news: Properties, configuration?: StackConfiguration): Promise<DiffAnswer> {
    const verdict = await this.#attachments.diff(olds, news, configuration);
    switch (verdict.is) {
      case "replace":
        return { ...always, changes: true, replaces: [...verdict.because] };
      case "update":
        // A drift shows in no input, so it is named here. For the rest the engine makes its own diff of the properties.
        return verdict.isDrift ? { ...always, changes: true } : always;
      case "none":
        // The engine itself notices that the code in the state is another.
        return olds[code] === news[code] ? { ...always, changes: false } : always;
    }
  }

  async create(inputs: Properties, configuration?: StackConfiguration): Promise<{ id: string; outs: Properties }> {
    const outcome = await this.#attachments.create(inputs, configuration);
    if (hasFailed(outcome)) throw thrown(outcome, { id: labelOf(inputs), inputs, doing: "create" });
    return { id: outcome.id, outs: outcome.outputs };
  }

  async read(
    id: string,
    properties: Properties,
    configuration?: StackConfiguration,
  ): Promise<{ id: string; props: Properties; inputs?: Properties }> {
    const outcome = await this.#attachments.read(properties, configuration);
    if (hasFailed(outcome)) throw forPulumi(outcome.error, labelOf(properties), "read");
    const { found } = outcome;
    return found ? { id, props: found.outputs, inputs: found.inputs } : { id: "", props: {} };
  }

  async update(
    id: string,
    olds: Properties,
    news: Properties,
    configuration?: StackConfiguration,
  ): Promise<{ outs: Properties }> {
    const outcome = await this.#attachments.update(olds, news, configuration);
    if (hasFailed(outcome)) throw thrown(outcome, { id, inputs: news, doing: "update" });
    return { outs: outcome.outputs };
  }

  async delete(_id: string, properties: Properties, configuration?: StackConfiguration): Promise<void> {
    const outcome = await this.#attachments.delete(properties, configuration);
    if (outcome) throw forPulumi(outcome.error, labelOf(properties), "destroy");
  }
}

/** Partial state has to contain the provider's code, or no later call can be made for it. */
function thrown(
  { error, partial }: Failed,
  { id, inputs, doing }: { readonly id: string; readonly inputs: Properties; readonly doing: "create" | "update" },
): Error {
  if (!partial) return forPulumi(error, labelOf(inputs), doing);
  return withPartialState(error, { id, properties: { ...partial, [code]: inputs[code] } });
}
