// Moving: what is checked before a detach, what is put back after a failure, and whose the attachment is at each end.
import { describe, expect, test } from "@jest/globals";
import { ensureAttached } from "../../provider/lifecycle/move.ts";
import type { BenchOperation } from "./bench.ts";
import { Bench, smallWorld } from "./bench.ts";
import { refusedConnection, reset } from "./fakes.ts";

const attachAction = "AttachNetworkInterface";
const attachTo = (instance: string) => ({ action: attachAction, instance });
const full = { kind: "error", code: "EniPerInstanceLimitExceeded", status: 403 } as const;
const moved = ["Detach eni-1 i-a", "Attach eni-1 i-b"];
const movedAndBack = [...moved, "Attach eni-1 i-a"];

/** An ENI on i-a that is ours (or as the parts say), and its move to i-b. */
async function move(
  parts: BenchOperation = {},
  behaviours: Record<string, unknown> = {},
  world: Record<string, unknown> = {},
) {
  const bench = new Bench(smallWorld({ instanceId: "i-a", behaviours }, world));
  const op = await bench.operation({ to: "i-b", attachedTo: "i-a", ...parts });
  return { bench, op, start: () => ensureAttached(op, { reattach: false }) };
}
const eni = (bench: Bench) => bench.world.snapshot().enis.find((one) => one.id === "eni-1");

test("a move is detach, wait, attach, wait", async () => {
  const { bench, op, start } = await move();
  expect((await bench.run(start())).result).toMatchObject({
    adopted: false,
    eni: { phase: "attached", instanceId: "i-b" },
  });
  expect(bench.changes).toEqual(moved);
  expect(op.attachedTo).toBe("i-b");
  expect(bench.clock.pending).toBe(0);
});

describe("instances that are starting or stopping", () => {
  test.each([
    ["starting", (bench: Bench) => bench.world.startInstance("i-b", 20_000)],
    ["stopping", (bench: Bench) => bench.world.stopInstance("i-b", 20_000)],
  ])("a target that is %s is waited for before anything is detached", async (_state, begin) => {
    const { bench, start } = await move();
    begin(bench);
    const began = bench.clock.now();
    expect((await bench.run(start())).result).toMatchObject({ eni: { instanceId: "i-b" } });
    expect(bench.changes).toEqual(moved);
    const [first] = bench.cloud.calls().filter((call) => call.action === "DetachNetworkInterface");
    expect((first?.at ?? 0) - began).toBeGreaterThanOrEqual(18_000);
  });

  test("a target that never gets there: nothing is detached, and the error says what it is doing", async () => {
    const { bench, op, start } = await move({ attachMs: 30_000 });
    bench.world.startInstance("i-b", 3_600_000);
    const { error, tookMs } = await bench.fail(start());
    expect(error).toMatchObject({
      code: "INSTANCE_STATE",
      message: expect.stringContaining("i-b is still Starting after"),
    });
    expect(error.message).toContain("why it stays so");
    expect(tookMs).toBeLessThan(35_000);
    expect(bench.changes).toEqual([]);
    expect(op.attachedTo).toBe("i-a");
  });

  test("the wait for a target takes nothing of the attach's time", async () => {
    const { bench, op, start } = await move(
      { attachMs: 30_000 },
      {},
      { latency: { attachMs: 3_000, detachMs: 20_000 } },
    );
    bench.world.startInstance("i-b", 20_000);
    expect((await bench.run(start())).result).toMatchObject({ eni: { instanceId: "i-b" } });
    expect(bench.changes).toEqual(moved);
    expect(op.attachedTo).toBe("i-b");
  });

  test("a free ENI is attached once its instance has started, however often it was refused", async () => {
    const bench = new Bench();
    bench.world.startInstance("i-a", 40_000);
    const op = await bench.operation();
    expect((await bench.run(ensureAttached(op, { reattach: false }))).result).toMatchObject({
      eni: { instanceId: "i-a" },
    });
    expect(bench.changes).toHaveLength(2);
  });

  test("an instance that is stopping holds up a detach", async () => {
    const { bench, start } = await move();
    bench.world.stopInstance("i-a", 25_000);
    expect((await bench.run(start())).result).toMatchObject({ eni: { instanceId: "i-b" } });
    expect(bench.changes).toEqual(["Detach eni-1 i-a", ...moved]);
  });

  test("a stopped instance takes and gives ENIs", async () => {
    const { bench, start } = await move();
    bench.world.stopInstance("i-a");
    bench.world.stopInstance("i-b");
    expect((await bench.run(start())).result).toMatchObject({ eni: { instanceId: "i-b" } });
    expect(bench.changes).toEqual(moved);
  });

  test("a state that does not allow it although it should is tried for 30 s, then told with the remedy", async () => {
    const bench = new Bench();
    bench.cloud.cloud.faults.add({
      kind: "error",
      code: "InvalidOperation.InvalidEcsState",
      match: { action: attachAction },
    });
    const op = await bench.operation();
    const { error, tookMs } = await bench.fail(ensureAttached(op, { reattach: false }));
    expect(error).toMatchObject({
      code: "ATTACH_REFUSED",
      message: expect.stringContaining("i-a is Running, which should do"),
    });
    expect(error.message).toContain("Look at ENI and instance in the vendor's console");
    expect(tookMs).toBeGreaterThanOrEqual(25_000);
    expect(tookMs).toBeLessThan(60_000);
  });
});

