// The limiter: spacing, bursts, pauses shared by everybody on an action, recovery, and no turn after the deadline.
import { describe, expect, test } from "@jest/globals";
import type { Rate } from "../../provider/http/limiter.ts";
import { Limiter } from "../../provider/http/limiter.ts";
import { VirtualClock } from "../support/virtual-clock.ts";

const never = Number.POSITIVE_INFINITY;

function make(rates: Readonly<Record<string, Rate>> = {}, fraction = 0.5) {
  const clock = new VirtualClock(0);
  const limiter = new Limiter(clock, { fraction: () => fraction, uuid: () => "unused" }, rates);
  /** When each of so many callers, all there at this moment, gets his turn. */
  const turns = async (count: number, action = "A") => {
    const at: number[] = [];
    const callers = Array.from({ length: count }, async () => {
      if (await limiter.take(action, never)) at.push(clock.now());
    });
    await clock.until(Promise.all(callers));
    return at;
  };
  const free = async (action = "A") => {
    const began = clock.now();
    await turns(1, action);
    return clock.now() - began;
  };
  return { clock, limiter, turns, free };
}

describe("rates", () => {
  test("an action without a rate is not limited", async () => {
    expect(new Set(await make().turns(200))).toEqual(new Set([0]));
  });

  test("below ten a period calls are spaced evenly, and a twentieth below the rate", async () => {
    expect(await make({ A: { requests: 4, perMs: 1_000 } }).turns(5)).toEqual([0, 262.5, 525, 787.5, 1_050]);
  });

  test("a tenth of the period's budget passes at once, then calls are spaced", async () => {
    const at = await make({ A: { requests: 30, perMs: 3_000 } }).turns(6);
    expect(at).toEqual([0, 0, 0, 100, 200, 300]);
  });

  test.each([
    { requests: 90, perMs: 60_000 },
    { requests: 20, perMs: 1_000 },
    { requests: 7, perMs: 1_000 },
  ])("no period sees more than the rate and its burst: $requests in $perMs ms", async (rate) => {
    const at = await make({ A: rate }).turns(rate.requests * 2);
    for (const start of at) {
      const within = at.filter((time) => time >= start && time < start + rate.perMs).length;
      expect(within).toBeLessThanOrEqual(rate.requests + Math.ceil(rate.requests / 10));
    }
    // And no less than that, or the budget is wasted.
    expect(at.at(-1)).toBeLessThanOrEqual(2 * rate.perMs);
  });

  test("a pause in use gives back the burst, never more", async () => {
    const { clock, turns } = make({ A: { requests: 30, perMs: 3_000 } });
    await turns(10);
    await clock.advance(60_000);
    const now = clock.now();
    expect(await turns(5)).toEqual([now, now, now, now + 100, now + 200]);
  });

  test("actions do not share a rate; * is each other action's own", async () => {
    const { turns } = make({ A: { requests: 1, perMs: 1_000 }, "*": { requests: 2, perMs: 1_000 } });
    expect(await turns(1, "A")).toEqual([0]);
    expect(await turns(1, "B")).toEqual([0]);
    expect(await turns(1, "C")).toEqual([0]);
    expect(await turns(1, "B")).toEqual([525]);
    expect(await turns(1, "C")).toEqual([525]);
    expect(await turns(1, "A")).toEqual([1_050]);
  });
});

describe("deadlines", () => {
  test("a turn that would come too late is refused at once, and none is taken", async () => {
    const { clock, limiter } = make({ A: { requests: 1, perMs: 1_000 } });
    expect(await limiter.take("A", 500)).toBe(true);
    expect(await limiter.take("A", 1_049)).toBe(false);
    expect(clock.now()).toBe(0);
    expect(await clock.until(limiter.take("A", 1_050))).toBe(true);
    expect(clock.now()).toBe(1_050);
    expect(clock.pending).toBe(0);
  });

  test("a pause beyond the deadline is not waited for", async () => {
    const { clock, limiter } = make();
    limiter.throttled("A", 30_000);
    expect(await limiter.take("A", 29_999)).toBe(false);
    expect(clock.pending).toBe(0);
  });

  test("after the deadline there is no turn, though nobody is in the way", async () => {
    const { clock, limiter } = make();
    await clock.advance(1_000);
    expect(await limiter.take("A", 999)).toBe(false);
    expect(await limiter.take("A", 1_000)).toBe(true);
  });
});

