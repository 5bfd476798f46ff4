// Instances that are as full as they can be, and attachments of one program that need each other's place (lifecycle rule 16), as the
// engine runs them: as many at once as `--parallel` says, and the plan of the rest going on meanwhile.
import { describe, expect, test } from "@jest/globals";
import type { Properties } from "../../provider/attachment/properties.ts";
import type { InProcess } from "../support/in-process.ts";
import type { ProviderCalls } from "../support/running-provider.ts";
import { eachTestHasOnly } from "./each-test.ts";
import type { Made } from "./full-instances.ts";
import { attachedEach, cloudOf, eniOf, environment, inputs, instanceOf, placeOf as placeIn } from "./full-instances.ts";

let cloud: InProcess;
eachTestHasOnly(environment);

function makeCloud(count: number, free = 0): void {
  cloud = cloudOf(count, free);
}

interface Move {
  readonly eni: number;
  readonly to: number;
  /** Needs another one's end, as by `dependsOn`. */
  readonly after?: number;
  /** Left out by `--target`. */
  readonly leftOut?: boolean;
  readonly more?: Properties;
}

interface Ended {
  /** By ENI: "done", or the error. */
  readonly how: Readonly<Record<number, string>>;
  /** Milliseconds of virtual time, by ENI. */
  readonly took: Readonly<Record<number, number>>;
}

/** One run: checks and diffs one after another, steps at most `parallel` at once. */
async function run(stored: readonly Made[], moves: readonly Move[], parallel: number) {
  const how: Record<number, string> = {};
  const took: Record<number, number> = {};
  await cloud.together(async (provider: ProviderCalls) => {
    const free = Array.from({ length: parallel }, () => Promise.resolve());
    const ends = new Map<number, Promise<void>>();
    for (const { eni, to, after, leftOut, more } of moves) {
      if (leftOut) continue;
      if (after !== undefined) await ends.get(after);
      if (after !== undefined && how[after] !== "done") continue;
      const was = stored[eni];
      if (!was) throw new Error(`eni ${eni} is not in the state`);
      const news = inputs(eni, to, more);
      await provider.check(news, was.outs);
      await provider.diff(was.id, was.outs, news);
      const slot = ends.size < parallel ? ends.size : undefined;
      const before = slot === undefined ? Promise.race(free) : free[slot];
      const step = async () => {
        await before;
        const began = cloud.clock.now();
        how[eni] = await provider.update(was.id, was.outs, news).then(
          () => "done",
          (error: unknown) => String(error),
        );
        took[eni] = cloud.clock.now() - began;
      };
      const end = step();
      ends.set(eni, end);
      if (slot === undefined) free.push(end);
      else free[slot] = end;
    }
    await Promise.all(ends.values());
  });
  return { how, took } satisfies Ended;
}

const placeOf = (eni: number) => placeIn(cloud, eni);
const circle = (count: number): Move[] =>
  Array.from({ length: count }, (_none, index) => ({ eni: index, to: (index + 1) % count }));

