// An exception inside of this package is an error, not a silence (lifecycle rule 18): one is thrown at each internal place, for ever or
// once, and every operation ends in time with a code, and is taken up by the next run.
import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import type { Properties } from "../../provider/attachment/properties.ts";
import { ApiClient } from "../../provider/http/client.ts";
import { Limiter } from "../../provider/http/limiter.ts";
import { Neighbour } from "../../provider/lifecycle/neighbours.ts";
import { Operation } from "../../provider/lifecycle/operation.ts";
import { allVendors } from "../../provider/vendors/index.ts";
import { LookUpCache } from "../../provider/watch/lookup-cache.ts";
import { Batcher } from "../../provider/watch/batcher.ts";
import { Questions } from "../../provider/watch/questions.ts";
import { Watcher } from "../../provider/watch/watcher.ts";
import { failureOf, InProcess } from "../support/in-process.ts";
import { eachTestHasOnly } from "./each-test.ts";
import type { VendorCase } from "./vendor-cases.ts";
import { leastInputs, vendorCases } from "./vendor-cases.ts";

/** Longest virtual time in which an operation without a fault would be over, and some. Milliseconds. */
const inTime = 1_400_000;

interface Fault {
  readonly at: string;
  /** Breaks it from now on, `times` times. */
  readonly put: (breakIt: () => void, vendor: string, cloud: InProcess) => Promise<void> | void;
}

type Method = (...args: unknown[]) => unknown;

/** Makes a method of a class or an object throw first. */
function spoil(target: object, name: string, breakIt: () => void): void {
  const whole = Reflect.get(target, name) as Method;
  jest.spyOn(target as Record<string, Method>, name).mockImplementation(function (this: unknown, ...args: unknown[]) {
    breakIt();
    return whole.apply(this, args);
  });
}

const ofClass = (at: string, type: { prototype: object }, name: string): Fault => ({
  at,
  put: (breakIt) => spoil(type.prototype, name, breakIt),
});

const faults: readonly Fault[] = [
  { at: "a grouping (Map.groupBy)", put: (breakIt) => spoil(Map, "groupBy", breakIt) },
  ofClass("the batcher's look", Batcher, "look"),
  ofClass("the look-up cache", LookUpCache, "look"),
  ofClass("the questions", Questions, "ask"),
  ofClass("the watcher", Watcher, "watch"),
  ofClass("the limiter's turn", Limiter, "take"),
  ofClass("the limiter's good news", Limiter, "succeeded"),
  ofClass("the client", ApiClient, "call"),
  ofClass("the operation's call", Operation, "send"),
  ofClass("the operation's words", Operation, "describeNow"),
  ofClass("a neighbour that left", Neighbour, "left"),
  {
    at: "the reader of ENIs",
    put: async (breakIt, name) => spoil((await vendorOf(name)).enis, "read", breakIt),
  },
  {
    at: "the question about ENIs",
    put: async (breakIt, name) => spoil((await vendorOf(name)).enis, "byIds", breakIt),
  },
  {
    at: "the arguments of an attach",
    put: async (breakIt, name) => spoil(await vendorOf(name), "attach", breakIt),
  },
  {
    at: "a timer",
    put: (breakIt, _name, cloud) => {
      const sleep = cloud.clock.sleep.bind(cloud.clock);
      jest.spyOn(cloud.clock, "sleep").mockImplementation(async (ms, signal) => {
        await sleep(ms, signal);
        breakIt();
      });
    },
  },
];

async function vendorOf(name: string) {
  const found = (await allVendors()).find((one) => one.name === name);
  if (!found) throw new Error(name);
  return found;
}

describe.each(vendorCases.map((one) => [one.vendor, one] as const))("%s", (_name, vendor: VendorCase) => {
  const { ids } = vendor;
  let cloud: InProcess;
  eachTestHasOnly(vendor.environment);
  beforeEach(() => {
    cloud = new InProcess({ world: vendor.world() });
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
  const inputs = (instanceId: string, more?: Properties) => leastInputs(vendor, instanceId, more);
  const code = /\[[A-Z_]+\]$/;

  describe.each(faults.map((fault) => [fault.at, fault] as const))("%s", (_at, fault) => {
    test.each([
      ["each time", 1, Number.POSITIVE_INFINITY],
      ["once", 1, 1],
      ["once, later on", 3, 1],
    ])("throws %s: two operations side by side end in time, with a code or well", async (_often, from, times) => {
      const created = await cloud.create(inputs(ids.a));
      cloud.restart();
      let count = 0;
      let thrown = 0;
      const breakIt = () => {
        count += 1;
        if (count < from || thrown >= times) return;
        thrown += 1;
        throw new TypeError("Map.groupBy is not a function");
      };
      await fault.put(breakIt, vendor.vendor, cloud);
      const began = cloud.clock.now();
      const settled = await cloud.together((provider) =>
        Promise.allSettled([
          provider.update(created.id, created.outs, inputs(ids.b)),
          provider.create(inputs(ids.a, { networkInterfaceId: ids.eni2 })),
        ]),
      );
      expect(cloud.clock.now() - began).toBeLessThan(inTime);
      for (const outcome of settled)
        if (outcome.status === "rejected") expect((outcome.reason as Error).message).toMatch(code);
      if (times === Number.POSITIVE_INFINITY && thrown > 0 && settled.every(({ status }) => status === "fulfilled"))
        throw new Error("it broke each time, and nobody heard of it");
      jest.restoreAllMocks();
      cloud.restart();
      // The next run goes on from whatever was left.
      const [update] = settled;
      const left = update.status === "rejected" ? await failureOf(Promise.reject(update.reason as Error)) : undefined;
      const outs = update.status === "fulfilled" ? update.value.outs : (left?.properties ?? created.outs);
      await cloud.update(created.id, outs, inputs(ids.b));
      expect(cloud.cloud.world.eni(ids.eni)).toMatchObject({ status: "inUse", instanceId: ids.b });
    });
  });
});
