// One campaign of the suite: every vendor, from one seed. A failure is told with all that shows it again.
import { expect } from "@jest/globals";
import { campaign, tell } from "./campaign.ts";

/** For each of the five vendors and each of the two seeds: 20,000 and some. */
const operations = 2_050;

export async function expectNoViolation(vendor: string, seed: number): Promise<void> {
  const { figures, failure } = await campaign({ vendor, seed, operations });
  if (failure) throw new Error(tell(failure));
  expect(figures.operations).toBeGreaterThanOrEqual(operations);
  // A simulation in which nothing goes wrong would prove nothing.
  for (const what of ["faults", "crashes", "outside", "changes"] as const) expect(figures[what]).toBeGreaterThan(50);
}
