// What others did to an ENI behind our back, found by a refresh and met by up and destroy, at several vendors.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Fleet } from "./fleet.ts";
import { fail, MINUTES, succeed } from "./setting.ts";
import { ENGINE_TIMEOUT_MS } from "./stack.ts";

/** Where an ENI is found. */
const parts = ["elsewhere", "taken-back", "detached", "deleted", "there"];

let fleet: Fleet;
beforeAll(async () => {
  fleet = await Fleet.open({ vendors: ["ali", "old", "zec"], parts });
  await fleet.declare(({ part }) => (part === "taken-back" ? ["a", { onConflict: "takeOver" }] : "a"));
  await succeed(fleet.stack.up());
}, ENGINE_TIMEOUT_MS);
afterAll(() => fleet.close());

test(
  "refresh shows each by the property that differs, drops what is gone, and finds nothing the second time",
  async () => {
    for (const ship of fleet.of("elsewhere", "taken-back")) fleet.place(ship, "c");
    for (const ship of fleet.of("detached")) fleet.free(ship);
    for (const { eni } of fleet.of("deleted")) fleet.cloud.world.deleteEni(eni);
    const mark = fleet.mark();
    const refreshed = await succeed(fleet.stack.refresh({ args: ["--diff"] }));
    for (const ship of fleet.of("elsewhere", "taken-back")) {
      const [a, c] = [fleet.instance(ship, "a"), fleet.instance(ship, "c")];
      expect(refreshed).toContain(`~ instanceId : "${a}" => "${c}"`.replace(" :", ":"));
      expect(refreshed).toMatch(
        new RegExp(`drift: ${ship.eni} is attached to ${c}.*; this stack had attached it to ${a}`),
      );
    }
    expect(refreshed).toMatch(/~ state\s*: "attached" => "detached"/);
    for (const { eni } of fleet.of("deleted")) expect(refreshed).toContain(`gone: ${eni} was not found in`);
    expect(refreshed).toMatch(/~ 9 updated\s+- 3 deleted/);
    const { resources } = await fleet.stack.exportState();
    for (const ship of fleet.of("elsewhere")) {
      const stored = resources.find(({ urn }) => urn.endsWith(`::${ship.name}`));
      const [a, c] = [fleet.instance(ship, "a"), fleet.instance(ship, "c")];
      expect(stored).toMatchObject({ inputs: { instanceId: c }, outputs: { instanceId: c, attachedTo: a } });
    }
    await succeed(fleet.stack.refresh({ args: ["--expect-no-changes"] }));
    expect(fleet.log(mark)).toEqual(fleet.everywhere([]));
  },
  MINUTES,
);

test(
  "up: what is elsewhere is left there and its holder named, or taken back where that is asked for; the rest is mended",
  async () => {
    const waiting = { timeouts: { attach: "5m" }, onConflict: "takeOver", rollback: false, preflight: false };
    await fleet.declare(({ part }) => {
      if (part === "deleted") return undefined;
      // Arguments that no call follows from.
      if (part === "there") return ["a", waiting];
      return part === "taken-back" ? ["a", { onConflict: "takeOver" }] : "a";
    });
    const mark = fleet.mark();
    const failed = await fail(fleet.stack.up({ args: ["--continue-on-error"] }));
    for (const ship of fleet.of("elsewhere")) {
      const holder = `it is attached to ${fleet.instance(ship, "c")} (this stack had it on ${fleet.instance(ship, "a")}), and not by this resource`;
      expect(failed).toContain(`attach ${ship.eni} to ${fleet.instance(ship, "a")}`);
      expect(failed).toContain(holder);
    }
    expect(fleet.log(mark)).toEqual(
      fleet.expected({
        elsewhere: [],
        "taken-back": ["Detach", "Attach a"],
        detached: ["Attach a"],
        deleted: [],
        there: [],
      }),
    );
    for (const ship of fleet.of("there")) expect(fleet.calls(ship, mark)).toEqual([]);
    expect(await fleet.recorded()).toMatchObject(fleet.expected({ "taken-back": "a", detached: "a", there: "a" }));
  },
  MINUTES,
);

test(
  "up --refresh finds and mends in one run; what it leaves alone, destroy leaves alone too",
  async () => {
    for (const ship of fleet.of("detached")) fleet.free(ship);
    for (const ship of fleet.of("there")) fleet.place(ship, "c");
    const mark = fleet.mark();
    await fail(fleet.stack.up({ args: ["--refresh", "--continue-on-error"] }));
    const mended = {
      elsewhere: [],
      "taken-back": [],
      detached: ["Attach a"],
      deleted: [],
      there: ["Detach", "Attach a"],
    };
    expect(fleet.log(mark)).toEqual(fleet.expected<string[]>(mended));

    const last = fleet.mark();
    const destroyed = await succeed(fleet.stack.destroy({ args: ["--refresh"] }));
    expect(fleet.log(last)).toEqual({
      ...fleet.everywhere(["Detach"]),
      ...fleet.expected({ elsewhere: [], deleted: [] }),
    });
    for (const ship of fleet.of("elsewhere")) {
      const holder = `${ship.label} left alone: ${ship.eni} is attached to ${fleet.instance(ship, "c")}`;
      expect(destroyed).toContain(holder);
    }
    expect(fleet.places()).toMatchObject(fleet.expected({ elsewhere: "c", detached: "free", there: "free" }));
    expect((await fleet.stack.exportState()).resources).toEqual([]);
  },
  MINUTES,
);
