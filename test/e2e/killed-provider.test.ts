// kill -9 of the provider process at every step of create, move and destroy, at every vendor: the next plain run of the engine
// brings state and cloud together, and sends nothing that had its effect already.
import { expect, test } from "@jest/globals";
import type { Ship } from "./fleet.ts";
import { Fleet } from "./fleet.ts";
import { Script } from "./script.ts";
import { fail, MINUTES, succeed } from "./setting.ts";
import type { Running } from "./stack.ts";
import { withoutRemedy } from "./without-remedy.ts";

/** Where an ENI is when the process is killed. */
const parts = [
  "detach-unheard", // the detach was sent, and did not arrive
  "detach-done", // it did arrive, and the reply did not
  "detaching", // the vendor is at it
  "attach-unheard",
  "attach-done",
  "attaching",
];

let fleet: Fleet;
const script = new Script(async () => (fleet = await Fleet.open({ parts })));

const hang = (part: string, call: "Attach" | "Detach", applied: boolean) => {
  for (const ship of fleet.of(part)) fleet.disturb(ship, call, { kind: "hang", applied, times: 1 });
};
const hangs = (ship: Ship, since: number) => fleet.calls(ship, since).some(({ fault }) => fault === "hang");
const status = (ship: Ship) => fleet.cloud.world.eni(ship.eni)?.status;

/** Kills the provider once each ENI is where it should be, and lets the engine end. */
async function killProvider(run: Running, arrived: () => boolean): Promise<void> {
  await fleet.until(arrived);
  for (const pid of await fleet.stack.providers()) process.kill(pid, "SIGKILL");
  expect(await fail(run.result)).toContain("error reading from server");
  fleet.cloud.faults.clear();
}

const create = script.step(async () => {
  const sunk = ["attach-unheard", "attach-done", "attaching"];
  await fleet.declare(({ part }) => (sunk.includes(part) ? "a" : undefined));
  hang("attach-unheard", "Attach", false);
  hang("attach-done", "Attach", true);
  for (const ship of fleet.of("attaching")) fleet.behave(ship, { attachSticks: 1 });
  const ships = fleet.of(...sunk);
  await killProvider(fleet.stack.startUp(), () =>
    ships.every((ship) => (ship.part === "attaching" ? status(ship) === "attaching" : hangs(ship, 0))),
  );
  for (const ship of fleet.of("attaching")) fleet.place(ship, "a");

  await fleet.declare(() => "a");
  await succeed(fleet.stack.up());
  return fleet.seen();
});

test(
  "in the middle of a create",
  async () => {
    const { log, places, recorded } = await create();
    expect(log).toEqual(
      fleet.expected({
        "detach-unheard": ["Attach a"],
        "detach-done": ["Attach a"],
        detaching: ["Attach a"],
        "attach-unheard": ["Attach a (hang)", "Attach a"],
        "attach-done": ["Attach a (hang)"],
        attaching: ["Attach a"],
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
  for (const ship of fleet.of("attaching")) fleet.behave(ship, { attachSticks: 1 });
  const mark = fleet.mark();
  await killProvider(fleet.stack.startUp(), () =>
    fleet.ships.every((ship) => (/ing$/.test(ship.part) ? status(ship) === ship.part : hangs(ship, mark))),
  );
  for (const ship of fleet.of("detaching")) fleet.free(ship);
  for (const ship of fleet.of("attaching")) fleet.place(ship, "b");

  await succeed(fleet.stack.up());
  const found = await fleet.seen(mark);
  await succeed(fleet.stack.up({ args: ["--expect-no-changes"] }));
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
  const ships = fleet.of("detach-unheard", "detach-done", "detaching");
  const mark = fleet.mark();
  await killProvider(fleet.stack.startDestroy(), () =>
    ships.every((ship) => (ship.part === "detaching" ? status(ship) === "detaching" : hangs(ship, mark))),
  );
  for (const ship of stuck) fleet.free(ship);

  await succeed(fleet.stack.destroy());
  const { resources } = await fleet.stack.exportState();
  return { ...(await fleet.seen(mark)), resources };
});

test(
  "in the middle of a destroy",
  async () => {
    const { log, places, resources } = await destroy();
    expect(withoutRemedy(log, fleet.of("detaching"))).toEqual(
      fleet.expected({
        "detach-unheard": ["Detach (hang)", "Detach"],
        "detach-done": ["Detach (hang)"],
        detaching: ["Detach"],
        "attach-unheard": ["Detach"],
        "attach-done": ["Detach"],
        attaching: ["Detach"],
      }),
    );
    expect(places).toEqual(fleet.everywhere("free"));
    expect(resources).toEqual([]);
  },
  MINUTES,
);
