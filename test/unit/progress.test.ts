// The line that says what is waited for: when it is printed, what it counts, and that nothing is left behind.
import { describe, expect, test } from "@jest/globals";
import type { Waiter } from "../../provider/attachment/progress.ts";
import { idleClock, Progress } from "../../provider/attachment/progress.ts";
import { VirtualClock } from "../support/virtual-clock.ts";

function make() {
  const clock = new VirtualClock();
  const start = clock.now();
  const lines: string[] = [];
  const at: number[] = [];
  const progress = new Progress({
    clock,
    say: (line) => {
      lines.push(line);
      at.push((clock.now() - start) / 1_000);
    },
  });
  /** Waits for so many seconds. */
  const wait = (seconds: number, eniId = "eni-1", waitsFor: Waiter["waitsFor"] = "attach") =>
    progress.during({ eniId, waitsFor }, () => clock.sleep(seconds * 1_000));
  return { clock, progress, lines, at, wait };
}

describe("when", () => {
  test("short waits are nobody's worry, however many there are", async () => {
    const { clock, lines, wait } = make();
    await clock.until(Promise.all(Array.from({ length: 50 }, (_, index) => wait(5 + index / 11, `eni-${index}`))));
    expect(lines).toEqual([]);
  });

  test("short ones one after another neither, although somebody waits all the time", async () => {
    const { clock, lines, wait } = make();
    const oneAfterAnother = async (seconds: number) => {
      for (let count = 0; count < 30; count += 1) await wait(seconds);
    };
    await clock.until(Promise.all([oneAfterAnother(7), oneAfterAnother(9)]));
    expect(lines).toEqual([]);
  });

  test("the first after ten seconds, then at growing intervals, of half a minute at most", async () => {
    const { clock, at, wait } = make();
    await clock.until(wait(600));
    expect(at.slice(0, 4)).toEqual([10, 20, 32.5, 48.125]);
    const pauses = at.slice(1).map((time, index) => time - (at[index] ?? 0));
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
    expect(Math.max(...pauses)).toBe(30);
    expect(at.length).toBeLessThan(30);
  });

  test("one line for all of them, however many begin meanwhile", async () => {
    const { clock, at, wait } = make();
    const later = async (index: number) => {
      await clock.sleep(index * 100);
      await wait(30, `eni-${index}`);
    };
    await clock.until(Promise.all(Array.from({ length: 200 }, (_, index) => later(index))));
    const pauses = at.slice(1).map((time, index) => time - (at[index] ?? 0));
    expect(at[0]).toBe(10);
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(5);
  });

  test("quiet again when the long wait is over, and as at first for the next one", async () => {
    const { clock, at, wait } = make();
    await clock.until(wait(100));
    const before = at.length;
    await clock.until(wait(9));
    expect(at).toHaveLength(before);
    await clock.until(wait(25));
    expect(at.slice(before)).toEqual([119, 129]);
  });
});

describe("what", () => {
  test("from half a minute on, how to end it, for Pulumi tells a dynamic provider nothing of the first Ctrl-C", async () => {
    const { clock, lines, at, wait } = make();
    await clock.until(wait(60));
    const way = "(Ctrl-C twice ends it; the next `pulumi up` goes on from there)";
    expect(lines.map((line) => line.endsWith(way))).toEqual(at.map((seconds) => seconds >= 30));
    expect(at.some((seconds) => seconds >= 30)).toBe(true);
  });

  test("each by what it waits for now, and the one that waits longest", async () => {
    const { clock, lines, progress, wait } = make();
    const moving: { eniId: string; waitsFor: Waiter["waitsFor"] } = { eniId: "eni-first", waitsFor: "detach" };
    const move = progress.during(moving, async () => {
      await clock.sleep(15_000);
      moving.waitsFor = "attach";
      await clock.sleep(10_000);
    });
    const others = [
      ...["eni-2", "eni-3"].map((id) => wait(30, id, "attach")),
      wait(30, "eni-4", "turn"),
      wait(30, "eni-5", "instance"),
      wait(30, "eni-6", "settling"),
      wait(12, "eni-7", "look"),
    ];
    await clock.until(Promise.all([move, ...others]));
    expect(lines).toEqual([
      "[eni-attachment] waiting: 2 attaching, 1 detaching, 1 queued, 1 for an instance, 1 settling, 1 looking, oldest eni-first 10 s",
      "[eni-attachment] waiting: 3 attaching, 1 queued, 1 for an instance, 1 settling, oldest eni-first 20 s",
    ]);
  });
});

describe("nothing is left behind", () => {
  test("no timer when all is over, in whichever way it ended", async () => {
    const { clock, progress, wait } = make();
    const failing = progress.during({ eniId: "eni-2", waitsFor: "attach" }, async () => {
      await clock.sleep(12_000);
      throw new Error("it failed");
    });
    const [ended, failed] = await clock.until(Promise.allSettled([wait(11), failing]));
    expect([ended.status, failed.status]).toEqual(["fulfilled", "rejected"]);
    expect(clock.pending).toBe(0);
  });

  test("a real timer keeps no process alive, and ends when it is told to", async () => {
    const over = new AbortController();
    const before = process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
    const sleep = idleClock.sleep(3_600_000, over.signal);
    // An unreferenced timer is not among the active ones.
    expect(process.getActiveResourcesInfo().filter((kind) => kind === "Timeout")).toHaveLength(before);
    over.abort();
    await sleep;
  });
});
