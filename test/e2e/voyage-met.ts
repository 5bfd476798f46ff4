// A voyage from the move on: what others have done is found, met by up, and left alone or mended; then all is destroyed.
import { expect, test } from "@jest/globals";
import { key } from "../support/on-cloud.ts";
import { diffOf, namesOf, plansIn, promised } from "./plan-lines.ts";
import { MINUTES } from "./setting.ts";
import { callsOf, expectNothingSent, names, stored, withoutCodes, wordsOf } from "./voyage-found.ts";
import { refreshedAtLast } from "./voyage.ts";
import type { Voyage } from "./voyage.ts";

export function testsOfWhatOthersDo(voyage: Voyage): void {
  test(
    "refresh shows each by the property that differs, drops what is gone, and finds nothing the second time",
    async () => {
      const fleet = await voyage.open();
      const found = await voyage.driftFound();
      expect(found.exitCode).toBe(0);
      const [away, gone] = [fleet.of("elsewhere", "conflict", "wordy"), fleet.of("deleted")];
      for (const ship of away) {
        const [a, c] = [fleet.instance(ship, "a"), fleet.instance(ship, "c")];
        expect(diffOf(ship.name, found.output)).toContain(`~ instanceId: "${a}" => "${c}"`);
        expect(found.output).toMatch(
          new RegExp(`drift: ${ship.eni} is attached to ${c}.*; this stack had attached it to ${a}`),
        );
        expect(stored(found)[ship.name]).toMatchObject({
          inputs: { instanceId: c },
          outputs: { instanceId: c, attachedTo: a },
        });
      }
      for (const ship of fleet.of("moved")) {
        expect(diffOf(ship.name, found.output)).toMatch(/~ state\s*: "attached" => "detached"/);
        expect(found.output).toContain(`drift: ${ship.eni} is detached`);
        const b = fleet.instance(ship, "b");
        expect(stored(found)[ship.name]?.outputs).toMatchObject({ state: "detached", attachedTo: b, instanceId: b });
      }
      for (const { eni, name } of gone) {
        expect(found.output).toContain(`gone: ${eni} was not found in`);
        expect(stored(found)[name]).toBeUndefined();
      }
      const differ = away.length + fleet.of("moved").length;
      expect(found.output).toMatch(new RegExp(`~ ${differ} updated\\s+- ${gone.length} deleted`));
      expectNothingSent(fleet, found);
      const again = await voyage.driftFoundAgain();
      expect(again.exitCode).toBe(0);
      expectNothingSent(fleet, again);
    },
    MINUTES,
  );

  test(
    "each change has one line; nothing is sent that changes anything, and nothing at all for what is unchanged",
    async () => {
      const fleet = await voyage.open();
      const previewed = await voyage.previewed();
      expect(previewed.exitCode).toBe(0);
      expectNothingSent(fleet, previewed);
      expect(callsOf(previewed, fleet.of("plain", "adopted", "converted", "renamed", "gone"))).toEqual([]);
      const conflict = expect.stringMatching(/^plan: up will fail: it is attached to c\b.*onConflict: "takeOver"/);
      const taken = (side: string) =>
        expect.stringMatching(
          new RegExp(
            `^plan: detach from c, then attach to ${side}; it is taken from c, which this resource did not attach it to(; .*)?$`,
          ),
        );
      expect(wordsOf(fleet, previewed)).toEqual(
        fleet.expected<unknown>({
          new: "plan: attach to b",
          late: expect.stringMatching(/^plan: detach from a, then attach to b(; .*)?$/),
          taken: taken("b"),
          wordy: taken("a"),
          moved: "plan: attach to b",
          halfway: "plan: attach to a",
          elsewhere: conflict,
          conflict,
          hopeless: expect.stringMatching(
            /^plan: detach from a, then attach to x; .*as things are, up will fail: instance x/,
          ),
          unlooked: "plan: detach from a, then attach to x",
          replaced: expect.stringMatching(/^plan: replace: detach from a; then attach \S+ to b(; .*)?$/),
        }),
      );
    },
    MINUTES,
  );

  test(
    "without credentials, or with eni:preflight false, the lines come from the state and nothing is asked",
    async () => {
      const fleet = await voyage.open();
      const blind = await voyage.previewedBlind();
      expect(blind.exitCode).toBe(0);
      const plans = plansIn(blind.output);
      for (const { label } of fleet.of("late"))
        expect(plans[label]).toMatch(/^plan: detach from \S+, then attach to \S+ \(not looked at: no credentials\)$/);
      // What the state knows of a drift is not passed over.
      for (const { label } of fleet.of("moved"))
        expect(plans[label]).toMatch(/^plan: attach to \S+ \(not looked at: no credentials\)$/);
      for (const { label } of fleet.of("conflict", "elsewhere"))
        expect(plans[label]).toMatch(/^plan: up will fail: the state has it on \S+c, which is not this/);
      const whys = blind.output
        .slice(blind.output.indexOf("Diagnostics"))
        .match(/the cloud cannot be looked at before up: .*/g);
      expect(whys).toHaveLength(1);

      const off = await voyage.previewedWithoutPreflight();
      expect(off.exitCode).toBe(0);
      for (const { label } of fleet.of("hopeless"))
        expect(plansIn(off.output)[label]).toMatch(/^plan: detach from \S+, then attach to \S+$/);
      expect([...blind.calls, ...off.calls]).toEqual([]);
    },
    MINUTES,
  );

  test(
    "up says the same, and does just that",
    async () => {
      const fleet = await voyage.open();
      const previewed = plansIn((await voyage.previewed()).output);
      const { output, exitCode, log, places } = await voyage.repaired();
      expect(exitCode).not.toBe(0);
      expect(plansIn(output)).toEqual(previewed);
      const plans = Object.fromEntries(fleet.ships.map(({ name, label }) => [name, promised(previewed[label])]));
      const done = Object.fromEntries(Object.entries(log).map(([name, calls]) => [name, withoutCodes(calls)]));
      expect(done).toEqual({ ...plans, ...fleet.expected({ replaced: ["Detach"], replacement: ["Attach b"] }) });
      expect(plans).toEqual({
        ...fleet.everywhere([]),
        ...fleet.expected({
          new: ["Attach b"],
          late: ["Detach", "Attach b"],
          taken: ["Detach", "Attach b"],
          wordy: ["Detach", "Attach a"],
          moved: ["Attach b"],
          halfway: ["Attach a"],
          unlooked: ["Detach", "Attach x"],
          replaced: ["Detach", "other: Attach b"],
        }),
      });
      expect(output.match(/nothing was detached: instance .*\[PREFLIGHT_FAILED\]/g)?.length).toBeGreaterThanOrEqual(2);
      expect(places).toMatchObject(fleet.expected({ hopeless: "a", conflict: "c", unlooked: "free", taken: "b" }));
    },
    MINUTES,
  );

  test(
    "up: what is elsewhere is left there and its holder named, or taken back where that is asked for; the rest is mended",
    async () => {
      const fleet = await voyage.open();
      const { output, exitCode, log, recorded, calls } = await voyage.repaired();
      expect(exitCode).not.toBe(0);
      for (const ship of fleet.of("elsewhere", "conflict")) {
        const [a, c] = [fleet.instance(ship, "a"), fleet.instance(ship, "c")];
        expect(output).toContain(`attach ${ship.eni} to ${a}`);
        expect(output).toContain(`it is attached to ${c} (this stack had it on ${a}), and not by this resource`);
      }
      const refused = /it is attached to i-cccccccc \(this stack had it on i-aaaaaaaa\)[^]*?\[ENI_ATTACHED_ELSEWHERE\]/;
      expect(output).toMatch(refused);
      expect(log).toMatchObject(
        fleet.expected({
          elsewhere: [],
          conflict: [],
          wordy: ["Detach", "Attach a"],
          moved: ["Attach b"],
          deleted: [],
          there: [],
        }),
      );
      const alone = fleet.of("there", "plain", "adopted", "converted", "renamed", "gone");
      expect(callsOf({ calls }, alone)).toEqual([]);
      expect(recorded).toMatchObject(fleet.expected({ wordy: "a", moved: "b", there: "a" }));
    },
    MINUTES,
  );

  test(
    "a create that its vendor gives up leaves a state that says so, and the next run finishes it",
    async () => {
      const fleet = await voyage.open();
      const failed = await voyage.repaired();
      for (const { eni } of fleet.of("halfway")) expect(failed.output).toContain(`attach ${eni} to `);
      expect(failed.log).toMatchObject(fleet.expected({ halfway: ["Attach a"] }));
      expect(failed.recorded).toMatchObject(fleet.expected({ halfway: "detached ()" }));
      const next = await voyage.refreshedAndMended();
      expect(plansIn(next.output)).toMatchObject(
        Object.fromEntries(
          fleet.of("halfway").map((ship) => [ship.label, `plan: attach to ${fleet.instance(ship, "a")}`]),
        ),
      );
      expect(next.log).toMatchObject(fleet.expected({ halfway: ["Attach a"] }));
      expect(next.recorded).toMatchObject(fleet.expected({ halfway: "a" }));
    },
    MINUTES,
  );

  test(
    "up --refresh finds and mends in one run; what is as it should be, and what is not ours, is left alone",
    async () => {
      const fleet = await voyage.open();
      const { output, exitCode, log, recorded, state } = await voyage.refreshedAndMended();
      expect(exitCode).not.toBe(0);
      expect(log).toEqual({
        ...fleet.everywhere([]),
        ...fleet.expected({ moved: ["Attach b"], there: ["Detach", "Attach a"], halfway: ["Attach a"] }),
      });
      const alone = names(fleet.of("plain", "adopted", "wordy", "new", "taken"));
      const changed = ["created", "updated", "deleted"].flatMap((done) => namesOf(done, output));
      expect(changed.filter((name) => alone.includes(name))).toEqual([]);
      const before = stored(await voyage.repaired());
      for (const name of names(fleet.of("plain", "adopted"))) {
        const { inputs, outputs } = stored({ state })[name] ?? {};
        expect({ inputs, outputs }).toEqual({ inputs: before[name]?.inputs, outputs: before[name]?.outputs });
      }
      expect(recorded).toMatchObject(fleet.expected({ moved: "b", there: "a" }));
    },
    MINUTES,
  );

  test(
    "destroy: what is ours is detached, once, and nothing else",
    async () => {
      const fleet = await voyage.open();
      expect((await voyage.refreshedAndMended()).state.text).not.toContain(key.accessKeySecret);
      const { output, exitCode, log, places, recorded } = await voyage.destroyed();
      expect(exitCode).toBe(0);
      const left = fleet.of(...refreshedAtLast);
      const nothing = fleet.of("gone", "conflict", "deleted", "dropped", "unlooked", "replaced");
      expect(log).toEqual({
        ...fleet.everywhere(["Detach"]),
        ...fleet.everywhere([], [...nothing, ...left]),
      });
      const free = fleet.of(
        "plain",
        "moved",
        "adopted",
        "converted",
        "renamed",
        "late",
        "hopeless",
        "taken",
        "replacement",
      );
      expect(places).toMatchObject({ ...fleet.everywhere("free", free), ...fleet.expected({ conflict: "c" }) });
      expect(Object.keys(recorded).sort()).toEqual(names(left));
      for (const ship of fleet.of("conflict")) {
        const [a, c] = [fleet.instance(ship, "a"), fleet.instance(ship, "c")];
        expect(output).toMatch(
          new RegExp(`left alone: ${ship.eni} is attached to ${c} .*had recorded ${a}: it is not ours to detach`),
        );
      }
    },
    MINUTES,
  );

  test(
    "destroy of what is gone: success, with a line that says so",
    async () => {
      const fleet = await voyage.open();
      const { output, log } = await voyage.destroyed();
      for (const { eni, name } of fleet.of("gone")) {
        expect(output).toContain(`nothing to detach: ${eni} was not found in alicloud-ecs cn-hangzhou`);
        expect(log[name]).toEqual([]);
        expect(namesOf("deleted", output)).toContain(name);
      }
    },
    MINUTES,
  );

  test(
    "destroy --refresh detaches what is ours; what up --refresh left alone, destroy leaves alone too",
    async () => {
      const fleet = await voyage.open();
      const { output, exitCode, log, places, state } = await voyage.refreshedAndDestroyed();
      expect(exitCode).toBe(0);
      expect(log).toEqual({ ...fleet.everywhere([]), ...fleet.expected({ wordy: ["Detach"], there: ["Detach"] }) });
      for (const ship of fleet.of("elsewhere"))
        expect(output).toContain(`${ship.label} left alone: ${ship.eni} is attached to ${fleet.instance(ship, "c")}`);
      expect(places).toMatchObject(fleet.expected({ elsewhere: "c", wordy: "free", there: "free" }));
      expect(state.resources).toEqual([]);
    },
    MINUTES,
  );
}
