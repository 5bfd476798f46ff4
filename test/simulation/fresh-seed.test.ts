// Other random worlds each time. SIMULATION_SEED plays those of a run that failed.
import { describe, test } from "@jest/globals";
import { vendorNames } from "./campaign.ts";
import { expectNoViolation } from "./seeds.ts";

const given = process.env["SIMULATION_SEED"];
const seed = given === undefined || given === "" ? Math.floor(Math.random() * 0x3fffffff) : Number(given);
process.stdout.write(`simulation: SIMULATION_SEED=${seed} plays these scenarios again\n`);

describe(`random worlds, programs, faults, crashes and interference, from seed ${seed}`, () => {
  test.each(vendorNames)("%s", (vendor) => expectNoViolation(vendor, seed), 600_000);
});
