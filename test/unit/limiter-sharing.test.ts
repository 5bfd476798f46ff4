// Several processes on one account, which the vendor counts together: none knows of the others, and all find their share.
import { describe, expect, test } from "@jest/globals";
import type { Rate } from "../../provider/http/limiter.ts";
import { Limiter } from "../../provider/http/limiter.ts";
import { RateLimits } from "../../simulator/world/rates.ts";
import { VirtualClock } from "../support/virtual-clock.ts";

const never = Number.POSITIVE_INFINITY;

interface Share {
  readonly calls: number;
  readonly rate?: Rate;
}

/** Each process has so many calls at once; the vendor lets `perSecond` through. */
async function together(perSecond: number, shares: readonly Share[]) {
  const clock = new VirtualClock(0);
  const vendor = new RateLimits();
  const throttledAt: number[] = [];
  let chance = 0;
  const random = { fraction: () => (chance = (chance + 0.618_034) % 1), uuid: () => "unused" };
  const process = async ({ calls, rate }: Share) => {
    const limiter = new Limiter(clock, random, rate ? { A: rate } : {});
    const call = async () => {
      for (;;) {
        await limiter.take("A", never);
        await clock.sleep(25 + 50 * random.fraction());
        if (vendor.admit("account", { calls: perSecond, perMs: 1_000 }, clock.now())) return limiter.succeeded("A");
        throttledAt.push(clock.now());
        limiter.throttled("A", undefined);
      }
    };
    await Promise.all(Array.from({ length: calls }, call));
    return clock.now();
  };
  const ended = await clock.until(Promise.all(shares.map(process)));
  return { ended, throttledAt };
}

const documented = { requests: 20, perMs: 1_000 };

describe("one limit of 20 a second", () => {
  test("alone and told of it, a process uses it up and is never throttled", async () => {
    const { ended, throttledAt } = await together(22, [{ calls: 400, rate: documented }]);
    expect(throttledAt).toEqual([]);
    expect(ended[0]).toBeLessThan(1.1 * 20_000);
  });

  test("two processes that think it is theirs end together, in little more than the time it takes", async () => {
    const share = { calls: 300, rate: documented };
    const { ended, throttledAt } = await together(20, [share, share]);
    const [first = 0, second = 0] = ended.toSorted((a, b) => a - b);
    expect(second).toBeLessThan(1.5 * 30_000);
    expect(first).toBeGreaterThan(second / 2);
    expect(throttledAt.length).toBeLessThan(0.2 * 600);
  });

  test("a process that was told of no limit learns it, and recovers when the other one is done", async () => {
    const { ended, throttledAt } = await together(20, [{ calls: 100 }, { calls: 400, rate: documented }]);
    expect(Math.max(...ended)).toBeLessThan(1.5 * 25_000);
    expect(throttledAt.length).toBeLessThan(0.4 * 500);
  });
});

describe("an account whose limit counts all calls together", () => {
  test("questions leave most of it to the calls that change something", async () => {
    const clock = new VirtualClock(0);
    const vendor = new RateLimits();
    let chance = 0;
    const random = { fraction: () => (chance = (chance + 0.618_034) % 1), uuid: () => "unused" };
    const limiter = new Limiter(clock, random, {});
    const admitted = { Attach: 0, Describe: 0 };
    const send = async (action: "Attach" | "Describe", mutates: boolean) => {
      for (;;) {
        await limiter.take(action, never, mutates);
        await clock.sleep(25 + 50 * random.fraction());
        if (vendor.admit("account", { calls: 5, perMs: 1_000 }, clock.now())) {
          admitted[action] += 1;
          return limiter.succeeded(action);
        }
        limiter.throttled(action, undefined);
      }
    };
    let attaching = true;
    const asking = async () => {
      while (attaching) {
        await send("Describe", false);
        await clock.sleep(350);
      }
    };
    const asked = Array.from({ length: 3 }, asking);
    await clock.until(Promise.all(Array.from({ length: 100 }, () => send("Attach", true))));
    attaching = false;
    // 100 attaches at 5 a second take 20 s when nobody looks.
    expect(clock.now()).toBeLessThan(40_000);
    expect(admitted.Describe).toBeGreaterThan(3);
    expect(admitted.Describe).toBeLessThan(50);
    await clock.until(Promise.all(asked));
    // With nothing to hold back, questions have no rate of others.
    const before = clock.now();
    await clock.until(send("Describe", false));
    expect(clock.now() - before).toBeLessThan(6_000);
  });

  test("and go on once a second however long those calls are held back: others wait for what goes well", async () => {
    const clock = new VirtualClock(0);
    const limiter = new Limiter(clock, { fraction: () => 0.5, uuid: () => "unused" }, {});
    let attaching = true;
    const attach = async () => {
      while (attaching) {
        await limiter.take("Attach", never, true);
        limiter.throttled("Attach", undefined);
      }
    };
    const held = [attach(), attach(), attach()];
    await clock.until(clock.sleep(120_000));
    const before = clock.now();
    await clock.until(
      (async () => {
        for (let question = 0; question < 10; question += 1) {
          await limiter.take("Describe", never);
          limiter.succeeded("Describe");
        }
      })(),
    );
    expect(clock.now() - before).toBeGreaterThan(5_000);
    expect(clock.now() - before).toBeLessThanOrEqual(10_000);
    attaching = false;
    await clock.until(Promise.all(held));
  });
});
