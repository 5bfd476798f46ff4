// Detaching: what counts as detached, what is sent again when it hangs, and when it is given up.
import { describe, expect, test } from "@jest/globals";
import { ensureDetached } from "../../provider/lifecycle/move.ts";
import type { BenchOperation } from "./bench.ts";
import { Bench, smallWorld } from "./bench.ts";
import { refusedConnection, reset } from "./fakes.ts";

/** An ENI on i-a that is ours, and its destroy. */
async function destroy(
  behaviours: Record<string, unknown> = {},
  parts: BenchOperation = {},
  world: Record<string, unknown> = {},
) {
  const bench = new Bench(smallWorld({ instanceId: "i-a", behaviours }, world));
  const op = await bench.operation({ attachedTo: "i-a", ...parts });
  return { bench, op, start: () => ensureDetached(op) };
}
const status = (bench: Bench) => bench.world.snapshot().enis.find((eni) => eni.id === "eni-1")?.status;
const detachAction = "DetachNetworkInterface";

describe("stuck in Detaching", () => {
  test("the call is sent again, which is the documented remedy, and said each time", async () => {
    const { bench, op, start } = await destroy({ detachSticks: 1, detachReissues: 2 });
    const { result } = await bench.run(start());
    expect(result).toMatchObject({ how: "detached", called: true });
    expect(bench.changes).toEqual(["Detach eni-1 i-a", "Detach eni-1 i-a", "Detach eni-1 i-a"]);
    expect(bench.lines).toEqual([
      "eni-1 is still detaching from i-a after 20 s: sending the detach again (1 of 5)",
      "eni-1 is still detaching from i-a after 61 s: sending the detach again (2 of 5)",
    ]);
    expect(op.attachedTo).toBe("");
    expect(bench.clock.pending).toBe(0);
  });

  test("after 20 s, then 40 s, and so on; five times at most; then the timeout says what was tried and what to do", async () => {
    const { bench, start } = await destroy({ detachSticks: 1, detachReissues: "never" }, { detachMs: 3_600_000 });
    const began = bench.clock.now();
    const { error, tookMs } = await bench.fail(start());
    expect(error).toMatchObject({ code: "DETACH_TIMEOUT" });
    expect(error.message).toMatch(/not detached after 60 min, with the call sent 5 more times/);
    expect(error.message).toContain("eni-1 is detaching from i-a (Detaching)");
    expect(error.message).toMatch(/restart the instance.*`timeouts\.detach` sets how long to wait/);
    expect(tookMs).toBeGreaterThanOrEqual(3_600_000);
    expect(tookMs).toBeLessThan(3_600_000 + 16_000);
    const sent = bench.cloud.calls().filter((call) => call.action === detachAction);
    const gaps = sent.map(({ at }) => at - began).map((at, index, all) => at - (all[index - 1] ?? 0));
    expect(sent).toHaveLength(6);
    for (const [index, seconds] of [20, 40, 80, 160, 320].entries()) {
      expect(gaps[index + 1]).toBeGreaterThanOrEqual(seconds * 1_000);
      expect(gaps[index + 1]).toBeLessThan(seconds * 1_100 + 6_000);
    }
    expect(bench.lines).toHaveLength(5);
    expect(bench.clock.pending).toBe(0);
  });

  test("a short timeout leaves room for the remedy", async () => {
    const { bench, start } = await destroy({ detachSticks: 1, detachReissues: 1 }, { detachMs: 24_000 });
    expect((await bench.run(start())).result).toMatchObject({ how: "detached" });
    expect(bench.changes).toHaveLength(2);
  });

  test("somebody's stuck detach from our instance is waited for, then sent again", async () => {
    const behaviours = { detachSticks: 1, detachReissues: 1 };
    const bench = new Bench(smallWorld({ instanceId: "i-a", status: "detaching", behaviours }));
    const op = await bench.operation({ attachedTo: "i-a" });
    expect((await bench.run(ensureDetached(op))).result).toMatchObject({ how: "detached", called: true });
    expect(bench.changes).toEqual(["Detach eni-1 i-a"]);
    expect(bench.lines).toEqual(["eni-1 is still detaching from i-a after 20 s: sending the detach again (1 of 5)"]);
  });
});

