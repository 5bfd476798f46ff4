// What a preview shows is what up does: the line of each attachment is the same in both, and the calls that the cloud sees are
// those that the line names, at several vendors.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { accountOf, Fleet } from "./fleet.ts";
import type { Ship } from "./fleet.ts";
import { fail, MINUTES, succeed } from "./setting.ts";
import { ENGINE_TIMEOUT_MS } from "./stack.ts";

const parts = [
  "new",
  "moved",
  "adopted", // new, and there already
  "taken", // new, on somebody else's instance, which is asked to be taken over
  "unchanged",
  "drifted", // detached behind our back, and refreshed
  "halfway", // left detached by a run that failed
  "conflict", // attached elsewhere behind our back, and refreshed
  "hopeless", // moved to an instance that does not exist
  "unlooked", // the same without preflight
  "replaced", // the ENI is another one,
  "replacement", // this one
];
const fromTheStart = ["moved", "unchanged", "drifted", "halfway", "conflict", "hopeless", "unlooked", "replaced"];

let fleet: Fleet;
beforeAll(async () => {
  fleet = await Fleet.open({ vendors: ["ali", "zec"], parts });
  await fleet.declare(({ part }) => (fromTheStart.includes(part) ? "a" : undefined));
  for (const ship of fleet.of("halfway")) fleet.behave(ship, { attachFallsBack: 1 });
  await fail(fleet.stack.up({ args: ["--continue-on-error"] }));
  expect(await fleet.recorded()).toMatchObject(fleet.expected({ moved: "a", halfway: "detached ()" }));

  for (const ship of fleet.of("drifted")) fleet.free(ship);
  for (const ship of fleet.of("conflict", "taken")) fleet.place(ship, "c");
  for (const ship of fleet.of("adopted")) fleet.place(ship, "b");
  await succeed(fleet.stack.refresh());
  await fleet.declare((ship) => {
    const other = fleet.of("replacement").find(({ vendor }) => vendor === ship.vendor)?.eni;
    switch (ship.part) {
      case "unchanged":
      case "drifted":
      case "halfway":
      case "conflict":
        return "a";
      case "taken":
        return ["b", { onConflict: "takeOver" }];
      case "hopeless":
        return "x";
      case "unlooked":
        return ["x", { preflight: false, rollback: false }];
      case "replaced":
        return ["b", { networkInterfaceId: other }];
      case "replacement":
        return undefined;
      default:
        return "b";
    }
  });
}, ENGINE_TIMEOUT_MS);
afterAll(() => fleet.close());

/** The plan of each attachment, by its label; a label with two different lines is a mistake. */
function plansIn(output: string): Record<string, string> {
  const plans: Record<string, string> = {};
  for (const [, label = "", plan = ""] of output.matchAll(/(\[eni-attachment \S+\]) (plan: .*)$/gm)) {
    if (plans[label] !== undefined && plans[label] !== plan) throw new Error(`two plans: ${plans[label]} and ${plan}`);
    plans[label] = plan;
  }
  return plans;
}

/** The calls that a plan promises, as the cloud tells them. */
function promised(plan = ""): string[] {
  if (/up would fail/.test(plan)) return [];
  return [...plan.matchAll(/\b(detach from|attach(?: (\S+))? to) \S*?(\w)(?=[,;]|$)/g)].map(
    ([, what = "", other, side]) =>
      what.startsWith("detach") ? "Detach" : other === undefined ? `Attach ${side}` : `other: Attach ${side}`,
  );
}

const withoutCodes = (calls: string[]) => calls.map((call) => call.replace(/ \(.*\)$/, ""));
const wordsOf = (ship: Ship, plan: string) =>
  plan.replaceAll(/\b(i|ins|zec)-(\w)\2+\b/g, "$2").replaceAll(ship.eni, "it");

let previewed: Record<string, string>;

