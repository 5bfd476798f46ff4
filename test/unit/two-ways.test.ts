// What one way of asking leaves open is asked in the other, each id at once; what neither knows is told in the first one's words.
import { expect, test } from "@jest/globals";
import { LostReply, VendorRefusal } from "../../provider/http/no-answer.ts";
import type { Meaning } from "../../provider/http/meaning.ts";
import type { Answer, Asks } from "../../provider/watch/questions.ts";
import { TwoWays } from "../../provider/watch/two-ways.ts";

interface Thing {
  readonly id: string;
  readonly from: string;
  readonly why?: string;
}

function refusal(meaning: Meaning): VendorRefusal {
  return new VendorRefusal({ action: "Ask", code: "No", message: "no", requestId: "R", status: 200 }, meaning);
}

/** Answers with what `knows` says of each id; pages are those of `pages`. */
function way(name: string, knows: (id: string) => Answer<Thing>, pages: Error | undefined = undefined) {
  const asked: string[][] = [];
  const asks: Asks<Thing> = {
    idOf: ({ id }) => id,
    ask: (ids, _options, tell) => {
      asked.push([...ids]);
      for (const id of ids) tell(id, knows(id));
      return [{ ids, done: Promise.resolve() }];
    },
    page: (next = "first") =>
      pages ? Promise.reject(pages) : Promise.resolve({ items: [{ id: `${name} ${next}`, from: name }], next: "more" }),
  };
  return { asks, asked };
}

const options = { deadline: 1_000, attempts: 1 };
const because = (thing: Thing, trouble: Error): Thing => ({ ...thing, why: trouble.message });

async function told(first: Asks<Thing>, second: Asks<Thing>, ids: readonly string[]) {
  const answers = new Map<string, Answer<Thing>>();
  const parts = new TwoWays({ first, second, because }).ask(ids, options, (id, answer) => void answers.set(id, answer));
  await Promise.all(parts.map(({ done }) => done));
  return answers;
}

test("what the first way knows is told, and the second is asked for the rest alone", async () => {
  const open = refusal("forbidden");
  const first = way("first", (id) => (id === "b" ? open : { id, from: "first" }));
  const second = way("second", (id) => ({ id, from: "second" }));
  const answers = await told(first.asks, second.asks, ["a", "b"]);
  expect(answers.get("a")).toEqual({ id: "a", from: "first" });
  expect(answers.get("b")).toEqual({ id: "b", from: "second", why: open.message });
  expect(second.asked).toEqual([["b"]]);
});

test("that a thing is not there is an answer", async () => {
  const second = way("second", (id) => ({ id, from: "second" }));
  const answers = await told(way("first", () => undefined).asks, second.asks, ["a"]);
  expect([answers.get("a"), second.asked]).toEqual([undefined, []]);
});

test.each([
  ["rejected credentials are the same for both", refusal("credentials"), []],
  ["a lost reply is asked again", new LostReply("Ask", "no connection"), [["a"]]],
])("%s", async (_what, trouble, asked) => {
  const second = way("second", () => undefined);
  const answers = await told(way("first", () => trouble).asks, second.asks, ["a"]);
  expect(answers.get("a")).toBe(trouble);
  expect(second.asked).toEqual(asked);
});

test("pages are of one way until they begin again", async () => {
  const first = way("first", () => undefined, refusal("forbidden"));
  const both = new TwoWays({ first: first.asks, second: way("second", () => undefined).asks, because });
  const ids = async (next?: string) => (await both.page(next, options)).items.map(({ id, why }) => [id, why]);
  expect([await ids(), await ids("more")]).toEqual([
    [["second first", "Ask: No: no"]],
    [["second more", "Ask: No: no"]],
  ]);
});
