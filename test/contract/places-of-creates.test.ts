// Places on full instances, for what is attached and not moved: new attachments, and replacements (lifecycle rules 15 and 16).
import { describe, expect, test } from "@jest/globals";
import type { Properties } from "../../provider/attachment/properties.ts";
import type { InProcess } from "../support/in-process.ts";
import { failureOf } from "../support/in-process.ts";
import type { ProviderCalls } from "../support/running-provider.ts";
import { eachTestHasOnly } from "./each-test.ts";
import type { Made } from "./full-instances.ts";
import { attachedEach, cloudOf, eniOf, environment, inputs, instanceOf, placeOf as placeIn } from "./full-instances.ts";
import { planReplacement } from "./stored.ts";

let cloud: InProcess;
eachTestHasOnly(environment);

function makeCloud(count: number, free = 0): void {
  cloud = cloudOf(count, free);
}

const placeOf = (eni: number) => placeIn(cloud, eni);

describe("two that change places, and the engine replaces them (`replaceOnChanges`)", () => {
  interface Replaced {
    readonly how: readonly string[];
    readonly changes: readonly string[];
  }

  /** Each delete, then its create; the second is planned while the first is at work. */
  async function replaceBoth(sideBySide: boolean): Promise<Replaced> {
    makeCloud(2);
    const stored = await attachedEach(cloud, 2);
    const mark = cloud.mark();
    const step = (provider: ProviderCalls, eni: number, to: number): Promise<string> => {
      const { id, outs } = stored[eni] as Made;
      const steps = async () => {
        await provider.delete(id, outs);
        await provider.create(inputs(eni, to));
      };
      return steps().then(() => "done", String);
    };
    const plan = async (provider: ProviderCalls, eni: number, to: number) => {
      const { id, outs } = stored[eni] as Made;
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
        /i-01 is full.* To do: alicloud-ecs\/cn-hangzhou\/eni-01 is to leave i-01 in this run.*--parallel.*may be deleted already.*\[PREFLIGHT_FAILED\]$/,
      ),
    ]);
    expect(changes).toEqual([]);
  });

  test("what a delete has taken off leaves nothing any more: no plan line counts on it", async () => {
    makeCloud(4);
    const stored = await attachedEach(cloud, 4);
    // The second one never gets off, so the first one's create waits for it.
    cloud.cloud.world.patchEni(eniOf(1), { behaviours: { detachSticks: 1, detachReissues: "never" } });
    const of = (eni: number) => ({ inputs: inputs(eni, eni), ...(stored[eni] as Made) });
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
      expect.stringMatching(/; as things are, up will fail: i-00 is full/),
    ]);
  });
});

