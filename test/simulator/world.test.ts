// The state machine on a clock that is turned by hand: attach, detach, every way of misbehaving, instances, other people's hands.
import { describe, expect, test } from "@jest/globals";
import { World } from "../../simulator/world/world.ts";
import type { Verdict } from "../../simulator/world/world.ts";
import { DEFAULT_OWNER, DEFAULT_VENDOR } from "../../simulator/world/schema.ts";
import { ManualClock, smallWorld } from "./callers.ts";

const scope = { vendor: DEFAULT_VENDOR, owner: DEFAULT_OWNER, region: "cn-hangzhou" };
const rules = { instanceStates: ["running", "stopped"] } as const;

interface Hands {
  world: World;
  clock: ManualClock;
  attach: (eniId?: string, instanceId?: string) => Verdict;
  detach: (eniId?: string, instanceId?: string) => Verdict;
  /** Status and instance in truth. */
  truth: (eniId?: string) => string;
  /** Status and instance as one listing shows them. */
  seen: (eniId?: string) => string;
}

function hands(extra: Record<string, unknown> = {}): Hands {
  const clock = new ManualClock();
  const world = new World(smallWorld(extra), clock);
  return {
    world,
    clock,
    attach: (eniId = "eni-1", instanceId = "i-a") => world.attach({ ...scope, eniId, instanceId }, rules),
    detach: (eniId = "eni-1", instanceId = "i-a") => world.detach({ ...scope, eniId, instanceId }, rules),
    truth: (eniId = "eni-1") => {
      const eni = world.eni(eniId);
      return eni === undefined ? "gone" : `${eni.status} ${eni.instanceId ?? "-"}`;
    },
    seen: (eniId = "eni-1") => {
      const [sighting] = world.observe(scope, () => true, [eniId]);
      return sighting === undefined ? "unlisted" : `${sighting.look.status} ${sighting.look.instanceId ?? "-"}`;
    },
  };
}

const behaving = (behaviours: Record<string, unknown>, attached = false) =>
  hands({ enis: [{ id: "eni-1", behaviours, ...(attached ? { instanceId: "i-a" } : {}) }, { id: "eni-2" }] });

const accepted = { accepted: true };
const refused = (reason: string) => ({ accepted: false, reason });

describe("attach and detach", () => {
  test("there and back, each after its latency", () => {
    const { attach, detach, truth, clock } = hands({ latency: { attachMs: 2000, detachMs: 3000 } });
    expect(truth()).toBe("available -");
    expect(attach()).toEqual(accepted);
    expect(truth()).toBe("attaching i-a");
    clock.pass(1999);
    expect(truth()).toBe("attaching i-a");
    clock.pass(1);
    expect(truth()).toBe("inUse i-a");
    expect(detach()).toEqual(accepted);
    clock.pass(2999);
    expect(truth()).toBe("detaching i-a");
    clock.pass(1);
    expect(truth()).toBe("available -");
  });

  test("in the middle of something neither can be asked for, but detach may be repeated", () => {
    const { attach, detach, clock, truth } = hands();
    attach();
    expect(attach()).toEqual(refused("eniState"));
    expect(detach()).toEqual(refused("eniState"));
    clock.pass(2000);
    expect(attach()).toEqual(refused("eniState"));
    expect(attach("eni-1", "i-b")).toEqual(refused("eniState"));
    expect(detach("eni-1", "i-b")).toEqual(refused("notOnInstance"));
    detach();
    expect(attach()).toEqual(refused("eniState"));
    clock.pass(1500);
    expect(detach()).toEqual(accepted);
    // A repeated detach that was not stuck does not begin again.
    clock.pass(500);
    expect(truth()).toBe("available -");
    expect(detach()).toEqual(refused("eniState"));
  });

  test.each(["running", "stopped"])("an instance that is %s takes ENIs and gives them back", (status) => {
    const { attach, detach, clock } = hands({ instances: [{ id: "i-a", status }] });
    expect(attach()).toEqual(accepted);
    clock.pass(2000);
    expect(detach()).toEqual(accepted);
  });

  test.each(["pending", "starting", "stopping"])("an instance that is %s does not", (status) => {
    const instances = [{ id: "i-a", status }];
    expect(hands({ instances }).attach()).toEqual(refused("instanceState"));
    const attached = hands({ instances, enis: [{ id: "eni-1", instanceId: "i-a" }] });
    expect(attached.detach()).toEqual(refused("instanceState"));
  });

  test("the limit counts the primary ENI and those on their way in, not members of a trunk", () => {
    const instances = [{ id: "i-a", maxEnis: 2 }];
    const { attach, detach, clock } = hands({ instances });
    expect(attach("eni-1")).toEqual(accepted);
    expect(attach("eni-2")).toEqual(refused("limit"));
    clock.pass(2000);
    detach("eni-1");
    expect(attach("eni-2")).toEqual(refused("limit"));
    clock.pass(2000);
    expect(attach("eni-2")).toEqual(accepted);
    const enis = [{ id: "eni-t", kind: "trunk", instanceId: "i-a" }, { id: "eni-m" }];
    const { world } = hands({ instances, enis });
    const order = { ...scope, eniId: "eni-m", instanceId: "i-a", trunkEniId: "eni-t" };
    expect(world.attach(order, rules)).toEqual(accepted);
  });

  test("device indexes: the primary has 0, the others the lowest that is free", () => {
    const { world, attach, detach, clock } = hands();
    attach("eni-1");
    attach("eni-2");
    const indexes = () => world.enisOf("i-a").map(({ id, deviceIndex }) => `${id}:${deviceIndex}`);
    expect(indexes()).toEqual(["eni-1:1", "eni-2:2", "eni-ap:0"]);
    clock.pass(2000);
    detach("eni-1");
    clock.pass(2000);
    attach("eni-1");
    expect(indexes()).toEqual(["eni-1:1", "eni-2:2", "eni-ap:0"]);
  });

  test("time is settled in the order in which things became due, however late somebody looks", () => {
    const { world, clock, attach, truth } = hands();
    attach("eni-1");
    world.stopInstance("i-a", 500);
    clock.pass(60_000);
    expect([truth(), world.instance("i-a")?.status]).toEqual(["inUse i-a", "stopped"]);
  });

  test("advance moves the world ahead of its clock", () => {
    const { world, attach, truth, clock } = hands();
    attach();
    world.advance(2000);
    expect(truth()).toBe("inUse i-a");
    expect(world.now()).toBe(clock.now() + 2000);
  });
});

