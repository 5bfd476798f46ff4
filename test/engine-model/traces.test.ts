// The model of the engine does what the real engine did, on each recorded road. `npm run engine-model` compares them on random ones.
import { describe, expect, it } from "@jest/globals";
import { readdirSync } from "node:fs";
import { firstDifference } from "./difference.ts";
import { playOnModel } from "./on-the-model.ts";
import { fileOf, roads } from "./roads.ts";
import { readTrace, traceFolder } from "./traces.ts";

describe("the model of the engine", () => {
  it.each([...roads])("goes the road: %s", async (road, script) => {
    expect(firstDifference(script, await playOnModel(script), readTrace(road).transcript)).toBeUndefined();
  });

  it("has a trace of each road, and no other", () => {
    expect(readdirSync(traceFolder).sort()).toEqual([...roads.keys()].map(fileOf).sort());
  });
});
