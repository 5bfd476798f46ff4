// What can go wrong at the vendor and on the way to it, as a table: all rows, and the cases of them that a vendor meets.
import type { VendorCase } from "../../contract/vendor-cases.ts";
import { callFaults } from "./call-faults.ts";
import type { CloudFault } from "./cloud-fault.ts";
import { questionFaults } from "./question-faults.ts";
import type { Way } from "./ways.ts";
import { beginnings, planned, ways } from "./ways.ts";

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
