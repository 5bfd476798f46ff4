// A stack that changes from the dynamic provider to the plugin and back, on the real engine, from a state of version 0.1.0: no call that
// changes anything, but where the program moves an attachment in the same run.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Fleet } from "../e2e/fleet.ts";
import { MINUTES, succeed, TYPE } from "../e2e/setting.ts";
import { ENGINE_TIMEOUT_MS } from "../e2e/stack.ts";

const kept = fileURLToPath(new URL("../e2e/kept-states/0.1.0.json", import.meta.url));
const dynamicType = "pulumi-nodejs:dynamic/eni:EniAttachment";

let fleet: Fleet;

beforeAll(async () => {
  fleet = await Fleet.open({ parts: ["made", "adopted"] });
  for (const ship of fleet.ships) fleet.place(ship, "a");
  await fleet.stack.importState(kept);
}, ENGINE_TIMEOUT_MS);
afterAll(() => fleet.close());

async function declare(side: "a" | "b", by: "plugin" | "dynamic"): Promise<void> {
  const arguments_ = { timeouts: { attach: "5m", detach: "90s" }, onConflict: "takeOver", rollback: false };
  await fleet.declare(({ part }) => (part === "adopted" ? [side, arguments_] : side));
  if (by === "plugin") return;
  const file = join(fleet.stack.programFolder, "index.mjs");
  const text = await readFile(file, "utf8");
  await writeFile(file, text.replace("pulumi-eni-attachment/plugin", "pulumi-eni-attachment"));
}

async function types(): Promise<string[]> {
  const { resources } = await fleet.stack.exportState();
  const ours = new Set([TYPE, dynamicType]);
  return [...new Set(resources.map(({ type }) => type).filter((type) => ours.has(type)))];
}

const everyShip = <T>(value: T) => Object.fromEntries(fleet.ships.map(({ name }) => [name, value]));

test(
  "to the plugin and back",
  async () => {
    // From the dynamic provider's state of an old release: all unchanged.
    await declare("a", "plugin");
    const start = fleet.mark();
    expect(await succeed(fleet.stack.up())).toContain(` ${fleet.ships.length + 1} unchanged`);
    expect(fleet.log(start)).toEqual(everyShip([]));
    expect(await types()).toEqual([TYPE]);
    await succeed(fleet.stack.up({ args: ["--expect-no-changes"] }));

    // Back, with a move in the same run.
    await declare("b", "dynamic");
    const back = fleet.mark();
    await succeed(fleet.stack.up());
    expect(fleet.log(back)).toEqual(everyShip(["Detach", "Attach b"]));
    expect(await types()).toEqual([dynamicType]);
    await succeed(fleet.stack.up({ args: ["--expect-no-changes"] }));

    // To the plugin again, with a move in the same run; and back without one.
    await declare("a", "plugin");
    const again = fleet.mark();
    await succeed(fleet.stack.up());
    expect(fleet.log(again)).toEqual(everyShip(["Detach", "Attach a"]));
    await declare("a", "dynamic");
    const last = fleet.mark();
    await succeed(fleet.stack.up());
    expect(fleet.log(last)).toEqual(everyShip([]));
    expect(await types()).toEqual([dynamicType]);
    await succeed(fleet.stack.destroy());
    expect(fleet.log(last)).toEqual(everyShip(["Detach"]));
  },
  2 * MINUTES,
);
