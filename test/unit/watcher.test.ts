// The watcher's questions: one for many ENIs, page after page, and only for those that wait when it is asked.
import { describe, expect, test } from "@jest/globals";
import { LostReply } from "../../provider/http/no-answer.ts";
import type { Judge } from "../../provider/watch/watcher.ts";
import { roundInterval } from "../../provider/watch/interval.ts";
import { makeEni, makeRefusal, rejectionOf, seeded } from "./fakes.ts";
import { allDetached, listed, watching } from "./watching.ts";

const ids = (count: number, prefix = "eni-") => Array.from({ length: count }, (_, index) => `${prefix}${index}`);
/** Ends the wait at the first answer. */
const any: Judge<{ phase: string }> = (eni) => ({ phase: eni?.phase ?? "absent" });

describe("batches", () => {
  test("looks of one moment are one question, and each gets its own answer", async () => {
    const { clock, enis, asked } = watching(({ ids: wanted }) =>
      listed(wanted.map((id) => makeEni({ networkInterfaceId: id, vendorState: `state of ${id}` }))),
    );
    const found = await clock.until(Promise.all(ids(5).map((id) => enis.look(id))));
    expect(asked()).toEqual([ids(5)]);
    expect(found.map((eni) => eni?.vendorState)).toEqual(ids(5).map((id) => `state of ${id}`));
    expect(clock.pending).toBe(0);
  });

  test("an ENI that two want is asked for once", async () => {
    const { clock, enis, asked } = watching(allDetached);
    await clock.until(Promise.all([enis.look("eni-1"), enis.look("eni-1"), enis.look("eni-2")]));
    expect(asked()).toEqual([["eni-1", "eni-2"]]);
  });

  test("looks of another moment are another question", async () => {
    const { clock, enis, asked } = watching(allDetached);
    await clock.until(enis.look("eni-1"));
    await clock.until(enis.look("eni-1"));
    expect(asked()).toEqual([["eni-1"], ["eni-1"]]);
  });

  test("more than the vendor allows are several questions, of 100 and the rest", async () => {
    const looking = watching(allDetached);
    await looking.clock.until(Promise.all(ids(250).map((id) => looking.enis.look(id))));
    expect(looking.asked()).toEqual([ids(250).slice(0, 100), ids(250).slice(100, 200), ids(250).slice(200)]);

    const waiting = watching(allDetached);
    const deadline = waiting.start + 60_000;
    await waiting.clock.until(Promise.all(ids(250).map((id) => waiting.watcher.watch(id, any, deadline))));
    expect(waiting.asked().map((chunk) => chunk.length)).toEqual([100, 100, 50]);
    expect(new Set(waiting.questions.map((question) => question.at)).size).toBe(1);
  });

  test.each([
    ["that has no answer", new LostReply("DescribeNetworkInterfaces", "no"), ["rejected", "rejected", "fulfilled"]],
    // It may be about one of them: each is asked for alone.
    ["that meets an exception of ours", new TypeError("no"), ["rejected", "fulfilled", "fulfilled"]],
  ])("a look %s fails for those who asked, and for nobody else", async (_which, error, expected) => {
    const { clock, enis } = watching(
      ({ ids: wanted }) => (wanted.includes("eni-0") ? error : allDetached(undefinedAs(wanted))),
      2,
    );
    const [first, second, third] = await clock.until(
      Promise.allSettled(["eni-0", "eni-1", "eni-2"].map((id) => enis.look(id))),
    );
    expect([first?.status, second?.status, third?.status]).toEqual(expected);
    expect(clock.pending).toBe(0);
  });

  test("an ENI that the answer does not have is absent", async () => {
    const { clock, enis } = watching(() => listed([makeEni({ networkInterfaceId: "eni-1" })]));
    const found = await clock.until(Promise.all([enis.look("eni-1"), enis.look("eni-2")]));
    expect(found.map((eni) => eni?.networkInterfaceId)).toEqual(["eni-1", undefined]);
  });

  test.each([
    [
      "something that cannot be read",
      { ...listed([makeEni({ networkInterfaceId: "eni-1" })]), unread: "item 1.Id: no" },
    ],
    ["an ENI that nobody asked for", listed(["eni-1", "eni-9"].map((id) => makeEni({ networkInterfaceId: id })))],
  ])("what a page with %s does not have is not known to be gone; what it has is good", async (_what, page) => {
    const { clock, enis } = watching(() => page);
    const [first, second] = await clock.until(Promise.allSettled([enis.look("eni-1"), enis.look("eni-2")]));
    expect(first).toMatchObject({ status: "fulfilled", value: { networkInterfaceId: "eni-1" } });
    expect(second).toMatchObject({ status: "rejected", reason: { name: "LostReply" } });
  });

  test("pages without end are given up", async () => {
    const { clock, enis, questions } = watching(({ number }) => listed([], `page ${number}`));
    await expect(clock.until(enis.look("eni-1"))).rejects.toThrow("the same page again and again");
    expect(questions.length).toBeLessThanOrEqual(200);
  });
});

