// The gate before the wire: so many at a time, in their order, and nobody waits longer than he said.
import { expect, test } from "@jest/globals";
import { Gate } from "../../provider/http/gate.ts";

const patience = 60_000;

test("so many enter at once; the others as places are given back, first come, first served", async () => {
  const gate = new Gate(2);
  const entered: number[] = [];
  const enter = (who: number) => gate.enter(patience).then((has) => has && entered.push(who));
  const all = [1, 2, 3, 4, 5].map(enter);
  await Promise.all(all.slice(0, 2));
  expect(entered).toEqual([1, 2]);
  gate.leave();
  await all[2];
  // Whoever comes when a place is given back stands behind those who wait.
  const last = enter(6);
  gate.leave();
  gate.leave();
  gate.leave();
  await Promise.all([...all, last]);
  expect(entered).toEqual([1, 2, 3, 4, 5, 6]);
});

test("places that nobody waits for are there for the next", async () => {
  const gate = new Gate(1);
  for (let round = 0; round < 3; round += 1) {
    expect(await gate.enter(patience)).toBe(true);
    gate.leave();
  }
});

test("whoever waits too long leaves without a place, and takes none from those behind", async () => {
  const gate = new Gate(1);
  await gate.enter(patience);
  const late = gate.enter(1);
  const next = gate.enter(patience);
  expect(await late).toBe(false);
  gate.leave();
  expect(await next).toBe(true);
  gate.leave();
  expect(await gate.enter(patience)).toBe(true);
});
