// One row of a review: what happens to one attachment.
import type { Shown } from "./attachment.ts";
import type { Phrase } from "./phrase.ts";

/** In the order in which a reviewer wants to see them. */
export const kinds = [
  "replace",
  "detach",
  "move",
  "reattach",
  "resume",
  "adopt-or-attach",
  "attach",
  "state-only",
  "code-only",
] as const;
export type Kind = (typeof kinds)[number];

export type Downtime = "none" | "while it moves" | "from here on";

export type Place = Shown | { readonly is: "detached" };

/** Somebody else attached it and this stack adopts it, or this stack adopted it once and detaches it. */
export type Adoption = "adopts" | "detaches";

export interface Row {
  readonly kind: Kind;
  /** The resource's name in the program. */
  readonly name: string;
  readonly urn: string;
  readonly vendor: Shown;
  readonly region: Shown;
  readonly eni: Shown;
  /** The vendor and the ENI that a replacement, or a change of the vendor's API, comes from. */
  readonly was: { readonly vendor?: Shown; readonly region?: Shown; readonly eni?: Shown };
  readonly from: Place;
  readonly to: Place;
  readonly what: Phrase;
  readonly downtime: Downtime;
  /** New billing; empty if none. */
  readonly billing: Phrase;
  readonly risk: Phrase;
  readonly adoption?: Adoption;
  /** Why `up` would fail, in the words of the plan line. */
  readonly failure?: string;
  /** The provider's lines. */
  readonly plan: readonly string[];
  readonly drift: readonly string[];
}
