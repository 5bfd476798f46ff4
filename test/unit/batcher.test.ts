// Looks that come one after another, as those of a fleet do: few questions, none of them asked before the look was wanted.
import { describe, expect, test } from "@jest/globals";
import { makeEni, makeRefusal } from "./fakes.ts";
import { allDetached, listed, watching } from "./watching.ts";

describe("looks that come while a question is under way", () => {
  const slowly = (ms: number) => {
    const looking = watching(async (question) => {
      await looking.clock.sleep(ms);
      return listed(
        question.ids.map((id) => makeEni({ networkInterfaceId: id, vendorState: `answer ${question.number}` })),
      );
    });
    return looking;
  };

  test("wait for its end and go out together", async () => {
    const { clock, enis, questions } = slowly(50);
    const looks = [enis.look("eni-0")];
    await clock.advance(10);
    for (let id = 1; id <= 30; id += 1) {
      looks.push(enis.look(`eni-${id}`));
      await clock.advance(1);
    }
    const found = await clock.until(Promise.all(looks));
    expect(questions.map(({ ids, at }) => [ids.length, at])).toEqual([
      [1, 5],
      [30, 55],
    ]);
    // None is told what was asked for before it wanted to know.
    expect(found.map((eni) => eni?.vendorState)).toEqual(["answer 1", ...Array<string>(30).fill("answer 2")]);
    expect(clock.pending).toBe(0);
  });

  test("but not for long, since an answer may hang", async () => {
    const { clock, enis, questions } = slowly(10_000);
    const first = enis.look("eni-1");
    await clock.advance(1_000);
    const second = enis.look("eni-1");
    await clock.until(second);
    expect(questions.map(({ at }) => at)).toEqual([5, 1_250]);
    expect((await first)?.vendorState).toBe("answer 1");
    expect((await second)?.vendorState).toBe("answer 2");
    expect(clock.pending).toBe(0);
  });

  test("a fleet that begins over a second takes a question for each answer's time, not one for each ENI", async () => {
    const { clock, enis, questions } = slowly(50);
    const looks = [];
    for (let id = 0; id < 200; id += 1) {
      looks.push(enis.look(`eni-${id}`));
      await clock.advance(5);
    }
    await clock.until(Promise.all(looks));
    expect(questions.length).toBeLessThan(25);
  });
});

describe("answers that come one after another", () => {
  test("one bad id among three: each look has its answer when it is there, and is not kept for the slowest", async () => {
    const looking = watching(async ({ ids }) => {
      if (ids.length > 1) return makeRefusal("refused");
      await looking.clock.sleep(Number(ids[0]?.slice("eni-".length)));
      return listed(ids.map((id) => makeEni({ networkInterfaceId: id })));
    });
    const { clock, enis, start } = looking;
    const at = (id: string) => enis.look(id).then(() => clock.now() - start);
    // Asked together after 5 ms.
    expect(await clock.until(Promise.all([at("eni-700"), at("eni-10"), at("eni-300")]))).toEqual([705, 15, 305]);
  });

  test("of a list by pages, too", async () => {
    const looking = watching(async ({ next }) => {
      const page = Number(next ?? 0);
      await looking.clock.sleep(page * 100);
      const items = [0, 1, 2, 3, 4, 5].map((one) => makeEni({ networkInterfaceId: `eni-${page * 6 + one}` }));
      return { items, next: undefined, rest: page === 0 ? ["1"] : [] };
    }, 1);
    const { clock, enis, start } = looking;
    const looks = Array.from({ length: 12 }, (_, id) => enis.look(`eni-${id}`).then(() => clock.now() - start));
    expect(await clock.until(Promise.all(looks))).toEqual([5, 5, 5, 5, 5, 5, 105, 105, 105, 105, 105, 105]);
  });

  test("each is told once, also when a page comes after another one has failed", async () => {
    const looking = watching(async ({ next }) => {
      if (next === "1") return new Error("lost");
      await looking.clock.sleep(next === undefined ? 0 : 1_000);
      const id = (at: number) => `eni-${next === undefined ? at : 6 + at}`;
      const items = [0, 1, 2, 3, 4, 5].map((at) => makeEni({ networkInterfaceId: id(at) }));
      return { items, next: undefined, rest: next === undefined ? ["1", "2"] : [] };
    }, 1);
    const told: string[] = [];
    const ids = Array.from({ length: 12 }, (_, id) => `eni-${id}`);
    const parts = looking.asking.ask(ids, { deadline: Infinity, attempts: 1 }, (id) => told.push(id));
    await looking.clock.until(Promise.all(parts.map(({ done }) => done)));
    await looking.clock.advance(2_000);
    expect(told).toEqual(ids);
  });
});

