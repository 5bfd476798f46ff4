// The jobs behind attach and detach: when they end, how they fail, what a client token repeats, and what excludes what.
import { describe, expect, test } from "@jest/globals";
import { both, ECM, ecmBoth, Tencent, v2Both, VPC } from "./tencent-callers.ts";
import type { Answer3 } from "./tencent-callers.ts";

const taskOf = (bench: Tencent, { requestId }: Answer3) => bench.vpc("DescribeVpcTaskResult", { TaskId: requestId });
const statusOf = (bench: Tencent, answer: Answer3) => taskOf(bench, answer).body["Status"];
const failing = { enis: [{ id: "eni-11111111", vendor: VPC, behaviours: { attachFallsBack: 1 } }] };

describe("when a task ends", () => {
  test.each([
    ["before", ["RUNNING attaching", "SUCCESS attaching", "SUCCESS inUse", "SUCCESS inUse"]],
    ["together", ["RUNNING attaching", "RUNNING attaching", "SUCCESS inUse", "SUCCESS inUse"]],
    ["after", ["RUNNING attaching", "RUNNING attaching", "RUNNING inUse", "SUCCESS inUse"]],
  ])("%s the state", (ends, expected) => {
    const bench = new Tencent({ tasks: { ends, byMs: 500 }, latency: { attachMs: 2000 } });
    const attach = bench.vpc("AttachNetworkInterface", both);
    const seen = [1499, 1, 500, 500].map((ms) => {
      bench.clock.pass(ms);
      return `${String(statusOf(bench, attach))} ${bench.truth().split(" ")[0]}`;
    });
    expect(seen).toEqual(expected);
  });

  test("not before it began", () => {
    const bench = new Tencent({ tasks: { ends: "before", byMs: 60_000 } });
    expect(statusOf(bench, bench.vpc("AttachNetworkInterface", both))).toBe("SUCCESS");
  });

  test("its answer: the words, an output, no details, and a RequestId of this call", () => {
    const bench = new Tencent();
    const attach = bench.vpc("AttachNetworkInterface", both);
    expect(attach.body).toEqual({});
    const running = taskOf(bench, attach);
    expect(running.body).toEqual({ Status: "RUNNING", Output: "", Result: [] });
    expect(running.requestId).not.toBe(attach.requestId);
    bench.clock.pass(2000);
    expect(taskOf(bench, attach).body).toEqual({ Status: "SUCCESS", Output: "SUCCESS", Result: [] });
  });

  test("a task that does not exist, or is somebody else's", () => {
    const bench = new Tencent();
    const TaskId = "f23d1450-ed00-4442-98d4-be409e625e6c";
    expect(bench.vpc("DescribeVpcTaskResult", { TaskId }).code).toBe("ResourceNotFound");
    expect(bench.vpc("DescribeVpcTaskResult", {}).code).toBe("MissingParameter");
    const ecm = bench.ecm("AttachNetworkInterface", ecmBoth);
    expect(taskOf(bench, ecm).code).toBe("ResourceNotFound");
  });
});