describe("new attachments, and a full instance that another one is about to leave", () => {
  /** eni-00 is free, as after `pulumi destroy --target`, and eni-01 is on i-01, which is full. */
  async function oneLeft(): Promise<Made> {
    makeCloud(2);
    const stored = await attachedEach(cloud, 2);
    const [first, second] = stored as [Made, Made];
    await cloud.delete(first.id, first.outs);
    cloud.restart();
    return second;
  }

  /** The create is sent before the engine has asked about the other one, which moves away if it gets its turn. */
  async function createFirst(other: Made, getsTurn: boolean): Promise<string> {
    return cloud.together(async (provider) => {
      await provider.check(inputs(0, 1), {});
      const made = provider.create(inputs(0, 1)).then(() => "done", String);
      await cloud.clock.sleep(5_000);
      await provider.check(inputs(1, 0), inputs(1, 1));
      await provider.diff(other.id, other.outs, inputs(1, 0));
      if (getsTurn) await provider.update(other.id, other.outs, inputs(1, 0));
      return made;
    });
  }

  test("the create waits for one that is not known yet: both get there", async () => {
    const other = await oneLeft();
    expect(await createFirst(other, true)).toBe("done");
    expect([placeOf(0), placeOf(1)]).toEqual([instanceOf(1), instanceOf(0)]);
  });

  test("one step at a time: refused within 20 s with the other one's name; what it says to do works", async () => {
    const other = await oneLeft();
    const began = cloud.clock.now();
    expect(await createFirst(other, false)).toMatch(
      /EniPerInstanceLimitExceeded.* Now: eni-00 is detached .* To do: alicloud-ecs\/cn-hangzhou\/eni-01 is to leave i-01 in this run.*`pulumi destroy --target URN`.*\[ATTACH_REFUSED\]$/,
    );
    expect(cloud.clock.now() - began).toBeLessThanOrEqual(20_000);
    cloud.restart();
    await cloud.delete(other.id, other.outs);
    cloud.restart();
    await cloud.create(inputs(0, 1));
    await cloud.create(inputs(1, 0));
    expect([placeOf(0), placeOf(1)]).toEqual([instanceOf(1), instanceOf(0)]);
  });

  test("nobody leaves it: refused after 15 s", async () => {
    await oneLeft();
    const began = cloud.clock.now();
    expect((await failureOf(cloud.create(inputs(0, 1)))).message).toMatch(
      /EniPerInstanceLimitExceeded.*Detach another ENI from the instance.*\[ATTACH_REFUSED\]$/,
    );
    expect(cloud.clock.now() - began).toBeGreaterThanOrEqual(15_000);
    expect(cloud.clock.now() - began).toBeLessThanOrEqual(20_000);
  });

  test("it has less time than that: refused when its time is over, and by the vendor's word", async () => {
    await oneLeft();
    const work = cloud.create(inputs(0, 1, { timeouts: { attach: "4s" }, preflight: false }));
    expect((await failureOf(work)).message).toMatch(/EniPerInstanceLimitExceeded.*\[ATTACH_REFUSED\]$/);
  });

  test("its time is over when it is to be tried once more: the vendor's word, and no timeout", async () => {
    await oneLeft();
    const work = cloud.create(inputs(0, 1, { timeouts: { attach: "4s" }, preflight: false }));
    await cloud.clock.sleep(2_000);
    // The room cannot be known, so after 3 s it is tried again: the look before that takes longer than there is time.
    cloud.cloud.faults.add({ kind: "delay", ms: 2_000, match: { action: "DescribeNetworkInterfaces" }, times: 1 });
    expect((await failureOf(work)).message).toMatch(
      /refused: EniPerInstanceLimitExceeded.*Detach another ENI from the instance.*\[ATTACH_REFUSED\]$/,
    );
  });

  test("two of them, where the room cannot be known: each tries now and then, and not because the other one did", async () => {
    makeCloud(3);
    const [first, second] = (await attachedEach(cloud, 3)) as [Made, Made];
    for (const { id, outs } of [first, second]) await cloud.delete(id, outs);
    cloud.restart();
    const mark = cloud.mark();
    const create = (eni: number) => inputs(eni, 2, { preflight: false });
    const ends = await cloud.together((provider) =>
      Promise.allSettled([provider.create(create(0)), provider.create(create(1))]),
    );
    for (const end of ends)
      expect(String("reason" in end && end.reason)).toMatch(/EniPerInstanceLimitExceeded.*\[ATTACH_REFUSED\]$/);
    expect(cloud.changes(mark).length).toBeLessThanOrEqual(12);
  });

  /** eni-00 is new and eni-01 moves, both to i-02, which has one place. */
  async function forOnePlace(first: "create" | "move") {
    makeCloud(2, 1);
    const stored = await attachedEach(cloud, 2);
    const [made, moved] = stored as [Made, Made];
    await cloud.delete(made.id, made.outs);
    cloud.restart();
    const mark = cloud.mark();
    // The create's first call comes to nothing, so that there is time between its turn and its attach.
    const match = { action: "AttachNetworkInterface", eni: eniOf(0) };
    if (first === "create") cloud.cloud.faults.add({ kind: "dropBefore", times: 1, match });
    await cloud.together(async (provider) => {
      await provider.check(inputs(1, 2), inputs(1, 1));
      await provider.diff(moved.id, moved.outs, inputs(1, 2));
      const create = () => provider.create(inputs(0, 2));
      const move = () => provider.update(moved.id, moved.outs, inputs(1, 2));
      const [one, other] = first === "create" ? [create, move] : [move, create];
      const began = one();
      await cloud.clock.sleep(500);
      await Promise.allSettled([began, other()]);
    });
    return { places: [placeOf(0), placeOf(1)], changes: cloud.changes(mark) };
  }

  test("a create that came first has its place: the move is refused before its detach", async () => {
    const { places, changes } = await forOnePlace("create");
    expect(places).toEqual([instanceOf(2), instanceOf(1)]);
    expect(changes.filter((change) => change.startsWith("Detach"))).toEqual([]);
  });

  test("a move that came first has its place: the create does not take it", async () => {
    const { places, changes } = await forOnePlace("move");
    expect(places).toEqual(["nowhere", instanceOf(2)]);
    expect(changes.slice(0, 2)).toEqual(["Detach eni-01 i-01", "Attach eni-01 i-02"]);
  });
});
