// What no random script has, because the engine breaks or chance decides there: the model tells.
import { describe, expect, it } from "@jest/globals";
import type { Declaration, Options, Program } from "./model/stack.ts";
import { ModelStage } from "./on-the-model.ts";
import type { DiffStyle, Fault, Line } from "./script.ts";

const r = (name: string, v: number, how: DiffStyle, options: Options = {}, from?: string): Declaration => ({
  name,
  inputs: { label: name, v, how },
  ...(from === undefined ? {} : { references: { from: { of: from, output: "id" } } }),
  options,
});
const line = (program: Program, ...faults: Fault[]): Line => ({ command: { kind: "up" }, program, faults });
const inTurn = (...resources: Declaration[]): Program => ({ sequential: true, resources });
const fails = (label: string, method: Fault["method"]): Fault => ({ label, method, nth: 1, kind: "fails" });

async function stageAfter(...lines: Line[]): Promise<ModelStage> {
  const stage = new ModelStage();
  for (const one of lines) await stage.play(one);
  return stage;
}

describe("the model of the engine", () => {
  it("knows that the engine hangs where it makes again what was only still to be deleted, and went for a dependency", async () => {
    const a = (v: number) => r("a", v, "delete first");
    const c = (v: number, options: Options = {}) => r("c", v, "create first", options, "a");
    const stage = await stageAfter(
      line(inTurn(a(1), c(1))),
      line(inTurn(a(1), c(2, { retainOnDelete: true })), fails("c", "delete")),
      line(inTurn(a(1)), fails("c", "delete")),
    );
    expect((await stage.try(line(inTurn(a(2), c(2))))).broken).toBe(true);
    expect((await stage.try(line(inTurn(a(2))))).broken).toBe(false);
  });

  it("knows when rows stand in an order of chance", async () => {
    const program = (v: number, sequential: boolean): Program => ({
      sequential,
      resources: [r("a", v, "delete first"), r("b", 1, "delete first", {}, "a"), r("c", 1, "delete first", {}, "a")],
    });
    const replaced = line(program(2, true), fails("b", "diff"));
    const chance = await stageAfter(line(program(1, false)));
    const [one, other] = [await chance.try(replaced), await chance.tryInOtherOrder(replaced)];
    expect([one, other].map((played) => played?.calls.at(-1)?.label)).toEqual(["b", "b"]);
    expect(one.calls.map(({ label }) => label)).not.toEqual(other?.calls.map(({ label }) => label));
    const given = await stageAfter(line(program(1, false)), line(program(1, true)));
    expect(await given.tryInOtherOrder(replaced)).toBeUndefined();
  });
});
