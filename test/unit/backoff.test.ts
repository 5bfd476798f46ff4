// The pause before the same is asked again.
import { expect, test } from "@jest/globals";
import { backoff } from "../../provider/http/backoff.ts";

const random = (fraction: number) => ({ fraction: () => fraction, uuid: () => "" });
const limits = { first: 1_000, longest: 10_000 };
const pauses = (fraction: number) => [0, 1, 2, 3, 4, 2_000].map((n) => backoff(n, limits, random(fraction)));

test("it doubles up to the longest", () => {
  expect(pauses(0.5)).toEqual([1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
});

test("a quarter more or less, by chance", () => {
  expect(pauses(0)).toEqual([750, 1_500, 3_000, 6_000, 7_500, 7_500]);
  expect(backoff(0, limits, random(0.999_999))).toBeCloseTo(1_250, 2);
});
