// The existing kinds of fault, in each Tencent API's own envelope; and stale views, which are the same for every vendor.
import { describe, expect, test } from "@jest/globals";
import { answered } from "./callers.ts";
import { both, ECM, ecmBoth, itemsIn, signedTc3, Tencent, v2Both, VPC } from "./tencent-callers.ts";

const DESCRIBE = "DescribeNetworkInterfaces";

describe("throttle", () => {
  test("RequestLimitExceeded, or 4400, at HTTP 200", () => {
    const bench = new Tencent();
    bench.cloud.faults.add({ kind: "throttle", retryAfterMs: 500 });
    const three = bench.send(signedTc3("AttachNetworkInterface", both));
    expect([three.status, three.code, three.headers]).toEqual([200, "RequestLimitExceeded", { "content-type": "application/json" }]); // prettier-ignore
    expect(bench.ecm("AttachNetworkInterface", ecmBoth)).toMatchObject({ status: 200, code: "RequestLimitExceeded" });
    expect(bench.v2("AttachNetworkInterface", v2Both)).toMatchObject({ status: 200, code: 4400 });
    expect(bench.truth()).toBe("available -");
  });

  test.each(["RequestLimitExceeded.UinLimitExceeded", "RequestLimitExceeded.IPLimitExceeded"])("as %s", (code) => {
    const bench = new Tencent({ faces: { [VPC]: { throttleCode: code }, [ECM]: { throttleCode: code } } });
    bench.cloud.faults.add({ kind: "throttle" });
    expect(bench.vpc(DESCRIBE, {}).code).toBe(code);
    expect(bench.ecm(DESCRIBE, {}).code).toBe(code);
  });
});

describe("serverError", () => {
  test("500 is an API error at HTTP 200, in each API's word", () => {
    const bench = new Tencent();
    bench.cloud.faults.add({ kind: "serverError", status: 500 });
    expect(bench.vpc(DESCRIBE, {})).toMatchObject({ status: 200, code: "InternalError" });
    expect(bench.ecm(DESCRIBE, {})).toMatchObject({ status: 200, code: "FailedOperation.InternalOperationFailure" });
    expect(bench.v2(DESCRIBE, {})).toMatchObject({ status: 200, code: 6000, codeDesc: "InternalError" });
  });

  test("503 comes from in front of the APIs, without an envelope; the call may have been carried out", () => {
    const bench = new Tencent();
    bench.cloud.faults.add({ kind: "serverError", status: 503, applied: true });
    const answer = bench.send(signedTc3("AttachNetworkInterface", both));
    expect([answer.status, answer.body]).toEqual([503, "Service Unavailable"]);
    expect(bench.truth()).toBe("attaching ins-aaaaaaaa");
  });
});

describe("error", () => {
  test("any code; HTTP 200 unless the rule says otherwise", () => {
    const bench = new Tencent();
    bench.cloud.faults.add({ kind: "error", code: "ResourceInUse", times: 2 });
    expect(bench.vpc(DESCRIBE, {})).toMatchObject({ status: 200, code: "ResourceInUse", message: "The resource is in use." }); // prettier-ignore
    expect(bench.v2(DESCRIBE, {})).toMatchObject({ status: 200, code: 5100, codeDesc: "ResourceInUse" });
    bench.cloud.faults.add({ kind: "error", code: "Invented.Code", message: "so it goes", status: 418, times: 2 });
    expect(bench.ecm(DESCRIBE, {})).toMatchObject({ status: 418, code: "Invented.Code", message: "so it goes" });
    expect(bench.v2(DESCRIBE, {})).toMatchObject({ status: 418, codeDesc: "Invented.Code", body: { message: "(5100)so it goes" } }); // prettier-ignore
  });

  test("the legacy API knows its public codes by number, and its own by name", () => {
    const bench = new Tencent();
    for (const code of ["6200", "5400", "InvalidNetworkInterface.NotAttached"])
      bench.cloud.faults.add({ kind: "error", code, times: 1 });
    const answers = [1, 2, 3].map(() => bench.v2(DESCRIBE, {}));
    expect(answers.map(({ code, codeDesc }) => [code, codeDesc])).toEqual([
      [6200, "ServiceUnavailable"],
      [5400, "5400"],
      [5100, "InvalidNetworkInterface.NotAttached"],
    ]);
    expect(bench.cloud.log.list().map(({ code }) => code)).toEqual(["6200", "5400", "InvalidNetworkInterface.NotAttached"]); // prettier-ignore
  });
});

