// How large the matrix is, and that it has no hole: the numbers are those of the documents.
import { readdirSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { vendorCases } from "../../contract/vendor-cases.ts";
import { casesOf, cloudFaults, onRealProcess } from "./cloud-faults.ts";
import type { FaultCase } from "./cloud-faults.ts";
import { interruptions } from "./interruptions.ts";
import { shareOfFile } from "./matrix.ts";
import type { Operation } from "./ways.ts";

const operations: readonly Operation[] = ["attach", "detach", "move"];
const vendors = vendorCases.map((vendor) => ({ vendor, ...casesOf(vendor) }));
const count = <T>(items: readonly T[], of: (item: T) => unknown) => new Set(items.map(of)).size;

test("the kinds, faults and interruptions that the documents tell", () => {
  expect({
    kinds: count(cloudFaults, ({ kind }) => kind) + count(interruptions, ({ kind }) => kind),
    faults: cloudFaults.length,
    interruptions: count(interruptions, ({ kind, step, clockAheadMs }) => [kind, step, clockAheadMs].join()),
  }).toEqual({ kinds: 17, faults: 54, interruptions: 15 });
});

test.each(vendors.map(({ vendor, present }) => [vendor.vendor, vendor.faultCases, present] as const))(
  "%s has %d cases",
  (_name, cases, present) => {
    expect(present.length + interruptions.length).toBe(cases);
  },
);

test.each(["faults", "processes"])("the files of %s have all shares", (kind) => {
  const files = readdirSync(import.meta.dirname).filter((name) => name.startsWith(`${kind}-`));
  const shares = files.map(shareOfFile);
  expect(shares.map(({ share }) => share)).toEqual(files.map((_file, index) => index + 1));
  expect(new Set(shares.map(({ of }) => of))).toEqual(new Set([files.length]));
});

describe.each(vendors.map((one) => [one.vendor.vendor, one] as const))("%s", (_name, { present, absent }) => {
  const kinds = [...new Set(cloudFaults.map(({ kind }) => kind))];

  test.each(kinds.flatMap((kind) => operations.map((operation) => [kind, operation] as const)))(
    "%s, %s: there are cases, or reasons why there can be none",
    (kind, operation) => {
      const is = ({ fault, way }: (typeof present)[number]) => fault.kind === kind && way.operation === operation;
      const reasons = absent.filter((one) => is(one.case)).map(({ because }) => because);
      expect([...present.filter(is), ...reasons]).not.toEqual([]);
      expect(reasons.every((reason) => reason.includes(" "))).toBe(true);
    },
  );
});

test.each(operations)("each kind of interruption meets %s", (operation) => {
  const met = interruptions.filter(({ way }) => way.operation === operation);
  expect(count(met, ({ kind }) => kind)).toBe(4);
});

test("on the real process each kind of fault meets each operation at one vendor", () => {
  const meetings = (cases: readonly FaultCase[]) =>
    new Set(cases.map(({ fault: { kind }, way: { operation } }) => `${kind}, ${operation}`));
  const alicloud = vendors.find(({ vendor }) => vendor.vendor === "alicloud-ecs");
  if (!alicloud) throw new Error("the matrix has no alicloud-ecs");
  const chosen = onRealProcess(alicloud.vendor);
  expect([...meetings(chosen)].sort()).toEqual([...meetings(alicloud.present)].sort());
  expect(chosen).toHaveLength(meetings(chosen).size);
});
