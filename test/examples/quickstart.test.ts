// quickstart, by its README, with every command on the engine: several vendors in one program, from one side to the other, and detached.
// The same run shows that the picture of the demo (docs/terminal.svg) is what the commands print.
import { expect, test } from "@jest/globals";
import { caseOf } from "../contract/vendor-cases.ts";
import { shownLines, timeless } from "../docs/terminal-picture.ts";
import { Script } from "../e2e/script.ts";
import { MINUTES } from "../e2e/setting.ts";
import { Example } from "./example.ts";

const script = new Script(() => Example.open("quickstart", { everyCommand: true }));

const sideA = script.step(async (example) => {
  const printed = await example.follow();
  return { printed, changes: example.changes(), attachments: await inState(example) };
});
const sideB = script.step(async (example) => {
  const mark = example.mark();
  // Of what the demo shows, the README leaves the preview out.
  await example.configure({ side: "b" });
  const previewed = (await example.pulumi("preview", "--diff")).all;
  return {
    previewed,
    printed: await example.follow(),
    changes: example.changes(mark),
    attachments: await inState(example),
  };
});
const destroyed = script.step(async (example) => {
  const mark = example.mark();
  const printed = await example.follow();
  return { printed, changes: example.changes(mark), followed: example.followed };
});

/** What the program declares: vendor, ENI and instance, as texts. Sorted, for the state has them in the order in which they ended. */
async function inState(example: Example): Promise<string[][]> {
  const outputs = Object.values(await example.attachments());
  return outputs
    .map((its) => [its?.["vendor"], its?.["networkInterfaceId"], its?.["instanceId"]].map(String))
    .toSorted();
}

/** In the order of each ENI; the vendors work side by side. */
const of = (eni: string, { changes }: { changes: string[] }) => changes.filter((change) => change.includes(eni));
const detach = (vendor: string, eni: string, instance: string) =>
  caseOf(vendor).detachNames ? `Detach ${eni} ${instance}` : `Detach ${eni}`;

test(
  "side a, side b, destroy",
  async () => {
    const before = (await sideA()).attachments;
    const { attachments: after } = await sideB();
    expect(after.length).toBeGreaterThan(1);
    expect(before.map(([vendor, eni]) => [vendor, eni])).toEqual(after.map(([vendor, eni]) => [vendor, eni]));
    for (const [at, [vendor = "", eni = "", b = ""]] of after.entries()) {
      const a = before[at]?.[2] ?? "";
      expect(a).not.toBe(b);
      expect(of(eni, await sideA())).toEqual([`Attach ${eni} ${a}`]);
      expect(of(eni, await sideB())).toEqual([detach(vendor, eni, a), `Attach ${eni} ${b}`]);
      expect(of(eni, await destroyed())).toEqual([detach(vendor, eni, b)]);
    }
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
    // One for each ENI, of each command.
    const { length } = (await sideB()).attachments;
    expect(told.filter((line) => line.includes(" plan: "))).toHaveLength(length);
    expect(told.filter((line) => / (updated|deleted) \(…\)/.test(line))).toHaveLength(2 * length);
  },
  MINUTES,
);
