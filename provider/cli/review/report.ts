// The review as data: what a preview does to attachments. Other files render it.
import type { ReadOnlyOperations } from "../read-only-operations.ts";
import { lookNow } from "./live.ts";
import { readLines } from "./plan-lines.ts";
import type { PreviewFile } from "./preview-file.ts";
import type { Downtime, Kind, Row } from "./row.ts";
import { kinds } from "./row.ts";
import { rowsOf } from "./rows.ts";
import { storiesOf } from "./stories.ts";
import { stackOf } from "./urn.ts";
import type { Warning } from "./warnings.ts";
import { errorsOf, warningsOf } from "./warnings.ts";

export interface Live {
  readonly operations: ReadOnlyOperations;
  /** The time now, in ISO 8601. */
  readonly at: string;
}

export interface Review {
  /** "project/stack"; undefined when the preview has no step. */
  readonly stack: string | undefined;
  /** In the order in which a reviewer wants to see them. */
  readonly rows: readonly Row[];
  readonly warnings: readonly Warning[];
  /** When the cloud was looked at, in ISO 8601; undefined without `--live`. */
  readonly lookedAt?: string;
  /** What the preview failed with; rows may be missing then. */
  readonly errors: readonly string[];
}

/** @param live looks at the cloud as it is now. */
export async function makeReview(preview: PreviewFile, live?: Live): Promise<Review> {
  const told = { stories: storiesOf(preview), lines: readLines(preview.diagnostics) };
  const { stories, lines, strayed, looked } = live
    ? await lookNow(told, live.operations)
    : { ...told, strayed: [], looked: false };
  const rows = await rowsOf(stories, lines, preview);
  const [first] = preview.steps;
  const whose = first && stackOf(first.urn);
  return {
    stack: whose && `${whose.project}/${whose.stack}`,
    rows: rows.rows,
    warnings: warningsOf({ preview, stories, lines, rows, strayed }),
    errors: errorsOf(preview),
    ...(live && looked ? { lookedAt: live.at } : {}),
  };
}

const done: Readonly<Record<Kind, string>> = {
  replace: "replaced",
  detach: "detached",
  move: "moved",
  reattach: "reattached after drift",
  resume: "resumed after a failed run",
  "adopt-or-attach": "adopted or attached",
  attach: "attached",
  "state-only": "changed in the state alone",
  "code-only": "with new code alone",
};

/** "1 replaced, 2 moved"; in our own words only. */
export function headline({ rows, errors }: Review): string {
  const counts = kinds.flatMap((kind) => {
    const count = rows.filter((row) => row.kind === kind).length;
    return count === 0 ? [] : [`${count} ${done[kind]}`];
  });
  const none = errors.length > 0 ? "the preview failed before it came to an attachment" : "no attachment changes";
  return counts.length === 0 ? none : counts.join(", ");
}

/** The sums of downtime and billing; undefined when there are none. */
export function consequences({ rows }: Review): string | undefined {
  const of = (downtime: Downtime) => rows.filter((row) => row.downtime === downtime).length;
  const [moving, off] = [of("while it moves"), of("from here on")];
  const parts = [
    ...(moving === 0 ? [] : [`${moving} without network while ${moving === 1 ? "it moves" : "they move"}`]),
    ...(off === 0 ? [] : [`${off} without network from here on`]),
  ];
  return parts.length === 0 ? undefined : parts.join(", ");
}
