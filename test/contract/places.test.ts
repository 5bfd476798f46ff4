// Instances that are as full as they can be, and attachments of one program that need each other's place (lifecycle rule 16), as the
// engine runs them: as many at once as `--parallel` says, and the plan of the rest going on meanwhile.
import { describe, expect, test } from "@jest/globals";
import type { Properties } from "../../provider/dynamic/check.ts";
import { InProcess } from "../support/in-process.ts";
import type { ProviderCalls } from "../support/running-provider.ts";
import { eachTestHasOnly } from "./each-test.ts";
import { planReplacement } from "./stored.ts";
import type { VendorCase } from "./vendor-cases.ts";
import { leastInputs, vendorCases } from "./vendor-cases.ts";

const vendor = vendorCases.find((one) => one.vendor === "alicloud-ecs") as VendorCase;
const instanceOf = (index: number) => `i-${String(index).padStart(2, "0")}`;
const eniOf = (index: number) => `eni-${String(index).padStart(2, "0")}`;

let cloud: InProcess;
eachTestHasOnly(vendor.environment);

/** So many instances, each with room for one secondary ENI and one on it. @param free that many more are empty. */
function makeCloud(count: number, free = 0): void {
  const numbers = Array.from({ length: count + free }, (_none, index) => index);
  cloud = new InProcess({
    world: {
      ...vendor.world(),
      instances: numbers.map((index) => ({ id: instanceOf(index), maxEnis: 2 })),
      enis: numbers.slice(0, count).map((index) => ({ id: eniOf(index) })),
    },
  });
}

