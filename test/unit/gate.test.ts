// The gate before the wire: so many at a time, in their order, whatever becomes of their work.
import { expect, test } from "@jest/globals";
import { Gate } from "../../provider/http/gate.ts";

/** Work that ends when it is told to. */
function work() {
  const ends: (() => void)[] = [];
  const begun: number[] = [];
  const pass = (gate: Gate, who: number) =>
    gate.pass(() => {
      begun.push(who);
      return new Promise<void>((end) => ends.push(end));
    });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { begun, pass, endFirst: () => (ends.shift()?.(), settle()), settle };
}

test("so many enter at once; the others as places are given back, first come, first served", async () => {
  const gate = new Gate(2);
  const { begun, pass, endFirst, settle } = work();
  const all = [1, 2, 3, 4].map((who) => pass(gate, who));
  await settle();
  expect(begun).toEqual([1, 2]);
  await endFirst();
  expect(begun).toEqual([1, 2, 3]);
  // Whoever comes when a place is given back stands behind those who wait.
  all.push(pass(gate, 5));
  await endFirst();
  await endFirst();
  expect(begun).toEqual([1, 2, 3, 4, 5]);
  await endFirst();
  await endFirst();
  await Promise.all(all);
});

test("work that fails gives its place back", async () => {
  const gate = new Gate(1);
  for (let round = 0; round < 3; round += 1)
    await expect(gate.pass(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await gate.pass(() => Promise.resolve("through"))).toBe("through");
});
