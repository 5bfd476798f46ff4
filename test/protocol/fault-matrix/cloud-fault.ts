// The shape of a row of the table of what can go wrong at the vendor and on the way to it.
import type { FaultRuleInput } from "../../../simulator/world/faults.ts";
import type { EniPatch } from "../../../simulator/world/schema.ts";
import type { VendorCase } from "../../contract/vendor-cases.ts";
import type { Outcomes } from "./outcomes.ts";
import type { Leg } from "./ways.ts";

/**
 * What is disturbed: the look at the ENI for the plan's line (check and diff), the operation's own first look, the call
 * that changes something, or the looks that wait for the change.
 */
export type Place = "plan" | "look" | "call" | "wait";

export type Kind =
  | "error before applying"
  | "reply lost after applying"
  | "throttling burst"
  | "5xx"
  | "connection reset"
  | "slow reply beyond the timeout"
  | "HTML instead of JSON"
  | "unknown state word"
  | "unknown error code"
  | "fall-back"
  | "task failed"
  | "stuck in transition"
  | "stale read after success";

// A union loses its members under a plain Omit.
type WithoutMatch<Rule> = Rule extends unknown ? Omit<Rule, "match" | "id" | "vendor"> : never;
export type Rule = WithoutMatch<FaultRuleInput>;

export interface CloudFault {
  readonly kind: Kind;
  readonly name: string;
  readonly place: Place;
  readonly rule?: (vendor: VendorCase) => Rule;
  /** Of the ENI itself. */
  readonly behaviours?: (leg: Leg) => NonNullable<EniPatch["behaviours"]>;
  /** `timeouts` of both legs. */
  readonly timeout?: string;
  readonly outcomes: Outcomes;
  /** The cloud has carried out the one call that the run needs: another one would be a blind one. */
  readonly sentOnce?: true;
  /** What the cloud does between the run and the next one. */
  readonly meanwhile?: "completes" | "gives up";
  /** Why there is no such thing at a vendor, or on a leg. */
  readonly absent?: (vendor: VendorCase, leg: Leg) => string | undefined;
}