describe("falling back", () => {
  test("Detaching seen, then InUse in two answers: a failure, long before the timeout", async () => {
    const { bench, op, start } = await destroy({ detachFallsBack: 1 });
    const { error, tookMs } = await bench.fail(start());
    expect(error).toMatchObject({ code: "DETACH_FELL_BACK" });
    expect(error.message).toMatch(/did not complete .*is attached to i-a \(InUse\).*To do: /s);
    expect(tookMs).toBeLessThan(11_000);
    expect(bench.changes).toEqual(["Detach eni-1 i-a"]);
    expect(op.attachedTo).toBe("i-a");
  });

  test("InUse and nothing else: not believed for 15 s, then the detach has not begun", async () => {
    const { bench, start } = await destroy({ detachFallsBack: 1 }, {}, { latency: { attachMs: 0, detachMs: 0 } });
    const { error, tookMs } = await bench.fail(start());
    expect(error).toMatchObject({ code: "DETACH_FELL_BACK", message: expect.stringContaining("it had no effect") });
    expect(tookMs).toBeGreaterThanOrEqual(15_000);
    expect(tookMs).toBeLessThan(18_000);
  });
});

describe("answers that are behind", () => {
  test.each([
    ["the old state after the call", { reads: 5, shows: "previous", after: "call" }],
    ["Detaching at the end", { reads: 3, shows: "previous", after: "completion" }],
    ["InUse once more at the end", { reads: 1, shows: "original", after: "completion" }],
  ])("%s", async (_what, staleReads) => {
    const { bench, op, start } = await destroy({ staleReads });
    expect((await bench.run(start())).result).toMatchObject({ how: "detached", called: true });
    expect(bench.changes).toEqual(["Detach eni-1 i-a"]);
    expect(status(bench)).toBe("available");
    expect(op.attachedTo).toBe("");
  });

  test("one empty answer is not taken for the end while the ENI is detaching still", async () => {
    const { bench, start } = await destroy({ staleReads: { reads: 1, shows: "empty", after: "call" } });
    expect((await bench.run(start())).result).toMatchObject({ how: "detached", called: true });
    // Whoever deletes the ENI or the instance next would fail with "in use".
    expect(status(bench)).toBe("available");
  });

  test("a state that nobody knows is waited out", async () => {
    const { bench, start } = await destroy();
    bench.cloud.cloud.faults.add({ kind: "unknownState", match: { eni: "eni-1" }, skip: 2, times: 4 });
    expect((await bench.run(start())).result).toMatchObject({ how: "detached", called: true });
    expect(bench.changes).toEqual(["Detach eni-1 i-a"]);
  });

  test("a state that nobody knows, for ever, ends as a detach that took too long, and names the word", async () => {
    const { bench, start } = await destroy({}, { detachMs: 30_000 });
    bench.cloud.cloud.faults.add({ kind: "unknownState", word: "Rebalancing", match: { eni: "eni-1" } });
    const { error, tookMs } = await bench.fail(start());
    expect(error).toMatchObject({ code: "DETACH_TIMEOUT", message: expect.stringContaining('"Rebalancing"') });
    expect(error.message).not.toContain("somebody else's unknown");
    expect(tookMs).toBeLessThan(46_000);
  });
});

describe("what happens meanwhile", () => {
  test.each([
    ["it is deleted", (bench: Bench) => bench.world.deleteEni("eni-1"), "gone"],
    ["somebody frees it", (bench: Bench) => bench.world.freeEni("eni-1"), "detached"],
    ["its instance is released", (bench: Bench) => bench.world.releaseInstance("i-a"), "detached"],
    ["somebody attaches it elsewhere", (bench: Bench) => bench.world.placeEni("eni-1", "i-b"), "elsewhere"],
  ] as const)("%s: success", async (_what, change, how) => {
    const { bench, op, start } = await destroy();
    const done = start();
    void bench.clock.sleep(2_000).then(() => change(bench));
    expect((await bench.run(done)).result).toMatchObject({ how });
    expect(bench.changes).toEqual(["Detach eni-1 i-a"]);
    expect(op.attachedTo).toBe("");
  });

  test("an ENI that somebody moves between the look and the call is left alone", async () => {
    const { bench, start } = await destroy();
    bench.cut = (action) => {
      if (action === detachAction) bench.world.placeEni("eni-1", "i-b");
      return undefined;
    };
    expect((await bench.run(start())).result).toMatchObject({ how: "elsewhere" });
    expect(bench.changes).toEqual(["Detach eni-1 i-a"]);
    expect(status(bench)).toBe("inUse");
  });
});

