// The tests of one vendor's cases. Faults run in this process, each on a clock of its own; what cuts off a process, and a selection of
// the faults, run on real provider processes, many cases at the same time.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { onlyTheseCredentials } from "../../contract/environment.ts";
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

function vendorNamed(name: string): VendorCase {
  const vendor = vendorCases.find((one) => one.vendor === name);
  if (vendor === undefined) throw new Error(`there is no vendor ${name}`);
  return vendor;
}

const titled = (cases: readonly FaultCase[]) =>
  cases.map((one) => [one.way.name, one.fault.place, one.fault.name, one] as const);

/** Every fault that the vendor can have. */
export function describeFaults(name: string): void {
  const vendor = vendorNamed(name);

  describe("a fault, then the same command again", () => {
    let restore: () => void;
    beforeEach(() => {
      restore = onlyTheseCredentials(vendor.environment);
    });
    afterEach(() => restore());

    test.each(titled(casesOf(vendor).present))("%s (%s): %s", async (_way, _place, _fault, one) => {
      const arena = VirtualArena.open(vendor);
      await arena.run(() => runCase(arena, new Lanes(1), one));
      const lines = await arena.seen();
      expect(lines).not.toEqual([]);
      expect(secretsIn(vendor, lines)).toEqual([]);
      await arena.close();
    });
  });
}

/** Every interruption; of the faults, for one vendor, each kind at each operation. */
export function describeProcesses(name: string, { faults = false } = {}): void {
  const vendor = vendorNamed(name);
  const chosen = faults ? onRealProcess(vendor) : [];
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
