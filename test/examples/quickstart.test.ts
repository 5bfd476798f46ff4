// quickstart, by its README: all five vendors in one program, from one side to the other, and detached.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { MINUTES } from "../e2e/setting.ts";
import { ENGINE_TIMEOUT_MS } from "../e2e/stack.ts";
import { Example } from "./example.ts";

const vnic = "1304682049596034008";
const attachments = [
  ["eni-bp1example00000000e1", "i-bp1example00000000a1", "i-bp1example00000000b2"],
  ["eni-example1", "ins-example1", "ins-example2"],
  ["eni-example2", "ins-example1", "ins-example2"],
  ["eni-example3", "ein-example1", "ein-example2"],
  [vnic, "1272168087751233112", "1272168087751233113"],
] as const;

let example: Example;
beforeAll(async () => {
  example = await Example.open("quickstart");
}, ENGINE_TIMEOUT_MS);
afterAll(() => example.close());

/** In the order of each ENI; the vendors work side by side. */
const changesOf = (eni: string, since: number) => example.changes(since).filter((change) => change.includes(eni));
const detach = (eni: string, instance: string) => (eni === vnic ? `Detach ${eni}` : `Detach ${eni} ${instance}`);

test(
  "side a, side b, destroy",
  async () => {
    await example.follow();
    for (const [eni, a] of attachments) expect(changesOf(eni, 0)).toEqual([`Attach ${eni} ${a}`]);
    const moved = example.mark();
    await example.follow();
    for (const [eni, a, b] of attachments)
      expect(changesOf(eni, moved)).toEqual([detach(eni, a), `Attach ${eni} ${b}`]);
    const destroyed = example.mark();
    await example.follow();
    for (const [eni, , b] of attachments) expect(changesOf(eni, destroyed)).toEqual([detach(eni, b)]);
    expect(example.followed).toBe(true);
  },
  MINUTES,
);