describe("backing off", () => {
  test("everybody on the action pauses for as long as the vendor asks, those on others do not", async () => {
    const { limiter, turns } = make();
    limiter.throttled("A", 4_000);
    expect(await turns(3, "B")).toEqual([0, 0, 0]);
    expect(await turns(3, "A")).toEqual([4_000, 4_000, 4_000]);
  });

  test("those who wait already are held up too", async () => {
    const { clock, limiter } = make({ A: { requests: 1, perMs: 1_000 } });
    await limiter.take("A", never);
    const waiting = limiter.take("A", never).then(() => clock.now());
    await clock.advance(500);
    limiter.throttled("A", 5_000);
    expect(await clock.until(waiting)).toBe(5_500);
  });

  test("a shorter request of the vendor does not end a longer pause", async () => {
    const { limiter, free } = make();
    limiter.throttled("A", 10_000);
    limiter.throttled("A", 100);
    expect(await free()).toBe(10_000);
  });

  test.each([
    [0, 50],
    [-5, 50],
    [3_600_000, 60_000],
  ])("an odd request of %i ms counts as %i ms", async (asked, pause) => {
    const { limiter, free } = make();
    limiter.throttled("A", asked);
    expect(await free()).toBe(pause);
  });

  test("without a request the pause doubles up to twenty seconds, and a good answer starts it anew", async () => {
    const { limiter, free } = make();
    const pauses: number[] = [];
    for (let round = 0; round < 8; round += 1) {
      limiter.throttled("A", undefined);
      pauses.push(await free());
    }
    expect(pauses).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000]);
    limiter.succeeded("A");
    limiter.throttled("A", undefined);
    expect(await free()).toBe(500);
  });

  test("calls that were in flight together count as one", async () => {
    const { limiter, free } = make();
    for (let call = 0; call < 20; call += 1) limiter.throttled("A", undefined);
    expect(await free()).toBe(500);
    limiter.throttled("A", undefined);
    expect(await free()).toBe(1_000);
  });

  test.each([
    [0, 375],
    [0.999_999, 625],
  ])("jitter %d keeps the pause within a quarter of it", async (fraction, pause) => {
    const { limiter, free } = make({}, fraction);
    limiter.throttled("A", undefined);
    expect(Math.round(await free())).toBe(pause);
  });

  test("after a pause the rate holds again: those who waited do not all rush in", async () => {
    const { limiter, turns } = make({ A: { requests: 4, perMs: 1_000 } });
    limiter.throttled("A", 2_000);
    expect(await turns(4)).toEqual([2_000, 2_262.5, 2_525, 2_787.5]);
  });
});

describe("a budget for a minute", () => {
  const rate = { requests: 500, perMs: 60_000 };

  test("is there to be used at once by who has fewer calls", async () => {
    const at = await make({ A: rate }).turns(100);
    expect(at.at(-1)).toBeLessThan(2_000);
  });

  test("and no minute sees more, wherever it begins", async () => {
    const at = await make({ A: rate }).turns(1_700);
    for (const start of at) {
      const within = at.filter((time) => time >= start && time < start + rate.perMs).length;
      expect(within).toBeLessThanOrEqual(rate.requests);
    }
    // Four minutes' budgets, the first of which begins at once.
    expect(at.at(-1)).toBeLessThan(3.3 * rate.perMs);
  });

  test("turns that a pause took back are not counted", async () => {
    const { clock, limiter, turns } = make({ A: { requests: 10, perMs: 10_000 } });
    const waiting = Promise.all(Array.from({ length: 10 }, () => limiter.take("A", never)));
    await clock.advance(50);
    limiter.throttled("A", 2_000);
    await clock.until(waiting);
    expect(clock.now()).toBeLessThan(10_000);
    expect((await turns(1))[0]).toBeGreaterThanOrEqual(10_500);
  });
});

describe("what throttling teaches", () => {
  const gaps = (at: number[]) => at.slice(1).map((time, index) => time - (at[index] ?? 0));

  test("calls go out slower than the vendor let them through, and faster again the longer it is quiet", async () => {
    const { clock, limiter, turns } = make();
    await turns(30);
    for (let answer = 0; answer < 5; answer += 1) limiter.succeeded("A");
    limiter.throttled("A", undefined);
    // Five of thirty came through in a second: one and a quarter of the time between five.
    expect(gaps(await turns(4)).map(Math.round)).toEqual([250, 250, 250]);
    const after = async (seconds: number) => {
      for (let second = 0; second < seconds; second += 1) {
        await clock.advance(1_000);
        for (let answer = 0; answer < 5; answer += 1) limiter.succeeded("A");
      }
      return Math.round(1_000 / (gaps(await turns(2))[0] ?? 0));
    };
    expect(await after(1)).toBeLessThan(7);
    expect(await after(20)).toBeGreaterThan(10);
  });

  test("the documented rate is all that comes back", async () => {
    const { clock, limiter, turns } = make({ A: { requests: 20, perMs: 1_000 } });
    await turns(10);
    limiter.throttled("A", undefined);
    await turns(1);
    for (let second = 0; second < 60; second += 1) {
      await clock.advance(1_000);
      for (let answer = 0; answer < 20; answer += 1) limiter.succeeded("A");
    }
    expect(gaps(await turns(4)).map(Math.round)).toEqual([0, 50, 50]);
  });

  test("whoever sends a call now and then learns nothing: it is others that are too many", async () => {
    const { clock, limiter, turns } = make();
    await turns(1);
    limiter.throttled("A", undefined);
    const at = await turns(3);
    expect(new Set(at)).toEqual(new Set([clock.now()]));
  });
});
