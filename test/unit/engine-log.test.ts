// Warnings on their way to the engine: in order, each once, and printed where the engine does not take them.
import { expect, test } from "@jest/globals";
import { EngineLog } from "../../provider/engine/engine-log.ts";
import { VirtualClock } from "../support/virtual-clock.ts";

/** What the engine does with a call: takes it after so many milliseconds, refuses it, or never answers. */
type Deed = number | "refuses" | "hangs";

/** @param deeds one a call; the last one stays. */
function setUp(deeds: readonly Deed[], { connects = true }: { readonly connects?: boolean } = {}) {
  const clock = new VirtualClock(0);
  const seen = { asked: [] as string[], taken: [] as string[], printed: [] as string[], cancelled: 0, closed: 0 };
  const log = new EngineLog({
    clock,
    print: (line) => seen.printed.push(`${line} at ${clock.now()}`),
    connect: () => {
      if (!connects) throw new Error("no client");
      return {
        async warn(line, signal) {
          const deed = deeds[Math.min(seen.asked.length, deeds.length - 1)] ?? "hangs";
          seen.asked.push(line);
          if (deed === "refuses") throw new Error("unavailable");
          const cancelled = new Promise<never>((_, reject) => {
            signal.addEventListener("abort", () => reject(new Error("cancelled")));
          });
          await Promise.race([deed === "hangs" ? cancelled : clock.sleep(deed), cancelled]).catch((error: unknown) => {
            seen.cancelled += 1;
            throw error;
          });
          seen.taken.push(`${line} at ${clock.now()}`);
        },
        close: () => (seen.closed += 1),
      };
    },
  });
  const flushed = async () => {
    await clock.until(log.flush());
    return clock.now();
  };
  return { clock, log, seen, flushed };
}

test("lines come to the engine in their order, one at a time, and none is printed", async () => {
  const { log, seen, flushed } = setUp([30, 10, 20]);
  for (const line of ["a", "b", "c"]) log.warn(line);
  expect(seen.asked).toEqual(["a"]);
  expect(await flushed()).toBe(60);
  expect(seen).toEqual({
    asked: ["a", "b", "c"],
    taken: ["a at 30", "b at 40", "c at 60"],
    printed: [],
    cancelled: 0,
    closed: 0,
  });
});

test("without a warning nothing is connected, and an answer does not wait", async () => {
  const { flushed, clock } = setUp([], { connects: false });
  expect(await flushed()).toBe(0);
  expect(clock.pending).toBe(0);
});

test("a line is on its way at once, and is there before the answer; later ones use the same connection", async () => {
  const { log, seen, flushed, clock } = setUp([20]);
  log.warn("a");
  await clock.advance(100);
  expect(seen.taken).toEqual(["a at 20"]);
  expect(await flushed()).toBe(100);
  log.warn("b");
  expect(await flushed()).toBe(120);
  expect(seen).toMatchObject({ printed: [], closed: 0 });
});

test("no timer is left of a line that was taken", async () => {
  const { log, flushed, clock } = setUp([20]);
  log.warn("a");
  await flushed();
  await clock.advance(1);
  expect(clock.pending).toBe(0);
});

test("refused: it and all after it are printed in their order, and the engine is not asked again", async () => {
  const { log, seen, flushed } = setUp([10, "refuses", 10]);
  for (const line of ["a", "b", "c"]) log.warn(line);
  expect(await flushed()).toBe(10);
  log.warn("d");
  expect(await flushed()).toBe(10);
  expect(seen).toEqual({
    asked: ["a", "b"],
    taken: ["a at 10"],
    printed: ["b at 10", "c at 10", "d at 10"],
    cancelled: 0,
    closed: 1,
  });
});

test("without a client everything is printed", async () => {
  const { log, seen, flushed } = setUp([], { connects: false });
  for (const line of ["a", "b"]) log.warn(line);
  expect(await flushed()).toBe(0);
  expect(seen).toMatchObject({ asked: [], printed: ["a at 0", "b at 0"] });
});

test("an engine that never answers holds an answer up for 200 ms, once", async () => {
  const { log, seen, flushed, clock } = setUp(["hangs"]);
  for (const line of ["a", "b"]) log.warn(line);
  expect(await flushed()).toBe(200);
  expect(seen).toEqual({ asked: ["a"], taken: [], printed: ["a at 200", "b at 200"], cancelled: 1, closed: 1 });
  log.warn("c");
  expect(await flushed()).toBe(200);
  expect(seen.printed.at(-1)).toBe("c at 200");
  await clock.advance(1);
  expect(clock.pending).toBe(0);
});

test("it falls back by itself as well, in the middle of a long operation", async () => {
  const { log, seen, clock } = setUp(["hangs"]);
  log.warn("a");
  await clock.advance(1_000);
  expect(seen.printed).toEqual(["a at 200"]);
});

test("an engine that is slow with many lines holds an answer up for 200 ms: the rest is printed, and no line comes twice", async () => {
  const { log, seen, flushed, clock } = setUp([150]);
  for (const line of ["a", "b", "c"]) log.warn(line);
  expect(await flushed()).toBe(200);
  await clock.advance(1_000);
  expect(seen).toEqual({
    asked: ["a", "b"],
    taken: ["a at 150"],
    printed: ["b at 200", "c at 200"],
    cancelled: 1,
    closed: 1,
  });
});

test("an answer that came while this process was busy is not late", async () => {
  const { log, seen, flushed } = setUp([200]);
  log.warn("a");
  await flushed();
  expect(seen).toMatchObject({ taken: ["a at 200"], printed: [] });
});
