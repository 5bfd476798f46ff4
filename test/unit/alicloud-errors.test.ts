// The error table of alicloud-ecs: no code of the vendor's pages is missing, and none is taken for more than it says.
import { describe, expect, test } from "@jest/globals";
import type { Meaning } from "../../provider/http/meaning.ts";
import { errorTable, interpret } from "../../provider/vendors/alicloud-ecs/errors.ts";

/** Seed 001 (the Chinese page), in its order. */
const seed001 = [
  [403, "InvalidUserType.NotSupported"],
  [403, "Abs.InvalidAccount.NotFound"],
  [400, "MissingParameter"],
  [403, "Forbidden.NotSupportRAM"],
  [400, "UnsupportedParameter"],
  [403, "Forbidden.SubUser"],
  [400, "InvalidParameter"],
  [400, "InvalidInstanceID.Malformed"],
  [400, "InvalidOperation.InvalidRegion"],
  [400, "InvalidOperation.InvalidEcsState"],
  [400, "InvalidOperation.InvalidEniState"],
  [400, "InvalidOperation.DetachPrimaryEniNotAllowed"],
  [404, "InvalidEcsId.NotFound"],
  [404, "InvalidEniId.NotFound"],
  [404, "InvalidVSwitchId.NotFound"],
  [404, "InvalidSecurityGroupId.NotFound"],
  [403, "EniPerInstanceLimitExceeded"],
  [403, "InvalidOperation.AvailabilityZoneMismatch"],
  [403, "InvalidOperation.VpcMismatch"],
  [403, "SecurityGroupInstanceLimitExceed"],
  [403, "InvalidSecurityGroupId.NotVpc"],
  [403, "InvalidOperation.InvalidEniType"],
  [400, "Forbidden.RegionId"],
  [400, "InvalidParams.EniId"],
] as const;
/** What ECS's English page of DetachNetworkInterface (the English page) adds. */
const seed004 = [
  [403, "MaxEniCountExceeded"],
  [403, "InvalidOperation.EniServiceManaged"],
  [403, "InvalidOperation.EniLinked"],
  [403, "InvalidInstanceId.NotFound"],
] as const;
const documented = [...seed001, ...seed004];

const attach = "AttachNetworkInterface";
const detach = "DetachNetworkInterface";
const describeEnis = "DescribeNetworkInterfaces";
const meanings: readonly Meaning[] = [
  "throttled",
  "transient",
  "credentials",
  "forbidden",
  "goneEni",
  "goneInstance",
  "notAttached",
  "eniState",
  "instanceState",
  "busy",
  "refused",
];

describe("codes of the vendor's pages", () => {
  test.each(documented)("%i %s is in the table, with a meaning for attach and detach", (_status, code) => {
    expect(Object.keys(errorTable)).toContain(code);
    expect(meanings).toContain(errorTable[code]?.attach);
    expect(meanings).toContain(errorTable[code]?.detach);
  });

  test.each(documented)("%i %s means the same whatever its HTTP status", (status, code) => {
    for (const action of [attach, detach, describeEnis]) {
      const meaning = interpret(code, action, status);
      for (const other of [200, 400, 403, 404, 409, 500, 503]) expect(interpret(code, action, other)).toEqual(meaning);
    }
  });

  test("none of them is taken for the vendor's own trouble: each is final, or is looked into", () => {
    for (const [status, code] of documented) {
      expect([attach, detach].map((action) => [code, interpret(code, action, status).meaning])).not.toContainEqual([
        code,
        expect.stringMatching(/^(transient|throttled)$/),
      ]);
    }
  });

  test.each([
    ["InvalidEniId.NotFound", "goneEni"],
    ["InvalidEcsId.NotFound", "goneInstance"],
    ["InvalidInstanceId.NotFound", "goneInstance"],
    ["InvalidOperation.InvalidEniState", "eniState"],
    ["InvalidOperation.InvalidEcsState", "instanceState"],
    ["InvalidOperation.DetachPrimaryEniNotAllowed", "refused"],
    ["Forbidden.SubUser", "forbidden"],
    ["Forbidden.NotSupportRAM", "forbidden"],
    ["EniPerInstanceLimitExceeded", "refused"],
    ["InvalidOperation.Conflict", "busy"],
    ["SignatureDoesNotMatch", "credentials"],
    ["InvalidAccessKeyId.NotFound", "credentials"],
    ["InvalidTimeStamp.Expired", "credentials"],
    ["InvalidSecurityToken.Expired", "credentials"],
    ["ServiceUnavailable", "transient"],
    ["InternalError", "transient"],
    ["SignatureNonceUsed", "transient"],
  ] as const)("%s means %s", (code, meaning) => {
    expect(interpret(code, attach, 400).meaning).toBe(meaning);
    expect(interpret(code, detach, 400).meaning).toBe(meaning);
  });

  test("an ENI that is not on that instance is detached for a detach, and a contradiction for an attach", () => {
    expect(interpret("InvalidParameter.EniNotBelongEcs", detach, 400).meaning).toBe("notAttached");
    expect(interpret("InvalidParameter.EniNotBelongEcs", attach, 400).meaning).toBe("eniState");
  });
});

