// A seed that is new each time; it is part of the test's name, and `FUZZ_SEED` plays it again.

export function freshSeed(): number {
  const given = Number(process.env["FUZZ_SEED"]);
  return Number.isInteger(given) && given > 0 ? given : Math.floor(Math.random() * 2 ** 31);
}
