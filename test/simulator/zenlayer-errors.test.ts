// Every error code of DetachNetworkInterface (ZEC's page of DetachNetworkInterface) and of both generations of the two pages: how a client provokes it
// here, with its HTTP status. Nothing changes in the world by a refused call.
import { describe, expect, test } from "@jest/globals";
import { errorTable } from "../../simulator/faces/zenlayer-zec/errors.ts";
import { ids, inZec, zecWorld } from "./zenlayer-callers.ts";
import type { ZecWorld } from "./zenlayer-callers.ts";

interface Row {
  status: number;
  world?: ZecWorld;
  action?: "AttachNetworkInterface" | "DetachNetworkInterface";
  nicId?: string;
  instanceId?: string;
}

const attach = { action: "AttachNetworkInterface", nicId: ids.nic2 } as const;
const first = { id: ids.nic1, instanceId: ids.a };
const two = (more: Record<string, unknown> = {}) => [{ ...first, ...more }, { id: ids.nic2 }];
const instanceA = (more: Record<string, unknown>) => [{ id: ids.a, ...more }, { id: ids.b }];

const newer: Record<string, Row> = {
  // Seed 002, in its order.
  INVALID_NIC_LB_ASSOCIATED: { status: 409, world: { enis: two({ linked: true }) } },
  INVALID_NIC_NOT_FOUND: { status: 404, nicId: "1" },
  INVALID_NIC_PRIMARY_CANT_DETACH: { status: 409, nicId: ids.primaryOfA },
  INVALID_NIC_STATUS: { status: 400, nicId: ids.nic2 },
  OPERATION_DENIED_INSTANCE_STATUS_NOT_SUPPORT: {
    status: 400,
    world: { enis: two(), instances: instanceA({ status: "stopped" }) },
  },
  // AttachNetworkInterface.
  INVALID_INSTANCE_NOT_FOUND: { ...attach, status: 404, instanceId: "1" },
  INVALID_NIC_ATTACHED: { ...attach, status: 400, nicId: ids.nic1, instanceId: ids.b },
  INVALID_NIC_INSTANCE_REGION_MISMATCH: {
    ...attach,
    status: 409,
    world: { enis: [first, { id: ids.nic2, region: "europe-central-1" }] },
  },
};
const older: Record<string, Row> = {
  OPERATION_FAILED_RESOURCE_NOT_FOUND: { status: 404, nicId: "1" },
  OPERATION_DENIED_NIC_NOT_EXIST_INSTANCE: { status: 403, nicId: ids.nic2 },
  INVALID_NIC_STATUS: { status: 400, world: { enis: two({ status: "detaching" }) } },
  INVALID_NIC_PRIMARY_CANT_DETACH: { status: 409, nicId: ids.primaryOfA },
  OPERATION_DENIED_INSTANCE_STATUS_NOT_SUPPORT: {
    status: 403,
    world: { enis: two(), instances: instanceA({ status: "stopped" }) },
  },
  INVALID_INSTANCE_PRECHECK_ABNORMAL: { status: 400, world: { settings: { abnormalInstances: [ids.a] } } },
  INVALID_NIC_ATTACHED: { ...attach, status: 400, nicId: ids.nic1, instanceId: ids.b },
  INVALID_INSTANCE_NIC_LIMIT: { ...attach, status: 400, world: { enis: two(), instances: instanceA({ maxEnis: 2 }) } },
};

function provoke(
  { world = {}, action = "DetachNetworkInterface", nicId = ids.nic1, instanceId = ids.a }: Row,
  errors: string,
) {
  const { cloud, call } = inZec(zecWorld({ enis: two(), ...world, settings: { errors, ...world.settings } }));
  const before = cloud.world.snapshot();
  const answer = call(action, action === "AttachNetworkInterface" ? { nicId, instanceId } : { nicId });
  return { answer, before, after: cloud.world.snapshot() };
}

describe.each([
  ["new", newer],
  ["old", older],
])("the %s generation", (generation, table) => {
  test.each(Object.entries(table))("%s", (code, row) => {
    const { answer, before, after } = provoke(row, generation);
    expect([answer.code, answer.status]).toEqual([code, row.status]);
    expect(answer.body.response).toBeUndefined();
    expect(after).toEqual(before);
  });
});

test("an attach to an instance that is not there, in the words of the older pages", () => {
  const row: Row = { ...attach, status: 404, instanceId: "1" };
  expect(provoke(row, "old").answer).toMatchObject({ status: 404, code: "OPERATION_FAILED_RESOURCE_NOT_FOUND" });
});

test("the check before the operation is the last: what else is wrong is said first", () => {
  const settings = { abnormalInstances: [ids.a] };
  const check = provoke({ ...attach, status: 400, world: { settings } }, "new").answer;
  expect(check.code).toBe("INVALID_INSTANCE_PRECHECK_ABNORMAL");
  const instances = instanceA({ status: "stopped" });
  const stopped = provoke({ ...attach, status: 400, world: { settings, instances } }, "new").answer;
  expect(stopped.code).toBe("OPERATION_DENIED_INSTANCE_STATUS_NOT_SUPPORT");
});

