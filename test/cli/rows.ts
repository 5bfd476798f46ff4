// What the previews of test/e2e/previews.ts have to come to, whether made just now or kept in samples/: a line for each attachment.
import { render } from "../../provider/cli/review/phrase.ts";
import { makeReview } from "../../provider/cli/review/report.ts";
import type { Review } from "../../provider/cli/review/report.ts";
import type { Place, Row } from "../../provider/cli/review/row.ts";
import { readPreview } from "../../provider/cli/review/preview-file.ts";

export const reviewOf = (text: string): Promise<Review> => makeReview(readPreview(text));

/** The warnings of a review: code and text. */
export async function warningsOf(text: string): Promise<string[][]> {
  const { warnings } = await reviewOf(text);
  return warnings.map(({ code, text: phrase }) => [code, render(phrase, (part) => part)]);
}

/** The one row of a review, its texts as they are. */
export async function only(text: string) {
  const { rows } = await reviewOf(text);
  const [row, ...more] = rows;
  if (!row || more.length > 0) throw new Error(`${rows.length} rows`);
  const plain = (phrase: Row["what"]) => render(phrase, (part) => part);
  return { ...row, what: plain(row.what), billing: plain(row.billing), risk: plain(row.risk) };
}

/** `move ali-moved: a -> b, while it moves`; instances by their side. */
export function lineOf({ kind, name, from, to, downtime }: Row): string {
  return `${kind} ${name}: ${side(from)} -> ${side(to)}, ${downtime}`;
}

export const linesOf = ({ rows }: Review): string[] => rows.map(lineOf);

function side(place: Place): string {
  return place.is === "known" ? place.value.replace(/^(i|ins|zec)-(\w)\2+$/, "$2") : `(${place.is})`;
}

export const changes = [
  "replace ali-doomed: a -> a, from here on",
  "replace ali-leads: b -> (unknown), while it moves",
  "replace ali-region: a -> a, from here on",
  "replace ali-swapped: a -> b, from here on",
  "replace vpc-swapped: a -> a, from here on",
  "replace zec-swapped: a -> a, from here on",
  "detach ali-adopted: a -> (detached), from here on",
  "detach ali-loose: c -> (detached), from here on",
  "detach ali-lost: c -> c, none",
  "detach ali-removed: a -> (detached), from here on",
  "detach ali-tied: c -> (detached), from here on",
  "detach vpc-removed: a -> (detached), from here on",
  "detach zec-removed: a -> (detached), from here on",
  "move ali-card: a -> a, while it moves",
  "move ali-follows: a -> (unknown), while it moves",
  "move ali-hopeless: a -> x, while it moves",
  "move ali-moved: a -> b, while it moves",
  "move ali-secret: (secret) -> (secret), while it moves",
  "move ali-taken: c -> b, while it moves",
  "move ali-unknown: a -> (unknown), while it moves",
  "move vpc-moved: a -> b, while it moves",
  "move zec-moved: a -> b, while it moves",
  "reattach ali-drifted: (detached) -> a, none",
  "reattach ali-elsewhere: c -> a, none",
  "reattach ali-retaken: c -> a, while it moves",
  "resume ali-halfway: (detached) -> a, none",
  "adopt-or-attach ali-renamed-too: (absent) -> a, none",
  "adopt-or-attach ali-there: (absent) -> b, none",
  "attach ali-new: (absent) -> b, none",
  "state-only ali-guarded: a -> a, none",
  "state-only ali-kept: a -> a, none",
  "state-only ali-renamed: a -> a, none",
  "state-only ali-waits: a -> a, none",
  "code-only ali-code: a -> a, none",
];

/** The same lines but for those of some names; a name without a line is not there. */
function but(lines: readonly string[], others: Readonly<Record<string, string>>): string[] {
  const rest = lines.filter((line) => !Object.hasOwn(others, nameIn(line)));
  return [...rest, ...Object.values(others).filter((line) => line !== "")];
}

const nameIn = (line: string): string => /^\S+ (\S+):/.exec(line)?.[1] ?? "";
const stays = "replace ali-leads: (secret) -> (unknown), while it moves";

/** By the name of the preview; the order is no part of it. */
export const expected: Readonly<Record<string, readonly string[]>> = {
  digest: changes,
  steps: changes,
  up: but(changes, { "ali-doomed": "" }),
  // Events hide every text that is also a secret of the configuration, here the instance b.
  stream: but(changes, {
    "ali-leads": stays,
    "ali-moved": "move ali-moved: a -> (secret), while it moves",
    "ali-new": "attach ali-new: (absent) -> (secret), none",
    "ali-there": "adopt-or-attach ali-there: (absent) -> (secret), none",
    "ali-taken": "move ali-taken: (secret) -> (secret), while it moves",
    "ali-swapped": "replace ali-swapped: a -> (secret), from here on",
  }),
  // Without credentials: what is new may be there already, and nobody is taken from.
  unlooked: but(changes, {
    "ali-new": "adopt-or-attach ali-new: (absent) -> b, none",
    "ali-taken": "adopt-or-attach ali-taken: (absent) -> b, none",
    "ali-renamed-too": "adopt-or-attach ali-renamed-too: (absent) -> a, none",
  }),
  // A refresh settles a failed run, and finds what else has changed.
  refresh: but(changes, {
    "ali-halfway": "reattach ali-halfway: (detached) -> a, none",
    "ali-same": "reattach ali-same: (detached) -> a, none",
    "ali-strayed": "reattach ali-strayed: c -> a, none",
    "ali-waits": "attach ali-waits: (absent) -> a, none",
  }),
  "refresh-only": ["state-only ali-waits: a -> (absent), none"],
  protected: but(changes, { "ali-protected": "detach ali-protected: a -> (detached), from here on" }),
};
