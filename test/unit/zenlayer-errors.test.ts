// The error table of zenlayer-zec: no code of the vendor's pages is missing, and none is taken for more than it says.
import { describe, expect, test } from "@jest/globals";
import type { Meaning } from "../../provider/http/meaning.ts";
import { errorTable, interpret } from "../../provider/vendors/zenlayer-zec/errors.ts";

const attach = "AttachNetworkInterface";
const detach = "DetachNetworkInterface";
const describeNics = "DescribeNetworkInterfaces";

type Row = readonly [status: number, code: string, attach: Meaning, detach: Meaning];

/** Seed 002: DetachNetworkInterface, the newer page, in its order. */
const seed002: readonly Row[] = [
  [409, "INVALID_NIC_LB_ASSOCIATED", "refused", "refused"],
  [404, "INVALID_NIC_NOT_FOUND", "goneEni", "goneEni"],
  [409, "INVALID_NIC_PRIMARY_CANT_DETACH", "refused", "refused"],
  [400, "INVALID_NIC_STATUS", "eniState", "eniState"],
  [400, "OPERATION_DENIED_INSTANCE_STATUS_NOT_SUPPORT", "instanceState", "instanceState"],
];
/** The older page of the same action. */
const olderDetach: readonly Row[] = [
  [404, "OPERATION_FAILED_RESOURCE_NOT_FOUND", "goneInstance", "goneEni"],
  [403, "OPERATION_DENIED_NIC_NOT_EXIST_INSTANCE", "eniState", "notAttached"],
  [400, "INVALID_NIC_STATUS", "eniState", "eniState"],
  [409, "INVALID_NIC_PRIMARY_CANT_DETACH", "refused", "refused"],
  [403, "OPERATION_DENIED_INSTANCE_STATUS_NOT_SUPPORT", "instanceState", "instanceState"],
  [400, "INVALID_INSTANCE_PRECHECK_ABNORMAL", "refused", "refused"],
];
/** AttachNetworkInterface, both pages. */
const attachPages: readonly Row[] = [
  [404, "INVALID_INSTANCE_NOT_FOUND", "goneInstance", "goneInstance"],
  [400, "INVALID_NIC_ATTACHED", "eniState", "eniState"],
  [409, "INVALID_NIC_INSTANCE_REGION_MISMATCH", "refused", "refused"],
  [400, "INVALID_INSTANCE_NIC_LIMIT", "refused", "refused"],
];
const documented = [...seed002, ...olderDetach, ...attachPages];

test.each(documented)(
  "%i %s means %s for an attach and %s for a detach, whatever its HTTP status",
  (status, code, one, other) => {
    expect(errorTable[code]).toMatchObject({ attach: one, detach: other });
    for (const http of [status, 200, 400, 403, 404, 409, 429, 500, 503]) {
      expect(interpret(code, attach, http).meaning).toBe(one);
      expect(interpret(code, detach, http).meaning).toBe(other);
    }
  },
);

describe("common codes", () => {
  test.each<[string, Meaning]>([
    ["AUTHFAILURE_INVALID_AUTHORIZATION", "credentials"],
    ["AUTHFAILURE_SIGNATURE_FAILURE", "credentials"],
    ["AUTHFAILURE_SIGNATURE_EXPIRED", "credentials"],
    ["AUTHFAILURE_UNAUTHORIZED_OPERATION", "forbidden"],
    ["MISSING_PARAMETER", "refused"],
    ["INVALID_PARAMETER_VALUE", "refused"],
    ["OPERATION_FAILED_FOR_RECYCLE_RESOURCE", "refused"],
    ["REQUEST_LIMIT_EXCEEDED", "throttled"],
    ["INTERNAL_SERVER_ERROR", "transient"],
    ["SERVICE_TEMPORARY_UNAVAILABLE", "transient"],
    ["REQUEST_TIMED_OUT", "transient"],
    ["INVALID_OPERATION_TIMEOUT", "transient"],
    ["SECURITY_CHALLENGE", "transient"],
    ["REQUEST_BLOCKED", "transient"],
  ])("%s means %s for every action", (code, meaning) => {
    for (const action of [attach, detach, describeNics]) expect(interpret(code, action, 400).meaning).toBe(meaning);
  });
});

describe("gone and detached", () => {
  const says = (action: "attach" | "detach", meanings: readonly Meaning[]) =>
    Object.entries(errorTable)
      .filter(([, entry]) => meanings.includes(entry[action]))
      .map(([code]) => code)
      .sort();

  test("for a detach only these three codes say that the vNIC is gone or off", () => {
    expect(says("detach", ["goneEni", "notAttached"])).toEqual([
      "INVALID_NIC_NOT_FOUND",
      "OPERATION_DENIED_NIC_NOT_EXIST_INSTANCE",
      "OPERATION_FAILED_RESOURCE_NOT_FOUND",
    ]);
  });

  test("for an attach only one says that the vNIC is gone; the code that does not say what is gone is looked into", () => {
    expect(says("attach", ["goneEni"])).toEqual(["INVALID_NIC_NOT_FOUND"]);
    expect(says("attach", ["notAttached"])).toEqual([]);
    expect(says("attach", ["goneInstance"])).toEqual([
      "INVALID_INSTANCE_NOT_FOUND",
      "OPERATION_FAILED_RESOURCE_NOT_FOUND",
    ]);
  });

  test("a question that fails is never taken for an answer: unknown ids give an empty list", () => {
    for (const code of Object.keys(errorTable)) {
      for (const action of [describeNics, "DescribeInstances"]) {
        expect([code, interpret(code, action, 404).meaning]).not.toContainEqual(
          expect.stringMatching(/^(goneEni|goneInstance|notAttached)$/),
        );
      }
    }
  });

  test("other things that are not found, and codes that only look like these, are final", () => {
    for (const code of [
      "INVALID_SUBNET_NOT_FOUND",
      "INVALID_SECURITY_GROUP_NOT_FOUND",
      "OPERATION_FAILED_RESOURCE_GROUP_NOT_FOUND",
      "INVALID_NIC_NOT_FOUND_",
      "invalid_nic_not_found",
      "Invalid.Nic.Not.Found",
    ])
      expect([code, interpret(code, detach, 404).meaning]).toEqual([code, "refused"]);
  });
});

describe("codes that are not in the table", () => {
  test.each<[number, Meaning]>([
    [400, "refused"],
    [403, "refused"],
    [404, "refused"],
    [409, "refused"],
    [429, "throttled"],
    [500, "transient"],
    [502, "transient"],
    [503, "transient"],
  ])("under HTTP %i they mean %s", (status, meaning) => {
    for (const action of [attach, detach, describeNics])
      expect(interpret("NEVER_SEEN", action, status).meaning).toBe(meaning);
  });

  test("names that every object has are no codes of the table", () => {
    for (const code of ["constructor", "toString", "hasOwnProperty", "__proto__"])
      expect([code, interpret(code, detach, 400).meaning]).toEqual([code, "refused"]);
  });
});

test("hints tell the user what to do; a load balancer's back end has its remedy", () => {
  for (const [code, { hint }] of Object.entries(errorTable)) {
    if (hint !== undefined) expect([code, hint]).toEqual([code, expect.stringMatching(/^[A-Z].*\.$/)]);
  }
  expect(interpret("INVALID_NIC_LB_ASSOCIATED", detach, 409).hint).toMatch(/load balancer: remove it there/);
  expect(interpret("INVALID_INSTANCE_PRECHECK_ABNORMAL", attach, 400).hint).toMatch(/guest agent \(QGA\)/);
});
