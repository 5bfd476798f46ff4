// The engine's other roads, call by call as they were recorded, over every vendor: replacements that fail half way and are taken up
// again, forced ones, and attachments that take each other's ENI or place (lifecycle rules 12, 13, 15 and 16).
import { beforeEach, describe, expect, test } from "@jest/globals";
import type { Properties } from "../../provider/attachment/properties.ts";
import { failureOf, InProcess } from "../support/in-process.ts";
import type { ProviderCalls } from "../support/running-provider.ts";
import { eachTestHasOnly } from "./each-test.ts";
import type { VendorCase } from "./vendor-cases.ts";
import { leastInputs, vendorCases } from "./vendor-cases.ts";
import type { Stored } from "./stored.ts";
import { planReplacement } from "./stored.ts";

describe.each(vendorCases.map((one) => [one.vendor, one] as const))("%s", (_name, vendor: VendorCase) => {
  const { ids } = vendor;
  let cloud: InProcess;
  eachTestHasOnly(vendor.environment);
  beforeEach(() => {
    cloud = new InProcess({ world: vendor.world() });
  });

  const inputs = (eni: string, instanceId: string, more?: Properties): Properties =>
    leastInputs(vendor, instanceId, { networkInterfaceId: eni, ...more });
  const placeOf = (eni: string) => cloud.cloud.world.eni(eni)?.instanceId ?? "nowhere";
  const plans = () => cloud.lines.filter((line) => line.includes("plan: "));

  /** By an earlier run. */
  async function attached(eni: string, instanceId: string, more?: Properties): Promise<Stored> {
    const wanted = inputs(eni, instanceId, more);
    await cloud.check({}, wanted);
    const { id, outs } = await cloud.create(wanted);
    nextRun();
    return { id, inputs: wanted, outs };
  }

  function nextRun(): void {
    cloud.restart();
    cloud.lines.length = 0;
  }

  describe("a replacement whose second half failed (pendingReplacement)", () => {
    /** The state as such a replacement leaves it: the old one, deleted. */
    async function halfWay(): Promise<{ stored: Stored; news: Properties }> {
      const stored = await attached(ids.eni, ids.a);
      const news = inputs(ids.unknownEni, ids.a, { preflight: false });
      await cloud.together((provider) => planReplacement(provider, stored, news));
      await cloud.delete(stored.id, stored.outs);
      expect((await failureOf(cloud.create(news))).message).toContain("[ENI_NOT_FOUND]");
      expect(placeOf(ids.eni)).toBe("nowhere");
      nextRun();
      return { stored, news };
    }

    test("the program is put back: the first up attaches it again", async () => {
      const { stored } = await halfWay();
      await cloud.check(stored.inputs, stored.inputs);
      expect(await cloud.diff(stored.id, stored.outs, stored.inputs)).toMatchObject({ changes: false });
      await cloud.check({}, stored.inputs);
      expect((await cloud.create(stored.inputs)).outs).toMatchObject({ state: "attached", adopted: false });
      expect(placeOf(ids.eni)).toBe(ids.a);
      expect(plans()).toEqual([expect.stringContaining(`plan: attach to ${ids.a}`)]);
    });

    test("the program is put back, with another instance", async () => {
      const { stored } = await halfWay();
      const news = inputs(ids.eni, ids.b);
      await cloud.together((provider) => planReplacement(provider, stored, news));
      await cloud.create(news);
      expect(placeOf(ids.eni)).toBe(ids.b);
      expect(plans()).toEqual([expect.stringContaining(`plan: attach to ${ids.b}`)]);
    });

    test("an attach before it, which nothing showed and which ended late: taken off there, as its plan line says", async () => {
      const { id, outs } = await attached(ids.eni, ids.a);
      const news = inputs(ids.eni, ids.b);
      const recorded = { ...outs, instanceId: ids.b, state: "detached", attachedTo: ids.a, attachedAt: "" };
      await cloud.check(news, news);
      expect(await cloud.diff(id, recorded, news)).toMatchObject({ changes: true });
      await cloud.check({}, news);
      expect((await cloud.create(news)).outs).toMatchObject({ state: "attached", attachedTo: ids.b });
      expect(placeOf(ids.eni)).toBe(ids.b);
      expect(plans()).toEqual([expect.stringContaining(`plan: detach from ${ids.a}, then attach to ${ids.b}`)]);
    });

    test("the program as it is: the same refusal again, and nothing else is touched", async () => {
      const { stored, news } = await halfWay();
      await cloud.together((provider) => planReplacement(provider, stored, news));
      const mark = cloud.mark();
      expect((await failureOf(cloud.create(news))).message).toContain("[ENI_NOT_FOUND]");
      expect(cloud.changes(mark)).toEqual([]);
    });
  });

  describe("forced replacements", () => {
    test("delete first, as the class asks for: detached, attached, and told", async () => {
      const stored = await attached(ids.eni, ids.a);
      await cloud.check({}, stored.inputs);
      await cloud.delete(stored.id, stored.outs);
      expect(placeOf(ids.eni)).toBe("nowhere");
      expect((await cloud.create(stored.inputs)).outs).toMatchObject({ adopted: false, attachedTo: ids.a });
      expect(placeOf(ids.eni)).toBe(ids.a);
      expect(cloud.lines).toEqual([
        expect.stringMatching(/plan: adopt it as it is.*; a forced replacement detaches it and attaches it again/),
        expect.stringContaining(`forced replacement: detaching from ${ids.a}`),
      ]);
    });

    test("to another instance: the line does not count on the ENI's place, and it gets there", async () => {
      const stored = await attached(ids.eni, ids.a);
      const news = inputs(ids.eni, ids.b);
      await cloud.check({}, news);
      await cloud.delete(stored.id, stored.outs);
      await cloud.create(news);
      expect(placeOf(ids.eni)).toBe(ids.b);
      expect(plans()).toEqual([
        expect.stringMatching(/ up will fail: it is attached to [^,]*, unless a forced replacement or another /),
      ]);
    });

    test("create first: nothing is called, and the way to the other order is told", async () => {
      const stored = await attached(ids.eni, ids.a);
      const mark = cloud.mark();
      const { inputs: checked } = await cloud.check({}, { ...stored.inputs, __createsFirst: true });
      // What the class tells the provider is not for the state.
      expect(checked).toEqual(stored.inputs);
      await cloud.create(stored.inputs);
      await cloud.delete(stored.id, stored.outs);
      expect(cloud.changes(mark)).toEqual([]);
      expect(plans()).toEqual([
        expect.stringMatching(
          /plan: adopt it as it is.*; a forced replacement keeps it \(`deleteBeforeReplace: false`\)$/,
        ),
      ]);
      expect(cloud.lines.at(-1)).toMatch(/kept attached: .*`deleteBeforeReplace: true`/);
    });

    test.each(["delete first", "create first"])(
      "`replaceOnChanges` on a move, %s: one line, and it is moved",
      async (order) => {
        const stored = await attached(ids.eni, ids.a);
        const news = inputs(ids.eni, ids.b);
        await cloud.together((provider) => planReplacement(provider, stored, news));
        expect(plans()).toEqual([expect.stringContaining(`plan: detach from ${ids.a}, then attach to ${ids.b}`)]);
        if (order === "delete first") await cloud.delete(stored.id, stored.outs);
        await cloud.create(news);
        const mark = cloud.mark();
        if (order === "create first") await cloud.delete(stored.id, stored.outs);
        expect(cloud.changes(mark)).toEqual([]);
        expect(placeOf(ids.eni)).toBe(ids.b);
      },
    );
  });

  describe("two attachments that exchange their ENIs", () => {
    async function two(): Promise<{ one: Stored; other: Stored; news: [Properties, Properties] }> {
      const one = await attached(ids.eni, ids.a);
      const other = await attached(ids.eni2, ids.b);
      return { one, other, news: [inputs(ids.eni2, ids.a), inputs(ids.eni, ids.b)] };
    }
    const exchanged = () => {
      expect([placeOf(ids.eni), placeOf(ids.eni2)]).toEqual([ids.b, ids.a]);
      // The first one's line is printed before anything is known of the second one.
      expect(plans()).toEqual([
        expect.stringMatching(/ up will fail: .*, unless another attachment of this program gives it up\b/),
        expect.stringMatching(/; it is taken from .*, where another attachment of this program gives it up$/),
      ]);
    };

    test("one step at a time (`--parallel 1`)", async () => {
      const { one, other, news } = await two();
      await cloud.together(async (provider) => {
        await planReplacement(provider, one, news[0]);
        // The engine goes on with its plan while the first step runs.
        await Promise.all([
          (async () => {
            await provider.delete(one.id, one.outs);
            await provider.create(news[0]);
            await provider.delete(other.id, other.outs);
            await provider.create(news[1]);
          })(),
          planReplacement(provider, other, news[1]),
        ]);
      });
      exchanged();
      // What the first one took over is no rename.
      expect(cloud.lines.filter((line) => line.includes("kept attached"))).toEqual([
        expect.stringMatching(
          /: another attachment of this program has taken this ENI over in this run, so only the old state is dropped$/,
        ),
      ]);
    });

    test("one step at a time, and the other one has no turn: refused, with the way that works", async () => {
      const { one, news } = await two();
      const mark = cloud.mark();
      const { message } = await cloud.together(async (provider) => {
        await planReplacement(provider, one, news[0]);
        return failureOf(provider.delete(one.id, one.outs));
      });
      expect(message).toMatch(
        /To do: .*another attachment of this program gives it up in the same run, run `pulumi up` with a higher `--parallel`.*\[ENI_ATTACHED_ELSEWHERE\]$/,
      );
      expect(cloud.changes(mark)).toEqual([]);
    });

    test("side by side", async () => {
      const { one, other, news } = await two();
      await cloud.together(async (provider) => {
        await planReplacement(provider, one, news[0]);
        await planReplacement(provider, other, news[1]);
        await Promise.all([
          provider.delete(one.id, one.outs).then(() => provider.create(news[0])),
          provider.delete(other.id, other.outs).then(() => provider.create(news[1])),
        ]);
      });
      exchanged();
    });

    test.each(["__isProtected", "__isRetained"])(
      "what has %s is not given up: the other one is refused",
      async (hint) => {
        const { one, other, news } = await two();
        const mark = cloud.mark();
        await cloud.together((provider) => planReplacement(provider, other, { ...news[1], [hint]: true }));
        await cloud.together((provider) => planReplacement(provider, one, news[0]));
        expect((await failureOf(cloud.delete(one.id, one.outs))).message).toContain("[ENI_ATTACHED_ELSEWHERE]");
        expect(cloud.changes(mark)).toEqual([]);
      },
    );

    test("half of it, and then the program as it was: what the one took goes back to the other", async () => {
      const { one, other, news } = await two();
      let second: { id: string; outs: Properties } | undefined;
      await cloud.together(async (provider) => {
        await planReplacement(provider, one, news[0]);
        await planReplacement(provider, other, news[1]);
        await provider.delete(one.id, one.outs);
        second = await provider.create(news[0]);
      });
      expect(placeOf(ids.eni2)).toBe(ids.a);
      nextRun();
      // The other one is unchanged: nobody but the delete of the first sees that its ENI was taken.
      await cloud.check(other.inputs, other.inputs);
      expect(await cloud.diff(other.id, other.outs, other.inputs)).toMatchObject({ changes: false });
      await cloud.together((provider) =>
        planReplacement(provider, { ...one, inputs: news[0], outs: second?.outs ?? {} }, one.inputs),
      );
      await cloud.delete(one.id, second?.outs ?? {});
      await cloud.create(one.inputs);
      expect([placeOf(ids.eni), placeOf(ids.eni2)]).toEqual([ids.a, ids.b]);
      expect(cloud.lines).toContainEqual(expect.stringContaining(`put back on ${ids.b}`));
    });
  });

  describe("two attachments that change places, each instance as full as it can be", () => {
    /** Instances hold what they have, their primary ENI, and one more. */
    function full(): InProcess {
      const world = vendor.world() as {
        instances: { id: string; maxEnis?: number }[];
        enis: { instanceId?: string }[];
      };
      const has = (id: string) => world.enis.filter(({ instanceId }) => instanceId === id).length;
      for (const instance of world.instances)
        if ([ids.a, ids.b].includes(instance.id)) instance.maxEnis = has(instance.id) + 2;
      return new InProcess({ world });
    }

    async function two(): Promise<{ one: Stored; other: Stored }> {
      cloud = full();
      return { one: await attached(ids.eni, ids.a), other: await attached(ids.eni2, ids.b) };
    }

    async function planMove(
      provider: ProviderCalls,
      { id, inputs: olds, outs }: Stored,
      news: Properties,
    ): Promise<void> {
      await provider.check(news, olds);
      await provider.diff(id, outs, news);
    }
    const news = (): [Properties, Properties] => [inputs(ids.eni, ids.b), inputs(ids.eni2, ids.a)];

    test("side by side: both end where they should, and one was off first", async () => {
      const { one, other } = await two();
      const [toB, toA] = news();
      const mark = cloud.mark();
      await cloud.together(async (provider) => {
        await planMove(provider, one, toB);
        await planMove(provider, other, toA);
        await Promise.all([provider.update(one.id, one.outs, toB), provider.update(other.id, other.outs, toA)]);
      });
      expect([placeOf(ids.eni), placeOf(ids.eni2)]).toEqual([ids.b, ids.a]);
      expect(cloud.changes(mark).filter((change) => change.startsWith("Detach"))).toHaveLength(2);
    });
  });
});
