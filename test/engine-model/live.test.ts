// Some of the recorded roads on the real engine, as it is today: what is recorded still holds, each state on the way included. A kill -9
// leaves the state that was written last, so an engine that is killed at any time leaves one of these.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { firstDifference } from "./difference.ts";
import type { Snapshot } from "./model/stack.ts";
import { emptySnapshot } from "./model/stack.ts";
import { playOnModel } from "./on-the-model.ts";
import { RealEngine } from "./on-the-engine.ts";
import { roads } from "./roads.ts";
import { readTrace } from "./traces.ts";
import { stateLines } from "./transcript.ts";

/** From an empty stack on, without those that are as the one before. */
const textsOf = (states: readonly Snapshot[]): string[] =>
  [emptySnapshot, ...states]
    .map((state) => stateLines(state).join("\n"))
    .filter((text, index, all) => text !== all[index - 1]);

describe("the real engine", () => {
  let folder: string;
  let engine: RealEngine;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "engine-model-"));
    engine = await RealEngine.start(folder, { retains: true });
  });
  afterAll(() => {
    engine.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    "what depends on what is replaced, and is replaced with it",
    "the engine killed in each half, delete first",
    "one fails while another is under way",
    "Ctrl-C twice before a row is written that stays as it is",
  ])("goes the road: %s", async (road) => {
    const script = roads.get(road);
    if (!script) throw new Error(`no road is called ${road}`);
    const played = await playOnModel(script);
    const transcript = await engine.play(script, played);
    expect(firstDifference(script, played, transcript)).toBeUndefined();
    expect(firstDifference(script, played, readTrace(road).transcript)).toBeUndefined();
  });

  it("writes the same states as the model, row by row and in the same order, where all steps are in one order", async () => {
    const script = roads.get("a chain: each step in its turn");
    if (!script) throw new Error("the chain is gone");
    const played = await playOnModel(script);
    await engine.play(script, played);
    const model = textsOf(played.flatMap(({ checkpoints }) => checkpoints.map(({ state }) => state)));
    expect(textsOf(engine.checkpoints.flat())).toEqual(model);
    expect(model.length).toBeGreaterThan(30);
  });
});