describe("a vendor that takes one id a call", () => {
  const page = 10;
  /** The account has these, `page` on a page, each page numbered. */
  const account = (total: number, missingFromPages: readonly string[] = []) =>
    watching(({ ids, next }) => {
      if (ids.length > 0) return allDetached({ ids, next, at: 0, number: 0, deadline: 0, attempts: 0 });
      const from = Number(next ?? 0);
      const all = Array.from({ length: total }, (_, index) => `eni-${index}`).filter(
        (id) => !missingFromPages.includes(id),
      );
      const rest = Array.from({ length: Math.ceil(total / page) }, (_, index) => String(index * page)).filter(
        (start) => Number(start) > from,
      );
      const items = all.slice(from, from + page).map((id) => makeEni({ networkInterfaceId: id }));
      return { items, next: rest[0], rest };
    }, 1);
  const looksAt = (count: number, { clock, enis }: ReturnType<typeof account>) =>
    clock.until(Promise.all(Array.from({ length: count }, (_, index) => enis.look(`eni-${index}`))));

  test("is asked for few by their ids", async () => {
    const looking = account(40);
    await looksAt(5, looking);
    expect(looking.asked()).toEqual([0, 1, 2, 3, 4].map((index) => [`eni-${index}`]));
  });

  test("is asked for the pages of all, side by side, where those are fewer", async () => {
    const looking = account(40);
    const found = await looksAt(30, looking);
    expect(found.map((eni) => eni?.networkInterfaceId)).toEqual(
      Array.from({ length: 30 }, (_, index) => `eni-${index}`),
    );
    expect(looking.questions.map(({ next }) => next)).toEqual([undefined, "10", "20", "30"]);
  });

  test("what the pages do not have is asked for by its id: it may have moved from page to page meanwhile", async () => {
    const looking = account(40, ["eni-3"]);
    const found = await looksAt(30, looking);
    expect(found[3]).toMatchObject({ networkInterfaceId: "eni-3" });
    expect(looking.asked().filter((ids) => ids.length > 0)).toEqual([["eni-3"]]);
  });

  test("is asked by ids when the account has far more, and that is remembered", async () => {
    const looking = account(1_000);
    await looksAt(20, looking);
    await looksAt(20, looking);
    const pages = looking.questions.filter(({ ids }) => ids.length === 0);
    expect(pages).toHaveLength(1);
    // That one page had half of the first twenty.
    expect(looking.questions).toHaveLength(1 + 10 + 20);
  });

  test("a page that fails fails for those it may have had, and for no others", async () => {
    const looking = watching(({ ids, next }) => {
      if (next === "10") return new Error("lost");
      const items = Array.from({ length: 10 }, (_, index) => makeEni({ networkInterfaceId: `eni-${index}` }));
      return ids.length > 0 ? listed([]) : { items, next: "10", rest: ["10"] };
    }, 1);
    const looks = ["eni-1", "eni-11", "eni-2", "eni-12", "eni-3", "eni-4"].map((id) => looking.enis.look(id));
    const outcomes = await looking.clock.until(Promise.allSettled(looks));
    expect(outcomes.map(({ status }) => status)).toEqual([
      "fulfilled",
      "rejected",
      "fulfilled",
      "rejected",
      "fulfilled",
      "fulfilled",
    ]);
  });

  test("those that wait are looked at in the pages too", async () => {
    const looking = account(40);
    const waits = Array.from({ length: 30 }, (_, index) =>
      looking.watcher.watch(`eni-${index}`, (eni) => ({ eni }), looking.start + 60_000),
    );
    await looking.clock.until(Promise.all(waits));
    expect(looking.questions).toHaveLength(4);
    expect(looking.clock.pending).toBe(0);
  });
});
