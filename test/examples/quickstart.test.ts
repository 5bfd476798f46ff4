// quickstart, by its README, with every command on the engine: all five vendors in one program, from one side to the other, and detached.
// The same run shows that the picture of the demo (docs/terminal.svg) is what the commands print.
import { expect, test } from "@jest/globals";
import { shownLines, timeless } from "../docs/terminal-picture.ts";
import { Script } from "../e2e/script.ts";
import { MINUTES } from "../e2e/setting.ts";
import { Example } from "./example.ts";

const vnic = "1304682049596034008";
const attachments = [
  ["eni-bp1example00000000e1", "i-bp1example00000000a1", "i-bp1example00000000b2"],
  ["eni-example1", "ins-example1", "ins-example2"],
  ["eni-example2", "ins-example1", "ins-example2"],
  ["eni-example3", "ein-example1", "ein-example2"],
  [vnic, "1272168087751233112", "1272168087751233113"],
] as const;

const script = new Script(() => Example.open("quickstart", { everyCommand: true }));

const sideA = script.step(async (example) => {
  const printed = await example.follow();
  return { printed, changes: example.changes() };
});
const sideB = script.step(async (example) => {
  const mark = example.mark();
  // Of what the demo shows, the README leaves the preview out.
  await example.configure({ side: "b" });
  const previewed = (await example.pulumi("preview", "--diff")).all;
  return { previewed, printed: await example.follow(), changes: example.changes(mark) };
});
const destroyed = script.step(async (example) => {
  const mark = example.mark();
  const printed = await example.follow();
  return { printed, changes: example.changes(mark), followed: example.followed };
});

/** In the order of each ENI; the vendors work side by side. */
const of = (eni: string, { changes }: { changes: string[] }) => changes.filter((change) => change.includes(eni));
const detach = (eni: string, instance: string) => (eni === vnic ? `Detach ${eni}` : `Detach ${eni} ${instance}`);

test(
  "side a, side b, destroy",
  async () => {
    for (const [eni, a] of attachments) expect(of(eni, await sideA())).toEqual([`Attach ${eni} ${a}`]);
    for (const [eni, a, b] of attachments)
      expect(of(eni, await sideB())).toEqual([detach(eni, a), `Attach ${eni} ${b}`]);
    for (const [eni, , b] of attachments) expect(of(eni, await destroyed())).toEqual([detach(eni, b)]);
    expect((await destroyed()).followed).toBe(true);
  },
  MINUTES,
);

test(
  "what docs/terminal.svg shows is what the commands print, but for times",
  async () => {
    const { previewed, printed } = await sideB();
    const all = [(await sideA()).printed, previewed, printed, (await destroyed()).printed].join("");
    // Behind a row of dots, sometimes.
    const today = all.split("\n").map(timeless);
    const told = shownLines.filter((line) => !/^(\$ |-- checked)/.test(line)).map(timeless);
    expect(told.length).toBeGreaterThan(18);
    expect(told.filter((line) => !today.some((one) => one.endsWith(line)))).toEqual([]);
    // One for each vendor, of each command.
    expect(told.filter((line) => line.includes(" plan: "))).toHaveLength(5);
    expect(told.filter((line) => / (updated|deleted) \(…\)/.test(line))).toHaveLength(10);
  },
  MINUTES,
);