describe("timeouts", () => {
  test("an attach that sticks ends with the last state, the instance, how long, and what to do; nothing is rolled back", async () => {
    const { bench, op, start } = await move({ attachMs: 60_000 }, { attachSticks: 1 });
    const { error } = await bench.fail(start());
    expect(error).toMatchObject({ code: "ATTACH_TIMEOUT" });
    expect(error.message).toContain("attach eni-1 to i-b (alicloud-ecs, cn-hangzhou): not attached after 60 s");
    expect(error.message).toContain("Now: eni-1 is attaching to i-b (Attaching).");
    expect(error.message).toMatch(/To do: .*`timeouts\.attach` sets how long to wait\. \[ATTACH_TIMEOUT\]$/);
    expect(bench.changes).toEqual(moved);
    // It may still get there, and then it is by us.
    expect(op.attachedTo).toBe("i-b");
    expect(bench.clock.pending).toBe(0);
  });

  test("each leg has its own time, which begins when it does", async () => {
    const { bench, start } = await move(
      { attachMs: 10_000, detachMs: 10_000 },
      {},
      { latency: { attachMs: 8_000, detachMs: 8_000 } },
    );
    const { result, tookMs } = await bench.run(start());
    expect(tookMs).toBeGreaterThan(16_000);
    expect(result).toMatchObject({ eni: { phase: "attached", instanceId: "i-b" } });
  });

  test("the trouble of the last question is told", async () => {
    const { bench, start } = await move({ attachMs: 20_000 }, { attachSticks: 1 });
    const cutAt = bench.clock.now() + 12_000;
    bench.cut = () => (bench.clock.now() > cutAt ? reset : undefined);
    const { error } = await bench.fail(start());
    expect(error).toMatchObject({ code: "ATTACH_TIMEOUT", message: expect.stringContaining("ECONNRESET") });
    expect(error.message).toContain("Now: eni-1 is attaching to i-b");
  });
});

