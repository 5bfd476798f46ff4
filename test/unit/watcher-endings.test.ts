// How a wait ends: by a verdict, by an error that will not pass, or by its deadline, with a last look and the reasons.
import { describe, expect, test } from "@jest/globals";
import type { Meaning } from "../../provider/http/meaning.ts";
import { LostReply, NoTurn } from "../../provider/http/no-answer.ts";
import { makeEni, makeRefusal, rejectionOf } from "./fakes.ts";
import type { Answerer } from "./watching.ts";
import { allDetached, listed, watching } from "./watching.ts";

const undecided = () => undefined;
const lost = new LostReply("Ask", "the connection was reset");
const troubleThenGood =
  (error: Error, until: number): Answerer =>
  (question) =>
    question.number <= until ? error : allDetached(question);

describe("errors", () => {
  test.each<Meaning>([
    "credentials",
    "forbidden",
    "refused",
    "goneInstance",
    "notAttached",
    "eniState",
    "instanceState",
  ])("a refusal that means %s ends the wait at once", async (meaning) => {
    const { clock, start, watcher, questions } = watching(() => makeRefusal(meaning));
    const error = await rejectionOf(clock.until(watcher.watch("eni-1", undecided, start + 60_000)));
    expect(error).toMatchObject({ name: "VendorRefusal", meaning });
    expect(questions).toHaveLength(1);
    expect(watcher.waiting).toBe(0);
    expect(clock.pending).toBe(0);
  });

  test.each([
    ["a lost reply", lost],
    ["throttling", makeRefusal("throttled", "Throttling.User")],
    ["a busy vendor", makeRefusal("busy", "OperationConflict")],
    ["no turn under the rate", new NoTurn("Ask")],
    ["something unforeseen", new TypeError("odd")],
  ])("%s does not end it", async (_what, error) => {
    const { clock, start, watcher, questions } = watching(troubleThenGood(error, 3));
    const verdict = await clock.until(watcher.watch("eni-1", () => ({ done: true }), start + 60_000));
    expect(verdict).toEqual({ done: true });
    expect(questions).toHaveLength(4);
    expect(clock.pending).toBe(0);
  });

  test("a code that says the ENI is gone is an observation: it is absent", async () => {
    const { clock, start, watcher } = watching(() => makeRefusal("goneEni", "InvalidEniId.NotFound"));
    const verdict = await clock.until(watcher.watch("eni-1", (eni) => ({ absent: eni === undefined }), start + 60_000));
    expect(verdict).toEqual({ absent: true });
  });

  test("a judge that throws ends its own wait, not that of others", async () => {
    const { clock, start, watcher } = watching(allDetached);
    const broken = watcher.watch(
      "eni-1",
      () => {
        throw new TypeError("ours");
      },
      start + 60_000,
    );
    const sound = watcher.watch("eni-2", () => ({ done: true }), start + 60_000);
    const [first, second] = await clock.until(Promise.allSettled([broken, sound]));
    expect(first).toMatchObject({ status: "rejected", reason: new TypeError("ours") });
    expect(second).toEqual({ status: "fulfilled", value: { done: true } });
    expect(clock.pending).toBe(0);
  });

  test("a wait may begin again after all have ended", async () => {
    const { clock, watcher, questions } = watching(allDetached);
    for (let wait = 1; wait <= 3; wait += 1) {
      await clock.until(watcher.watch("eni-1", () => ({ done: true }), clock.now() + 60_000));
      expect(questions).toHaveLength(wait);
      expect(clock.pending).toBe(0);
      await clock.advance(60_000);
    }
  });
});