describe("gone and detached", () => {
  const sayItIsOff = Object.entries(errorTable).filter(([, entry]) =>
    [entry.attach, entry.detach].some((meaning) => meaning === "goneEni" || meaning === "notAttached"),
  );

  test("only these two codes say that the ENI is gone or off", () => {
    expect(sayItIsOff.map(([code]) => code).sort()).toEqual([
      "InvalidEniId.NotFound",
      "InvalidParameter.EniNotBelongEcs",
    ]);
  });

  test("codes of account, VPC, vSwitch and security group never do, nor an instance that is not found", () => {
    const others = Object.keys(errorTable).filter((code) =>
      /Account|Vpc|VSwitch|SecurityGroup|Region|Ecs|Instance/i.test(code),
    );
    expect(others.length).toBeGreaterThan(12);
    for (const code of others.filter((one) => one !== "InvalidParameter.EniNotBelongEcs")) {
      for (const action of [attach, detach, describeEnis]) {
        expect([code, interpret(code, action, 404).meaning]).not.toContainEqual(
          expect.stringMatching(/^(goneEni|notAttached)$/),
        );
      }
    }
  });

  test("an unknown code that looks like them is none of them", () => {
    for (const code of ["InvalidEniId.NotFound.Really", "invalideniid.notfound", "NotFound", "InvalidVpcId.NotFound"]) {
      expect(interpret(code, detach, 404).meaning).toBe("refused");
    }
  });
});

describe("a generic code whose message names a credential", () => {
  const token = 'The specified parameter "SecurityToken.Expired" is not valid.';

  test.each([
    ["InvalidParameter", token],
    [
      "MissingParameter",
      'The input parameter "AccessKeyId" that is mandatory for processing this request is not supplied.',
    ],
    ["InvalidParameter", "The parameter Signature is not valid."],
  ])("%s: %s", (code, message) => {
    for (const action of [attach, detach, describeEnis])
      expect(interpret(code, action, 400, message).meaning).toBe("credentials");
  });

  test("not one that names an argument, and not a code that says what is wrong", () => {
    expect(interpret("InvalidParameter", attach, 400, 'The parameter "InstanceId" is not valid.').meaning).toBe(
      "refused",
    );
    expect(interpret("InvalidParameter", attach, 400, "no: AccessKeyId=LTAI&Signature=ff").meaning).toBe("refused");
    expect(interpret("InvalidOperation.InvalidEniState", attach, 400, token).meaning).toBe("eniState");
    expect(interpret("InvalidParameter.EniNotBelongEcs", detach, 400, token).meaning).toBe("notAttached");
  });
});

test.each([
  ["Forbidden", "forbidden"],
  ["Forbidden.SomethingNew", "forbidden"],
  ["NoPermission.SomethingNew", "forbidden"],
  ["Forbidden.RegionId", "refused"],
  ["InvalidAccessKeyId.SomethingNew", "credentials"],
  ["InvalidSecurityToken.SomethingNew", "credentials"],
  ["OperationConflict.SomethingNew", "busy"],
  ["SystemBusy", "transient"],
  ["Forbiddenness", "refused"],
] as const)("a code of a family means what the family means: %s is %s", (code, meaning) => {
  for (const action of [attach, detach, describeEnis]) expect(interpret(code, action, 403).meaning).toBe(meaning);
});

test("every code for rejected credentials says what to do about them", () => {
  const silent = Object.entries(errorTable).filter(([, { attach: means, hint }]) => means === "credentials" && !hint);
  expect(silent.map(([code]) => code)).toEqual([]);
});

describe("codes that are not in the table", () => {
  test.each([
    "Throttling",
    "Throttling.User",
    "Throttling.Api",
    "Throttling.API",
    "Throttling.Resource",
    "My.Throttling.X",
  ])("%s is throttled, whatever the status", (code) => {
    for (const status of [200, 400, 403, 429, 503]) expect(interpret(code, attach, status).meaning).toBe("throttled");
  });

  test.each([
    [200, "refused"],
    [400, "refused"],
    [403, "refused"],
    [404, "refused"],
    [409, "refused"],
    [499, "refused"],
    [500, "transient"],
    [502, "transient"],
    [503, "transient"],
    [504, "transient"],
  ] as const)("under HTTP %i an unknown code is %s", (status, meaning) => {
    for (const action of [attach, detach, describeEnis])
      expect(interpret("Never.Seen", action, status).meaning).toBe(meaning);
  });

  test("names that every object has are no codes of the table", () => {
    for (const code of ["constructor", "toString", "hasOwnProperty", "__proto__"]) {
      expect([code, interpret(code, detach, 400).meaning]).toEqual([code, "refused"]);
    }
  });
});

test("hints tell the user what to do: a sentence, no code, no placeholder", () => {
  for (const [code, { hint }] of Object.entries(errorTable)) {
    if (hint === undefined) continue;
    expect([code, hint]).toEqual([code, expect.stringMatching(/^[A-Z].*\.$/)]);
    expect(hint).not.toContain("%s");
  }
});
