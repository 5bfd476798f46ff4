// The state machine on a clock that is turned by hand: attach and detach, instances, other people's hands, snapshots.
import { describe, expect, test } from "@jest/globals";
import { accepted, behaving, hands, refused, rules, scope } from "./hands.ts";

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
