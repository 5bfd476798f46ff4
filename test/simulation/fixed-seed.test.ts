// The same random worlds each time: what passed once passes again.
import { describe, expect, test } from "@jest/globals";
import { campaign, vendorNames } from "./campaign.ts";
import { expectNoViolation } from "./seeds.ts";

describe("random worlds, programs, faults, crashes and interference, from a fixed seed", () => {
  test.each(vendorNames)("%s", (vendor) => expectNoViolation(vendor, 20_260_115), 600_000);
});

test("the same seed gives the same run, call for call", async () => {
  const run = async () => (await campaign({ vendor: "alicloud-ecs", seed: 7, operations: 200 })).figures;
  const first = await run();
  expect(first.digest).toMatch(/^[0-9a-f]{64}$/);
  expect(await run()).toEqual(first);
}, 600_000);
