// All cases of one vendor, on one local cloud and at the same time, each with a test of its own.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { vendorCases } from "../../contract/vendor-cases.ts";
import { Arena, secretsIn } from "./arena.ts";
import { runCase } from "./cloud-fault-case.ts";
import { casesOf } from "./cloud-faults.ts";
import type { FaultCase } from "./cloud-faults.ts";
import { runInterruptions } from "./interruption-case.ts";
import { interruptions } from "./interruptions.ts";
import { Lanes } from "./lanes.ts";

/** The cases begin before the first test, which waits for its own; most of the time goes by in waits of the product. */
const LONGEST = 240_000;
const MOST_AT_ONCE = 40;

export function describeMatrix(name: string): void {
  const vendor = vendorCases.find((one) => one.vendor === name);
  if (vendor === undefined) throw new Error(`there is no vendor ${name}`);
  const { present } = casesOf(vendor);
  const runs = new Map<object, Promise<void>>();
  let arena: Arena;

  beforeAll(async () => {
    arena = await Arena.open(vendor, present.length + interruptions.length);
    const lanes = new Lanes(MOST_AT_ONCE);
    // The longest first, so that the others go by in their shadow.
    const isLong = ({ fault: { kind, place } }: FaultCase) =>
      kind === "throttling burst" ||
      kind === "unknown state word" ||
      (kind === "slow reply beyond the timeout" && place !== "call");
    for (const one of present.toSorted((a, b) => Number(isLong(b)) - Number(isLong(a))))
      runs.set(one, runCase(arena, lanes, one));
    const groups = new Map(interruptions.map((one) => [`${one.kind} ${one.clockAheadMs ?? ""}`, one]));
    for (const { kind, clockAheadMs } of groups.values())
      for (const [one, run] of runInterruptions(arena, kind, clockAheadMs)) runs.set(one, run);
    for (const run of runs.values()) run.catch(() => undefined);
  });
  afterAll(() => arena.close());

  describe("a fault, then the same command again", () => {
    test.each(present.map((one) => [one.way.name, one.fault.place, one.fault.name, one] as const))(
      "%s (%s): %s",
      async (_way, _place, _fault, one) => {
        await runs.get(one);
      },
      LONGEST,
    );
  });

  describe("an interruption, then what the user is told to run", () => {
    const rows = interruptions.map((one) => {
      const clock = one.clockAheadMs === undefined ? "" : ` of ${one.clockAheadMs / 60_000} min`;
      return [one.way.name, `${one.kind}${clock}`, one.step, one] as const;
    });
    test.each(rows)(
      "%s: %s, %s",
      async (_way, _kind, _step, one) => {
        await runs.get(one);
      },
      LONGEST,
    );
  });

  test("no secret in anything that a user sees", async () => {
    const lines = await arena.seen();
    expect(lines).not.toEqual([]);
    expect(secretsIn(vendor, lines)).toEqual([]);
  });
}