test("an attached vNIC is told from one that is moving", () => {
  const codeOf = (status: string) =>
    provoke({ ...attach, status: 400, nicId: ids.nic1, world: { enis: two({ status }) } }, "new").answer.code;
  expect(codeOf("inUse")).toBe("INVALID_NIC_ATTACHED");
  expect(codeOf("attaching")).toBe("INVALID_NIC_STATUS");
  expect(codeOf("detaching")).toBe("INVALID_NIC_STATUS");
});

test.each(["starting", "stopping", "stopped", "pending"])(
  "an instance that is %s takes no vNIC and gives none",
  (status) => {
    const world = { enis: two(), instances: instanceA({ status }) };
    const expected = "OPERATION_DENIED_INSTANCE_STATUS_NOT_SUPPORT";
    expect(provoke({ status: 400, world }, "new").answer.code).toBe(expected);
    expect(provoke({ ...attach, status: 400, world }, "new").answer.code).toBe(expected);
  },
);

test("a detach that is sent again while it is under way is refused, unlike Alibaba's", () => {
  const { call } = inZec(zecWorld({ enis: two() }));
  expect(call("DetachNetworkInterface", { nicId: ids.nic1 }).status).toBe(200);
  expect(call("DetachNetworkInterface", { nicId: ids.nic1 }).code).toBe("INVALID_NIC_STATUS");
});

test("an instance holds 8 vNICs unless the world says otherwise, its primary one included", () => {
  const enis = Array.from({ length: 8 }, (_, index) => ({
    id: `${index}`,
    ...(index < 7 ? { instanceId: ids.a } : {}),
  }));
  const { call } = inZec(zecWorld({ enis }));
  expect(call("AttachNetworkInterface", { nicId: "7", instanceId: ids.a }).code).toBe("INVALID_INSTANCE_NIC_LIMIT");
  expect(call("AttachNetworkInterface", { nicId: "7", instanceId: ids.b }).status).toBe(200);
});

test("zones of one region may differ, and so may networks", () => {
  const { call } = inZec(zecWorld({ enis: [{ id: ids.nic1, zone: "asia-east-1b", vpc: "7" }] }));
  expect(call("AttachNetworkInterface", { nicId: ids.nic1, instanceId: ids.a }).status).toBe(200);
});

describe("parameters", () => {
  test.each<[string, unknown, string]>([
    ["DetachNetworkInterface", {}, "MISSING_PARAMETER"],
    ["DetachNetworkInterface", { nicId: "" }, "MISSING_PARAMETER"],
    ["DetachNetworkInterface", { nicId: null }, "MISSING_PARAMETER"],
    ["DetachNetworkInterface", { nicId: 1304682049596034 }, "INVALID_PARAMETER_TYPE"],
    ["AttachNetworkInterface", { nicId: ids.nic1 }, "MISSING_PARAMETER"],
    ["AttachNetworkInterface", { instanceId: ids.a }, "MISSING_PARAMETER"],
    ["DescribeNetworkInterfaces", { nicIds: ids.nic1 }, "INVALID_PARAMETER_TYPE"],
    ["DescribeNetworkInterfaces", { nicIds: [7] }, "INVALID_PARAMETER_TYPE"],
    ["DescribeNetworkInterfaces", { nicIds: Array.from({ length: 101 }, String) }, "INVALID_PARAMETER_EXCEED_LENGTH"],
    ["DescribeNetworkInterfaces", { tagKeys: Array.from({ length: 21 }, String) }, "INVALID_PARAMETER_EXCEED_LENGTH"],
    ["DescribeNetworkInterfaces", { tags: [{ value: "x" }] }, "MISSING_PARAMETER"],
    ["DescribeNetworkInterfaces", { pageSize: 1001 }, "INVALID_PARAMETER_EXCEED_MAXIMUM"],
    ["DescribeNetworkInterfaces", { pageSize: 0 }, "INVALID_PARAMETER_LESS_MINIMUM"],
    ["DescribeNetworkInterfaces", { pageNum: 0 }, "INVALID_PARAMETER_LESS_MINIMUM"],
    ["DescribeNetworkInterfaces", { pageNum: "2" }, "INVALID_PARAMETER_TYPE"],
    ["DescribeNetworkInterfaces", { status: "IN_USE" }, "INVALID_PARAMETER_VALUE"],
    ["DescribeNetworkInterfaces", { nicType: "primary" }, "INVALID_PARAMETER_VALUE"],
    ["DescribeInstances", { instanceIds: Array.from({ length: 101 }, String) }, "INVALID_PARAMETER_EXCEED_LENGTH"],
    ["DescribeInstances", { status: "Running" }, "INVALID_PARAMETER_VALUE"],
    [
      "DescribeInstancesStatus",
      { instanceIds: Array.from({ length: 101 }, String) },
      "INVALID_PARAMETER_EXCEED_LENGTH",
    ],
  ])("%s %j: %s", (action, body, code) => {
    const { call } = inZec();
    expect(call(action, body)).toMatchObject({ status: 400, code });
  });
});

test("what is in the table has a text, and a status of an error", () => {
  for (const [code, { status, message }] of Object.entries(errorTable)) {
    expect([code, status >= 400 && status < 600]).toEqual([code, true]);
    expect([code, message]).toEqual([code, expect.stringMatching(/^[A-Za-z].*\.$/)]);
  }
});
