// Rates as a switch of the world, the same for every vendor: so many calls a second of one account, or a minute in one region, and
// the vendor's own refusal above.
import { describe, expect, test } from "@jest/globals";
import { inProcess, smallWorld } from "./callers.ts";
import { ecmBoth, ID, KEY, Tencent } from "./tencent-callers.ts";

const DESCRIBE = "DescribeNetworkInterfaces";
const limited = (perSecond: Record<string, number>) => ({ limits: { perSecond } });
const times = <T>(count: number, work: () => T): T[] => Array.from({ length: count }, work);

test("without a limit there is none", () => {
  const bench = new Tencent();
  expect(times(50, () => bench.ecm(DESCRIBE, {}).code).filter(Boolean)).toEqual([]);
});

describe("documented rates", () => {
  test("ECM: 20 a second, of each action", () => {
    const bench = new Tencent({ limits: { documented: true } });
    const codes = times(22, () => bench.ecm(DESCRIBE, {}).code);
    expect(codes.filter(Boolean)).toEqual(["RequestLimitExceeded", "RequestLimitExceeded"]);
    expect(bench.ecm("AttachNetworkInterface", ecmBoth).code).toBeUndefined();
    bench.clock.pass(1000);
    expect(bench.ecm(DESCRIBE, {}).code).toBeUndefined();
  });

  test("VPC: results of tasks 20 a second; where nothing is documented, nothing is limited", () => {
    const bench = new Tencent({ limits: { documented: true } });
    const asked = times(21, () => bench.vpc("DescribeVpcTaskResult", { TaskId: "x" }).code);
    expect([asked[19], asked[20]]).toEqual(["ResourceNotFound", "RequestLimitExceeded"]);
    expect(times(200, () => bench.vpc(DESCRIBE, {}).code).filter(Boolean)).toEqual([]);
  });

  test("a number of one's own goes before", () => {
    const bench = new Tencent({ limits: { documented: true, perSecond: { "tencentcloud-ecm/DescribeNetworkInterfaces": 1 } } });
    expect(times(2, () => bench.ecm(DESCRIBE, {}).code)).toEqual([undefined, "RequestLimitExceeded"]);
    expect(times(2, () => bench.vpc(DESCRIBE, {}).code)).toEqual([undefined, undefined]);
  }); // prettier-ignore
});

test("the window slides, and a refused call does not count", () => {
  const bench = new Tencent(limited({ [DESCRIBE]: 2 }));
  const ask = () => bench.vpc(DESCRIBE, {}).code ?? "ok";
  const seen = [0, 400, 100, 400, 99, 1].map((ms) => {
    bench.clock.pass(ms);
    return ask();
  });
  expect(seen).toEqual(["ok", "ok", "RequestLimitExceeded", "RequestLimitExceeded", "RequestLimitExceeded", "ok"]);
  bench.clock.pass(400);
  expect([ask(), ask()]).toEqual(["ok", "RequestLimitExceeded"]);
});

test("a minute's budget can be used up at once, is one region's, and comes back as the minute slides", () => {
  const regions = [
    { id: "cn-hangzhou", zones: ["cn-hangzhou-i"] },
    { id: "cn-beijing", zones: ["cn-beijing-a"] },
  ];
  const { call, clock } = inProcess(
    smallWorld({ regions, limits: { perMinute: { [`alicloud-ecs/${DESCRIBE}`]: 3 } } }),
  );
  const ask = (RegionId = "cn-hangzhou") => call(DESCRIBE, { RegionId }).code ?? "ok";
  expect(times(4, ask)).toEqual(["ok", "ok", "ok", "Throttling.User"]);
  expect(ask("cn-beijing")).toBe("ok");
  clock.pass(59_000);
  expect(ask()).toBe("Throttling.User");
  clock.pass(1_000);
  expect(times(4, ask)).toEqual(["ok", "ok", "ok", "Throttling.User"]);
});

test("every API refuses in its own words, has a count of its own, and logs it", () => {
  const bench = new Tencent(limited({ [DESCRIBE]: 1 }));
  const ask = () => [bench.vpc(DESCRIBE, {}).code, bench.v2(DESCRIBE, {}).code, bench.ecm(DESCRIBE, {}).code];
  expect([ask(), ask()]).toEqual([
    [undefined, 0, undefined],
    ["RequestLimitExceeded", 4400, "RequestLimitExceeded"],
  ]);
  expect(bench.cloud.log.list().at(-1)).toMatchObject({ code: "RequestLimitExceeded", vendor: "tencentcloud-ecm" });
  const { call } = inProcess(smallWorld(limited({ [DESCRIBE]: 1 })));
  const region = { RegionId: "cn-hangzhou" };
  expect([call(DESCRIBE, region).code, call(DESCRIBE, region).code]).toEqual([undefined, "Throttling.User"]);
});

test("what is above the rate is not carried out and uses up no fault; an account's keys share its rate", () => {
  const accounts = [
    { accessKeyId: ID, accessKeySecret: KEY },
    { accessKeyId: "AKIDOTHERKEY", accessKeySecret: KEY },
    { accessKeyId: "AKIDSTRANGER", accessKeySecret: KEY, owner: "2000000000000002" },
  ];
  const bench = new Tencent({ accounts, ...limited({ AttachNetworkInterface: 1 }) });
  bench.cloud.faults.add({ kind: "error", code: "InternalError", skip: 1, times: 1 });
  const attach = (secretId: string) => bench.ecm("AttachNetworkInterface", ecmBoth, { secretId }).code;
  expect([attach("AKIDSTRANGER"), attach(ID), attach("AKIDOTHERKEY")]).toEqual([
    "ResourceNotFound",
    "InternalError",
    "RequestLimitExceeded",
  ]);
  expect(bench.truth("eni-33333333")).toBe("available -");
  bench.cloud.load({ ...bench.cloud.world.definition });
  expect(attach(ID)).toBeUndefined();
});