describe("how a task fails", () => {
  test("an attach that falls back, with the text of the world file", () => {
    const bench = new Tencent({ ...failing, tasks: { failureText: "no slot on the host" } });
    const attach = bench.vpc("AttachNetworkInterface", both);
    expect(statusOf(bench, attach)).toBe("RUNNING");
    bench.clock.pass(2000);
    expect(taskOf(bench, attach).body).toMatchObject({ Status: "FAILED", Output: "no slot on the host" });
    expect(bench.truth()).toBe("available -");
    const again = bench.vpc("AttachNetworkInterface", both);
    bench.clock.pass(2000);
    expect([statusOf(bench, again), statusOf(bench, attach)]).toEqual(["SUCCESS", "FAILED"]);
  });

  test("a detach that falls back keeps its public addresses", () => {
    const eni = { id: "eni-11111111", vendor: VPC, instanceId: "ins-aaaaaaaa", publicIps: ["203.0.113.5"] };
    const bench = new Tencent({ enis: [{ ...eni, behaviours: { detachFallsBack: 1 } }] });
    const detach = bench.vpc("DetachNetworkInterface", both);
    bench.clock.pass(2000);
    expect([statusOf(bench, detach), bench.truth()]).toEqual(["FAILED", "inUse ins-aaaaaaaa"]);
    expect(bench.cloud.world.eni("eni-11111111")?.publicIps).toEqual(["203.0.113.5"]);
  });

  test("what sticks runs for ever, until the instance restarts", () => {
    const eni = { id: "eni-11111111", vendor: VPC, instanceId: "ins-aaaaaaaa", behaviours: { detachSticks: 1 } };
    const bench = new Tencent({ enis: [eni] });
    const detach = bench.vpc("DetachNetworkInterface", both);
    bench.clock.pass(3_600_000);
    expect([statusOf(bench, detach), bench.truth()]).toEqual(["RUNNING", "detaching ins-aaaaaaaa"]);
    // Only Alibaba documents a repeated detach as a remedy.
    expect(bench.vpc("DetachNetworkInterface", both).code).toBe("UnsupportedOperation.InvalidState");
    bench.cloud.world.restartInstance("ins-aaaaaaaa");
    expect([statusOf(bench, detach), bench.truth()]).toEqual(["SUCCESS", "available -"]);
  });

  test.each<[string, (bench: Tencent) => void, string]>([
    ["frees the ENI", ({ cloud }) => cloud.world.freeEni("eni-11111111"), "FAILED"],
    ["deletes the ENI", ({ cloud }) => cloud.world.deleteEni("eni-11111111"), "FAILED"],
    ["releases the instance", ({ cloud }) => cloud.world.releaseInstance("ins-aaaaaaaa"), "FAILED"],
    ["puts the ENI elsewhere", ({ cloud }) => cloud.world.placeEni("eni-11111111", "ins-bbbbbbbb"), "FAILED"],
    ["puts the ENI where it was going", ({ cloud }) => cloud.world.placeEni("eni-11111111", "ins-aaaaaaaa"), "SUCCESS"],
  ])("during an attach somebody else %s", (_what, act, status) => {
    const bench = new Tencent();
    const attach = bench.vpc("AttachNetworkInterface", both);
    act(bench);
    expect(statusOf(bench, attach)).toBe(status);
    bench.clock.pass(60_000);
    expect(statusOf(bench, attach)).toBe(status);
  });

  test("a detach that somebody else completes has succeeded", () => {
    const bench = new Tencent({ enis: [{ id: "eni-11111111", vendor: VPC, instanceId: "ins-aaaaaaaa" }] });
    const detach = bench.vpc("DetachNetworkInterface", both);
    bench.cloud.world.freeEni("eni-11111111");
    expect(statusOf(bench, detach)).toBe("SUCCESS");
  });
});