const inputs = (eni: number, instance: number, more?: Properties): Properties =>
  leastInputs(vendor, instanceOf(instance), { networkInterfaceId: eniOf(eni), ...more });

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
async function run(
  stored: ReadonlyMap<number, { id: string; outs: Properties }>,
  moves: readonly Move[],
  parallel: number,
) {
  const how: Record<number, string> = {};
  const took: Record<number, number> = {};
  await cloud.together(async (provider: ProviderCalls) => {
    const free = Array.from({ length: parallel }, () => Promise.resolve());
    const ends = new Map<number, Promise<void>>();
    for (const { eni, to, after, leftOut, more } of moves) {
      if (leftOut) continue;
      if (after !== undefined) await ends.get(after);
      if (after !== undefined && how[after] !== "done") continue;
      const was = stored.get(eni);
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

async function attachedEach(count: number): Promise<Map<number, { id: string; outs: Properties }>> {
  const stored = new Map<number, { id: string; outs: Properties }>();
  await cloud.together(async (provider) => {
    for (let index = 0; index < count; index += 1) stored.set(index, await provider.create(inputs(index, index)));
  });
  cloud.restart();
  cloud.lines.length = 0;
  return stored;
}

const placeOf = (eni: number) => cloud.cloud.world.eni(eniOf(eni))?.instanceId ?? "nowhere";
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
    const stored = await attachedEach(count);
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
    const stored = await attachedEach(2);
    const mark = cloud.mark();
    const moves = circle(2).map((move) => (move.eni === 1 && after !== undefined ? { ...move, after } : move));
    const { how, took } = await run(stored, moves, parallel);
    expect(how[0]).toMatch(/i-01 is full.*\[PREFLIGHT_FAILED\]$/);
    if (parallel === 1) expect(how[0]).toContain("alicloud-ecs/cn-hangzhou/eni-01 is to leave it in this run");
    expect(took[0]).toBeLessThanOrEqual(20_000);
    expect(cloud.changes(mark)).toEqual([]);
  });

  test("the last place is kept for one that has no end: the other says to run again, or to go elsewhere", async () => {
    makeCloud(2, 1);
    const stored = await attachedEach(2);
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
    const stored = await attachedEach(2);
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
    const stored = await attachedEach(2);
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
  const stored = await attachedEach(4);
  const mark = cloud.mark();
  const moves = Array.from({ length: 4 }, (_none, index) => ({ eni: index, to: index + 1 }));
  const { how } = await run(stored, moves, 8);
  expect(Object.values(how)).toEqual(["done", "done", "done", "done"]);
  expect(cloud.changes(mark)).toHaveLength(8);
});

test("a row whose last one goes to an instance that stays full: all are refused, and nothing is detached", async () => {
  makeCloud(3);
  const stored = await attachedEach(3);
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
  const stored = await attachedEach(2);
  const mark = cloud.mark();
  const { how } = await run(stored, [{ eni: 0, to: 2 }, { eni: 1, to: 2 }], 8); // prettier-ignore
  expect(Object.values(how).filter((one) => one === "done")).toHaveLength(1);
  expect(Object.values(how).filter((one) => one.includes("[PREFLIGHT_FAILED]"))).toHaveLength(1);
  // One detach and one attach.
  expect(cloud.changes(mark)).toHaveLength(2);
});

describe("two that change places, and the engine replaces them (`replaceOnChanges`)", () => {
  interface Replaced {
    readonly how: readonly string[];
    readonly changes: readonly string[];
  }

  /** Each delete, then its create; the second is planned while the first is at work. */
  async function replaceBoth(sideBySide: boolean): Promise<Replaced> {
    makeCloud(2);
    const stored = await attachedEach(2);
    const mark = cloud.mark();
    const step = (provider: ProviderCalls, eni: number, to: number): Promise<string> => {
      const { id, outs } = stored.get(eni) ?? { id: "", outs: {} };
      const steps = async () => {
        await provider.delete(id, outs);
        await provider.create(inputs(eni, to));
      };
      return steps().then(() => "done", String);
    };
    const plan = async (provider: ProviderCalls, eni: number, to: number) => {
      const { id, outs } = stored.get(eni) ?? { id: "", outs: {} };
      await planReplacement(provider, { id, inputs: inputs(eni, eni), outs }, inputs(eni, to));
    };
    const how = await cloud.together(async (provider) => {
      await plan(provider, 0, 1);
      if (sideBySide) {
        await plan(provider, 1, 0);
        return Promise.all([step(provider, 0, 1), step(provider, 1, 0)]);
      }
      const first = step(provider, 0, 1);
      await plan(provider, 1, 0);
      return [await first];
    });
    return { how, changes: cloud.changes(mark) };
  }

  test("side by side: both end where they should", async () => {
    const { how, changes } = await replaceBoth(true);
    expect(how).toEqual(["done", "done"]);
    expect([placeOf(0), placeOf(1)]).toEqual([instanceOf(1), instanceOf(0)]);
    expect(changes).toHaveLength(4);
  });

  test("one step at a time: refused before the detach, and the message names the other one and the way", async () => {
    const { how, changes } = await replaceBoth(false);
    expect(how).toEqual([
      expect.stringMatching(
        /i-01 is full.* To do: alicloud-ecs\/cn-hangzhou\/eni-01 is to leave it in this run.*--parallel.*may be deleted already.*\[PREFLIGHT_FAILED\]$/,
      ),
    ]);
    expect(changes).toEqual([]);
  });

  test("what a delete has taken off leaves nothing any more: no plan line counts on it", async () => {
    makeCloud(4);
    const stored = await attachedEach(4);
    // The second one never gets off, so the first one's create waits for it.
    cloud.cloud.world.patchEni(eniOf(1), { behaviours: { detachSticks: 1, detachReissues: "never" } });
    const of = (eni: number) => ({ inputs: inputs(eni, eni), ...(stored.get(eni) ?? { id: "", outs: {} }) });
    const [first, second, third, fourth] = [of(0), of(1), of(2), of(3)];
    const news = inputs(0, 1, { preflight: false });
    await cloud.together(async (provider) => {
      const plan = async ({ id, outs, inputs: olds }: typeof first, wanted: Properties) => {
        await provider.check(wanted, olds);
        await provider.diff(id, outs, wanted);
      };
      await planReplacement(provider, first, news);
      await plan(second, inputs(1, 3));
      await plan(third, inputs(2, 0));
      await provider.delete(first.id, first.outs);
      const waiting = Promise.allSettled([
        provider.create(news),
        provider.update(second.id, second.outs, inputs(1, 3, { preflight: false })),
      ]);
      await provider.update(third.id, third.outs, inputs(2, 0));
      await plan(fourth, inputs(3, 0));
      await waiting;
    });
    expect(cloud.lines.filter((line) => line.includes("/eni-03] plan: "))).toEqual([
      expect.stringMatching(/; as things are, up would fail: i-00 is full/),
    ]);
  });
});