function undefinedAs(wanted: readonly string[]) {
  return { ids: wanted, next: undefined, at: 0, number: 1, deadline: 0, attempts: 1 };
}

describe("pages", () => {
  test("the next page is asked for until all are found", async () => {
    const pages: Readonly<Record<string, ReturnType<typeof listed>>> = {
      first: listed([makeEni({ networkInterfaceId: "eni-1" })], "two"),
      two: listed([], "three"),
      three: listed([makeEni({ networkInterfaceId: "eni-2" })], "four"),
    };
    const { clock, enis, questions } = watching(({ next }) => pages[next ?? "first"] ?? new Error("no such page"));
    const found = await clock.until(Promise.all([enis.look("eni-1"), enis.look("eni-2")]));
    expect(found.map((eni) => eni?.networkInterfaceId)).toEqual(["eni-1", "eni-2"]);
    // Both are found on the third, so the fourth is of no use.
    expect(questions.map((question) => question.next)).toEqual([undefined, "two", "three"]);
  });

  test("only the last page makes an ENI absent", async () => {
    const { clock, enis, questions } = watching(({ next }) => (next === "two" ? listed([]) : listed([], "two")));
    expect(await clock.until(enis.look("eni-1"))).toBeUndefined();
    expect(questions).toHaveLength(2);
  });

  test("a page that leads to itself is an error, not an endless loop and not an absence", async () => {
    const { clock, enis, questions } = watching(() => listed([], "same"));
    expect(await rejectionOf(clock.until(enis.look("eni-1")))).toMatchObject({
      name: "LostReply",
      message: expect.stringContaining("the same page again and again"),
    });
    expect(questions.length).toBeLessThan(4);
  });

  test("a page that is lost makes the whole answer lost", async () => {
    const { clock, enis } = watching(({ next }) => (next === undefined ? listed([], "two") : new Error("lost")));
    expect(await rejectionOf(clock.until(enis.look("eni-1")))).toMatchObject({ message: "lost" });
  });
});