describe("client tokens", () => {
  const withToken = { ...both, ClientToken: "token-1" };

  test("the same call again answers as the first one did, and does nothing", () => {
    const bench = new Tencent();
    const attach = bench.vpc("AttachNetworkInterface", withToken);
    bench.clock.pass(2000);
    const again = bench.vpc("AttachNetworkInterface", withToken);
    expect([again.code, again.requestId]).toEqual([undefined, attach.requestId]);
    expect(bench.vpc("AttachNetworkInterface", both).code).toBe("UnsupportedOperation.AttachmentAlreadyExists");
    // Even long after the effect is gone.
    bench.vpc("DetachNetworkInterface", { ...both, ClientToken: "token-2" });
    bench.clock.pass(2000);
    expect(bench.vpc("AttachNetworkInterface", withToken).requestId).toBe(attach.requestId);
    expect(bench.truth()).toBe("available -");
  });

  test("while the first one runs: the documented refusal, or by a switch the first answer", () => {
    const strict = new Tencent();
    strict.vpc("AttachNetworkInterface", withToken);
    expect(strict.vpc("AttachNetworkInterface", withToken).code).toBe("UnsupportedOperation.IdempotentProcessing");
    const same = new Tencent({ faces: { [VPC]: { tokenWhileRunning: "same" } } });
    const attach = same.vpc("AttachNetworkInterface", withToken);
    expect(same.vpc("AttachNetworkInterface", withToken).requestId).toBe(attach.requestId);
  });

  test.each([
    ["another instance", "AttachNetworkInterface", { InstanceId: "ins-bbbbbbbb" }],
    ["another ENI", "AttachNetworkInterface", { NetworkInterfaceId: "eni-22222222" }],
    ["another type", "AttachNetworkInterface", { AttachType: 1 }],
    ["another action", "DetachNetworkInterface", {}],
  ])("%s with the same token is refused", (_what, action, more) => {
    const bench = new Tencent();
    bench.vpc("AttachNetworkInterface", withToken);
    bench.clock.pass(2000);
    expect(bench.vpc(action, { ...withToken, ...more }).code).toBe("UnsupportedOperation.IdempotentParameterMismatch");
  });

  test("the default of a parameter is the same as leaving it out", () => {
    const bench = new Tencent();
    const attach = bench.vpc("AttachNetworkInterface", withToken);
    bench.clock.pass(2000);
    expect(bench.vpc("AttachNetworkInterface", { ...withToken, AttachType: 0 }).requestId).toBe(attach.requestId);
  });

  test("a call that was refused is not remembered, and one whose answer was lost is", () => {
    const bench = new Tencent({ instances: [{ id: "ins-aaaaaaaa", vendor: VPC, status: "starting" }] });
    expect(bench.vpc("AttachNetworkInterface", withToken).code).toBe("UnsupportedOperation.InvalidState");
    bench.cloud.world.startInstance("ins-aaaaaaaa");
    bench.cloud.faults.add({ kind: "serverError", applied: true, times: 1 });
    expect(bench.vpc("AttachNetworkInterface", withToken).code).toBe("InternalError");
    expect(bench.truth()).toBe("attaching ins-aaaaaaaa");
    bench.clock.pass(2000);
    const again = bench.vpc("AttachNetworkInterface", withToken);
    expect(again.code).toBeUndefined();
    expect(statusOf(bench, again)).toBe("SUCCESS");
  });

  test("a failed task is what the same token gives again", () => {
    const bench = new Tencent(failing);
    const attach = bench.vpc("AttachNetworkInterface", withToken);
    bench.clock.pass(2000);
    const again = bench.vpc("AttachNetworkInterface", withToken);
    expect([again.requestId, statusOf(bench, again)]).toEqual([attach.requestId, "FAILED"]);
    expect(bench.truth()).toBe("available -");
  });

  test.each(["", "x".repeat(65), "Straße", "two words"])("%j is no token", (ClientToken) => {
    expect(new Tencent().vpc("AttachNetworkInterface", { ...both, ClientToken }).code).toBe("InvalidParameterValue.Malformed"); // prettier-ignore
  });

  test("64 characters are; a new world has forgotten them all; ECM knows none", () => {
    const bench = new Tencent();
    const long = { ...both, ClientToken: "x".repeat(64) };
    expect(bench.vpc("AttachNetworkInterface", long).code).toBeUndefined();
    bench.cloud.load(new Tencent().cloud.world.definition);
    expect(bench.vpc("AttachNetworkInterface", { ...long, InstanceId: "ins-bbbbbbbb" }).code).toBeUndefined();
    expect(bench.ecm("AttachNetworkInterface", { ...ecmBoth, ClientToken: "t" }).code).toBe("UnknownParameter");
  });
});

describe("one operation at a time", () => {
  const mutex = "UnsupportedOperation.MutexOperationTaskRunning";

  test("by state alone, unless the world says that tasks exclude each other", () => {
    const byState = new Tencent({ tasks: { ends: "after", byMs: 1000 } });
    const byTask = new Tencent({ tasks: { ends: "after", byMs: 1000, exclusive: true } });
    for (const bench of [byState, byTask]) bench.vpc("AttachNetworkInterface", both);
    const detaching = (bench: Tencent) => bench.vpc("DetachNetworkInterface", both).code;
    expect([detaching(byState), detaching(byTask)]).toEqual(["UnsupportedOperation.InvalidState", mutex]);
    for (const bench of [byState, byTask]) bench.clock.pass(2000);
    expect([byState.truth(), byTask.truth()]).toEqual(["inUse ins-aaaaaaaa", "inUse ins-aaaaaaaa"]);
    expect([detaching(byState), detaching(byTask)]).toEqual([undefined, mutex]);
    byTask.clock.pass(1000);
    expect(detaching(byTask)).toBeUndefined();
  });

  test("the legacy API is excluded by a task of API 3.0, and another ENI by none", () => {
    const bench = new Tencent({ tasks: { exclusive: true } });
    bench.vpc("AttachNetworkInterface", both);
    expect(bench.v2("DetachNetworkInterface", v2Both).codeDesc).toBe(mutex);
    expect(bench.vpc("AttachNetworkInterface", { ...both, NetworkInterfaceId: "eni-22222222" }).code).toBeUndefined();
  });
});