describe("refusals", () => {
  const refuse = async (code: string, times?: number) => {
    const prepared = await destroy();
    const rule = { kind: "error", code, match: { action: detachAction } };
    prepared.bench.cloud.cloud.faults.add(times === undefined ? rule : { ...rule, times });
    return prepared;
  };

  test.each(["InvalidEniId.NotFound", "InvalidParameter.EniNotBelongEcs"])(
    "%s is the vendor's word that it is off",
    async (code) => {
      const { bench, op, start } = await refuse(code);
      const { result } = await bench.run(start());
      expect(["gone", "detached"]).toContain(result.how);
      expect(op.attachedTo).toBe("");
    },
  );

  test("an instance that is not found is an observation to make: an ENI that is seen on it is not off", async () => {
    for (const code of ["InvalidEcsId.NotFound", "InvalidInstanceId.NotFound"]) {
      const { bench, start } = await refuse(code);
      const { error, tookMs } = await bench.fail(start());
      expect(error).toMatchObject({ code: "DETACH_REFUSED", message: expect.stringContaining(code) });
      expect(tookMs).toBeGreaterThanOrEqual(25_000);
    }
  });

  test.each([
    ["Abs.InvalidAccount.NotFound", "CREDENTIALS_REJECTED"],
    ["InvalidVSwitchId.NotFound", "DETACH_REFUSED"],
    ["InvalidSecurityGroupId.NotFound", "DETACH_REFUSED"],
    ["InvalidOperation.VpcMismatch", "DETACH_REFUSED"],
    ["InvalidOperation.EniLinked", "DETACH_REFUSED"],
    ["Forbidden.SubUser", "DETACH_REFUSED"],
  ])("%s is never taken for success: %s", async (code, kind) => {
    const { bench, op, start } = await refuse(code);
    const { error } = await bench.fail(start());
    expect(error).toMatchObject({ code: kind, message: expect.stringContaining(code) });
    expect(error.message).toMatch(
      /detach eni-1 from i-a \(alicloud-ecs, cn-hangzhou\): .*\(DetachNetworkInterface, request \S+\)/,
    );
    expect(bench.changes).toHaveLength(1);
    expect(op.attachedTo).toBe("i-a");
  });

  test("busy and contradictions are tried again", async () => {
    for (const code of ["OperationConflict", "InvalidOperation.InvalidEniState", "InvalidEcsId.NotFound"]) {
      const { bench, start } = await refuse(code, 2);
      expect((await bench.run(start())).result).toMatchObject({ how: "detached" });
      expect(bench.changes).toHaveLength(3);
    }
  });

  test("busy for longer than 30 s goes on to the timeout", async () => {
    const { bench, start } = await refuse("OperationConflict", 12);
    const { result, tookMs } = await bench.run(start());
    expect(result).toMatchObject({ how: "detached" });
    expect(tookMs).toBeGreaterThan(60_000);
  });
});

describe("lost replies", () => {
  test("one that was carried out is found, and nothing is sent again", async () => {
    const { bench, start } = await destroy();
    bench.cloud.cloud.faults.add({ kind: "dropAfter", match: { action: detachAction }, times: 1 });
    expect((await bench.run(start())).result).toMatchObject({ how: "detached", called: true });
    expect(bench.changes).toEqual(["Detach eni-1 i-a"]);
  });

  test("one that was not is sent again, once it is clear that it had no effect", async () => {
    const { bench, start } = await destroy();
    bench.cloud.cloud.faults.add({ kind: "dropBefore", match: { action: detachAction }, times: 2 });
    expect((await bench.run(start())).result).toMatchObject({ how: "detached", called: true });
    expect(bench.changes).toHaveLength(3);
  });

  test("a connection that is never accepted is an error, and the ENI stays ours", async () => {
    const { bench, op, start } = await destroy();
    bench.cut = (action) => (action === detachAction ? refusedConnection : undefined);
    const { error } = await bench.fail(start());
    expect(error).toMatchObject({ code: "ENDPOINT_UNREACHABLE" });
    expect(op.mutations).toBe(0);
    expect(op.attachedTo).toBe("i-a");
  });

  test("a wire that loses every order ends at the timeout, with the last state", async () => {
    const { bench, start } = await destroy({}, { detachMs: 40_000 });
    bench.cut = (action) => (action === detachAction ? reset : undefined);
    const { error, tookMs } = await bench.fail(start());
    expect(error).toMatchObject({
      code: "DETACH_TIMEOUT",
      message: expect.stringContaining("attached to i-a (InUse)"),
    });
    expect(tookMs).toBeLessThan(60_000);
  });
});
