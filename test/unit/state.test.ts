// Outputs: plain JSON whatever goes in, and state of other versions stays readable.
import { describe, expect, test } from "@jest/globals";
import type { Properties } from "../../provider/attachment/properties.ts";
import { outputsOf, readArguments, readComputed, schemaVersion, toOutputs } from "../../provider/attachment/state.ts";
import { failed } from "../../provider/attachment/outcome.ts";
import { forPulumi, withPartialState } from "../../provider/dynamic/report.ts";
import { subjectOf } from "../../provider/attachment/subject.ts";
import { EniError } from "../../provider/errors.ts";
import { unknownValue } from "../../provider/attachment/properties.ts";
import { alicloudEcs } from "../../provider/vendors/alicloud-ecs/index.ts";
import type { Vendor } from "../../provider/vendors/vendor.ts";
import { makeEni, seeded } from "./fakes.ts";

const vendor: Vendor = alicloudEcs;

/** What Pulumi's protocol can carry: null, booleans, numbers, texts, lists and plain objects of them. */
function carries(value: unknown): boolean {
  if (value === null || typeof value === "boolean" || typeof value === "string") return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(carries);
  if (typeof value !== "object") return false;
  return Object.getPrototypeOf(value) === Object.prototype && Object.values(value).every(carries);
}

/** Anything that a program could come up with, cycles and bigints apart. */
function anything(next: () => number, depth = 0): unknown {
  const leaves: readonly unknown[] = [
    undefined,
    null,
    true,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -0,
    1.5,
    "",
    "text",
    "测试",
    Symbol("s"),
    () => undefined,
    new Date(0),
    new Map([["a", 1]]),
    new Set([1]),
    Buffer.from("x"),
    new Error("e"),
    Promise.resolve(1),
    Object.create(null),
  ];
  const kind = depth > 4 ? 0 : next();
  if (kind < 0.5) return leaves[Math.floor(next() * leaves.length)];
  const count = Math.floor(next() * 4);
  if (kind < 0.75) return Array.from({ length: count }, () => anything(next, depth + 1));
  return Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, anything(next, depth + 1)]));
}

describe("toOutputs", () => {
  test("2,000 nested values made by chance come out as what the protocol can carry, and stay so", () => {
    const next = seeded(42);
    for (let round = 0; round < 2_000; round += 1) {
      const out = toOutputs({ a: anything(next), b: [anything(next)], c: { d: anything(next) } });
      expect(carries(out)).toBe(true);
      expect(toOutputs(out)).toEqual(out);
    }
  });

  test("undefined goes, null stays, a hole in a list becomes null", () => {
    expect(toOutputs({ a: undefined, b: null, c: [undefined, 1], d: { e: undefined } })).toStrictEqual({
      b: null,
      c: [null, 1],
      d: {},
    });
  });

  test("what cannot be carried is an error at once", () => {
    expect(() => toOutputs({ a: 1n })).toThrow();
    const loop: Properties = {};
    loop["self"] = loop;
    expect(() => toOutputs(loop)).toThrow();
  });
});

const args = { vendor: "alicloud-ecs", region: "cn-hangzhou", networkInterfaceId: "eni-1", instanceId: "i-a" };

describe("outputsOf", () => {
  const rest = { attachedTo: "i-a", adopted: false, attachedAt: "2026-01-15T12:00:00.000Z" };

  test("an attached ENI", () => {
    const eni = makeEni({
      phase: "attached",
      vendorState: "InUse",
      instanceId: "i-a",
      macAddress: "00:16:3e:00:00:01",
      privateIpAddresses: ["10.0.0.5"],
    });
    expect(outputsOf({ args, eni, ...rest })).toStrictEqual({
      ...args,
      state: "attached",
      vendorState: "InUse",
      attachedTo: "i-a",
      adopted: false,
      macAddress: "00:16:3e:00:00:01",
      privateIpAddresses: ["10.0.0.5"],
      publicIpAddresses: [],
      attachedAt: "2026-01-15T12:00:00.000Z",
      schemaVersion,
    });
  });

  test.each([
    ["attached elsewhere: the cloud's word", makeEni({ phase: "attached", instanceId: "i-b" }), "attached", "i-b"],
    ["attached, nobody says where", makeEni({ phase: "attached" }), "attached", "i-a"],
    ["attaching elsewhere", makeEni({ phase: "attaching", instanceId: "i-b" }), "detached", "i-a"],
    ["detaching", makeEni({ phase: "detaching", instanceId: "i-b" }), "detached", "i-a"],
    ["detached", makeEni(), "detached", "i-a"],
    ["unknown", makeEni({ phase: "unknown", instanceId: "i-b" }), "detached", "i-a"],
    ["gone", undefined, "detached", "i-a"],
  ])("%s", (_what, eni, state, instanceId) => {
    expect(outputsOf({ args, eni, ...rest })).toMatchObject({ state, instanceId });
  });

  test("nothing of it is ever undefined", () => {
    const next = seeded(3);
    const maybe = (text: string) => (next() < 0.5 ? undefined : text);
    for (let round = 0; round < 200; round += 1) {
      const eni = next() < 0.2 ? undefined : makeEni({ phase: "attached", instanceId: maybe("i-b"), zone: maybe("z") });
      const out = outputsOf({ args: { ...args, region: maybe("r"), rollback: undefined }, eni, ...rest });
      expect(carries(out)).toBe(true);
      expect(Object.keys(out)).not.toContain("rollback");
    }
  });
});

