// The rows of a review, one for each attachment that changes.
import type { After, Before } from "./attachment.ts";
import { sameValue } from "./attachment.ts";
import { adoptionOf, adoptionRisks, holdersIn } from "./adoption.ts";
import type { Findings, Surroundings } from "./outcomes.ts";
import { created, deleted, placeBefore, replaced, updated } from "./outcomes.ts";
import { join, words } from "./phrase.ts";
import type { SaidLines } from "./plan-lines.ts";
import type { PreviewFile } from "./preview-file.ts";
import type { Row } from "./row.ts";
import { kinds } from "./row.ts";
import type { Story } from "./stories.ts";
import { nameOf } from "./urn.ts";

/** Operations that the engine has and that change nothing here. */
const quiet = new Set(["same", "refresh", "read", "discard", "diff", "remove-pending-replace"]);
const replacing = ["replace", "create-replacement", "import-replacement"];
const deleting = ["delete", "delete-replaced", "discard-replaced"];

export interface Rows {
  readonly rows: readonly Row[];
  /** Operations that are not known here, with the name of the resource. */
  readonly strange: readonly { readonly name: string; readonly operation: string }[];
}

export async function rowsOf(stories: readonly Story[], lines: SaidLines, preview: PreviewFile): Promise<Rows> {
  const { steps, blind } = preview;
  const gone = new Set(steps.filter(({ op }) => op === "delete").map(({ urn }) => urn));
  const heirs = new Map(
    stories.flatMap(({ urn, after }) =>
      after?.identity.key === undefined ? [] : [[after.identity.key, nameOf(urn)] as const],
    ),
  );
  const holders = holdersIn(stories);
  const rows: Row[] = [];
  const strange: { name: string; operation: string }[] = [];
  for (const story of stories) {
    const row = await rowOf(story, { lines, heirs, holders, gone, blind });
    if (row) rows.push(row);
    else {
      const unknown = [...story.operations].filter((operation) => !isKnown(operation));
      strange.push(...unknown.map((operation) => ({ name: nameOf(story.urn), operation })));
    }
  }
  const order = (row: Row) => kinds.indexOf(row.kind);
  const byName = new Intl.Collator("en", { numeric: true }).compare;
  return { rows: rows.toSorted((a, b) => order(a) - order(b) || byName(a.name, b.name)), strange };
}

const isKnown = (operation: string): boolean =>
  quiet.has(operation) || [...replacing, ...deleting, "create", "update", "import"].includes(operation);

/** What its operations come to together; undefined for nothing that is known here. */
export function stepOf({ operations }: Story): "replace" | "create" | "update" | "delete" | "same" | undefined {
  const has = (...names: string[]) => names.some((name) => operations.has(name));
  if (has(...replacing)) return "replace";
  if (has("create", "import")) return "create";
  if (has("update")) return "update";
  if (has(...deleting)) return "delete";
  return has("same") ? "same" : undefined;
}

async function rowOf(story: Story, around: Surroundings): Promise<Row | undefined> {
  const { before, after } = story;
  switch (stepOf(story)) {
    case "replace":
      return after && finish(story, around, await replaced(story, after, around));
    case "create":
      return after && finish(story, around, created(after, around));
    case "update":
      return before && after && finish(story, around, await updated(story, before, after, around));
    case "delete":
      return before && finish(story, around, await deleted(before, around));
    case "same":
      return before && after && guarded(story, before, after, around);
    default:
      return undefined;
  }
}

function finish(story: Story, { lines, holders }: Surroundings, found: Findings): Row {
  const { urn, before, after } = story;
  const is = (after ?? before)?.identity;
  const label = is?.label;
  const { plan, kind, what, downtime } = found;
  const hidesSecret = [before?.on, after?.wanted].some((place) => place?.is === "secret");
  const old = after && before ? before.identity : undefined;
  const changed = (name: "vendor" | "region" | "eni") =>
    old && is && old[name].is !== "absent" && !sameValue(old[name], is[name]) ? { [name]: old[name] } : {};
  const adoption = adoptionOf(story, found, holders);
  const risks = [
    ...(plan?.failure === undefined ? [] : [words`up will fail`]),
    ...(adoption ? [adoptionRisks[adoption]] : []),
    ...(found.risks ?? []),
    ...(plan?.risks ?? []).map((text) => words`${text}`),
  ];
  return {
    kind,
    name: nameOf(urn),
    urn,
    vendor: is?.vendor ?? { is: "absent" },
    region: is?.region ?? { is: "absent" },
    eni: is?.eni ?? { is: "absent" },
    was: { ...changed("vendor"), ...changed("region"), ...changed("eni") },
    from: found.from ?? placeBefore(before),
    to: found.to ?? after?.wanted ?? { is: "detached" },
    what: plan?.none
      ? words`nothing: up will fail`
      : plan?.failure === undefined
        ? what
        : words`${what}; as things are, up will fail`,
    downtime: plan?.none ? "none" : downtime,
    billing: join(
      (found.billing ?? plan?.billing ?? []).map((text) => words`${text}`),
      "; ",
    ),
    risk: join(hidesSecret ? risks.filter((risk) => risk.every((part) => "ours" in part)) : risks, "; "),
    ...(adoption ? { adoption } : {}),
    ...(plan?.failure === undefined
      ? {}
      : { failure: hidesSecret ? "see the preview: the line names a secret" : plan.failure }),
    // The provider sees secrets in the clear, and its lines name the instances.
    plan: plan && !hidesSecret ? [plan.text] : [],
    drift: label === undefined || hidesSecret ? [] : (lines.drifts.get(label) ?? []),
  };
}

/** Only the engine's protection changes. */
function guarded(story: Story, before: Before, after: After, around: Surroundings): Row | undefined {
  if (before.state.protect === after.state.protect) return undefined;
  const what = after.state.protect ? words`no call: protected from now on` : words`no call: no longer protected`;
  return finish(story, around, { kind: "state-only", what, downtime: "none" });
}
