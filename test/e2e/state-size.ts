// How large the state of an attachment is, and how much of it is the provider's text, which the engine keeps twice. Counted
// as the backends keep it: `pulumi stack export` adds white space.
import { TYPE } from "./setting.ts";
import type { ExportedState } from "./stack.ts";

/** Bytes. */
export interface StateSize {
  readonly attachments: number;
  /** Of one attachment, on average. */
  readonly each: number;
  readonly textEach: number;
  readonly restEach: number;
  /** Of the attachment with the most. */
  readonly largest: number;
  readonly largestRest: number;
}

const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value ?? ""));
const average = (values: readonly number[]) => Math.round(values.reduce((sum, one) => sum + one, 0) / values.length);

/** @param of the type of the attachments. Default: the one that the suite is run for. */
export function sizeOfState({ resources }: Pick<ExportedState, "resources">, of = TYPE): StateSize {
  const ours = resources.filter(({ type }) => type === of);
  const all = ours.map(bytes);
  const texts = ours.map(({ inputs, outputs }) => bytes(inputs?.["__provider"]) + bytes(outputs?.["__provider"]));
  const rests = all.map((one, index) => one - (texts[index] ?? 0));
  return {
    attachments: ours.length,
    each: average(all),
    textEach: average(texts),
    restEach: average(rests),
    largest: Math.max(...all),
    largestRest: Math.max(...rests),
  };
}