describe("a circle of full instances", () => {
  test.each([
    [2, 2],
    [3, 3],
    [3, 2],
    [17, 16],
  ])("of %i, %i steps at once: all end where they should", async (count, parallel) => {
    makeCloud(count);
    const stored = await attachedEach(cloud, count);
    const mark = cloud.mark();
    const { how } = await run(stored, circle(count), parallel);
    expect(Object.values(how)).toEqual(Array.from({ length: count }, () => "done"));
    for (let index = 0; index < count; index += 1) expect(placeOf(index)).toBe(instanceOf((index + 1) % count));
    // Nothing was sent twice, or put back.
    expect(cloud.changes(mark)).toHaveLength(2 * count);
  });

  test.each([
    ["one step at a time", 1, undefined],
    ["one after the other (`dependsOn`)", 8, 0],
  ])("%s: refused in 20 s, nothing is detached, and the message says how to go on", async (_how, parallel, after) => {
    makeCloud(2);
    const stored = await attachedEach(cloud, 2);
    const mark = cloud.mark();
    const moves = circle(2).map((move) => (move.eni === 1 && after !== undefined ? { ...move, after } : move));
    const { how, took } = await run(stored, moves, parallel);
    expect(how[0]).toMatch(/i-01 is full.*\[PREFLIGHT_FAILED\]$/);
    if (parallel === 1) expect(how[0]).toContain("alicloud-ecs/cn-hangzhou/eni-01 is to leave i-01 in this run");
    expect(took[0]).toBeLessThanOrEqual(20_000);
    expect(cloud.changes(mark)).toEqual([]);
  });

  test("the last place is kept for one that has no end: the other says to run again, or to go elsewhere", async () => {
    makeCloud(2, 1);
    const stored = await attachedEach(cloud, 2);
    cloud.cloud.world.patchEni(eniOf(0), { behaviours: { detachSticks: 1, detachReissues: "never" } });
    const late = { eni: 1, to: 2, more: { timeouts: { attach: "30s" } } };
    const { how } = await run(stored, [{ eni: 0, to: 2 }, late], 2);
    expect(how[1]).toMatch(
      /the last places of i-02 are for other attachments of this program\. .*\[PREFLIGHT_FAILED\]$/,
    );
    expect(how[1]).toContain("To do: Run `pulumi up` again when those are done, in case a place is left, or name");
    expect(placeOf(1)).toBe(instanceOf(1));
  });

  test("one left out by `--target`: the other is refused in 20 s, and nothing is detached", async () => {
    makeCloud(2);
    const stored = await attachedEach(cloud, 2);
    const mark = cloud.mark();
    const { how, took } = await run(
      stored,
      [
        { eni: 0, to: 1 },
        { eni: 1, to: 0, leftOut: true },
      ],
      8,
    );
    expect(how[0]).toMatch(/i-01 is full.*\[PREFLIGHT_FAILED\]$/);
    expect(took[0]).toBeLessThanOrEqual(20_000);
    expect(cloud.changes(mark)).toEqual([]);
  });

  test("the other one fails: what went first is put back, or nothing is detached", async () => {
    makeCloud(2);
    const stored = await attachedEach(cloud, 2);
    const { how } = await run(
      stored,
      [
        { eni: 0, to: 1 },
        { eni: 1, to: 77 },
      ],
      8,
    );
    expect(how[1]).toMatch(/does not exist.*\[PREFLIGHT_FAILED\]$/);
    expect(how[0]).toMatch(/\[PREFLIGHT_FAILED\]$/);
    expect([placeOf(0), placeOf(1)]).toEqual([instanceOf(0), instanceOf(1)]);
  });
});

test("a row whose last one goes to an empty instance: each waits for the one before it", async () => {
  makeCloud(4, 1);
  const stored = await attachedEach(cloud, 4);
  const mark = cloud.mark();
  const moves = Array.from({ length: 4 }, (_none, index) => ({ eni: index, to: index + 1 }));
  const { how } = await run(stored, moves, 8);
  expect(Object.values(how)).toEqual(["done", "done", "done", "done"]);
  expect(cloud.changes(mark)).toHaveLength(8);
});

test("a row whose last one goes to an instance that stays full: all are refused, and nothing is detached", async () => {
  makeCloud(3);
  const stored = await attachedEach(cloud, 3);
  const mark = cloud.mark();
  // eni-02 stays where it is, and is not of this program's run.
  const { how, took } = await run(stored, [{ eni: 0, to: 1 }, { eni: 1, to: 2 }], 8); // prettier-ignore
  expect(Object.values(how)).toEqual([
    expect.stringMatching(/PREFLIGHT_FAILED/),
    expect.stringMatching(/PREFLIGHT_FAILED/),
  ]);
  expect(Math.max(...Object.values(took))).toBeLessThanOrEqual(31_000);
  expect(cloud.changes(mark)).toEqual([]);
});

test("one free place is given once: the second of two that go there is refused before its detach", async () => {
  makeCloud(2, 1);
  const stored = await attachedEach(cloud, 2);
  const mark = cloud.mark();
  const { how } = await run(stored, [{ eni: 0, to: 2 }, { eni: 1, to: 2 }], 8); // prettier-ignore
  expect(Object.values(how).filter((one) => one === "done")).toHaveLength(1);
  expect(Object.values(how).filter((one) => one.includes("[PREFLIGHT_FAILED]"))).toHaveLength(1);
  // One detach and one attach.
  expect(cloud.changes(mark)).toHaveLength(2);
});
