// Every error code of DetachNetworkInterface (seeds 001 and 004): how a client provokes it here, with its HTTP status; or why
// these calls cannot. Then the codes of AttachNetworkInterface that the page of Detach does not list.
import { describe, expect, test } from "@jest/globals";
import { errorTable } from "../../simulator/faces/alicloud-ecs/errors.ts";
import { inProcess, KEY, SECRET, smallWorld } from "./callers.ts";
import type { Answer, Call, SigningOptions } from "./callers.ts";

type Parameters = Record<string, string>;
interface Provoked {
  status: number;
  world?: Record<string, unknown>;
  action?: "AttachNetworkInterface" | "DetachNetworkInterface" | "DescribeNetworkInterfaces";
  /** An empty text leaves a parameter out. */
  parameters?: Parameters;
  signing?: SigningOptions;
}
type Row = Provoked | { status: number; impossible: string };

const onA = { instanceId: "i-a" };
const account = (more: Record<string, unknown>) => ({
  accounts: [{ accessKeyId: KEY, accessKeySecret: SECRET, ...more }],
});
const noSecurityGroup = "neither call takes a security group, and listings answer an unknown one with an empty set";

const detach: Record<string, Row> = {
  "InvalidUserType.NotSupported": { status: 403, world: account({ trouble: "userTypeNotSupported" }) },
  "Abs.InvalidAccount.NotFound": { status: 403, world: account({ trouble: "accountNotFound" }) },
  MissingParameter: { status: 400, parameters: { InstanceId: "" } },
  "Forbidden.NotSupportRAM": { status: 403, world: account({ trouble: "ramUserNotSupported" }) },
  UnsupportedParameter: {
    status: 400,
    action: "AttachNetworkInterface",
    parameters: { NetworkInterfaceId: "eni-2", NetworkCardIndex: "1" },
  },
  "Forbidden.SubUser": { status: 403, world: account({ denied: ["DetachNetworkInterface"] }) },
  InvalidParameter: { status: 400, parameters: { TrunkNetworkInstanceId: "trunk" } },
  "InvalidInstanceID.Malformed": { status: 400, parameters: { InstanceId: "ins-abc" } },
  "InvalidOperation.InvalidRegion": { status: 400, parameters: { RegionId: "cn-nowhere" } },
  "InvalidOperation.InvalidEcsState": {
    status: 400,
    world: { instances: [{ id: "i-a", status: "stopping" }, { id: "i-b" }] },
  },
  "InvalidOperation.InvalidEniState": { status: 400, parameters: { NetworkInterfaceId: "eni-2" } },
  "InvalidOperation.DetachPrimaryEniNotAllowed": { status: 400, parameters: { NetworkInterfaceId: "eni-ap" } },
  "InvalidEcsId.NotFound": { status: 404, parameters: { InstanceId: "i-gone" } },
  "InvalidEniId.NotFound": { status: 404, parameters: { NetworkInterfaceId: "eni-gone" } },
  "InvalidVSwitchId.NotFound": {
    status: 404,
    impossible: "neither call takes a vSwitch; it belongs to CreateNetworkInterface",
  },
  "InvalidSecurityGroupId.NotFound": { status: 404, impossible: noSecurityGroup },
  MaxEniCountExceeded: {
    status: 403,
    impossible: "counts the ENIs of an account, which attach and detach do not change",
  },
  EniPerInstanceLimitExceeded: {
    status: 403,
    action: "AttachNetworkInterface",
    world: { instances: [{ id: "i-a", maxEnis: 2 }, { id: "i-b" }] },
    parameters: { NetworkInterfaceId: "eni-2" },
  },
  "InvalidOperation.AvailabilityZoneMismatch": {
    status: 403,
    action: "AttachNetworkInterface",
    world: { enis: [{ id: "eni-2", zone: "cn-hangzhou-i" }] },
    parameters: { NetworkInterfaceId: "eni-2" },
  },
  "InvalidOperation.VpcMismatch": {
    status: 403,
    action: "AttachNetworkInterface",
    world: { enis: [{ id: "eni-2", vpc: "vpc-other" }] },
    parameters: { NetworkInterfaceId: "eni-2" },
  },
  SecurityGroupInstanceLimitExceed: { status: 403, impossible: "limits of security groups are not part of this world" },
  "InvalidSecurityGroupId.NotVpc": { status: 403, impossible: noSecurityGroup },
  "InvalidOperation.InvalidEniType": {
    status: 403,
    action: "AttachNetworkInterface",
    parameters: { NetworkInterfaceId: "eni-ap", InstanceId: "i-b" },
  },
  "Forbidden.RegionId": {
    status: 400,
    world: { regions: [{ id: "cn-hangzhou", zones: ["cn-hangzhou-h"], supported: false }] },
  },
  "InvalidParams.EniId": { status: 400, parameters: { NetworkInterfaceId: "eni_1" } },
  "InvalidOperation.EniServiceManaged": {
    status: 403,
    world: { enis: [{ id: "eni-1", ...onA, serviceManaged: true }] },
  },
  "InvalidOperation.EniLinked": { status: 403, world: { enis: [{ id: "eni-1", ...onA, linked: true }] } },
  "InvalidInstanceId.NotFound": {
    status: 403,
    world: { faces: { "alicloud-ecs": { instanceNotFoundCode: "InvalidInstanceId.NotFound" } } },
    parameters: { InstanceId: "i-gone" },
  },
};

