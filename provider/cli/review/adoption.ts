// Warnings on adoption: attachments of others that this stack adopts, and adopted ones that it detaches now.
import type { After, Before } from "./attachment.ts";
import { sameValue, secretMark } from "./attachment.ts";
import type { PlanLine } from "./plan-lines.ts";
import type { Phrase } from "./phrase.ts";
import { listed, words } from "./phrase.ts";
import type { Adoption, Downtime, Row } from "./row.ts";
import type { Story } from "./stories.ts";

/** Resources that have an ENI in the state, by its key. */
export type Holders = ReadonlyMap<string, readonly Story[]>;

export function holdersIn(stories: readonly Story[]): Holders {
  const known = stories.filter(({ before }) => before?.identity.key !== undefined);
  return Map.groupBy(known, ({ before }) => before?.identity.key ?? "");
}

export function adoptionOf(
  story: Story,
  { plan, downtime }: { readonly plan?: PlanLine | undefined; readonly downtime: Downtime },
  holders: Holders,
): Adoption | undefined {
  const { before, after } = story;
  if (plan?.foreign) return after && !isOwn(story, after, holders) ? "adopts" : undefined;
  const comesBack =
    before?.identity.key === after?.identity.key && before && after && sameValue(before.on, after.wanted);
  const detaches = before && downtime !== "none" && !comesBack && isWhereAdopted(before);
  return detaches ? "detaches" : undefined;
}

/** Kept at destroy, or attached by this program under another name. */
function isOwn({ urn }: Story, { identity, wanted, state }: After, holders: Holders): boolean {
  const others = (holders.get(identity.key ?? "") ?? []).filter((story) => story.urn !== urn);
  const attachedTo = others.flatMap(({ before }) => before?.computed.attachedTo ?? []);
  // If one of the two is hidden, they cannot be compared.
  const isOn = (at: string) =>
    at === secretMark || wanted.is === "secret" || sameValue({ is: "known", value: at }, wanted);
  return state.retainOnDelete || attachedTo.some((at) => at !== "" && isOn(at));
}

function isWhereAdopted({ on, computed: { adopted, attachedTo } }: Before): boolean {
  return adopted && (on.is === "secret" || sameValue(on, { is: "known", value: attachedTo }));
}

const whoElse = words`another stack, the console, a run that was cut off`;

export const adoptionRisks: Readonly<Record<Adoption, Phrase>> = {
  adopts: words`somebody else attached it (${whoElse}), and destroy of this stack will detach it`,
  detaches: words`it was adopted, and is detached from where another stack or person may still count on it`,
};

/** The same of several. */
const adoptionWarnings = {
  adopts: {
    code: "ADOPTS",
    text: words`attached by somebody else (${whoElse}) and adopted as it is, so destroy of this stack will detach it`,
  },
  detaches: {
    code: "DETACHES_ADOPTED",
    text: words`adopted in an earlier run and detached in this one, where another stack or person may still count on it`,
  },
} as const;

export function adoptionsIn(rows: readonly Row[]) {
  return (["adopts", "detaches"] as const).flatMap((adoption) => {
    const names = rows.filter((row) => row.adoption === adoption).map(({ name }) => name);
    const { code, text } = adoptionWarnings[adoption];
    return names.length === 0 ? [] : [{ code, attachments: names, text: words`${text}: ${listed(names)}` }];
  });
}
