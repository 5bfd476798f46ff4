// What previews share: answers for half a minute, and pages read ahead once there were some single questions.
import { describe, expect, test } from "@jest/globals";
import { LostReply } from "../../provider/http/no-answer.ts";
import type { ObservedEni, Page } from "../../provider/vendors/vendor.ts";
import { makeEni, rejectionOf } from "./fakes.ts";
import type { Answerer } from "./watching.ts";
import { allDetached, listed, watching } from "./watching.ts";

const perPage = 100;

/** An account with so many ENIs; `numbered` pages are known all at once, others only by where the next one begins. */
function account(total: number, numbered = true): Answerer {
  return (question) => {
    if (question.ids.length > 0) return allDetached(question);
    const from = Number(question.next ?? 0);
    const items = Array.from({ length: Math.max(0, Math.min(perPage, total - from)) }, (_, index) =>
      makeEni({ networkInterfaceId: `eni-${from + index}` }),
    );
    const rest: string[] = [];
    for (let at = from + perPage; at < total; at += perPage) rest.push(String(at));
    const page: Page<ObservedEni> = { items, next: rest[0] };
    return numbered ? { ...page, rest } : page;
  };
}

/** One preview after another, as the engine has them. */
async function glances({ clock, enis }: ReturnType<typeof watching>, count: number, prefix = "eni-") {
  const found = [];
  for (let index = 0; index < count; index += 1) found.push(await clock.until(enis.glance(`${prefix}${index}`)));
  return found;
}

describe("what one was told", () => {
  test("is kept for half a minute, then asked for again", async () => {
    const { clock, enis, questions } = watching(allDetached);
    await clock.until(enis.glance("eni-1"));
    const asked = clock.now();
    await clock.until(enis.glance("eni-1"));
    await clock.advance(29_990 - (clock.now() - asked));
    await clock.until(enis.glance("eni-1"));
    expect(questions).toHaveLength(1);
    await clock.advance(20);
    await clock.until(enis.glance("eni-1"));
    expect(questions).toHaveLength(2);
  });

  test("is one question for those who ask together", async () => {
    const { clock, enis, asked } = watching(allDetached);
    await clock.until(Promise.all([enis.glance("eni-1"), enis.glance("eni-1"), enis.glance("eni-2")]));
    expect(asked()).toEqual([["eni-1", "eni-2"]]);
  });

  test("is forgotten once a call may have changed the thing", async () => {
    const { clock, enis, questions } = watching(allDetached);
    await clock.until(enis.glance("eni-1"));
    enis.forget("eni-1");
    await clock.until(enis.glance("eni-1"));
    expect(questions).toHaveLength(2);
  });

  test("is never what a step is taken on: a look is always a question", async () => {
    const { clock, enis, questions } = watching(allDetached);
    await clock.until(enis.glance("eni-1"));
    await clock.until(enis.look("eni-1"));
    expect(questions).toHaveLength(2);
  });

  test("a failure is told to those who asked together, and not kept", async () => {
    const { clock, enis } = watching((question) => (question.number === 1 ? new Error("no") : allDetached(question)));
    const [first, second] = await clock.until(
      Promise.all([rejectionOf(enis.glance("eni-1")), rejectionOf(enis.glance("eni-1"))]),
    );
    expect([first, second]).toEqual([new Error("no"), new Error("no")]);
    expect(await clock.until(enis.glance("eni-1"))).toMatchObject({ networkInterfaceId: "eni-1" });
  });
});

describe("many, one after another", () => {
  test("the first are asked for by their ids, the rest by pages", async () => {
    const looking = watching(account(1_000));
    const found = await glances(looking, 1_000);
    expect(found.every((eni, index) => eni?.networkInterfaceId === `eni-${index}`)).toBe(true);
    const pages = looking.questions.filter(({ ids }) => ids.length === 0);
    expect([looking.questions.length - pages.length, pages.length]).toEqual([5, 10]);
  });

  test("a few never take a page", async () => {
    const looking = watching(account(1_000));
    await glances(looking, 5);
    expect(looking.questions.every(({ ids }) => ids.length === 1)).toBe(true);
  });

  test("in an account that has far more, one page tells so, and the ids are asked for until the pages are worth it", async () => {
    const looking = watching(account(10_000));
    await glances(looking, 20);
    const pages = looking.questions.filter(({ ids }) => ids.length === 0);
    expect(pages).toHaveLength(1);
    expect(looking.questions.length).toBeLessThanOrEqual(21);
  });

  test("where the number of pages is not known, they are read as far as the single questions justify", async () => {
    const looking = watching(account(10_000, false));
    await glances(looking, 30, "eni-late-");
    const pages = looking.questions.filter(({ ids }) => ids.length === 0).length;
    expect(pages).toBeGreaterThan(1);
    expect(pages).toBeLessThanOrEqual(4 * (looking.questions.length - pages));
  });

  test("what no page has is asked for by its id: a list is no proof that it is gone", async () => {
    const looking = watching((question) => (question.ids.includes("eni-new-9") ? listed([]) : account(200)(question)));
    const found = await glances(looking, 10, "eni-new-");
    expect(found[8]).toMatchObject({ networkInterfaceId: "eni-new-8" });
    expect(found[9]).toBeUndefined();
    expect(looking.questions.filter(({ ids }) => ids.length === 1)).toHaveLength(10);
  });

  test("an exception of ours on a page is no lost answer: it is told", async () => {
    const fault = new TypeError("a fault of this package");
    const looking = watching((question) => (question.ids.length === 0 ? fault : allDetached(question)));
    expect(await rejectionOf(glances(looking, 6))).toBe(fault);
  });

  test("pages that fail are no matter: the ids are asked for", async () => {
    const lost = new LostReply("DescribeNetworkInterfaces", "cut");
    const looking = watching((question) => (question.ids.length === 0 ? lost : allDetached(question)));
    const found = await glances(looking, 50);
    expect(found.every(Boolean)).toBe(true);
    expect(looking.questions.filter(({ ids }) => ids.length === 0)).toHaveLength(1);
  });

  test("all at once are asked for together", async () => {
    const looking = watching(account(1_000));
    const { clock, enis } = looking;
    const found = await clock.until(
      Promise.all(Array.from({ length: 1_000 }, (_, index) => enis.glance(`eni-${index}`))),
    );
    expect(found.every((eni, index) => eni?.networkInterfaceId === `eni-${index}`)).toBe(true);
    expect(looking.questions.length).toBeLessThanOrEqual(11);
  });
});
