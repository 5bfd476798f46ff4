// The same random worlds each time: what passed once passes again. What they reach is told at the end, and what they have to.
import { describe, expect, test } from "@jest/globals";
import { campaign, tell, vendorNames } from "./campaign.ts";
import type { Reached } from "./coverage/reached.ts";
import { coverageTable } from "./coverage/table.ts";
import { missingOf } from "./coverage/wanted.ts";

const seed = 20_260_115;
/** Of each vendor. */
const operations = 2_050;
const reached = new Map<string, Reached>();

async function expectNoViolation(vendor: string): Promise<void> {
  const { figures, failure } = await campaign({ vendor, seed, operations, probeEvery: 8 });
  if (failure) throw new Error(tell(failure));
  reached.set(vendor, figures.reached);
  expect(figures.operations).toBeGreaterThanOrEqual(operations);
  // A simulation in which nothing goes wrong would prove nothing.
  for (const what of ["faults", "crashes", "outside", "changes", "probes"] as const)
    expect(figures[what]).toBeGreaterThan(50);
}

describe("random worlds, programs, faults, crashes and interference, from a fixed seed", () => {
  test.each(vendorNames)("%s", expectNoViolation, 600_000);

  test("reach every plan branch, every meaning of an error code and every kind of step", () => {
    expect([...reached.keys()]).toEqual(vendorNames);
    process.stdout.write(`${coverageTable(reached)}\n`);
    expect(missingOf(reached)).toEqual([]);
  });
});

test("the same seed gives the same run, call for call", async () => {
  const run = async () => (await campaign({ vendor: "alicloud-ecs", seed: 7, operations: 200 })).figures;
  const first = await run();
  expect(first.digest).toMatch(/^[0-9a-f]{64}$/);
  expect(await run()).toEqual(first);
}, 600_000);
