// The simulation over the plugin's protocol, from a fixed seed. What its scenarios have to reach is held over the dynamic one's
// (fixed-seed.test.ts): attachments and lifecycle are the same.
import { expect, test } from "@jest/globals";
import { campaign, tell, vendorNames } from "./campaign.ts";

const seed = 20_261_127;
/** Of each vendor. */
const operations = 500;

test.each(vendorNames)(
  "%s",
  async (vendor) => {
    const { figures, failure } = await campaign({ vendor, seed, operations, probeEvery: 8 });
    if (failure) throw new Error(tell(failure));
    // A simulation in which nothing goes wrong would prove nothing.
    for (const what of ["faults", "crashes", "outside", "changes", "probes"] as const)
      expect(figures[what]).toBeGreaterThan(5);
  },
  600_000,
);
