// The engine's other roads (roads.ts): other names, targets, an edited state, a killed engine, and refreshes.
import { expect, test } from "@jest/globals";
import { namesOf } from "./plan-lines.ts";
import { callsOf, changesOf, linesOf, placeOf, planOf } from "./roads-found.ts";
import type { Roads } from "./roads.ts";
import { MINUTES } from "./setting.ts";

export function testsOfNames(roads: Roads): void {
  test(
    "aliases: another name, and no call",
    async () => {
      const { calls, state } = await roads.replaced();
      expect(callsOf({ calls }, "aliased")).toEqual([]);
      expect(Object.keys(state)).toContain("renamed-with-alias");
      expect(Object.keys(state)).not.toContain("aliased");
    },
    MINUTES,
  );

  test(
    "another name with --target and no alias: both are in the state; destroying the old one detaches what the new one has",
    async () => {
      const both = await roads.renamed();
      expect(changesOf(both, "renamed")).toEqual([]);
      expect(Object.keys(both.state)).toEqual(expect.arrayContaining(["renamed", "renamed-without"]));
      const destroyed = await roads.oldDestroyed();
      expect([destroyed.exitCode, changesOf(destroyed, "renamed")]).toEqual([0, ["Detach i-a"]]);
      expect(destroyed.state["renamed-without"]).toMatchObject({ outputs: { state: "attached" } });
      // Without a refresh, up does not look.
      const unseen = await roads.killed();
      expect([planOf(unseen, "renamed"), changesOf(unseen, "renamed")]).toEqual([undefined, []]);
    },
    MINUTES,
  );

  test(
    "… a refresh brings it out, and the next up attaches it again",
    async () => {
      expect(linesOf(await roads.cleared(), "renamed")).toEqual([
        expect.stringMatching(/^drift: eni-renamed is detached .*`pulumi up` attaches it again/),
      ]);
      expect(changesOf(await roads.mended(), "renamed")).toEqual(["Attach i-a"]);
    },
    MINUTES,
  );

  test.each([
    ["destroy --target of an instance", () => roads.instanceNotDestroyed()],
    ["up --target of an instance whose attachment has left the program", () => roads.instanceTargeted()],
  ])(
    "%s: Pulumi refuses it, the attachment's line is a condition, and nothing is called",
    async (_command, step) => {
      const found = await step();
      expect(found.exitCode).not.toBe(0);
      expect(planOf(found, "alone")).toBe(
        "plan: replace: if its instance is replaced, detach from i-alone1; then attach to an instance that is not known yet",
      );
      expect(found.changes).toEqual([]);
      expect(placeOf(found, "alone")).toBe("i-alone1");
    },
    MINUTES,
  );

  test(
    "--target on an instance that is replaced: its attachment goes along with its old inputs and fails; the next up attaches it",
    async () => {
      const found = await roads.halfway();
      expect(found.exitCode).not.toBe(0);
      expect(changesOf(found, "alone")).toEqual(["Detach i-alone1", "Attach i-alone1"]);
      expect(found.output).toMatch(/attach eni-alone to i-alone1 .*\[INSTANCE_NOT_FOUND\]/);
      const next = await roads.mended();
      expect([next.exitCode, changesOf(next, "alone")]).toEqual([0, ["Attach i-alone2"]]);
    },
    MINUTES,
  );

  test(
    "state rename: no call, and the program under the new name is unchanged",
    async () => {
      expect((await roads.stateRenamed()).exitCode).toBe(0);
      const { calls, state } = await roads.mended();
      expect(callsOf({ calls }, "state-renamed")).toEqual([]);
      expect(state["state-renamed-too"]).toMatchObject({ outputs: { attachedTo: "i-a", adopted: false } });
    },
    MINUTES,
  );

  test(
    "state delete: the ENI stays attached, and the next up adopts it",
    async () => {
      const forgotten = await roads.stateDeleted();
      expect([forgotten.exitCode, placeOf(forgotten, "state-deleted")]).toEqual([0, "i-a"]);
      const { changes, state } = await roads.mended();
      expect(changesOf({ changes }, "state-deleted")).toEqual([]);
      expect(state["state-deleted"]).toMatchObject({ outputs: { attachedTo: "i-a", adopted: true } });
    },
    MINUTES,
  );

  test(
    "state move: no call; the other stack finds it unchanged, and its destroy detaches it",
    async () => {
      const moved = await roads.stateMoved();
      expect([moved.exitCode, moved.state["state-moved"]]).toEqual([0, undefined]);
      expect(callsOf(await roads.other(), "state-moved")).toEqual([]);
      expect(changesOf(await roads.otherDestroyed(), "state-moved")).toEqual(["Detach i-a"]);
    },
    MINUTES,
  );
}

export function testsOfKills(roads: Roads): void {
  test(
    "in the create of the instance, and of the attachment: cancel, refresh --clear-pending-creates and one up bring both to the program",
    async () => {
      const killed = await roads.killed();
      expect(changesOf(killed, "holds")).toEqual(["Detach i-holds1"]);
      expect(changesOf(killed, "follows")).toEqual(["Detach i-follows1", "Attach i-follows2"]);
      expect([...killed.pending].sort()).toEqual(["creating follows", "creating server-holds"]);
      expect(killed.state["holds"]).toMatchObject({ pendingReplacement: true });
      expect(killed.state["follows"]).toMatchObject({ pendingReplacement: true });
      const cleared = await roads.cleared();
      expect([cleared.exitCode, cleared.pending]).toEqual([0, []]);
      const found = await roads.mended();
      expect(found.exitCode).toBe(0);
      expect(changesOf(found, "holds")).toEqual(["Attach i-holds2"]);
      expect(changesOf(found, "follows")).toEqual([]);
      expect(planOf(found, "follows")).toMatch(/^plan: adopt it as it is, attached to i-follows2/);
      for (const name of ["holds", "follows"]) {
        expect(found.state[name]).toMatchObject({ outputs: { state: "attached", attachedTo: `i-${name}2` } });
        expect(found.state[name]).not.toHaveProperty("pendingReplacement");
      }
    },
    MINUTES,
  );
}

export function testsOfRefreshes(roads: Roads): void {
  test(
    "ignoreChanges on instanceId, and its instance is replaced: the ENI goes off with it, and the drift line names what up would do",
    async () => {
      const replaced = await roads.replaced();
      expect([planOf(replaced, "ignored"), changesOf(replaced, "ignored")]).toEqual([undefined, []]);
      expect(placeOf(replaced, "ignored")).toBe("free");
      expect(linesOf(await roads.cleared(), "ignored")).toEqual([
        expect.stringMatching(
          /^drift: .*this stack had attached it to i-ignored1\. `pulumi up` attaches it again \(with `ignoreChanges` on `instanceId`: to i-ignored1, even if that is gone\)$/,
        ),
      ]);
    },
    MINUTES,
  );

  test(
    "refresh --run-program: finds what a refresh finds, and calls nothing that changes anything",
    async () => {
      const found = await roads.refreshed();
      expect([found.exitCode, found.changes]).toEqual([0, []]);
      expect(linesOf(found, "shared")).toEqual([expect.stringMatching(/^drift: eni-shared is detached/)]);
      expect(namesOf("updated", found.output)).toEqual(["shared"]);
    },
    MINUTES,
  );

  test(
    "destroy --run-program: detaches what a destroy detaches",
    async () => {
      const found = await roads.otherDestroyed();
      expect([found.exitCode, [...found.changes].sort()]).toEqual([
        0,
        ["Detach eni-shared i-a", "Detach eni-statemoved i-a"],
      ]);
    },
    MINUTES,
  );
}
