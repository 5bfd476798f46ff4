// Attaching: what counts as attached, as fallen back and as never begun, and how long that takes to know.
import { describe, expect, test } from "@jest/globals";
import { ensureAttached } from "../../provider/lifecycle/move.ts";
import { Bench, smallWorld } from "./bench.ts";
import { ecsError, refusedConnection, reset } from "./fakes.ts";

const create = async (bench: Bench, parts: Parameters<Bench["operation"]>[0] = {}) => {
  const op = await bench.operation(parts);
  return { op, done: ensureAttached(op, { reattach: false }) };
};
const inUse = { phase: "attached", instanceId: "i-a", vendorState: "InUse" };

describe("falling back", () => {
  test("Attaching seen, then Available in two answers: a failure, long before the timeout", async () => {
    const bench = new Bench(smallWorld({ behaviours: { attachFallsBack: 1 } }));
    const { op, done } = await create(bench);
    const { error, tookMs } = await bench.fail(done);
    expect(error).toMatchObject({ code: "ATTACH_FELL_BACK" });
    expect(error.message).toMatch(/did not complete .*eni-1 is detached \(Available\).*To do: /s);
    // Attaching lasts 3 s here; then two answers.
    expect(tookMs).toBeGreaterThanOrEqual(3_000);
    expect(tookMs).toBeLessThan(9_000);
    expect(bench.changes).toEqual(["Attach eni-1 i-a"]);
    expect(op.attachedTo).toBe("");
    expect(bench.clock.pending).toBe(0);
  });

  test("one Available between Attaching and InUse is an answer that is behind", async () => {
    const staleReads = { reads: 1, shows: "original", after: "completion" };
    const bench = new Bench(smallWorld({ behaviours: { staleReads } }));
    const { done } = await create(bench);
    const { result } = await bench.run(done);
    expect(result).toMatchObject({ adopted: false, eni: inUse });
  });

  test("Available and nothing else: not believed for 15 s, then the attach has not begun", async () => {
    const bench = new Bench(
      smallWorld({ behaviours: { attachFallsBack: 1 } }, { latency: { attachMs: 0, detachMs: 0 } }),
    );
    const { op, done } = await create(bench);
    const { error, tookMs } = await bench.fail(done);
    expect(error).toMatchObject({ code: "ATTACH_FELL_BACK", message: expect.stringContaining("it had no effect") });
    expect(tookMs).toBeGreaterThanOrEqual(15_000);
    expect(tookMs).toBeLessThan(18_000);
    expect(bench.changes).toEqual(["Attach eni-1 i-a"]);
    expect(op.attachedTo).toBe("");
  });
});

describe("answers that are behind", () => {
  test.each([
    ["the old state after the call", { reads: 5, shows: "previous", after: "call" }],
    ["an empty set after the call", { reads: 5, shows: "empty", after: "call" }],
    ["an empty set at the end", { reads: 2, shows: "empty", after: "completion" }],
    ["Attaching at the end", { reads: 3, shows: "previous", after: "completion" }],
    ["the old state at both ends", { reads: 1, shows: "original", after: "both" }],
  ])("%s", async (_what, staleReads) => {
    const bench = new Bench(smallWorld({ behaviours: { staleReads } }));
    const { op, done } = await create(bench);
    const { result } = await bench.run(done);
    expect(result).toMatchObject({ adopted: false, eni: inUse });
    expect(bench.changes).toEqual(["Attach eni-1 i-a"]);
    expect(op.attachedTo).toBe("i-a");
  });

  test("the old state at both ends, and between them an answer that never comes", async () => {
    const staleReads = { reads: 1, shows: "original", after: "both" };
    const bench = new Bench(smallWorld({ behaviours: { staleReads } }, { latency: { attachMs: 10_000, detachMs: 0 } }));
    const match = { action: "DescribeNetworkInterfaces" };
    bench.cloud.cloud.faults.add({ kind: "hang", applied: false, match, skip: 2, times: 1 });
    const { op, done } = await create(bench);
    expect((await bench.run(done)).result).toMatchObject({ eni: inUse });
    expect(op.attachedTo).toBe("i-a");
  });

  test("an empty answer at the end of a long attach is not believed either", async () => {
    const staleReads = { reads: 1, shows: "empty", after: "completion" };
    const bench = new Bench(smallWorld({ behaviours: { staleReads } }, { latency: { attachMs: 30_000, detachMs: 0 } }));
    const { done } = await create(bench);
    const { result } = await bench.run(done);
    expect(result).toMatchObject({ eni: inUse });
  });

  test("an instance that is named only at the end", async () => {
    const bench = new Bench(smallWorld({ behaviours: { instanceIdAppears: "whenInUse" } }));
    const { done } = await create(bench);
    expect((await bench.run(done)).result).toMatchObject({ eni: inUse });
  });

  test("a state that nobody knows is waited out", async () => {
    const bench = new Bench();
    bench.cloud.cloud.faults.add({ kind: "unknownState", match: { eni: "eni-1" }, skip: 1, times: 4 });
    const { done } = await create(bench);
    expect((await bench.run(done)).result).toMatchObject({ eni: inUse });
    expect(bench.changes).toEqual(["Attach eni-1 i-a"]);
  });

  test("questions that fail are asked again in the next round", async () => {
    const bench = new Bench();
    for (const kind of ["html502", "serverError", "garbage", "dropAfter"])
      bench.cloud.cloud.faults.add({ kind, match: { action: "DescribeNetworkInterfaces" }, skip: 1, times: 2 });
    const { done } = await create(bench);
    expect((await bench.run(done)).result).toMatchObject({ eni: inUse });
    expect(bench.changes).toEqual(["Attach eni-1 i-a"]);
  });
});

