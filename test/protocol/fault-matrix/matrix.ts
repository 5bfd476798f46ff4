// The tests of all vendors' cases, in equal shares: one file each, which run side by side. Faults run in this process, each on a clock
// of its own; what cuts off a process, and a selection of the faults, run on real provider processes, many cases at the same time.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { eachTestHasOnly } from "../../contract/each-test.ts";
import { vendorCases } from "../../contract/vendor-cases.ts";
import type { VendorCase } from "../../contract/vendor-cases.ts";
import { runCase } from "./cloud-fault-case.ts";
import { casesOf, onRealProcess } from "./cloud-faults.ts";
import type { FaultCase } from "./cloud-faults.ts";
import { runInterruptions } from "./interruption-case.ts";
import { interruptions } from "./interruptions.ts";
import { Lanes } from "./lanes.ts";
import { ProcessArena } from "./process-arena.ts";
import { secretsIn } from "./sites.ts";
import { VirtualArena } from "./virtual-arena.ts";

/** Cases of the real process: more at once would only wait for the processor. */
const MOST_AT_ONCE = 40;

/** What a file takes of all: each `of`-th, from the `share`-th on (from 1). */
export interface Share {
  readonly share: number;
  readonly of: number;
}

/** `faults-2-of-5.test.ts` is the second of five. */
export function shareOfFile(file: string): Share {
  const [, share, of] = /-(\d)-of-(\d)\.test\.ts$/.exec(file) ?? [];
  if (share === undefined) throw new Error(`${file} does not say which share it has`);
  return { share: Number(share), of: Number(of) };
}

const shareOf = <T>(all: readonly T[], { share, of }: Share): T[] =>
  all.filter((_one, index) => index % of === share - 1);

const titled = (cases: readonly FaultCase[]) =>
  cases.map((one) => [one.way.name, one.fault.place, one.fault.name, one] as const);

/** A share of every fault that each vendor can have. */
export function describeFaults(share: Share): void {
  describe.each(vendorCases.map((vendor) => [vendor.vendor, vendor] as const))("%s", (_name, vendor) => {
    describe("a fault, then the same command again", () => {
      eachTestHasOnly(vendor.environment);

      test.each(titled(shareOf(casesOf(vendor).present, share)))("%s (%s): %s", async (_way, _place, _fault, one) => {
        const arena = VirtualArena.open(vendor);
        await arena.run(() => runCase(arena, new Lanes(1), one));
        const lines = await arena.seen();
        expect(lines).not.toEqual([]);
        expect(secretsIn(vendor, lines)).toEqual([]);
        await arena.close();
      });
    });
  });
}

/** Of a share of the vendors every interruption; and for the first vendor of all each kind of fault at each operation. */
export function describeProcesses(share: Share): void {
  const vendors = shareOf(vendorCases, share);
  describe.each(vendors.map((vendor) => [vendor.vendor, vendor] as const))("%s", (_name, vendor) =>
    describeProcessesOf(vendor, vendor === vendorCases[0] ? onRealProcess(vendor) : []),
  );
}

function describeProcessesOf(vendor: VendorCase, chosen: readonly FaultCase[]): void {
  const runs = new Map<object, Promise<void>>();
  let arena: ProcessArena;

  // The cases begin before the first test, which waits for its own: most of the time goes by in waits of the product.
  beforeAll(async () => {
    arena = await ProcessArena.open(vendor, chosen.length + interruptions.length);
    const lanes = new Lanes(MOST_AT_ONCE);
    for (const one of chosen) runs.set(one, runCase(arena, lanes, one));
    const groups = new Map(interruptions.map((one) => [`${one.kind} ${one.clockAheadMs ?? ""}`, one]));
    for (const { kind, clockAheadMs } of groups.values())
      for (const [one, run] of runInterruptions(arena, kind, clockAheadMs)) runs.set(one, run);
    for (const run of runs.values()) run.catch(() => undefined);
  });
  afterAll(() => arena.close());

  if (chosen.length > 0)
    describe("a fault, then the same command again", () => {
      test.each(titled(chosen))("%s (%s): %s", async (_way, _place, _fault, one) => {
        await runs.get(one);
      });
    });

  describe("an interruption, then what the user is told to run", () => {
    const rows = interruptions.map((one) => {
      const clock = one.clockAheadMs === undefined ? "" : ` of ${one.clockAheadMs / 60_000} min`;
      return [one.way.name, `${one.kind}${clock}`, one.step, one] as const;
    });
    test.each(rows)("%s: %s, %s", async (_way, _kind, _step, one) => {
      await runs.get(one);
    });
  });

  test("no secret in anything that a user sees", async () => {
    const lines = await arena.seen();
    expect(lines).not.toEqual([]);
    expect(secretsIn(vendor, lines)).toEqual([]);
  });
}
