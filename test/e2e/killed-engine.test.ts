// kill -9 of the engine at every step of create, move and destroy. Its provider lives on and sends nothing more that would
// change the cloud, for nobody would write it down; then the documented way (cancel, up) brings state and cloud together.
import { existsSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { difference } from "../support/adapter-differences.ts";
import type { Ship } from "./fleet.ts";
import { Fleet } from "./fleet.ts";
import { Script } from "./script.ts";
import { MINUTES, succeed } from "./setting.ts";
import type { Running } from "./stack.ts";
import { withoutRemedy } from "./without-remedy.ts";

/** Where an ENI is when the engine is killed. */
const parts = [
  "detach-unheard", // the detach was sent, and did not arrive
  "detach-done", // it did arrive, and the reply did not
  "detaching", // the vendor is at it: what comes next is the attach
  "attach-unheard",
  "attach-done",
  "attaching",
  "attach-failing", // as attaching, but the vendor gives up: what comes next is the rollback
];

let fleet: Fleet;
const script = new Script(async () => (fleet = await Fleet.open({ vendors: ["ali", "vpc", "ecm", "zec"], parts })));

const hang = (part: string, call: "Attach" | "Detach", applied: boolean) => {
  for (const ship of fleet.of(part)) fleet.disturb(ship, call, { kind: "hang", applied, times: 1 });
};
const hangs = (ship: Ship, since: number) => fleet.calls(ship, since).some(({ fault }) => fault === "hang");
const status = (ship: Ship) => fleet.cloud.world.eni(ship.eni)?.status;

/**
 * Kills the engine once each ENI is where it should be; then lets the vendors go on. The orphan is watched until it has missed
 * its engine at each of the ENIs for which it would have sent something.
 */
async function killEngine(
  run: Running,
  { arrived, pending, locked = false }: { arrived: () => boolean; pending: number; locked?: boolean },
  goOn: () => void,
  expected: Record<string, string[]>,
) {
  // All that goes on is written down, so nothing is being written.
  await fleet.until(async () => arrived() && (await fleet.stack.files().pending()) === pending);
  run.child.kill("SIGKILL");
  expect(await run.result).toMatchObject({ exitCode: null, signal: "SIGKILL" });
  expect(await fleet.stack.providers()).toHaveLength(1);
  const missed = await fleet.missedEngines();
  const sent = fleet.mark();
  fleet.cloud.faults.clear();
  goOn();
  fleet.cloud.breakHanging();
  const changes = () => Object.values(fleet.log(sent)).flat().length;
  const decisions = Object.values(expected).flat().length;
  await fleet.until(async () => changes() > 0 || (await fleet.missedEngines()) >= missed + decisions);
  expect(fleet.log(sent)).toEqual(fleet.everywhere([]));
  if (!locked) await fleet.stack.unlock();
  else {
    expect((await fleet.stack.up()).all).toContain("the stack is currently locked");
    await succeed(fleet.stack.cancel());
  }
  return sent;
}

/** The orphan has seen all that the runs after it did, and that the state is theirs, if it has not ended itself. */
async function endOrphan(): Promise<void> {
  const orphans = await fleet.stack.providers();
  expect(difference.orphansAfterRuns).toContain(orphans.length);
  for (const pid of orphans) process.kill(pid, "SIGKILL");
}

const sunk = ["attach-unheard", "attach-done", "attaching"];

const create = script.step(async () => {
  await fleet.declare(({ part }) => (sunk.includes(part) ? "a" : undefined));
  hang("attach-unheard", "Attach", false);
  hang("attach-done", "Attach", true);
  for (const ship of fleet.of("attaching")) fleet.behave(ship, { attachSticks: 1 });
  const ships = fleet.of(...sunk);
  await killEngine(
    fleet.stack.startUp({ args: ["--skip-preview"] }),
    {
      arrived: () => ships.every((ship) => (ship.part === "attaching" ? status(ship) === "attaching" : hangs(ship, 0))),
      pending: ships.length,
      locked: true,
    },
    () => {
      for (const ship of fleet.of("attaching")) fleet.place(ship, "a");
    },
    fleet.expected({ "attach-unheard": ["Attach a"] }),
  );
  const { pendingOperations: pending } = await fleet.stack.exportState();
  await succeed(fleet.stack.refresh({ args: ["--clear-pending-creates"] }));
  const { pendingOperations: cleared } = await fleet.stack.exportState();

  await fleet.declare(() => "a");
  await succeed(fleet.stack.up());
  const found = await fleet.seen();
  await endOrphan();
  return { ...found, pending, cleared };
});

test(
  "in the middle of a create: what is pending is cleared by a refresh, and adopted by up",
  async () => {
    const { log, places, recorded, pending, cleared } = await create();
    expect(pending.map(({ type }) => type)).toEqual(fleet.of(...sunk).map(() => "creating"));
    expect(cleared).toEqual([]);
    expect(log).toEqual(
      fleet.expected({
        "detach-unheard": ["Attach a"],
        "detach-done": ["Attach a"],
        detaching: ["Attach a"],
        "attach-unheard": ["Attach a (hang)", "Attach a"],
        "attach-done": ["Attach a (hang)"],
        attaching: ["Attach a"],
        "attach-failing": ["Attach a"],
      }),
    );
    expect(places).toEqual(fleet.everywhere("a"));
    expect(recorded).toEqual(fleet.everywhere("a"));
  },
  MINUTES,
);

const move = script.step(async () => {
  await fleet.declare(() => "b");
  hang("detach-unheard", "Detach", false);
  hang("detach-done", "Detach", true);
  for (const ship of fleet.of("detaching")) fleet.behave(ship, { detachSticks: 1, detachReissues: "never" });
  hang("attach-unheard", "Attach", false);
  hang("attach-done", "Attach", true);
  for (const ship of fleet.of("attaching", "attach-failing")) fleet.behave(ship, { attachSticks: 1 });
  const mark = fleet.mark();
  const under: Record<string, string> = {
    detaching: "detaching",
    attaching: "attaching",
    "attach-failing": "attaching",
  };
  await killEngine(
    fleet.stack.startUp({ args: ["--skip-preview"] }),
    {
      arrived: () =>
        fleet.ships.every((ship) => (under[ship.part] ? status(ship) === under[ship.part] : hangs(ship, mark))),
      pending: fleet.ships.length,
    },
    () => {
      for (const ship of fleet.of("detaching", "attach-failing")) fleet.free(ship);
      for (const ship of fleet.of("attaching")) fleet.place(ship, "b");
    },
    fleet.expected({
      "detach-unheard": ["Detach"],
      "detach-done": ["Attach b"],
      detaching: ["Attach b"],
      "attach-unheard": ["Attach b"],
      "attach-failing": ["Attach a"],
    }),
  );
  await succeed(fleet.stack.up());
  const found = await fleet.seen(mark);
  await endOrphan();
  return found;
});

test(
  "in the middle of a move",
  async () => {
    const { log, places, recorded } = await move();
    expect(withoutRemedy(log, fleet.of("detaching"))).toEqual(
      fleet.expected({
        "detach-unheard": ["Detach (hang)", "Detach", "Attach b"],
        "detach-done": ["Detach (hang)", "Attach b"],
        detaching: ["Detach", "Attach b"],
        "attach-unheard": ["Detach", "Attach b (hang)", "Attach b"],
        "attach-done": ["Detach", "Attach b (hang)"],
        attaching: ["Detach", "Attach b"],
        "attach-failing": ["Detach", "Attach b", "Attach b"],
      }),
    );
    expect(places).toEqual(fleet.everywhere("b"));
    expect(recorded).toEqual(fleet.everywhere("b"));
  },
  MINUTES,
);

const destroy = script.step(async () => {
  hang("detach-unheard", "Detach", false);
  hang("detach-done", "Detach", true);
  const stuck = fleet.of("detaching");
  for (const ship of stuck) fleet.behave(ship, { detachSticks: 1, detachReissues: "never" });
  const held = ["detach-unheard", "detach-done", "detaching"];
  const mark = fleet.mark();
  await killEngine(
    fleet.stack.startDestroy(),
    {
      arrived: () =>
        fleet.ships.every((ship) => {
          if (ship.part === "detaching") return status(ship) === "detaching";
          return held.includes(ship.part) ? hangs(ship, mark) : status(ship) === "available";
        }),
      pending: fleet.of(...held).length,
    },
    () => {
      for (const ship of stuck) fleet.free(ship);
    },
    fleet.expected({ "detach-unheard": ["Detach"] }),
  );
  await succeed(fleet.stack.destroy());
  const { resources } = await fleet.stack.exportState();
  const found = await fleet.seen(mark);
  expect(difference.orphansAfterRuns).toContain((await fleet.stack.providers()).length);
  return { ...found, resources };
});

test(
  "in the middle of a destroy",
  async () => {
    const { log, places, resources } = await destroy();
    expect(withoutRemedy(log, fleet.of("detaching"))).toEqual(
      fleet.expected({
        ...Object.fromEntries(parts.map((part) => [part, ["Detach"]])),
        "detach-unheard": ["Detach (hang)", "Detach"],
        "detach-done": ["Detach (hang)"],
      }),
    );
    expect(places).toEqual(fleet.everywhere("free"));
    expect(resources).toEqual([]);
  },
  MINUTES,
);

test(
  "when the stack goes, the orphan goes with it",
  async () => {
    await destroy();
    const folder = fleet.stack.programFolder;
    await fleet.stack.dispose();
    expect(await fleet.stack.processes()).toEqual([]);
    expect(existsSync(folder)).toBe(false);
  },
  MINUTES,
);
