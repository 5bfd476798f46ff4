// Every error code that vendors' SDKs and pages list is in the vendor's table, or stands in codes-without-entry.ts with the reason.
import { describe, expect, test } from "@jest/globals";
import { allVendors } from "../../../provider/vendors/index.ts";
import { commonErrors } from "../../../provider/vendors/tencentcloud/error-codes.ts";
import type { Vendor } from "../../../provider/vendors/vendor.ts";
import { committedFacts } from "../../../tools/vendor-facts/facts.ts";
import { byFamily, ofOthers } from "./codes-without-entry.ts";

const facts = committedFacts();

/** Of Tencent Cloud's vendors the table of common codes counts too. */
const hasEntry = ({ cloud, errors }: Vendor, code: string): boolean =>
  Object.hasOwn(cloud.startsWith("tencentcloud") ? { ...commonErrors, ...errors } : errors, code);

const vendors = (await allVendors()).map((vendor) => [vendor.name, vendor] as const);

describe.each(vendors)("%s", (name, vendor) => {
  const api = vendor.api(vendor.origin("region"), "region");
  const listed = [...new Set(Object.values(facts.vendors[name]?.codes ?? {}).flat())];
  const family = byFamily[name] ?? [];
  const others = ofOthers[name] ?? [];
  const without = listed.filter((code) => !hasEntry(vendor, code));
  const byName = new Map(family.flatMap(({ codes, meaning }) => codes.map((code) => [code, meaning] as const)));

  test("codes that neither the table nor a reason knows: there are none", () => {
    const isOfOthers = (code: string) => others.some(({ words }) => words.test(code));
    expect(listed.length).toBeGreaterThan(10);
    expect(without.filter((code) => !byName.has(code) && !isOfOthers(code))).toEqual([]);
  });

  test("codes that are understood by their family mean what the family means", () => {
    const meanings = (code: string) =>
      ["AttachNetworkInterface", "DetachNetworkInterface"].map((action) => api.interpret(code, action, 200).meaning);
    expect([...byName.keys()].map((code) => [code, ...meanings(code)])).toEqual(
      [...byName].map(([code, meaning]) => [code, meaning, meaning]),
    );
  });

  test("a question that fails with a code without entry never says that something is gone (lifecycle rule 4)", () => {
    const conclusions = ["goneEni", "goneInstance", "notAttached"];
    const meaning = (code: string) => api.interpret(code, "DescribeNetworkInterfaces", 200).meaning;
    expect(without.filter((code) => conclusions.includes(meaning(code)))).toEqual([]);
  });

  test("no reason is left over: each has a code that has no entry", () => {
    expect([...byName.keys()].filter((code) => !without.includes(code))).toEqual([]);
    expect(others.filter(({ words }) => !without.some((code) => words.test(code)))).toEqual([]);
  });
});
