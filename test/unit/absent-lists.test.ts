// A page whose list is null or absent: empty where the answer counts 0 things, else unreadable, since it must not say that something
// is gone.
import { describe, expect, test } from "@jest/globals";
import { allVendors } from "../../provider/vendors/index.ts";
import type { Vendor } from "../../provider/vendors/vendor.ts";

type Body = (list: unknown, total: unknown) => unknown;

const listed =
  (list: string, total: string): Body =>
  (items, count) => ({ [list]: items, [total]: count });
const response = (items: unknown, count: unknown) => ({ response: { dataSet: items, totalCount: count } });

const bodies: Readonly<Record<string, Readonly<Record<string, readonly ["enis" | "instances", Body]>>>> = {
  "tencentcloud-vpc": {
    ENIs: ["enis", listed("NetworkInterfaceSet", "TotalCount")],
    instances: ["instances", listed("InstanceSet", "TotalCount")],
  },
  "tencentcloud-ecm": {
    ENIs: ["enis", listed("NetworkInterfaceSet", "TotalCount")],
    instances: ["instances", listed("InstanceSet", "TotalCount")],
  },
  "tencentcloud-vpc-v2": {
    "ENIs, old form": ["enis", listed("data", "totalCount")],
    "ENIs, new form": ["enis", (items, count) => ({ data: { data: items, totalNum: count } })],
  },
  "zenlayer-zec": { ENIs: ["enis", response], instances: ["instances", response] },
};

const vendors = await allVendors();

test("every vendor that counts is here: Alibaba's TotalCount is no count with MaxResults, so its lists have to be there", () => {
  expect(["alicloud-ecs", ...Object.keys(bodies)].sort()).toEqual(vendors.map(({ name }) => name).sort());
});

const cases = vendors.flatMap((vendor) =>
  Object.entries(bodies[vendor.name] ?? {}).map(
    ([what, [about, body]]) => [vendor.name, what, vendor, about, body] as const,
  ),
);

describe.each(cases)("%s, %s", (_name, _what, vendor: Vendor, about, body) => {
  const read = (list: unknown, total: unknown) =>
    vendor[about].read(body(list, total), vendor[about].byIds(["id"], "region"));

  test.each([
    ["null", null],
    ["absent", undefined],
    ["empty", []],
  ])("%s, and 0 are counted: nothing is there", (_how, list) => {
    for (const total of [0, "0"]) {
      expect(read(list, total)).toMatchObject({ items: [] });
      expect(read(list, total).unread).toBeUndefined();
    }
  });

  test.each([
    ["1 is counted", 1],
    ["nothing is counted", undefined],
    ["the count is null", null],
    ["the count is a text of another kind", "none"],
  ])("null or absent, and %s: unreadable", (_how, total) => {
    for (const list of [null, undefined]) expect(() => read(list, total)).toThrow();
  });

  test("empty, and 1 is counted: it is not said to be gone", () => {
    for (const total of [1, "1"])
      expect(read([], total)).toMatchObject({ items: [], unread: "1 counted, and none shown" });
  });

  test("a list of another type is unreadable, whatever is counted", () => {
    for (const list of ["", 0, {}]) expect(() => read(list, 0)).toThrow();
  });
});