test(
  "each change has one line; nothing is sent that changes anything, and nothing at all for what is unchanged",
  async () => {
    const mark = fleet.mark();
    previewed = plansIn(await succeed(fleet.stack.preview()));
    expect(fleet.log(mark)).toEqual(fleet.everywhere([]));
    for (const ship of fleet.of("unchanged")) expect(fleet.calls(ship, mark)).toEqual([]);

    const words = Object.fromEntries(
      fleet.ships.map((ship) => [ship.name, wordsOf(ship, previewed[ship.label] ?? "")]),
    );
    expect(words).toEqual(
      fleet.expected({
        new: expect.stringMatching(/^plan: attach to b$/),
        moved: expect.stringMatching(/^plan: detach from a, then attach to b(; .*)?$/),
        adopted: "plan: adopt it as it is, attached to b; destroy will then detach it (`retainOnDelete` keeps it)",
        taken: expect.stringMatching(
          /^plan: detach from c, then attach to b; it is taken from c, which this resource did not attach it to(; .*)?$/,
        ),
        unchanged: "",
        drifted: "plan: attach to a",
        halfway: "plan: attach to a",
        conflict: expect.stringMatching(/^plan: none, for up would fail: it is attached to c .*onConflict: "takeOver"/),
        hopeless: expect.stringMatching(
          /^plan: detach from a, then attach to x; .*as things are, up would fail: instance x/,
        ),
        unlooked: "plan: detach from a, then attach to x",
        replaced: expect.stringMatching(/^plan: replace: detach from a; then attach \S+ to b(; .*)?$/),
        replacement: "",
      }),
    );
  },
  MINUTES,
);

test(
  "without credentials, or with eni:preflight false, the lines come from the state and nothing is asked",
  async () => {
    const mark = fleet.mark();
    const blind = await succeed(fleet.stack.preview({ env: accountOf("", "") }));
    const moved = fleet.of("moved").map(({ label }) => plansIn(blind)[label]);
    expect(moved).toEqual(
      moved.map(() =>
        expect.stringMatching(/^plan: detach from \S+, then attach to \S+ \(not looked at: no credentials\)$/),
      ),
    );
    // What the state knows of a drift is not passed over.
    for (const { label } of fleet.of("drifted")) {
      expect(plansIn(blind)[label]).toMatch(/^plan: attach to \S+ \(not looked at: no credentials\)$/);
    }
    for (const { label } of fleet.of("conflict")) {
      expect(plansIn(blind)[label]).toMatch(
        /^plan: none, for up would fail: the state has it on \S+c, which is not this/,
      );
    }
    const whys = blind.slice(blind.indexOf("Diagnostics")).match(/the cloud cannot be looked at before up: .*/g);
    expect(whys).toHaveLength(1);

    await fleet.stack.setConfig({ "eni:preflight": "false" });
    const plans = plansIn(await succeed(fleet.stack.preview()));
    for (const { label } of fleet.of("hopeless"))
      expect(plans[label]).toMatch(/^plan: detach from \S+, then attach to \S+$/);
    await fleet.stack.setConfig({ "eni:preflight": "true" });
    expect(fleet.cloud.calls({ since: mark })).toEqual([]);
  },
  MINUTES,
);

test(
  "up says the same, and does just that",
  async () => {
    const mark = fleet.mark();
    const failed = await fail(fleet.stack.up({ args: ["--continue-on-error"] }));
    expect(plansIn(failed)).toEqual(previewed);
    const plans = Object.fromEntries(fleet.ships.map(({ name, label }) => [name, promised(previewed[label])]));
    const seen = Object.fromEntries(fleet.ships.map((ship) => [ship.name, withoutCodes(fleet.told(ship, mark))]));
    expect(seen).toEqual({
      ...plans,
      ...fleet.expected({ replaced: ["Detach"], replacement: ["Attach b"] }),
    });
    expect(plans).toMatchObject(
      fleet.expected({
        new: ["Attach b"],
        moved: ["Detach", "Attach b"],
        adopted: [],
        taken: ["Detach", "Attach b"],
        unlooked: ["Detach", "Attach x"],
        replaced: ["Detach", "other: Attach b"],
      }),
    );
    expect(failed.match(/nothing was detached: instance .*\[PREFLIGHT_FAILED\]/g)?.length).toBeGreaterThanOrEqual(2);
    expect(fleet.places()).toMatchObject(
      fleet.expected({ hopeless: "a", conflict: "c", unlooked: "free", taken: "b" }),
    );
  },
  MINUTES,
);

test(
  "destroy: what is ours is detached, once, and nothing else",
  async () => {
    const mark = fleet.mark();
    await succeed(fleet.stack.destroy());
    expect(fleet.log(mark)).toEqual({
      ...fleet.everywhere(["Detach"]),
      ...fleet.expected({ conflict: [], unlooked: [], replaced: [] }),
    });
    expect(fleet.places()).toEqual({ ...fleet.everywhere("free"), ...fleet.expected({ conflict: "c" }) });
  },
  MINUTES,
);
