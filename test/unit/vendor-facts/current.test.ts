// test/fixtures/vendor-facts.json is what the installed packages and the copied pages say today. Nothing is fetched.
import { expect, test } from "@jest/globals";
import { allVendors } from "../../../provider/vendors/index.ts";
import { asRecorded, factsWith } from "../../../tools/vendor-facts/collect.ts";
import { committedFacts } from "../../../tools/vendor-facts/facts.ts";
import { firstDifference } from "../../../tools/vendor-facts/first-difference.ts";

const facts = committedFacts();

test("the committed facts are up to date: `npm run vendor-facts -- --update` writes them", () => {
  expect(firstDifference(facts, factsWith(asRecorded(facts)))).toBeUndefined();
});

test("every vendor has facts", async () => {
  expect(Object.keys(facts.vendors)).toEqual((await allVendors()).map(({ name }) => name).sort());
});

test.each([
  [{ a: { b: [1, 2] } }, { a: { b: [1, 3] } }, "a > b > 1"],
  [{ a: 1 }, {}, "a"],
  [{}, { a: 1 }, "a"],
  [{ a: [1] }, { a: [1] }, undefined],
])("%j and %j differ at %s", (a, b, place) => expect(firstDifference(a, b)).toBe(place));
