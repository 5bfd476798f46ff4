// Misbehaviour that is switched on for an ENI, and listings that lag behind the truth.
import { describe, expect, test } from "@jest/globals";
import { accepted, behaving, hands, refused, scope } from "./hands.ts";

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
    const onA = () => world.observe(scope, ({ visible }) => visible.instanceId === "i-a").map(({ eni }) => eni.id);
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