describe("reading a state", () => {
  const full = {
    state: "attached",
    vendorState: "InUse",
    attachedTo: "i-a",
    adopted: true,
    macAddress: "m",
    privateIpAddresses: ["10.0.0.5"],
    publicIpAddresses: ["47.0.0.1"],
    attachedAt: "2026-01-15T12:00:00.000Z",
    schemaVersion: 1,
  };
  const nothing = {
    state: "detached",
    vendorState: "",
    attachedTo: "",
    adopted: false,
    macAddress: "",
    privateIpAddresses: [],
    publicIpAddresses: [],
    attachedAt: "",
    schemaVersion: 1,
  };

  test("of this version", () => expect(readComputed({ ...args, ...full, __provider: "code" })).toEqual(full));

  test("of one that had none of it, or that means something else by it", () => {
    expect(readComputed(args)).toEqual(nothing);
    const foreign = Object.fromEntries(Object.keys(full).map((name) => [name, { odd: true }]));
    expect(readComputed({ ...args, ...foreign })).toEqual(nothing);
    const nulls = Object.fromEntries(Object.keys(full).map((name) => [name, null]));
    expect(readComputed({ ...args, ...nulls })).toEqual(nothing);
  });

  test("of a newer one: what is known is read, and nothing is ours that is not said to be", () => {
    const newer = { ...full, state: "partly", attachedTo: ["i-a"], schemaVersion: 9, extra: 1 };
    expect(readComputed(newer)).toEqual({ ...full, state: "detached", attachedTo: "", schemaVersion: 1 });
  });

  test("arguments are read key for key, without outputs, Pulumi's own and what the vendor does not have", () => {
    const properties = {
      ...args,
      ...full,
      rollback: false,
      timeouts: { attach: "5m" },
      vpcId: "v",
      __provider: "code",
    };
    expect(readArguments(vendor, properties)).toStrictEqual({ ...args, rollback: false, timeouts: { attach: "5m" } });
    for (const missing of ["vendor", "networkInterfaceId", "instanceId"])
      expect(() => readArguments(vendor, { ...args, [missing]: undefined })).toThrow();
  });

  test("the subject of properties: label and key, unknown parts, and what this version does not know", () => {
    expect(subjectOf(args)).toMatchObject({
      label: "alicloud-ecs/cn-hangzhou/eni-1",
      key: "alicloud/cn-hangzhou/eni-1",
      networkInterfaceId: "eni-1",
    });
    for (const name of ["vendor", "region", "networkInterfaceId"])
      expect(subjectOf({ ...args, [name]: unknownValue })).toBeUndefined();
    expect(subjectOf({ ...args, instanceId: unknownValue })).toBeDefined();
    for (const odd of [{ vendor: "aws-ec2" }, { networkInterfaceId: 7 }, { region: 7 }])
      expect(() => subjectOf({ ...args, ...odd })).toThrow(
        /Install the version that made it, or a newer one. \[CONFIGURATION_INVALID\]$/,
      );
  });
});

describe("errors for Pulumi", () => {
  test("partial state carries id, reasons and properties", () => {
    const properties = { ...args, state: "detached", __provider: "code" };
    const error = withPartialState(new EniError("ATTACH_TIMEOUT", { what: "what happened" }), { id: "id", properties });
    expect(error).toMatchObject({
      message: "what happened. [ATTACH_TIMEOUT]",
      id: "id",
      reasons: ["what happened. [ATTACH_TIMEOUT]"],
    });
    expect((error as Error & { properties?: unknown }).properties).toStrictEqual(properties);
  });

  test("an error has no stack trace to show; one that nobody expected gets a code, and says that it is ours", () => {
    const short = forPulumi(new EniError("ATTACH_REFUSED", { what: "said" }), "v/r/e", "create");
    expect(`${short}: ${short.stack}`).toBe("[eni-attachment v/r/e] create failed: ATTACH_REFUSED");
    expect(short.message).toBe("said. [ATTACH_REFUSED]");
    expect(short.cause).toBeInstanceOf(EniError);
    for (const odd of [new TypeError("odd"), "odd"]) {
      const told = forPulumi(failed(odd, { label: "v/r/e" }, "create").error, "v/r/e", "create");
      expect(`${told}: ${told.stack}`).toBe("[eni-attachment v/r/e] create failed: INTERNAL_ERROR");
      expect(told.message).toMatch(/a fault of pulumi-eni-attachment itself: .*odd\. To do: .*\[INTERNAL_ERROR\]$/);
      expect(told.cause).toMatchObject({ remedy: [{ kind: "runAgain", command: "same" }, { kind: "reportFault" }] });
    }
  });
});