describe("somebody else", () => {
  test("an ENI that ends up on another instance is an error that names it, and is not ours", async () => {
    const bench = new Bench();
    const { op, done } = await create(bench);
    void bench.clock.sleep(1_000).then(() => bench.world.placeEni("eni-1", "i-b"));
    const { error } = await bench.fail(done);
    expect(error).toMatchObject({ code: "ENI_ATTACHED_ELSEWHERE", message: expect.stringContaining("i-b") });
    expect(op.attachedTo).toBe("");
  });

  test("an ENI that is deleted meanwhile is told to be gone, after the grace", async () => {
    const bench = new Bench();
    const { op, done } = await create(bench);
    void bench.clock.sleep(1_000).then(() => bench.world.deleteEni("eni-1"));
    const { error, tookMs } = await bench.fail(done);
    expect(error).toMatchObject({ code: "ENI_NOT_FOUND" });
    expect(error.message).toContain("eni-1 was not found in alicloud-ecs cn-hangzhou (test, key id LTAI…0001)");
    expect(tookMs).toBeLessThan(30_000);
    expect(op.attachedTo).toBe("");
  });

  test("an ENI that changes each time we look does not keep us for ever", async () => {
    const bench = new Bench();
    const { done } = await create(bench);
    let turn = 0;
    bench.cut = (action) => {
      if (action !== "DescribeNetworkInterfaces") return ecsError("InvalidOperation.InvalidEniState");
      bench.world.patchEni("eni-1", { status: (turn += 1) % 2 === 0 ? "available" : "available" });
      return undefined;
    };
    const { error, tookMs } = await bench.fail(done);
    expect(error).toMatchObject({ code: "ATTACH_REFUSED" });
    expect(tookMs).toBeLessThan(120_000);
  });
});

describe("refusals", () => {
  test("an ENI that is attached there already: done, without a second call", async () => {
    const bench = new Bench();
    const { op, done } = await create(bench);
    bench.cut = (action) => {
      if (action === "AttachNetworkInterface") bench.world.placeEni("eni-1", "i-a");
      return undefined;
    };
    const { result } = await bench.run(done);
    expect(result).toMatchObject({ adopted: false, eni: inUse });
    expect(bench.changes).toEqual(["Attach eni-1 i-a"]);
    expect(op.attachedTo).toBe("i-a");
  });

  test("busy is tried again, with growing pauses, until it gets through", async () => {
    const bench = new Bench();
    bench.cloud.cloud.faults.add({
      kind: "error",
      code: "OperationConflict",
      match: { action: "AttachNetworkInterface" },
      times: 6,
    });
    const { done } = await create(bench);
    expect((await bench.run(done)).result).toMatchObject({ eni: inUse });
    const at = bench.cloud
      .calls()
      .filter((call) => call.action === "AttachNetworkInterface")
      .map((call) => call.at);
    const gaps = at.slice(1).map((time, index) => Math.round((time - (at[index] ?? 0)) / 1_000));
    expect(gaps).toEqual([1, 2, 4, 8, 10, 10]);
  });

  test("a state that does not allow it is tried again for 30 s, then the refusal is final", async () => {
    const bench = new Bench();
    bench.cloud.cloud.faults.add({
      kind: "error",
      code: "InvalidOperation.InvalidEniState",
      match: { action: "AttachNetworkInterface" },
    });
    const { op, done } = await create(bench);
    const { error, tookMs } = await bench.fail(done);
    expect(error).toMatchObject({
      code: "ATTACH_REFUSED",
      message: expect.stringContaining("InvalidOperation.InvalidEniState"),
    });
    expect(tookMs).toBeGreaterThanOrEqual(25_000);
    expect(tookMs).toBeLessThan(60_000);
    expect(op.attachedTo).toBe("");
  });

  test.each([
    ["EniPerInstanceLimitExceeded", "ATTACH_REFUSED", "Detach another ENI from the instance"],
    ["Forbidden.SubUser", "ATTACH_REFUSED", "Grant ecs:AttachNetworkInterface"],
    ["SignatureDoesNotMatch", "CREDENTIALS_REJECTED", "Credentials used: test, key id LTAI…0001"],
    ["InvalidEcsId.NotFound", "INSTANCE_NOT_FOUND", "Check `instanceId`"],
    ["Never.Seen", "ATTACH_REFUSED", "Never.Seen"],
  ])("%s is final at once: %s, with what to do", async (code, kind, says) => {
    const bench = new Bench();
    bench.cloud.cloud.faults.add({ kind: "error", code, status: 403, match: { action: "AttachNetworkInterface" } });
    const { op, done } = await create(bench);
    const { error, tookMs } = await bench.fail(done);
    expect(error).toMatchObject({ code: kind, message: expect.stringContaining(says) });
    expect(error.message).toMatch(
      new RegExp(`${code.replace(".", "\\.")}: .*\\(AttachNetworkInterface, request [0-9A-Fa-f-]+\\)`),
    );
    expect(error.message).toContain("attach eni-1 to i-a (alicloud-ecs, cn-hangzhou)");
    expect(error.message).toMatch(new RegExp(`\\[${kind}\\]$`));
    expect(bench.changes).toHaveLength(1);
    expect(tookMs).toBeLessThan(3_000);
    expect(op.attachedTo).toBe("");
  });
});