describe("ECM's tasks", () => {
  test("that an attach is one is documented nowhere: unknown, or by a switch known", () => {
    const unknown = new Tencent();
    const { requestId: TaskId } = unknown.ecm("AttachNetworkInterface", ecmBoth);
    expect(unknown.ecm("QueryVpcTaskResult", { TaskId }).code).toBe("InvalidParameterValue.TaskNotFound");
    const known = new Tencent({ faces: { [ECM]: { tasksKnown: true } } });
    const attach = known.ecm("AttachNetworkInterface", ecmBoth);
    const status = () => known.ecm("QueryVpcTaskResult", { TaskId: attach.requestId }).body;
    expect(status()).toEqual({ Status: "RUNNING", Output: "" });
    known.clock.pass(2000);
    expect(status()).toEqual({ Status: "SUCCESS", Output: "SUCCESS" });
    expect(known.ecm("QueryVpcTaskResult", { TaskId }).code).toBe("InvalidParameterValue.TaskNotFound");
  });
});

describe("tasks of the legacy API", () => {
  const v2 = (settings: Record<string, unknown>, more: Record<string, unknown> = {}) =>
    new Tencent({ faces: { "tencentcloud-vpc-v2": settings }, ...more });

  test.each([
    [{}, { code: 0, message: "", codeDesc: "Success", data: { taskId: 16284 } }],
    [{ taskIdPlace: "top" }, { code: 0, message: "", codeDesc: "Success", taskId: 16284 }],
    [{ taskIdType: "string", code: "string" }, { code: "0", message: "", codeDesc: "Success", data: { taskId: "16284" } }],
    [{ taskIdPlace: "top", taskIdType: "string", codeDesc: false }, { code: 0, message: "", taskId: "16284" }],
  ])("%j: attach and detach answer %j", (settings, expected) => {
    const bench = v2(settings);
    expect(bench.v2("AttachNetworkInterface", v2Both).body).toEqual(expected);
    bench.clock.pass(2000);
    const next = JSON.parse(JSON.stringify(expected).replace("16284", "16285")) as unknown;
    expect(bench.v2("DetachNetworkInterface", v2Both).body).toEqual(next);
  }); // prettier-ignore

  test.each([
    ["object", (data: unknown) => data],
    ["array", (data: unknown) => [data]],
  ])("a result is an %s: 2 while it runs, then 0", (taskResult, shape) => {
    const bench = v2({ taskResult });
    bench.v2("AttachNetworkInterface", v2Both);
    const data = () => bench.v2("DescribeVpcTaskResult", { taskId: "16284" }).body["data"];
    expect(data()).toEqual(shape({ status: 2 }));
    bench.clock.pass(2000);
    expect(data()).toEqual(shape({ status: 0 }));
  });

  test.each([
    [true, { status: 1, output: { errorCode: 42, errorMsg: "no slot" } }],
    [false, { status: 1 }],
  ])("a failed one is 1 (the query itself succeeds), with its output: %s", (taskOutput, expected) => {
    const bench = v2({ taskOutput }, { ...failing, tasks: { failureText: "no slot", failureCode: 42 } });
    bench.v2("AttachNetworkInterface", v2Both);
    bench.clock.pass(2000);
    expect(bench.v2("DescribeVpcTaskResult", { taskId: "16284" }).body).toMatchObject({ code: 0, data: expected });
    expect(bench.v2("DescribeVpcTaskResult", { taskId: "16284" }).body["data"]).toEqual(expected);
  });

  test("a task that does not exist, and what is no number", () => {
    const bench = new Tencent();
    expect(bench.v2("DescribeVpcTaskResult", { taskId: "1" }).code).toBe(5000);
    expect(bench.v2("DescribeVpcTaskResult", { taskId: "x" }).code).toBe(4000);
    expect(bench.v2("DescribeVpcTaskResult", {}).code).toBe(4000);
  });
});

test("tasks are part of a snapshot, and a question about one is logged with its ENI", () => {
  const bench = new Tencent();
  const attach = bench.vpc("AttachNetworkInterface", both);
  taskOf(bench, attach);
  bench.v2("DescribeVpcTaskResult", { taskId: "16284" });
  expect(bench.cloud.world.snapshot().tasks).toEqual([
    { id: attach.requestId, number: 16284, kind: "attach", eniId: "eni-11111111", instanceId: "ins-aaaaaaaa", status: "running" },
  ]); // prettier-ignore
  expect(bench.cloud.log.list({ eni: "eni-11111111" }).map(({ vendor, action }) => `${vendor} ${action}`)).toEqual([
    "tencentcloud-vpc AttachNetworkInterface",
    "tencentcloud-vpc DescribeVpcTaskResult",
    "tencentcloud-vpc-v2 DescribeVpcTaskResult",
  ]);
});