describe("deadlines", () => {
  test("the last look is at the deadline, and then the last observation is told", async () => {
    const { clock, start, watcher, questions } = watching(({ at, ids }) =>
      listed(ids.map((id) => makeEni({ networkInterfaceId: id, vendorState: `at ${at}` }))),
    );
    const ending = await clock.until(watcher.watch("eni-1", undecided, start + 10_000));
    expect(ending).toMatchObject({ timedOut: true, seen: true, trouble: undefined, last: { vendorState: "at 10000" } });
    expect(questions.at(-1)?.at).toBe(10_000);
    expect(clock.now() - start).toBe(10_000);
    expect(watcher.waiting).toBe(0);
    expect(clock.pending).toBe(0);
  });

  test("a verdict of the last look is a verdict", async () => {
    const { clock, start, watcher } = watching(allDetached);
    const ending = await clock.until(
      watcher.watch("eni-1", () => (clock.now() >= start + 10_000 ? { done: true } : undefined), start + 10_000),
    );
    expect(ending).toEqual({ done: true });
  });

  test("an ENI that was seen to be absent is told as such, one that was never seen otherwise", async () => {
    const absent = watching(() => listed([]));
    expect(await absent.clock.until(absent.watcher.watch("eni-1", undecided, absent.start + 5_000))).toEqual({
      timedOut: true,
      seen: true,
      last: undefined,
      trouble: undefined,
    });
    const unseen = watching(() => lost);
    expect(await unseen.clock.until(unseen.watcher.watch("eni-1", undecided, unseen.start + 5_000))).toEqual({
      timedOut: true,
      seen: false,
      last: undefined,
      trouble: lost,
    });
  });

  test("trouble at the end is told beside the last observation; trouble that has passed is not", async () => {
    const late = watching((question) => (question.at > 3_000 ? lost : allDetached(question)));
    const ending = await late.clock.until(late.watcher.watch("eni-1", undecided, late.start + 10_000));
    expect(ending).toMatchObject({ timedOut: true, seen: true, trouble: lost, last: { networkInterfaceId: "eni-1" } });
    const early = watching(troubleThenGood(lost, 2));
    expect(await early.clock.until(early.watcher.watch("eni-1", undecided, early.start + 10_000))).toMatchObject({
      timedOut: true,
      trouble: undefined,
    });
  });

  test("a deadline that has passed already still gets one look", async () => {
    const { clock, start, watcher, questions } = watching(allDetached);
    expect(await clock.until(watcher.watch("eni-1", undecided, start - 1))).toMatchObject({
      timedOut: true,
      seen: true,
    });
    expect(questions).toHaveLength(1);
    expect(clock.pending).toBe(0);
  });

  test("each wait has its own deadline", async () => {
    const { clock, start, watcher } = watching(allDetached);
    const ends = [3_000, 1_000, 2_000].map(async (ms) => {
      await watcher.watch(`eni-${ms}`, undecided, start + ms);
      return clock.now() - start;
    });
    expect(await clock.until(Promise.all(ends))).toEqual([3_000, 1_000, 2_000]);
    expect(clock.pending).toBe(0);
  });

  test("a question that hangs is given up within a round's time, so that the wait ends", async () => {
    const { clock, start, watcher } = watching(async ({ deadline }) => {
      await clock.sleep(start + deadline - clock.now());
      return lost;
    });
    const ending = await clock.until(watcher.watch("eni-1", undecided, start + 20_000));
    expect(ending).toMatchObject({ timedOut: true, seen: false, trouble: lost });
    expect(clock.now() - start).toBeLessThanOrEqual(20_000 + 15_000);
    expect(clock.pending).toBe(0);
  });

  test("a wait that joins during a question, and whose deadline passes before its answer, gets a look of its own", async () => {
    const { clock, start, watcher, questions } = watching(async (question) => {
      if (question.number === 1) await clock.sleep(10_000);
      return allDetached(question);
    });
    const early = watcher.watch("eni-1", undecided, start + 60_000);
    await clock.advance(1_000);
    const late = watcher.watch("eni-2", undecided, start + 5_000);
    expect(await clock.until(late)).toMatchObject({
      timedOut: true,
      seen: true,
      last: { networkInterfaceId: "eni-2" },
    });
    expect(questions.map(({ ids }) => ids).slice(0, 2)).toEqual([["eni-1"], ["eni-2"]]);
    await clock.until(early);
    expect(clock.pending).toBe(0);
  });

  test("an answer that hangs holds up nobody else's", async () => {
    const { clock, start, watcher, questions } = watching(async (question) => {
      if (question.ids.includes("eni-1")) await clock.sleep(14_000);
      return allDetached(question);
    }, 1);
    let left = 5;
    const quick = watcher.watch("eni-2", () => ((left -= 1) === 0 ? { done: true } : undefined), start + 60_000);
    const slow = watcher.watch("eni-1", () => ({ done: true }), start + 60_000);
    await clock.until(quick);
    expect(clock.now() - start).toBeLessThan(3_000);
    expect(questions.map(({ ids }) => ids[0])).toEqual(["eni-2", "eni-1", "eni-2", "eni-2", "eni-2", "eni-2"]);
    await clock.until(slow);
    expect(clock.pending).toBe(0);
  });

  test("a question of a round is tried once, one of a look five times: the next round comes anyway", async () => {
    const { clock, start, enis, watcher, questions } = watching(allDetached);
    await clock.until(enis.look("eni-1", start + 7_000));
    await clock.until(watcher.watch("eni-1", () => ({ done: true }), start + 60_000));
    expect(questions.map(({ attempts }) => attempts)).toEqual([5, 1]);
    expect(questions.map(({ deadline, at }) => deadline - at)).toEqual([6_995, 15_000]);
  });
});
