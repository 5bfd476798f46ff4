// What can go wrong at the vendor and on the way to it, as a table: this is the shape of its rows, and all of them.
import type { FaultRuleInput } from "../../../simulator/world/faults.ts";
import type { EniPatch } from "../../../simulator/world/schema.ts";
import type { VendorCase } from "../../contract/vendor-cases.ts";
import { callFaults } from "./call-faults.ts";
import type { Outcomes } from "./outcomes.ts";
import { questionFaults } from "./question-faults.ts";
import type { Leg, Way } from "./ways.ts";
import { beginnings, planned, ways } from "./ways.ts";

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

export const cloudFaults: readonly CloudFault[] = [...callFaults, ...questionFaults];

export interface FaultCase {
  readonly fault: CloudFault;
  readonly way: Way;
}

/** All cases of a vendor; `absent` has those that it cannot meet, each with the reason. */
export function casesOf(vendor: VendorCase): {
  present: FaultCase[];
  absent: { case: FaultCase; because: string }[];
} {
  const waysOf = { plan: planned, look: beginnings, call: ways, wait: ways };
  const all = cloudFaults.flatMap((fault) => waysOf[fault.place].map((way): FaultCase => ({ fault, way })));
  const judged = all.map((one) => ({ case: one, because: one.fault.absent?.(vendor, one.way.leg) }));
  return {
    present: judged.flatMap((one) => (one.because === undefined ? [one.case] : [])),
    absent: judged.flatMap(({ case: one, because }) => (because === undefined ? [] : [{ case: one, because }])),
  };
}

/**
 * One case for each kind of fault and operation, for the real process. Not one that has to succeed within a short timeout: that
 * would depend on how fast the machine is.
 */
export function onRealProcess(vendor: VendorCase): FaultCase[] {
  const patient = casesOf(vendor).present.filter(
    ({ fault: { timeout, outcomes }, way }) => timeout === undefined || outcomes[way.name].error !== undefined,
  );
  const first = new Map(patient.toReversed().map((one) => [`${one.fault.kind} ${one.way.operation}`, one]));
  return [...first.values()].reverse();
}
