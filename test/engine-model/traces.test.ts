// The model of the engine does what the real engine did, on each recorded road, and the simulation may kill it at each state that it
// writes. `npm run engine-model` compares the two on random roads.
import { describe, expect, it } from "@jest/globals";
import { readdirSync } from "node:fs";
import { firstDifference } from "./difference.ts";
import { beyondKills, minded } from "./kills.ts";
import { playOnModel } from "./on-the-model.ts";
import { fileOf, roads } from "./roads.ts";
import { readTrace, traceFolder } from "./traces.ts";

describe("the model of the engine", () => {
  it.each([...roads])("goes the road: %s", async (road, script) => {
    expect(firstDifference(script, await playOnModel(script), readTrace(road).transcript)).toBeUndefined();
  });

  it("writes no rows that a kill in the middle of a call does not leave, but where rows go or are spared without a call", async () => {
    const found = await Promise.all(
      [...roads].map(async ([road, script]) => [road, await beyondKills(script)] as const),
    );
    expect(found.flatMap(([road, states]) => (states.length > 0 ? [road] : []))).toEqual([
      "an exclude of what is deleted with one that is replaced",
      "retainOnDelete",
    ]);
  });

  it.each([...roads])("does not mind what operations were interrupted, on the road: %s", async (_road, script) => {
    expect(await minded(script)).toEqual([]);
  });

  it("has a trace of each road, and no other", () => {
    expect(readdirSync(traceFolder).sort()).toEqual([...roads.keys()].map(fileOf).sort());
  });
});