const trunk = { id: "eni-1", ...onA, kind: "trunk" };
const others: Record<string, Provoked> = {
  "InvalidParameter.EniNotBelongEcs": { status: 400, parameters: { InstanceId: "i-b" } },
  "InvalidOperation.HasMemberEniAttached": {
    status: 403,
    world: { enis: [trunk, { id: "eni-2", ...onA, trunkEniId: "eni-1" }] },
  },
  "InvalidParameter.EniNotBelongTrunk": {
    status: 403,
    world: { enis: [trunk, { id: "eni-2", ...onA }] },
    parameters: { NetworkInterfaceId: "eni-2", TrunkNetworkInstanceId: "eni-1" },
  },
  "InvalidOperation.EniTypeNotSupportTrunking": {
    status: 403,
    action: "AttachNetworkInterface",
    parameters: { NetworkInterfaceId: "eni-2", TrunkNetworkInstanceId: "eni-1" },
  },
  "InvalidOperation.InvalidTrunkEniStatus": {
    status: 403,
    action: "AttachNetworkInterface",
    world: { enis: [{ id: "eni-1", kind: "trunk" }, { id: "eni-2" }] },
    parameters: { NetworkInterfaceId: "eni-2", TrunkNetworkInstanceId: "eni-1" },
  },
  "InvalidOperation.InstanceTypeNotSupportEniTrunking": {
    status: 403,
    action: "AttachNetworkInterface",
    world: { instances: [{ id: "i-a", trunking: false }], enis: [{ id: "eni-2", kind: "trunk" }] },
    parameters: { NetworkInterfaceId: "eni-2" },
  },
  "InvalidOperation.EniHotPlugNotSupported": {
    status: 400,
    action: "AttachNetworkInterface",
    world: { instances: [{ id: "i-a", hotPlug: false }, { id: "i-b" }] },
    parameters: { NetworkInterfaceId: "eni-2" },
  },
  "Forbidden.RAM": { status: 403, world: account({ denied: ["DetachNetworkInterface"], deniedAs: "ram" }) },
  "InvalidRegionId.NotFound": {
    status: 404,
    action: "DescribeNetworkInterfaces",
    parameters: { RegionId: "cn-nowhere" },
  },
  "InvalidRegionId.MalFormed": {
    status: 400,
    action: "DescribeNetworkInterfaces",
    parameters: { RegionId: "Hangzhou" },
  },
  "InvalidOperation.InvalidEniPageNumber": {
    status: 403,
    action: "DescribeNetworkInterfaces",
    parameters: { PageNumber: "0" },
  },
};

function provoke(row: Provoked): { answer: Answer; call: Call; before: unknown; after: unknown } {
  const base = { enis: [{ id: "eni-1", ...onA }, { id: "eni-2" }] };
  const { cloud, call } = inProcess(smallWorld({ ...base, ...row.world }));
  const asked = { RegionId: "cn-hangzhou", NetworkInterfaceId: "eni-1", InstanceId: "i-a", ...row.parameters };
  const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ""));
  const before = cloud.world.snapshot();
  const answer = call(row.action ?? "DetachNetworkInterface", given, row.signing);
  return { answer, call, before, after: cloud.world.snapshot() };
}

