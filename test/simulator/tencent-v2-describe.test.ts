// The listing of the legacy API: its two shapes, the state that it does not have, filters, order and limits.
import { describe, expect, test } from "@jest/globals";
import { attachedBench, Tencent, v2Both, VPC } from "./tencent-callers.ts";

const DESCRIBE = "DescribeNetworkInterfaces";

describe("DescribeNetworkInterfaces of the legacy API", () => {
  const named = (settings: Record<string, unknown>) => ({ faces: { "tencentcloud-vpc-v2": settings } });
  const ask = (bench: Tencent, parameters: Record<string, string> = { networkInterfaceId: "eni-11111111" }) =>
    bench.v2(DESCRIBE, parameters).body;

  test("new shape: data.data, and an object with empty texts", () => {
    const shape = (instanceSet: object) => ({ code: 0, message: "", codeDesc: "Success", data: { totalNum: 1, data: [expect.objectContaining({ networkInterfaceId: "eni-11111111", instanceSet })] } }); // prettier-ignore
    expect(ask(new Tencent())).toEqual(shape({ instanceId: "", attachTime: "" }));
    expect(ask(attachedBench())).toEqual(shape({ instanceId: "ins-aaaaaaaa", attachTime: "2023-11-15 06:13:22" }));
  });

  test("old shape: everything at the top, and a list", () => {
    const old = named({ listShape: "old", code: "string", codeDesc: false });
    const shape = (instanceSet: object[]) => ({ code: "0", message: "", totalCount: 1, data: [expect.objectContaining({ instanceSet })] }); // prettier-ignore
    expect(ask(new Tencent(old))).toEqual(shape([]));
    expect(ask(attachedBench(old))).toEqual(shape([expect.objectContaining({ instanceId: "ins-aaaaaaaa" })]));
  });

  test("there is no state: the instance shows once it is attached, and until it is off", () => {
    const bench = new Tencent({ switches: { instanceIdAppears: "whenAttaching" } });
    const seen = () => JSON.stringify(ask(bench)).includes('"instanceId":"ins-aaaaaaaa"');
    bench.v2("AttachNetworkInterface", v2Both);
    expect([bench.truth(), seen()]).toEqual(["attaching ins-aaaaaaaa", false]);
    bench.clock.pass(2000);
    expect(seen()).toBe(true);
    bench.v2("DetachNetworkInterface", v2Both);
    expect([bench.truth(), seen()]).toEqual(["detaching ins-aaaaaaaa", true]);
    bench.clock.pass(2000);
    expect(seen()).toBe(false);
    expect(JSON.stringify(ask(bench))).not.toMatch(/state|status/i);
  });

  test("an id that does not exist: the page's code, or an empty list", () => {
    const parameters = { networkInterfaceId: "eni-99999999" };
    expect(ask(new Tencent(), parameters)).toMatchObject({ code: 5000, codeDesc: "InvalidNetworkInterface.NotFound" });
    expect(ask(new Tencent(named({ unknownEni: "empty" })), parameters)).toMatchObject({ code: 0, data: { totalNum: 0, data: [] } }); // prettier-ignore
  });

  const enis = [
    { id: "eni-11111111", vendor: VPC, name: "b", description: "shop", createdAt: "2023-11-01T00:00:00Z" },
    { id: "eni-22222222", vendor: VPC, name: "c", vpc: "vpc-other000", createdAt: "2023-11-03T00:00:00Z" },
    { id: "eni-33333333", vendor: VPC, name: "a", instanceId: "ins-aaaaaaaa", createdAt: "2023-11-02T00:00:00Z" },
  ];
  test.each([
    ["231", {}],
    ["231", { orderField: "createTime", orderDirection: "desc" }],
    ["13", { orderDirection: "asc", vpcId: "vpc-default0" }],
    ["312", { orderField: "eniName", orderDirection: "asc" }],
    ["2", { vpcId: "vpc-other000" }],
    ["3", { instanceId: "ins-aaaaaaaa", eniName: "a" }],
    ["1", { eniDescription: "ho" }],
    ["1", { networkInterfaceId: "eni-11111111" }],
    ["3", { offset: "1", limit: "1" }],
  ])("finds %s by %j", (expected, parameters: Record<string, string>) => {
    const body = ask(new Tencent({ enis, instances: [{ id: "ins-aaaaaaaa", vendor: VPC }] }), parameters);
    const items = (body["data"] as { data: { networkInterfaceId: string }[] }).data;
    const ids = items.map(({ networkInterfaceId }) => networkInterfaceId.slice(4, 5)).filter((id) => id !== "p");
    expect(ids.join("")).toBe(expected);
  });

  test("limits: 20 by default, 50 at most, one id", () => {
    const many = Array.from({ length: 60 }, (_, index) => ({
      id: `eni-${String(index).padStart(8, "0")}`,
      vendor: VPC,
    }));
    const bench = new Tencent({ enis: many, instances: [] });
    const count = (parameters: Record<string, string>) => (ask(bench, parameters)["data"] as { data: unknown[] }).data.length; // prettier-ignore
    expect([count({}), count({ limit: "50" }), count({ offset: "55" })]).toEqual([20, 50, 5]);
    for (const parameters of [
      { limit: "51" },
      { limit: "0" },
      { limit: "x" },
      { orderField: "age" },
      { orderDirection: "up" },
    ])
      // prettier-ignore
      expect(bench.v2(DESCRIBE, parameters).code).toBe(4000);
    expect(bench.v2(DESCRIBE, { vpcId: "vpc-99999999" }).codeDesc).toBe("InvalidVpc.NotFound");
  });
});
