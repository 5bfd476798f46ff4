// The scripts that `npm run engine-model` plays: the seed decides them, and they reach what can be reached.
import { describe, expect, it } from "@jest/globals";
import { wantedCells } from "./cells.ts";
import { chooseScripts } from "./choose.ts";
import { table } from "./table.ts";

describe("the random scripts", () => {
  const asked = { scripts: 3, seed: 7, lines: 8 };

  it("are the same ones for the same seed", async () => {
    const [one, other] = [await chooseScripts(asked), await chooseScripts(asked)];
    expect(one.chosen.map(({ script }) => script)).toEqual(other.chosen.map(({ script }) => script));
    const { chosen } = await chooseScripts({ ...asked, seed: 8 });
    expect(chosen.map(({ script }) => script)).not.toEqual(one.chosen.map(({ script }) => script));
  });

  it("reach no cell that is said to be out of reach", async () => {
    const { counts } = await chooseScripts({ ...asked, scripts: 6 });
    const wanted = new Set(wantedCells.map(({ key }) => key));
    expect([...counts.keys()].filter((key) => !wanted.has(key))).toEqual([]);
  });

  it("have three resources, six commands, a replacement and a fault each", async () => {
    for (const { script, played } of (await chooseScripts(asked)).chosen) {
      const steps = played.flatMap((line) => line.steps);
      expect(new Set(steps.map(({ name }) => name)).size).toBeGreaterThanOrEqual(3);
      expect(script.lines.filter((line) => "command" in line).length).toBeGreaterThanOrEqual(6);
      expect(steps.some(({ step }) => /^create .*replacement/.test(step))).toBe(true);
      expect(steps.some(({ fault }) => fault !== undefined)).toBe(true);
    }
  });

  it("are counted in a table with a number for each cell that can be reached, and a dash for others", () => {
    const update = table(new Map([["update | late | protect", 21]]))
      .split("\n")
      .find((line) => line.startsWith("update, protect "));
    expect(update?.split(/ {2,}/)).toEqual(["update, protect", "0", "0", "0", "0", "0", "0", "21", "-", "-", "-"]);
  });
});