const provocable = (table: Record<string, Row>) =>
  Object.entries(table).flatMap(([code, row]): [string, Provoked][] => ("impossible" in row ? [] : [[code, row]]));

describe("DetachNetworkInterface, seeds 001 and 004", () => {
  test("lists all 28 codes of the two", () => {
    expect(Object.keys(detach)).toHaveLength(28);
  });

  test.each(provocable(detach))("%s", (code, row) => {
    const { answer, before, after } = provoke(row);
    expect([answer.code, answer.status]).toEqual([code, row.status]);
    expect(after).toEqual(before);
  });

  const impossible = Object.entries(detach).flatMap(([code, row]) => ("impossible" in row ? [{ code, ...row }] : []));
  test.each(impossible)(
    "$code cannot be provoked ($impossible), but a fault rule answers it with its status",
    (row) => {
      const { cloud, call } = inProcess();
      cloud.faults.add({ kind: "error", code: row.code });
      const answer = call("DetachNetworkInterface", { RegionId: "cn-hangzhou" });
      expect([answer.code, answer.status]).toEqual([row.code, row.status]);
    },
  );
});

describe("other codes of the API", () => {
  test.each(provocable(others))("%s", (code, row) => {
    const { answer, before, after } = provoke(row);
    expect([answer.code, answer.status]).toEqual([code, row.status]);
    expect(after).toEqual(before);
  });
});

test("the error answer has the documented fields", () => {
  const { answer } = provoke({ status: 400, parameters: { NetworkInterfaceId: "eni-2" } });
  expect(answer.body).toEqual({
    RequestId: expect.stringMatching(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/),
    HostId: "ecs-cn-hangzhou.aliyuncs.com",
    Code: "InvalidOperation.InvalidEniState",
    Message: errorTable["InvalidOperation.InvalidEniState"]?.message,
    Recommend: expect.stringContaining("https://api.aliyun.com/troubleshoot?q=InvalidOperation.InvalidEniState"),
  });
});

test("a world file may give another HTTP status to a code", () => {
  const faces = { "alicloud-ecs": { statuses: { "InvalidEniId.NotFound": 403 } } };
  const { answer } = provoke({ status: 403, world: { faces }, parameters: { NetworkInterfaceId: "eni-gone" } });
  expect([answer.code, answer.status]).toEqual(["InvalidEniId.NotFound", 403]);
});

test("each required parameter is named when it is missing", () => {
  for (const name of ["RegionId", "NetworkInterfaceId", "InstanceId"])
    for (const action of ["AttachNetworkInterface", "DetachNetworkInterface"] as const) {
      const { answer } = provoke({ status: 400, action, parameters: { [name]: "" } });
      expect([answer.code, answer.message]).toEqual(["MissingParameter", expect.stringContaining(`"${name}"`)]);
    }
});

test("what belongs to another owner, or lies in another region, does not exist for the caller", () => {
  const world = {
    ...account({ owner: "2000000000000002" }),
    regions: [
      { id: "cn-hangzhou", zones: ["cn-hangzhou-h"] },
      { id: "cn-beijing", zones: ["cn-beijing-a"] },
    ],
  };
  expect(provoke({ status: 404, world }).answer.code).toBe("InvalidEniId.NotFound");
  const regions = { regions: world.regions };
  const elsewhere = provoke({ status: 404, world: regions, parameters: { RegionId: "cn-beijing" } });
  expect(elsewhere.answer.code).toBe("InvalidEniId.NotFound");
});

test.each(["running", "stopped"])("an instance that is %s is attached to and detached from", (status) => {
  const { cloud, call } = inProcess(smallWorld({ instances: [{ id: "i-a", status }] }));
  const both = { RegionId: "cn-hangzhou", NetworkInterfaceId: "eni-1", InstanceId: "i-a" };
  expect(call("AttachNetworkInterface", both).status).toBe(200);
  cloud.world.advance(2000);
  expect(call("DetachNetworkInterface", both).status).toBe(200);
});