describe("rolling back", () => {
  test("after a final refusal, to the instance it was on", async () => {
    const { bench, op, start } = await move();
    bench.cloud.cloud.faults.add({ ...full, match: attachTo("i-b") });
    const { error } = await bench.fail(start());
    expect(error).toMatchObject({
      code: "ROLLED_BACK",
      message: expect.stringContaining("EniPerInstanceLimitExceeded"),
    });
    expect(error.message).toContain("eni-1 is attached to i-a");
    expect(bench.changes).toEqual(movedAndBack);
    expect(op.attachedTo).toBe("i-a");
    expect(op.last.eni).toMatchObject({ phase: "attached", instanceId: "i-a" });
  });

  test("after a fall-back that was seen", async () => {
    const { bench, op, start } = await move({}, { attachFallsBack: 1 });
    expect((await bench.fail(start())).error).toMatchObject({ code: "ROLLED_BACK" });
    expect(bench.changes).toEqual(movedAndBack);
    expect(op.attachedTo).toBe("i-a");
  });

  test("not where the program says so, and not for an ENI that was on nobody", async () => {
    const off = await move({ args: { rollback: false } });
    off.bench.cloud.cloud.faults.add({ ...full, match: attachTo("i-b") });
    expect((await off.bench.fail(off.start())).error).toMatchObject({ code: "ATTACH_REFUSED" });
    expect(off.bench.changes).toEqual(moved);
    expect(off.op.attachedTo).toBe("");

    const free = await move({ attachedTo: "" });
    free.bench.world.freeEni("eni-1");
    free.bench.cloud.cloud.faults.add({ ...full, match: attachTo("i-b") });
    expect((await free.bench.fail(free.start())).error).toMatchObject({ code: "ATTACH_REFUSED" });
    expect(free.bench.changes).toEqual(["Attach eni-1 i-b"]);
  });

  test("where the old instance is gone by then: one error that says both", async () => {
    const { bench, op, start } = await move();
    bench.cloud.cloud.faults.add({ ...full, match: attachTo("i-b") });
    bench.cut = (action, count) => {
      if (action === attachAction && count === 1) bench.world.releaseInstance("i-a");
      return undefined;
    };
    const { error } = await bench.fail(start());
    expect(error).toMatchObject({ code: "ROLLBACK_FAILED" });
    for (const part of ["EniPerInstanceLimitExceeded", "i-a", "InvalidEcsId.NotFound", "[ROLLBACK_FAILED]"])
      expect(error.message).toContain(part);
    expect(op.attachedTo).toBe("");
    expect(eni(bench)).toMatchObject({ status: "available" });
  });

  test("what was taken over goes back to its owner, and is not ours", async () => {
    const { bench, op, start } = await move({ attachedTo: "", args: { onConflict: "takeOver" } });
    bench.cloud.cloud.faults.add({ ...full, match: attachTo("i-b") });
    expect((await bench.fail(start())).error).toMatchObject({ code: "ROLLED_BACK" });
    expect(bench.changes).toEqual(movedAndBack);
    expect(eni(bench)).toMatchObject({ instanceId: "i-a", status: "inUse" });
    expect(op.attachedTo).toBe("");
  });

  test("nor is it while the way back is not at its end: a destroy must not take it from him later", async () => {
    const { bench, op, start } = await move(
      { attachedTo: "", attachMs: 30_000, args: { onConflict: "takeOver" } },
      { attachSticks: 1 },
    );
    bench.cloud.cloud.faults.add({ ...full, match: attachTo("i-b") });
    expect((await bench.fail(start())).error).toMatchObject({ code: "ROLLBACK_FAILED" });
    expect(eni(bench)).toMatchObject({ instanceId: "i-a", status: "attaching" });
    expect(op.attachedTo).toBe("");
  });

  test("placement arguments of the move are not those of the way back", async () => {
    const args = { networkCardIndex: 1 } as BenchOperation["args"];
    const { bench, start } = await move(
      { attachedTo: "", args: { onConflict: "takeOver", ...args } },
      {},
      { instances: [{ id: "i-a" }, { id: "i-b", networkCards: 2 }] },
    );
    bench.cloud.cloud.faults.add({ ...full, match: attachTo("i-b") });
    expect((await bench.fail(start())).error).toMatchObject({ code: "ROLLED_BACK" });
    const sent = bench.cloud.calls().filter((call) => call.action === attachAction);
    expect(sent.map((call) => call.parameters["NetworkCardIndex"])).toEqual(["1", undefined]);
  });
});

