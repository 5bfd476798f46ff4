// The plan for one attachment as data, and its text. read-forecast.ts parses that text.
import type { Consequence } from "../vendors/vendor.ts";

/** A consequence of the plan: by a rule of the vendor, or (a note) from what was seen. Its text contains no "; ". */
export type Following = Consequence | { readonly kind: "note"; readonly text: string };

export interface Forecast {
  /** The steps in words: two for the halves of a replacement, else one. Empty if there is a `refusal`. */
  readonly steps: readonly string[];
  readonly replaces: boolean;
  /** Condition of a replacement, in words: "its instance is replaced". Default: none, it is certain. */
  readonly onlyIf?: string | undefined;
  readonly detaches: boolean;
  readonly attaches: boolean;
  /** Whether an ENI that is attached to the wanted instance already is, or may be, adopted. */
  readonly adopts: "no" | "perhaps" | "certainly";
  /** What a forced replacement does to an ENI that would be adopted. Default: the text says nothing about it. */
  readonly forced?: "detaches" | "keeps";
  /** Why `up` will fail without trying anything, in words. */
  readonly refusal?: string | undefined;
  /** Instance that the ENI is taken from with `onConflict: "takeOver"`. */
  readonly victim?: string | undefined;
  readonly follows: readonly Following[];
  /** Why `up` will fail if nothing changes until then, in words. It is tried anyway. */
  readonly failure?: string | undefined;
  /** Why the cloud was not looked at, in words. The plan then comes from the state alone. */
  readonly unseen?: string | undefined;
}

/** A forecast without any finding, to build others from. */
export const nothingPlanned = { replaces: false, detaches: false, attaches: false, adopts: "no", follows: [] } as const;

/** Whether `up` is expected to fail. */
export function wouldFail({ refusal, failure }: Forecast): boolean {
  return refusal !== undefined || failure !== undefined;
}

/** The text after "plan: ": `detach from i-a, then attach to i-b; …`. */
export function forecastText(forecast: Forecast): string {
  const { steps, replaces, onlyIf, forced, refusal, victim, follows, failure, unseen } = forecast;
  const because = unseen === undefined ? "" : ` (${unseen})`;
  if (refusal !== undefined) return `up will fail: ${refusal}${because}`;
  const clauses = [
    steps.join("; then "),
    ...(forced === undefined ? [] : adoptionWords[forced]),
    ...(victim === undefined ? [] : [`it is taken from ${victim}, which this resource did not attach it to`]),
    ...follows.map(({ text }) => text),
    ...(failure === undefined ? [] : [`as things are, up will fail: ${failure}`]),
  ];
  const when = onlyIf === undefined ? "" : `if ${onlyIf}, `;
  return `${replaces ? `replace: ${when}` : ""}${clauses.join("; ")}${because}`;
}

const laterWords = "destroy will then detach it (`retainOnDelete` keeps it)";
export const adoptionWords: Readonly<Record<"detaches" | "keeps", readonly string[]>> = {
  detaches: [laterWords, "a forced replacement detaches it and attaches it again"],
  keeps: [laterWords, "a forced replacement keeps it (`deleteBeforeReplace: false`)"],
};