describe("ids that spoil a batch", () => {
  test("an error that names a gone ENI: all are asked for alone, and only that one is absent", async () => {
    const { clock, enis, asked } = watching((question) =>
      question.ids.includes("eni-gone") ? makeRefusal("goneEni", "InvalidEniId.NotFound") : allDetached(question),
    );
    const found = await clock.until(Promise.all(["eni-1", "eni-gone", "eni-2"].map((id) => enis.look(id))));
    expect(found.map((eni) => eni?.networkInterfaceId)).toEqual(["eni-1", undefined, "eni-2"]);
    expect(asked()).toEqual([["eni-1", "eni-gone", "eni-2"], ["eni-1"], ["eni-gone"], ["eni-2"]]);
  });

  const spoiling = (question: Parameters<typeof allDetached>[0]) =>
    question.ids.includes("eni-bad") ? makeRefusal("refused", "InvalidParams.EniId") : allDetached(question);

  test("an id that the vendor refuses fails its own look alone", async () => {
    const { clock, enis } = watching(spoiling);
    const outcomes = await clock.until(Promise.allSettled(["eni-1", "eni-bad", "eni-2"].map((id) => enis.look(id))));
    expect(outcomes.map((outcome) => outcome.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });

  test("an id that the vendor refuses ends its own wait alone", async () => {
    const { clock, start, watcher } = watching(spoiling);
    const waits = ["eni-1", "eni-bad", "eni-2"].map((id) => watcher.watch(id, any, start + 60_000));
    const outcomes = await clock.until(Promise.allSettled(waits));
    expect(outcomes.map((outcome) => outcome.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(clock.pending).toBe(0);
  });

  test("what has nothing to do with one id is not asked again for each", async () => {
    for (const meaning of ["credentials"] as const) {
      const { clock, enis, questions } = watching(() => makeRefusal(meaning));
      const outcomes = await clock.until(Promise.allSettled(ids(5).map((id) => enis.look(id))));
      expect(outcomes.map((outcome) => outcome.status)).toEqual(ids(5).map(() => "rejected"));
      expect(questions).toHaveLength(1);
    }
  });
});

describe("rounds", () => {
  test("an answer counts only for those who waited when the question was asked", async () => {
    const seen: string[] = [];
    const { clock, start, watcher, questions } = watching(async (question) => {
      await clock.sleep(2_000);
      return listed(
        question.ids.map((id) => makeEni({ networkInterfaceId: id, vendorState: `answer ${question.number}` })),
      );
    });
    const note =
      (who: string): Judge<{ done: true }> =>
      (eni) => {
        seen.push(`${who}: ${eni?.vendorState}`);
        return { done: true };
      };
    const early = watcher.watch("eni-1", note("early"), start + 60_000);
    await clock.advance(500);
    expect(questions).toHaveLength(1);
    // The question is under way: its answer may be older than what the second one has just done.
    const late = watcher.watch("eni-1", note("late"), start + 60_000);
    await clock.until(Promise.all([early, late]));
    expect(seen).toEqual(["early: answer 1", "late: answer 2"]);
    expect(clock.pending).toBe(0);
  });

  test("all waits of one watcher share the questions, and one that is over is not asked about any more", async () => {
    const { clock, start, watcher, asked } = watching(allDetached);
    const after = (rounds: number): Judge<{ done: true }> => {
      let left = rounds;
      return () => ((left -= 1) <= 0 ? { done: true } : undefined);
    };
    const waits = [1, 2, 3].map((rounds) => watcher.watch(`eni-${rounds}`, after(rounds), start + 60_000));
    expect(watcher.waiting).toBe(3);
    await clock.until(Promise.all(waits));
    expect(asked()).toEqual([["eni-1", "eni-2", "eni-3"], ["eni-2", "eni-3"], ["eni-3"]]);
    expect(watcher.waiting).toBe(0);
    expect(clock.pending).toBe(0);
  });

  test("questions begin at once and grow rarer, up to five seconds and jitter", async () => {
    const { clock, start, watcher, questions } = watching(allDetached);
    await clock.until(watcher.watch("eni-1", () => undefined, start + 300_000));
    const gaps = questions.slice(1).map((question, index) => question.at - (questions[index]?.at ?? 0));
    expect(questions[0]?.at).toBe(350);
    expect(gaps.slice(0, -1).every((gap, index) => gap >= (gaps[index - 1] ?? 0))).toBe(true);
    expect(Math.max(...gaps)).toBe(5_000);
    expect(questions.length).toBeLessThan(130);
  });

  test("a newcomer is asked about soon, however long the others have waited", async () => {
    const { clock, start, watcher, questions } = watching(allDetached);
    const long = watcher.watch("eni-1", () => undefined, start + 200_000);
    await clock.advance(100_000);
    const joined = clock.now() - start;
    await clock.until(watcher.watch("eni-2", any, start + 200_000));
    const first = questions.find((question) => question.ids.includes("eni-2"));
    expect(first?.ids).toEqual(["eni-1", "eni-2"]);
    expect((first?.at ?? 0) - joined).toBe(350);
    await clock.until(long);
    expect(clock.pending).toBe(0);
  });
});

describe("roundInterval", () => {
  test.each([
    [0, 1, 350],
    [7_000, 1, 350],
    [20_000, 1, 1_000],
    [100_000, 1, 5_000],
    [600_000, 1, 5_000],
    [0, 350, 350],
    [0, 1_000, 1_000],
    [40_000, 1_000, 2_000],
    [0, 0, 350],
    [0, 20_000, 5_000],
  ])("after %i ms, with %i ENIs to wait for: %i ms", (youngestMs, crowd, ms) => {
    expect(roundInterval({ youngestMs, crowd, fraction: 0.5 })).toBeCloseTo(ms);
  });

  test("is never shorter or longer than its bounds and a tenth of jitter, and never shrinks with the wait", () => {
    const next = seeded(7);
    for (let round = 0; round < 2_000; round += 1) {
      const facts = { youngestMs: next() * 1e6, crowd: Math.floor(next() * 10_000), fraction: next() };
      const ms = roundInterval(facts);
      expect(ms).toBeGreaterThanOrEqual(315);
      expect(ms).toBeLessThanOrEqual(5_500);
      expect(roundInterval({ ...facts, youngestMs: facts.youngestMs + 1_000 })).toBeGreaterThanOrEqual(ms);
    }
  });
});
