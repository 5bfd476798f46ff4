// Three of the recorded roads on the real engine, as it is today: what is recorded still holds.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { firstDifference } from "./difference.ts";
import { playOnModel } from "./on-the-model.ts";
import { RealEngine } from "./on-the-engine.ts";
import { roads } from "./roads.ts";
import { readTrace } from "./traces.ts";

describe("the real engine", () => {
  let folder: string;
  let engine: RealEngine;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "engine-model-"));
    engine = await RealEngine.start(folder);
  });
  afterAll(() => {
    engine.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    "what depends on what is replaced, and is replaced with it",
    "the engine killed in each half, delete first",
    "one fails while another is under way",
  ])("goes the road: %s", async (road) => {
    const script = roads.get(road);
    if (!script) throw new Error(`no road is called ${road}`);
    const played = await playOnModel(script);
    const transcript = await engine.play(script, played);
    expect(firstDifference(script, played, transcript)).toBeUndefined();
    expect(firstDifference(script, played, readTrace(road).transcript)).toBeUndefined();
  });
});