test("dropAfter and garbage: it was done, and nobody learns of it", () => {
  const bench = new Tencent();
  bench.cloud.faults.add({ kind: "dropAfter", times: 1, vendor: VPC });
  bench.cloud.faults.add({ kind: "garbage", times: 1, vendor: ECM });
  expect(bench.cloud.receive(signedTc3("AttachNetworkInterface", both)).kind).toBe("reset");
  expect(bench.truth()).toBe("attaching ins-aaaaaaaa");
  const options = { service: "ecm", version: "2019-07-19", region: null };
  const broken = answered(bench.cloud.receive(signedTc3("AttachNetworkInterface", ecmBoth, options)));
  expect(broken.status).toBe(200);
  expect(() => JSON.parse(broken.body) as unknown).toThrow(SyntaxError);
  expect(bench.truth("eni-33333333")).toBe("attaching ein-aaaaaaaa");
});

describe("unknownState", () => {
  test("a word nobody knows in State, for one ENI", () => {
    const bench = new Tencent();
    bench.cloud.faults.add({ kind: "unknownState", word: "REBALANCING", match: { eni: "eni-11111111" } });
    const NetworkInterfaceIds = ["eni-11111111", "eni-22222222"];
    const states = itemsIn(bench.vpc(DESCRIBE, { NetworkInterfaceIds })).map(({ State }) => State);
    expect(states).toEqual(["REBALANCING", "AVAILABLE"]);
  });

  test("and in the results of its tasks", () => {
    const bench = new Tencent();
    const attach = bench.vpc("AttachNetworkInterface", both);
    bench.cloud.faults.add({ kind: "unknownState", word: "PAUSED", match: { eni: "eni-11111111" } });
    expect(bench.vpc("DescribeVpcTaskResult", { TaskId: attach.requestId }).body["Status"]).toBe("PAUSED");
    expect(bench.v2("DescribeVpcTaskResult", { taskId: "16284" }).body["data"]).toEqual({ status: "PAUSED" });
  });
});

test("rules find the calls of these APIs by ENI and instance, in lists and filters too", () => {
  const bench = new Tencent();
  bench.cloud.faults.add({ kind: "error", code: "InternalError", match: { eni: "eni-22222222" } });
  bench.cloud.faults.add({ kind: "error", code: "InternalError", match: { instance: "ein-bbbbbbbb" } });
  const filter = (Name: string, ...Values: string[]) => ({ Filters: [{ Name: "vpc-id", Values: ["v"] }, { Name, Values }] }); // prettier-ignore
  const codes = [
    bench.vpc(DESCRIBE, { NetworkInterfaceIds: ["eni-11111111", "eni-22222222"] }).code,
    bench.vpc(DESCRIBE, filter("network-interface-id", "eni-22222222")).code,
    bench.ecm("DescribeInstances", filter("instance-id", "ein-bbbbbbbb")).code,
    bench.v2(DESCRIBE, { networkInterfaceId: "eni-22222222" }).codeDesc,
    bench.vpc(DESCRIBE, { NetworkInterfaceIds: ["eni-11111111"] }).code,
    bench.v2(DESCRIBE, { networkInterfaceId: "eni-11111111" }).codeDesc,
  ];
  expect(codes).toEqual(["InternalError", "InternalError", "InternalError", "InternalError", undefined, "Success"]);
});

test.each([
  ["previous", "ATTACHING"],
  ["empty", undefined],
])("stale reads after the end: %s", (shows, state) => {
  const eni = { id: "eni-11111111", vendor: VPC, behaviours: { staleReads: { reads: 1, shows } } };
  const bench = new Tencent({ enis: [eni], faces: { [VPC]: { unknownEni: "empty" } } });
  const attach = bench.vpc("AttachNetworkInterface", both);
  bench.clock.pass(2000);
  const seen = () => itemsIn(bench.vpc(DESCRIBE, { NetworkInterfaceIds: ["eni-11111111"] }))[0]?.["State"];
  // The task is right at once, the listing lags behind it.
  expect(bench.vpc("DescribeVpcTaskResult", { TaskId: attach.requestId }).body["Status"]).toBe("SUCCESS");
  expect([seen(), seen()]).toEqual([state, "AVAILABLE"]);
});