test("credentials that are rejected in the middle of the wait end it, and the attachment may be ours", async () => {
  const bench = new Bench();
  const { op, done } = await create(bench);
  const action = "DescribeNetworkInterfaces";
  bench.cloud.cloud.faults.add({ kind: "error", code: "InvalidSecurityToken.Expired", match: { action }, skip: 2 });
  const { error, tookMs } = await bench.fail(done);
  expect(error).toMatchObject({ code: "CREDENTIALS_REJECTED" });
  expect(error.message).toContain("InvalidSecurityToken.Expired");
  expect(error.message).toContain("Credentials used: test, key id LTAI…0001");
  expect(tookMs).toBeLessThan(5_000);
  expect(bench.changes).toEqual(["Attach eni-1 i-a"]);
  expect(op.attachedTo).toBe("i-a");
  expect(bench.clock.pending).toBe(0);
});

describe("lost replies", () => {
  test("one that was carried out is found, and nothing is sent again", async () => {
    for (const kind of ["dropAfter", "html502", "serverError"] as const) {
      const bench = new Bench();
      const applied = kind === "dropAfter" ? {} : { applied: true };
      bench.cloud.cloud.faults.add({ kind, ...applied, match: { action: "AttachNetworkInterface" }, times: 1 });
      const { op, done } = await create(bench);
      expect((await bench.run(done)).result).toMatchObject({ adopted: false, eni: inUse });
      expect(bench.changes).toEqual(["Attach eni-1 i-a"]);
      expect(op.attachedTo).toBe("i-a");
    }
  });

  test("one that was not is sent again, once it is clear that it had no effect", async () => {
    const bench = new Bench();
    bench.cloud.cloud.faults.add({ kind: "dropBefore", match: { action: "AttachNetworkInterface" }, times: 1 });
    const { done } = await create(bench);
    const { result, tookMs } = await bench.run(done);
    expect(result).toMatchObject({ adopted: false, eni: inUse });
    expect(bench.changes).toEqual(["Attach eni-1 i-a", "Attach eni-1 i-a"]);
    expect(tookMs).toBeLessThan(15_000);
  });

  test("one that was carried out behind a list that lags stays ours when the time is up", async () => {
    const staleReads = { reads: 50, shows: "original", after: "both" };
    const bench = new Bench(smallWorld({ behaviours: { staleReads } }));
    const match = { action: "AttachNetworkInterface" };
    bench.cloud.cloud.faults.add({ kind: "html502", applied: true, match, times: 1 });
    const { op, done } = await create(bench, { attachMs: 4_000 });
    const { error } = await bench.fail(done);
    expect(error).toMatchObject({ code: "ATTACH_TIMEOUT" });
    expect(bench.world.eni("eni-1")).toMatchObject({ instanceId: "i-a" });
    expect(op.attachedTo).toBe("i-a");
  });

  test("a connection that is never accepted changes nothing, and leaves nothing that would be ours", async () => {
    const bench = new Bench();
    bench.cut = (action) => (action === "AttachNetworkInterface" ? refusedConnection : undefined);
    const { op, done } = await create(bench);
    const { error } = await bench.fail(done);
    expect(error).toMatchObject({ code: "ENDPOINT_UNREACHABLE", message: expect.stringContaining("ECONNREFUSED") });
    expect(op.mutations).toBe(0);
    expect(op.attachedTo).toBe("");
  });

  test("a wire that loses every order ends at the timeout", async () => {
    const bench = new Bench();
    bench.cut = (action) => (action === "AttachNetworkInterface" ? reset : undefined);
    const { done } = await create(bench, { attachMs: 40_000 });
    const { error, tookMs } = await bench.fail(done);
    expect(error).toMatchObject({
      code: "ATTACH_TIMEOUT",
      message: expect.stringContaining("eni-1 is detached (Available)"),
    });
    expect(tookMs).toBeGreaterThanOrEqual(40_000);
    expect(tookMs).toBeLessThan(60_000);
  });
});
