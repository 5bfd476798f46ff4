// What is planned for an attachment, as data, and the line that says it. read-forecast.ts reads that line again.
import type { Consequence } from "../vendors/vendor.ts";

/** What else comes with it: by the vendor's rule, or, as a note, by what was seen. Its text has no "; ". */
export type Following = Consequence | { readonly kind: "note"; readonly text: string };

export interface Forecast {
  /** What is done, in words: of a replacement both halves, else one. Empty where `refusal` says why nothing is. */
  readonly steps: readonly string[];
  readonly replaces: boolean;
  /** When there is a replacement at all: "its instance is replaced". Default: always. */
  readonly onlyIf?: string | undefined;
  readonly detaches: boolean;
  readonly attaches: boolean;
  /** It is, or may be, attached where it is wanted and not by this resource. */
  readonly adopts: "no" | "perhaps" | "certainly";
  /** What a forced replacement does with what is adopted as it is. Default: that is not told. */
  readonly forced?: "detaches" | "keeps";
  /** Why nothing will be tried, in words: `up` would fail. */
  readonly refusal?: string | undefined;
  /** The instance that loses the ENI to `onConflict: "takeOver"`. */
  readonly victim?: string | undefined;
  readonly follows: readonly Following[];
  /** Why `up` would fail as things are, in words: it is tried all the same. */
  readonly failure?: string | undefined;
  /** Why the cloud was not looked at, in words: all of it comes from the state. */
  readonly unseen?: string | undefined;
}

/** Where nothing is known yet that speaks for or against anything. */
export const nothingPlanned = { replaces: false, detaches: false, attaches: false, adopts: "no", follows: [] } as const;

/** `up` is expected to fail. */
export function wouldFail({ refusal, failure }: Forecast): boolean {
  return refusal !== undefined || failure !== undefined;
}

/** `detach from i-a, then attach to i-b; …`, without "plan: ". */
export function forecastText(forecast: Forecast): string {
  const { steps, replaces, onlyIf, forced, refusal, victim, follows, failure, unseen } = forecast;
  const because = unseen === undefined ? "" : ` (${unseen})`;
  if (refusal !== undefined) return `none, for up would fail: ${refusal}${because}`;
  const clauses = [
    steps.join("; then "),
    ...(forced === undefined ? [] : adoptionWords[forced]),
    ...(victim === undefined ? [] : [`it is taken from ${victim}, which this resource did not attach it to`]),
    ...follows.map(({ text }) => text),
    ...(failure === undefined ? [] : [`as things are, up would fail: ${failure}`]),
  ];
  const when = onlyIf === undefined ? "" : `if ${onlyIf}, `;
  return `${replaces ? `replace: ${when}` : ""}${clauses.join("; ")}${because}`;
}

const laterWords = "destroy will then detach it (`retainOnDelete` keeps it)";
export const adoptionWords: Readonly<Record<"detaches" | "keeps", readonly string[]>> = {
  detaches: [laterWords, "a forced replacement detaches it and attaches it again"],
  keeps: [laterWords, "a forced replacement keeps it (`deleteBeforeReplace: false`)"],
};