describe("misbehaviour, switched on for one ENI", () => {
  test("attach falls back silently, so often as asked", () => {
    const { attach, truth, clock } = behaving({ attachFallsBack: 2 });
    for (const expected of ["available -", "available -", "inUse i-a"]) {
      expect(attach()).toEqual(accepted);
      expect(truth()).toBe("attaching i-a");
      clock.pass(2000);
      expect(truth()).toBe(expected);
    }
  });

  test("attach falls back always", () => {
    const { attach, truth, clock } = behaving({ attachFallsBack: "always" });
    for (let round = 0; round < 5; round += 1) {
      attach();
      clock.pass(2000);
      expect(truth()).toBe("available -");
    }
  });

  test("attach sticks for ever", () => {
    const { attach, detach, truth, clock } = behaving({ attachSticks: 1 });
    attach();
    clock.pass(365 * 86_400_000);
    expect(truth()).toBe("attaching i-a");
    expect(detach()).toEqual(refused("eniState"));
  });

  test("detach sticks until the k-th repeated call, which takes its latency again", () => {
    const { detach, truth, clock } = behaving({ detachSticks: 1, detachReissues: 2 }, true);
    detach();
    clock.pass(3_600_000);
    expect(truth()).toBe("detaching i-a");
    expect(detach()).toEqual(accepted);
    clock.pass(3_600_000);
    expect(truth()).toBe("detaching i-a");
    detach();
    clock.pass(1999);
    expect(truth()).toBe("detaching i-a");
    clock.pass(1);
    expect(truth()).toBe("available -");
  });

  test("detach that no repetition frees ends with a restart of the instance", () => {
    const { detach, truth, clock, world } = behaving({ detachSticks: 1, detachReissues: "never" }, true);
    for (let round = 0; round < 20; round += 1) detach();
    clock.pass(3_600_000);
    expect(truth()).toBe("detaching i-a");
    world.restartInstance("i-a");
    expect(truth()).toBe("available -");
  });

  test("detach falls back to in use", () => {
    const { detach, truth, clock } = behaving({ detachFallsBack: 1 }, true);
    detach();
    clock.pass(2000);
    expect(truth()).toBe("inUse i-a");
    detach();
    clock.pass(2000);
    expect(truth()).toBe("available -");
  });
});

describe("what a listing shows", () => {
  test.each([
    ["previous", "completion", ["attaching i-a", "attaching i-a", "inUse i-a"]],
    ["original", "completion", ["available -", "available -", "inUse i-a"]],
    ["empty", "completion", ["unlisted", "unlisted", "inUse i-a"]],
  ])("stale reads that show %s after %s", (shows, after, expected) => {
    const { attach, seen, clock } = behaving({ staleReads: { reads: 2, shows, after } });
    attach();
    expect(seen()).toBe("attaching i-a");
    clock.pass(2000);
    expect([seen(), seen(), seen()]).toEqual(expected);
    expect(seen()).toBe("inUse i-a");
  });

  test("stale reads after the call was accepted", () => {
    const { attach, seen, clock } = behaving({ staleReads: { reads: 2, after: "call" } });
    attach();
    expect([seen(), seen(), seen()]).toEqual(["available -", "available -", "attaching i-a"]);
    clock.pass(2000);
    expect(seen()).toBe("inUse i-a");
  });

  test("an answer that is about another ENI does not use a stale read up", () => {
    const { attach, seen, clock } = behaving({ staleReads: { reads: 1 } });
    attach();
    clock.pass(2000);
    expect(seen("eni-2")).toBe("available -");
    expect([seen(), seen()]).toEqual(["attaching i-a", "inUse i-a"]);
  });

  test("a stale view is what filters go by", () => {
    const { world, attach, clock } = behaving({ staleReads: { reads: 1, shows: "original" } });
    attach();
    clock.pass(2000);
    const onA = () => world.observe(scope, ({ look }) => look.instanceId === "i-a").map(({ eni }) => eni.id);
    expect(onA()).toEqual(["eni-ap"]);
    expect(onA()).toEqual(["eni-1", "eni-ap"]);
  });

  test("when the instance appears and vanishes is a switch, of the world or of one ENI", () => {
    const switches = { instanceIdClears: "whenDetaching", instanceIdAppears: "whenInUse" };
    const own = { instanceIdClears: "whenAvailable", instanceIdAppears: "whenAttaching" };
    const { attach, detach, seen, clock } = hands({
      switches,
      enis: [{ id: "eni-1" }, { id: "eni-2", behaviours: own }],
    });
    attach("eni-1");
    attach("eni-2");
    expect([seen("eni-1"), seen("eni-2")]).toEqual(["attaching -", "attaching i-a"]);
    clock.pass(2000);
    detach("eni-1");
    detach("eni-2");
    expect([seen("eni-1"), seen("eni-2")]).toEqual(["detaching -", "detaching i-a"]);
  });
});

