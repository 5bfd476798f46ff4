// A voyage up to the move: what a program does while nobody else is at work.
import { expect, test } from "@jest/globals";
import { projectRoot } from "../../tools/engine.ts";
import { key } from "../support/on-cloud.ts";
import { diffOf, namesOf, plansIn } from "./plan-lines.ts";
import { MINUTES } from "./setting.ts";
import { sizeOfState } from "./state-size.ts";
import { callsOf, expectNothingSent, names, ours, stored, wordsOf } from "./voyage-found.ts";
import type { Found, Voyage } from "./voyage.ts";

export function testsOfTheProgram(voyage: Voyage): void {
  test(
    "two resources on one ENI: an error that names both, before anything is done",
    async () => {
      const { output, exitCode, calls } = await voyage.declaredTwice();
      expect(exitCode).not.toBe(0);
      expect(output).toContain(
        'EniAttachment "second" and EniAttachment "first" both declare alicloud/cn-hangzhou/eni-one, and an ENI can be attached once. To do: Remove one of the two. [ALREADY_DECLARED]',
      );
      expect(output).not.toMatch(/^\s+at .*eni-attachment/m);
      expect(calls.filter(({ action }) => /^(Attach|Detach)/.test(action))).toEqual([]);
    },
    MINUTES,
  );

  test(
    "a mistake in the arguments fails the preview, with the property and the reason",
    async () => {
      const { output, exitCode, calls } = await voyage.mistaken();
      expect(exitCode).not.toBe(0);
      expect(output).toMatch(/property instanceId .*begins with "i-"; got "ins-1"/);
      expect(output).toMatch(/property vpcId .*is not an argument of alicloud-ecs/);
      expect(calls).toEqual([]);
    },
    MINUTES,
  );

  test(
    "create: the preview says it, up does it and the state knows it",
    async () => {
      const fleet = await voyage.open();
      const previewed = await voyage.creationPreviewed();
      expectNothingSent(fleet, previewed);
      expect(previewed.exitCode).toBe(0);
      const made = await voyage.created();
      expect(made.exitCode).toBe(0);
      const declared = fleet.ships.filter(({ name }) => stored(made)[name]);
      const [adopted, attached] = [fleet.of("adopted"), declared.filter(({ part }) => part !== "adopted")];
      expect(wordsOf(fleet, previewed)).toEqual({
        ...fleet.everywhere("plan: attach to a", attached),
        ...fleet.everywhere(
          "plan: adopt it as it is, attached to a; destroy will then detach it (`retainOnDelete` keeps it); a forced replacement detaches it and attaches it again",
          adopted,
        ),
      });
      expect(plansIn(made.output)).toEqual(plansIn(previewed.output));
      expect(made.output).toContain(`+ ${declared.length} created`);
      expect(made.output).not.toMatch(/warning: (?!.* adopted: )|error/);
      expect(made.log).toEqual({ ...fleet.everywhere([]), ...fleet.everywhere(["Attach a"], attached) });
      expect(made.recorded).toEqual(fleet.everywhere("a", declared));
      expect(made.places).toMatchObject(fleet.everywhere("a", declared));
      for (const ship of declared) {
        const instanceId = fleet.instance(ship, "a");
        const outputs = { networkInterfaceId: ship.eni, instanceId, attachedTo: instanceId, state: "attached" };
        expect(stored(made)[ship.name]?.outputs).toMatchObject({ ...outputs, adopted: ship.part === "adopted" });
      }
      expect(stored(made)["ali-plain"]?.outputs).toMatchObject({ vendor: "alicloud-ecs", region: "cn-hangzhou" });
      // The credentials came from the environment, which is no business of the state.
      for (const value of Object.values(key)) expect(made.state.text + made.output).not.toContain(value);
    },
    MINUTES,
  );

  test(
    "adopt: what is attached already is left as it is, and said",
    async () => {
      const fleet = await voyage.open();
      const { output, log } = await voyage.created();
      for (const ship of fleet.of("adopted")) {
        const line = `${ship.label} adopted: it was attached to ${fleet.instance(ship, "a")} already; destroy will detach it`;
        expect(output).toContain(line);
        expect(log[ship.name]).toEqual([]);
      }
    },
    MINUTES,
  );

  test(
    "an attachment takes at most 6,500 bytes of the state, of which at most 2,000 are not the provider's text",
    async () => {
      const found = await voyage.created();
      // The engine writes down where the program and the package are; here that is wherever this repository is.
      const text = JSON.stringify(ours(found)).replaceAll(projectRoot, "/home/user/project/node_modules/it");
      const size = sizeOfState({ resources: JSON.parse(text) as Found["state"]["resources"] });
      expect(size.attachments).toBe(ours(found).length);
      expect(size.largest).toBeLessThanOrEqual(6_500);
      expect(size.largestRest).toBeLessThanOrEqual(2_000);
    },
    MINUTES,
  );

  test(
    "a refresh of what is as it should be changes nothing, with the least arguments and with all",
    async () => {
      const fleet = await voyage.open();
      const made = await voyage.created();
      const refreshed = await voyage.refreshed();
      expect(refreshed.exitCode).toBe(0);
      const kept = (found: Found) => ours(found).map(({ urn, inputs, outputs }) => ({ urn, inputs, outputs }));
      expect(kept(refreshed)).toEqual(expect.arrayContaining(kept(made)));
      expect(kept(refreshed)).toHaveLength(kept(made).length);
      expect(Object.keys(stored(made)["ali-wordy"]?.inputs ?? {})).toEqual(
        expect.arrayContaining([
          "onConflict",
          "rollback",
          "preflight",
          "timeouts",
          "networkCardIndex",
          "waitForNetworkConfigurationReady",
        ]),
      );
      expectNothingSent(fleet, refreshed);
    },
    MINUTES,
  );

  test(
    "nothing to do: no change, no line, and no call, in the preview and in the run itself",
    async () => {
      const { output, exitCode, calls, state } = await voyage.unchanged();
      expect(exitCode).toBe(0);
      const total = state.resources.filter(({ type }) => !type.startsWith("pulumi:providers:")).length;
      expect(output.match(new RegExp(` ${total} unchanged`, "g"))).toHaveLength(2);
      expect(output).not.toContain("[eni-attachment ");
      expect(calls).toEqual([]);
    },
    MINUTES,
  );

  test(
    "move: one update, which the preview shows whole; detach, then attach",
    async () => {
      const fleet = await voyage.open();
      const previewed = await voyage.movePreviewed();
      const ships = fleet.of("moved");
      expectNothingSent(fleet, previewed);
      for (const ship of ships) {
        const [a, b] = [fleet.instance(ship, "a"), fleet.instance(ship, "b")];
        expect(diffOf(ship.name, previewed.output)).toContain(`~ instanceId: "${a}" => "${b}"`);
        // Computed outputs do not look as if they were going away.
        expect(diffOf(ship.name, previewed.output)).not.toMatch(/^\s+- \w+:/m);
        const end = ship.vendor === "ali" ? "\n" : "";
        expect(previewed.output).toContain(`${ship.label} plan: detach from ${a}, then attach to ${b}${end}`);
      }
      const updated = names(fleet.of("moved", "wordy", "converted"));
      expect(previewed.output).toContain(`~ ${updated.length} to update`);

      const moved = await voyage.moved();
      expect([previewed.exitCode, moved.exitCode]).toEqual([0, 0]);
      expect(namesOf("updated", moved.output)).toEqual(updated);
      expect(plansIn(moved.output)).toEqual(plansIn(previewed.output));
      expect(moved.log).toMatchObject(fleet.everywhere(["Detach", "Attach b"], ships));
      expect(moved.places).toMatchObject(fleet.everywhere("b", ships));
      expect(moved.recorded).toMatchObject(fleet.everywhere("b", ships));
      for (const ship of ships)
        expect(stored(moved)[ship.name]?.outputs).toMatchObject({
          instanceId: fleet.instance(ship, "b"),
          state: "attached",
        });
    },
    MINUTES,
  );

  test(
    "arguments of waiting alone, or Tencent's other API and back: an update without a call, and no change after it",
    async () => {
      const fleet = await voyage.open();
      const ships = fleet.of("wordy", "converted", "plain", "adopted");
      for (const found of [await voyage.movePreviewed(), await voyage.moved()]) {
        expect(callsOf(found, ships)).toEqual([]);
        for (const { label } of ships) expect(plansIn(found.output)).not.toHaveProperty([label]);
      }
      const vendors = (found: Found) =>
        fleet.of("converted").map(({ name }) => stored(found)[name]?.outputs?.["vendor"]);
      expect(vendors(await voyage.created())).toEqual(["tencentcloud-vpc", "tencentcloud-vpc-v2"]);
      expect(vendors(await voyage.moved())).toEqual(["tencentcloud-vpc-v2", "tencentcloud-vpc"]);
      const converted = names(fleet.of("converted"));
      const later = await voyage.repaired();
      expect(namesOf("updated", later.output)).not.toEqual(expect.arrayContaining(converted.slice(0, 1)));
      expect(namesOf("updated", later.output)).not.toEqual(expect.arrayContaining(converted.slice(1)));
      const back = await voyage.refreshedAndMended();
      expect(namesOf("updated", back.output)).toEqual(expect.arrayContaining(converted));
      expect(back.log).toMatchObject(fleet.everywhere([], fleet.of("converted")));
      expect(vendors(back)).toEqual(["tencentcloud-vpc", "tencentcloud-vpc-v2"]);
    },
    MINUTES,
  );

  test(
    "one under another name stays attached, and a line names the better way; one that has left the program is detached",
    async () => {
      const fleet = await voyage.open();
      const { output, log, places, state } = await voyage.moved();
      expect(namesOf("created", output)).toEqual(["ali-renamed-too"]);
      expect(namesOf("deleted", output)).toEqual(["ali-dropped", "ali-renamed"]);
      expect(output).toContain("kept attached: a resource of this program has this ENI now");
      expect(output).toContain("`aliases`");
      const [ship] = fleet.of("renamed");
      expect(log).toMatchObject({ "ali-renamed": [], "ali-dropped": ["Detach"] });
      expect(places["ali-renamed"]).toBe("a");
      const now = state.resources.filter(({ outputs }) => outputs?.["networkInterfaceId"] === ship?.eni);
      expect(now).toMatchObject([{ outputs: { adopted: true, attachedTo: "i-aaaaaaaa" } }]);
    },
    MINUTES,
  );
}