describe("what was never sent", () => {
  test("an attach that never left is not ours: the ENI is free, and the error says that the vendor is out of reach", async () => {
    const { bench, op, start } = await move();
    bench.cut = (action) => (action === attachAction ? refusedConnection : undefined);
    const { error } = await bench.fail(start());
    expect(error).toMatchObject({ code: "ENDPOINT_UNREACHABLE" });
    expect(op.attachedTo).toBe("");
    expect(op.mutations).toBe(1);
  });

  test("a throttled call is not sent again once the engine is gone", async () => {
    let lives = true;
    const { bench, start } = await move({ engineAnswers: () => Promise.resolve(lives) });
    bench.cloud.cloud.faults.add({ kind: "throttle", match: { action: "DetachNetworkInterface" }, times: 1 });
    void bench.clock.sleep(300).then(() => (lives = false));
    const { error } = await bench.fail(start());
    expect(error.code).toBe("ENGINE_GONE");
    expect(bench.changes).toEqual(["Detach eni-1 i-a"]);
    expect(bench.world.eni("eni-1")).toMatchObject({ status: "inUse", instanceId: "i-a" });
  });

  test("once the engine is gone, the second half is not sent", async () => {
    let asked = 0;
    const { bench, op, start } = await move({ engineAnswers: () => Promise.resolve((asked += 1) < 2) });
    const { error } = await bench.fail(start());
    expect(error).toMatchObject({ code: "ENGINE_GONE", message: expect.stringContaining("nothing more was sent") });
    expect(bench.changes).toEqual(["Detach eni-1 i-a"]);
    expect(op.attachedTo).toBe("");
  });

  test("no turn under the rate: nothing was sent, nothing counts as sent, and the error names the ENI", async () => {
    const bench = new Bench();
    bench.cut = (action) => {
      if (action !== attachAction) return undefined;
      throw new Error("this must not be sent");
    };
    const rates = { [attachAction]: { requests: 1, perMs: 3_600_000 } };
    const op = await bench.operation({ attachMs: 60_000, rates });
    await op.options.session.client
      .call({ action: attachAction, mutates: true, parameters: {} }, { deadline: bench.clock.now() })
      .catch(() => undefined);
    const { error } = await bench.fail(ensureAttached(op, { reattach: false }));
    expect(error).toMatchObject({ code: "THROTTLED", message: expect.stringContaining("eni-1") });
    expect(error.message).toMatch(/\[THROTTLED\]$/);
    expect(op.mutations).toBe(0);
    expect(op.attachedTo).toBe("");
  });

  test("throttled to the end by the vendor: refused, and not ours", async () => {
    const bench = new Bench();
    bench.cloud.cloud.faults.add({ kind: "throttle", match: { action: attachAction } });
    const op = await bench.operation({ attachMs: 60_000 });
    const { error, tookMs } = await bench.fail(ensureAttached(op, { reattach: false }));
    expect(error.message).toContain("throttled until the time was up");
    expect(tookMs).toBeLessThan(62_000);
    expect(op.attachedTo).toBe("");
  });
});

describe("what somebody else has begun", () => {
  const begun = async (status: "attaching" | "detaching", holder: string, parts: BenchOperation, behaviours = {}) => {
    const bench = new Bench(smallWorld({ instanceId: holder, status, behaviours }));
    return { bench, op: await bench.operation(parts) };
  };

  test("an attach to where we want it is waited for and adopted", async () => {
    const { bench, op } = await begun("attaching", "i-a", {});
    expect((await bench.run(ensureAttached(op, { reattach: false }))).result).toMatchObject({ adopted: true });
    expect(bench.changes).toEqual([]);
    expect(op.attachedTo).toBe("i-a");
  });

  test("an attach to elsewhere is waited for, and then told; taken over where that is asked for", async () => {
    const fail = await begun("attaching", "i-b", {});
    expect((await fail.bench.fail(ensureAttached(fail.op, { reattach: false }))).error).toMatchObject({
      code: "ENI_ATTACHED_ELSEWHERE",
    });
    expect(fail.bench.changes).toEqual([]);
    const take = await begun("attaching", "i-b", { args: { onConflict: "takeOver" } });
    await take.bench.run(ensureAttached(take.op, { reattach: false }));
    expect(take.bench.changes).toEqual(["Detach eni-1 i-b", "Attach eni-1 i-a"]);
    expect(take.bench.lines.join("\n")).toContain("from i-b");
  });

  test("a detach from elsewhere is waited for, and never sent by us", async () => {
    const { bench, op } = await begun("detaching", "i-b", {});
    await bench.run(ensureAttached(op, { reattach: false }));
    expect(bench.changes).toEqual(["Attach eni-1 i-a"]);
  });

  test("one that never ends is a timeout that does not blame the ENI's owner for a state nobody knows", async () => {
    const stuck = await begun("attaching", "i-b", { attachMs: 30_000 }, { attachSticks: 1 });
    const { error, tookMs } = await stuck.bench.fail(ensureAttached(stuck.op, { reattach: false }));
    expect(error).toMatchObject({ code: "ATTACH_TIMEOUT", message: expect.stringContaining("attaching to i-b") });
    expect(tookMs).toBeLessThan(46_000);
    const odd = new Bench();
    odd.cloud.cloud.faults.add({ kind: "unknownState", word: "Rebalancing", match: { eni: "eni-1" } });
    const op = await odd.operation({ attachMs: 30_000 });
    const { error: oddError } = await odd.fail(ensureAttached(op, { reattach: false }));
    expect(oddError).toMatchObject({ code: "ATTACH_TIMEOUT", message: expect.stringContaining('"Rebalancing"') });
    expect(oddError.message).not.toContain("somebody else's unknown");
  });
});