describe("instances", () => {
  test("start and stop pass through their transitional status", () => {
    const { world, clock } = hands();
    const status = () => world.instance("i-a")?.status;
    world.stopInstance("i-a", 1000);
    expect(status()).toBe("stopping");
    clock.pass(1000);
    expect(status()).toBe("stopped");
    world.startInstance("i-a", 1000);
    expect(status()).toBe("starting");
    world.stopInstance("i-a");
    expect(status()).toBe("stopped");
    clock.pass(1000);
    expect(status()).toBe("stopped");
  });

  test("a release takes marked ENIs and the primary along, and frees the others", () => {
    const { world, attach, truth, clock } = hands({
      enis: [
        { id: "eni-1" },
        { id: "eni-2", instanceId: "i-a" },
        { id: "eni-3", instanceId: "i-a", deleteOnRelease: true },
      ],
    });
    attach("eni-1");
    world.releaseInstance("i-a");
    expect(["eni-1", "eni-2", "eni-3", "eni-ap"].map((id) => truth(id))).toEqual([
      "available -",
      "available -",
      "gone",
      "gone",
    ]);
    expect(world.instance("i-a")).toBeUndefined();
    clock.pass(2000);
    expect(truth("eni-1")).toBe("available -");
    expect(attach("eni-1")).toEqual(refused("instanceNotFound"));
  });
});

describe("other people's hands", () => {
  test("attach, move, detach and delete act at once and end what was going on", () => {
    const { world, attach, truth, seen, clock } = behaving({ staleReads: { reads: 5 } });
    attach();
    world.placeEni("eni-1", "i-b");
    expect([truth(), seen()]).toEqual(["inUse i-b", "inUse i-b"]);
    clock.pass(2000);
    expect(truth()).toBe("inUse i-b");
    world.placeEni("eni-1", "i-a");
    expect(world.enisOf("i-b").map(({ id }) => id)).toEqual(["eni-bp"]);
    world.freeEni("eni-1");
    expect(truth()).toBe("available -");
    world.deleteEni("eni-1");
    expect([truth(), seen(), attach()]).toEqual(["gone", "unlisted", refused("eniNotFound")]);
  });

  test("deleting a trunk frees its members", () => {
    const { world, truth } = hands({
      enis: [
        { id: "eni-1", kind: "trunk", instanceId: "i-a" },
        { id: "eni-2", instanceId: "i-a", trunkEniId: "eni-1" },
      ],
    });
    world.deleteEni("eni-1");
    expect(truth("eni-2")).toBe("available -");
  });

  test("unknown ids are said by name", () => {
    const { world } = hands();
    expect(() => world.placeEni("eni-x", "i-a")).toThrow('no ENI "eni-x"');
    expect(() => world.placeEni("eni-1", "i-x")).toThrow('no instance "i-x"');
  });
});

test("a snapshot is plain JSON of the truth, and no part of the living world", () => {
  const { world, attach } = behaving({ attachSticks: 1 });
  attach();
  const taken = world.snapshot();
  expect(taken.enis[0]).toMatchObject({ id: "eni-1", status: "attaching", instanceId: "i-a", readyAt: "never" });
  expect(taken.instances[0]).toMatchObject({ id: "i-a", enis: ["eni-1", "eni-ap"] });
  expect(JSON.stringify(taken)).not.toContain("ExampleSecret");
  world.freeEni("eni-1");
  expect(taken.enis[0]?.status).toBe("attaching");
});

test("a world that begins in the middle of an attach ends it", () => {
  const { truth, clock } = hands({
    enis: [
      { id: "eni-1", instanceId: "i-a", status: "attaching" },
      { id: "eni-2", instanceId: "i-a", status: "detaching" },
    ],
  });
  expect([truth("eni-1"), truth("eni-2")]).toEqual(["attaching i-a", "detaching i-a"]);
  clock.pass(2000);
  expect([truth("eni-1"), truth("eni-2")]).toEqual(["inUse i-a", "available -"]);
});
