// Seeds of the fuzz tests. `npm test` has the same ones each time; `npm run test:fresh` gives another (FUZZ_SEED), and more of it
// (FUZZ_TIMES).

/** A whole number above 0 from the environment. */
function given(name: string): number | undefined {
  const value = Number(process.env[name]);
  return Number.isInteger(value) && value > 0 ? value : undefined;
}

/** @param own the test's own seed, so that no two tests try the same. */
export function seedOf(own: number): number {
  const fresh = given("FUZZ_SEED");
  return fresh === undefined ? own : (fresh + own) % 2 ** 31;
}

/** How many cases to try. */
export function timesOf(count: number): number {
  return count * (given("FUZZ_TIMES") ?? 1);
}
