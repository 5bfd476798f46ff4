// The story of each attachment in a preview, put together from its steps.
import type { After, Before } from "./attachment.ts";
import { afterOf, beforeOf } from "./attachment.ts";
import type { PreviewFile, PreviewStep } from "./preview-file.ts";
import { typeOf } from "./urn.ts";

export const attachmentType = "pulumi-nodejs:dynamic/eni:EniAttachment";

/** Everything that the preview says of one attachment. */
export interface Story {
  readonly urn: string;
  readonly operations: ReadonlySet<string>;
  readonly before: Before | undefined;
  readonly after: After | undefined;
  readonly diffReasons: readonly string[];
  readonly replaceReasons: readonly string[];
}

const deleting = new Set(["delete", "delete-replaced", "discard-replaced"]);

/** One story an attachment: the three steps of a replacement are one, and so are a refresh and what follows it. */
export function storiesOf({ steps }: PreviewFile): Story[] {
  const byUrn = Map.groupBy(
    steps.filter(({ urn }) => typeOf(urn) === attachmentType),
    ({ urn }) => urn,
  );
  return [...byUrn].map(([urn, all]) => {
    const own = all.filter((step) => !isFinding(step));
    // What is only taken away is the older one, when there are two of a name.
    const lasting = own.filter(({ op }) => !deleting.has(op));
    const before = [...own.filter(({ op }) => deleting.has(op)), ...lasting].findLast(
      ({ oldState }) => oldState,
    )?.oldState;
    const after = lasting.findLast(({ newState }) => newState)?.newState;
    return {
      urn,
      operations: new Set(own.map(({ op }) => op)),
      before: before && beforeOf(before),
      after: after && afterOf(after),
      diffReasons: own.flatMap((step) => step.diffReasons),
      replaceReasons: [...new Set(own.flatMap((step) => step.replaceReasons))],
    };
  });
}

/**
 * What a refresh found. The engine calls it "refresh", or in hindsight "update"; its new outputs are then those that were read, where
 * those of a planned update are not known.
 */
function isFinding({ op, newState }: PreviewStep): boolean {
  return op === "refresh" || (op === "update" && newState?.outputs["attachedTo"] !== undefined);
}
