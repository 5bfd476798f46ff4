// Every error code of the two Tencent seeds (000: legacy detach, 003: ECM detach) and of the API 3.0 pages for attach and detach: how a
// client provokes it here, or why these calls cannot.
import { describe, expect, test } from "@jest/globals";
import { both, ECM, ecmBoth, ID, KEY, Tencent, v2Both, VPC } from "./tencent-callers.ts";
import type { Tc3Options } from "./tencent-callers.ts";

interface Provoked {
  world?: Record<string, unknown>;
  action?: "AttachNetworkInterface" | "DetachNetworkInterface" | "DescribeNetworkInterfaces" | "DescribeInstances";
  /** Added to the usual ones; null leaves one out. */
  parameters?: Record<string, unknown>;
  /** Instead of the usual ones. */
  whole?: Record<string, unknown>;
  options?: Tc3Options;
  before?: (bench: Tencent) => void;
}
type Row = Provoked | { impossible: string };

const serverSide = "a failure of the server: a fault rule answers it";
const attached = (vendor: string, more: Record<string, unknown> = {}) => {
  const [id, instanceId] = vendor === VPC ? ["eni-11111111", "ins-aaaaaaaa"] : ["eni-33333333", "ein-aaaaaaaa"];
  return { enis: [{ id, vendor, instanceId, ...more }] };
};
const denied = (more: Record<string, unknown> = {}) => ({
  accounts: [{ accessKeyId: ID, accessKeySecret: KEY, denied: ["DetachNetworkInterface"], ...more }],
});
const attach = { action: "AttachNetworkInterface" } as const;
const instances = (more: Record<string, unknown>) => ({
  instances: [
    { id: "ins-aaaaaaaa", vendor: VPC, ...more },
    { id: "ein-aaaaaaaa", vendor: ECM, ...more },
  ],
});

const seed003: Record<string, Row> = {
  "FailedOperation.InternalOperationFailure": { impossible: serverSide },
  "InvalidParameter.InvalidDataFormat": { parameters: { InstanceId: 7 } },
  InvalidParameterValue: { parameters: { EcmRegion: "Xi'an" } },
  "InvalidParameterValue.InvalidPublicParam": { options: { region: "nowhere" } },
  "InvalidParameterValue.InvalidRegion": { parameters: { EcmRegion: "ap-nowhere-ecm" } },
  "InvalidParameterValue.Malformed": { parameters: { NetworkInterfaceId: "eni_1" } },
  ResourceNotFound: { parameters: { NetworkInterfaceId: "eni-99999999" } },
  "UnauthorizedOperation.ForbiddenOperation": { world: denied() },
  UnsupportedOperation: { parameters: { NetworkInterfaceId: "eni-qaaaaaaa" } },
  "UnsupportedOperation.InvalidState": {},
};

const ecmOthers: Record<string, Provoked> = {
  MissingParameter: { parameters: { EcmRegion: null } },
  "AuthFailure.UnauthorizedOperation": {
    world: { ...denied(), faces: { [ECM]: { deniedCode: "AuthFailure.UnauthorizedOperation" } } },
  },
  "UnsupportedOperation.AttachmentNotFound": {
    world: { faces: { [ECM]: { notAttachedCode: "UnsupportedOperation.AttachmentNotFound" } } },
  },
  "UnsupportedOperation.AttachmentAlreadyExists": { ...attach, world: attached(ECM) },
  "UnsupportedOperation.VpcMismatch": {
    ...attach,
    world: { enis: [{ id: "eni-33333333", vendor: ECM, vpc: "vpc-other000" }] },
  },
  "LimitExceeded.EniQuotaLimitExceeded": { ...attach, world: instances({ maxEnis: 1 }) },
  "UnsupportedOperation.MutexOperationTaskRunning": {
    world: { tasks: { exclusive: true } },
    before: (bench) => bench.ecm("AttachNetworkInterface", ecmBoth),
  },
  "InvalidParameterValue.InvalidFilter": {
    action: "DescribeNetworkInterfaces",
    whole: { Filters: [{ Name: "colour", Values: ["red"] }] },
  },
  "InvalidParameterValue.LimitExceeded": {
    action: "DescribeNetworkInterfaces",
    whole: { NetworkInterfaceIds: Array.from({ length: 101 }, () => "eni-33333333") },
  },
  "InvalidParameter.Coexist": {
    action: "DescribeNetworkInterfaces",
    whole: { NetworkInterfaceIds: ["eni-33333333"], Filters: [] },
  },
  "InvalidParameterValue.FilterLimitExceeded": {
    action: "DescribeInstances",
    whole: { Filters: [{ Name: "instance-id", Values: ["1", "2", "3", "4", "5", "6"] }] },
  },
};

/** API 3.0: Detach first, then what the page of Attach has besides, then those of the whole service (sections 2.4 and 2.5). */
const vpc: Record<string, Row> = {
  "InternalError.ModuleError": { impossible: serverSide },
  "InvalidParameterValue.Malformed": { parameters: { InstanceId: "ein-aaaaaaaa" } },
  "LimitExceeded.ActionLimited": { impossible: "another word for a rate limit, which is answered as RequestLimitExceeded" },
  ResourceNotFound: { parameters: { InstanceId: "ins-99999999" } },
  UnsupportedOperation: { parameters: { NetworkInterfaceId: "eni-paaaaaaa" } },
  "UnsupportedOperation.IdempotentParameterMismatch": {
    parameters: { ClientToken: "t" },
    before: (bench) => bench.vpc("AttachNetworkInterface", { ...both, ClientToken: "t" }),
  },
  "UnsupportedOperation.IdempotentProcessing": {
    ...attach,
    parameters: { ClientToken: "t" },
    before: (bench) => bench.vpc("AttachNetworkInterface", { ...both, ClientToken: "t" }),
  },
  "UnsupportedOperation.InstanceAssociateHavip": { world: attached(VPC, { linked: true }) },
  "UnsupportedOperation.InvalidState": {},
  LimitExceeded: { ...attach, world: instances({ maxEnis: 1 }) },
  "UnsupportedOperation.AttachmentAlreadyExists": { ...attach, world: attached(VPC) },
  "UnsupportedOperation.ResourceIsInvalidState": {
    ...attach,
    world: { enis: [{ id: "eni-11111111", vendor: VPC, status: "deleting" }] },
  },
  "UnsupportedOperation.UnsupportedInstanceFamily": {
    ...attach,
    parameters: { AttachType: 1 },
    world: instances({ extensionEnis: false }),
  },
  "UnsupportedOperation.VpcMismatch": {
    ...attach,
    world: { enis: [{ id: "eni-11111111", vendor: VPC, vpc: "vpc-other000" }] },
  },
  "UnsupportedOperation.ZoneMismatch": {
    ...attach,
    world: { enis: [{ id: "eni-11111111", vendor: VPC, zone: "ap-guangzhou-4" }] },
  },
  "UnsupportedOperation.EniServiceManaged": { world: attached(VPC, { serviceManaged: true }) },
  "UnsupportedOperation.MutexOperationTaskRunning": {
    ...attach,
    world: { tasks: { exclusive: true } },
    before: (bench) => bench.vpc("AttachNetworkInterface", both),
  },
  "UnsupportedOperation.AttachmentNotFound": {
    world: { faces: { [VPC]: { notAttachedCode: "UnsupportedOperation.AttachmentNotFound" } } },
  },
  "UnauthorizedOperation.AttachmentNotFound": {
    parameters: { InstanceId: "ins-bbbbbbbb" },
    world: {
      faces: { [VPC]: { notAttachedCode: "UnauthorizedOperation.AttachmentNotFound" } },
      enis: [{ id: "eni-11111111", vendor: VPC, instanceId: "ins-aaaaaaaa" }],
    },
  },
  UnauthorizedOperation: { world: denied() },
  "AuthFailure.UnauthorizedOperation": {
    world: { ...denied(), faces: { [VPC]: { deniedCode: "AuthFailure.UnauthorizedOperation" } } },
  },
  "InvalidParameter.FilterInvalidKey": filtering({ Name: "colour", Values: [] }),
  "InvalidParameter.FilterNotDict": filtering("vpc-id"),
  "InvalidParameter.FilterValuesNotList": filtering({ Name: "vpc-id", Values: "vpc-default0" }),
  "InvalidParameterValue.NotUtf8EncodingError": { impossible: "JSON is UTF-8, and names are compared as they come" },
  "InvalidParameterValue.Range": { action: "DescribeNetworkInterfaces", whole: { Limit: 101 } },
  "InvalidParameterValue.LimitExceeded": {
    action: "DescribeNetworkInterfaces",
    whole: { NetworkInterfaceIds: Array.from({ length: 101 }, () => "eni-11111111") },
  },
  "InvalidParameter.Coexist": {
    action: "DescribeNetworkInterfaces",
    whole: { NetworkInterfaceIds: ["eni-11111111"], Filters: [] },
  },
  "InvalidInstanceId.Malformed": { action: "DescribeInstances", whole: { InstanceIds: ["i-1"] }, options: { service: "cvm" } },
  InvalidFilter: { action: "DescribeInstances", whole: { Filters: [] }, options: { service: "cvm" } },
}; // prettier-ignore

function filtering(filter: unknown): Provoked {
  return { action: "DescribeNetworkInterfaces", whole: { Filters: [filter] } };
}

const seed000: Record<string, Row & { number: number }> = {
  "InvalidVpc.NotFound": { number: 5000, parameters: { vpcId: "vpc-99999999" } },
  "InvalidNetworkInterface.NotFound": { number: 5000, parameters: { networkInterfaceId: "eni-99999999" } },
  "InvalidInstance.NotFound": { number: 5000, parameters: { instanceId: "ins-99999999" } },
  "InvalidNetworkInterface.NotAttached": { number: 5100 },
};

const v2Others: Record<string, Provoked & { number: number }> = {
  "InvalidNetworkInterface.AlreadyAssociated": { number: 5100, ...attach, world: attached(VPC) },
  "UnsupportedOperation.InvalidState": { number: 5100, ...attach, world: instances({ status: "starting" }) },
  "UnsupportedOperation.ZoneMismatch": { number: 5100, ...attach, world: (vpc["UnsupportedOperation.ZoneMismatch"] as Provoked).world ?? {} }, // prettier-ignore
  "UnsupportedOperation.VpcMismatch": {
    number: 5100,
    ...attach,
    parameters: { vpcId: "vpc-other000" },
    world: (vpc["UnsupportedOperation.VpcMismatch"] as Provoked).world ?? {},
  },
  LimitExceeded: { number: 5100, ...attach, world: instances({ maxEnis: 1 }) },
  "UnsupportedOperation.EniServiceManaged": { number: 5100, world: attached(VPC, { serviceManaged: true }) },
  UnsupportedOperation: { number: 5100, parameters: { networkInterfaceId: "eni-paaaaaaa" } },
  "UnsupportedOperation.MutexOperationTaskRunning": {
    number: 5100,
    ...attach,
    world: { tasks: { exclusive: true } },
    before: (bench) => bench.v2("AttachNetworkInterface", v2Both),
  },
  InvalidParameter: { number: 4000, parameters: { instanceId: "i-1" } },
  UnauthorizedOperation: { number: 4101, world: denied() },
};

function provoke(row: Provoked, usual: Record<string, unknown>) {
  const bench = new Tencent(row.world);
  row.before?.(bench);
  const given = { ...usual, ...row.parameters };
  const parameters = row.whole ?? Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
  const action = row.action ?? "DetachNetworkInterface";
  return { bench, action, parameters, before: bench.cloud.world.snapshot() };
}

const provocable = <Kind extends Row>(table: Record<string, Kind>) =>
  Object.entries(table).flatMap(([code, row]): [string, Exclude<Kind, { impossible: string }>][] =>
    "impossible" in row ? [] : [[code, row as Exclude<Kind, { impossible: string }>]],
  );
const impossible = (table: Record<string, Row>) =>
  Object.entries(table).flatMap(([code, row]) => ("impossible" in row ? [{ code, ...row }] : []));

describe("ECM", () => {
  test("the page of DetachNetworkInterface lists 10 codes", () => {
    expect(Object.keys(seed003)).toHaveLength(10);
  });

  test.each([...provocable(seed003), ...provocable(ecmOthers)])("%s", (code, row) => {
    const { bench, action, parameters, before } = provoke(row, ecmBoth);
    const answer = bench.ecm(action, parameters, row.options);
    expect([answer.status, answer.code]).toEqual([200, code]);
    expect(bench.cloud.world.snapshot()).toEqual(before);
  });

  test.each(impossible(seed003))("$code cannot be provoked ($impossible)", ({ code }) => {
    const bench = new Tencent();
    bench.cloud.faults.add({ kind: "serverError" });
    const answer = bench.ecm("DetachNetworkInterface", ecmBoth);
    expect([answer.status, answer.code]).toEqual([200, code]);
  });

  test("an unknown instance is a resource that is not found, too; instances of both forms are taken", () => {
    const bench = new Tencent();
    for (const InstanceId of ["ein-99999999", "ins-99999999"])
      expect(bench.ecm("AttachNetworkInterface", { ...ecmBoth, InstanceId }).code).toBe("ResourceNotFound");
  });

  test("another zone has no code of its own", () => {
    const bench = new Tencent({ enis: [{ id: "eni-33333333", vendor: ECM, zone: "ap-xian-ecm-2" }] });
    expect(bench.ecm("AttachNetworkInterface", ecmBoth).code).toBe("UnsupportedOperation");
  });
});

describe("VPC, API 3.0", () => {
  test.each(provocable(vpc))("%s", (code, row) => {
    const { bench, action, parameters, before } = provoke(row, both);
    const answer = bench.vpc(action, parameters, row.options);
    expect([answer.status, answer.code]).toEqual([200, code]);
    expect(bench.cloud.world.snapshot()).toEqual(before);
  });

  test.each(impossible(vpc))("$code cannot be provoked ($impossible), but a fault rule answers it", ({ code }) => {
    const bench = new Tencent();
    bench.cloud.faults.add({ kind: "error", code });
    const answer = bench.vpc("DetachNetworkInterface", both);
    expect([answer.status, answer.code]).toEqual([200, code]);
    expect(answer.message).not.toBe("The request was refused.");
  });
});

describe("legacy API v2", () => {
  test("the page of DetachNetworkInterface lists 4 codes", () => {
    expect(Object.keys(seed000)).toHaveLength(4);
  });

  test.each([...provocable(seed000), ...provocable(v2Others)])("%s", (codeDesc, row) => {
    const { bench, action, parameters, before } = provoke(row, v2Both);
    const answer = bench.v2(action, parameters as Record<string, string>);
    expect([answer.status, answer.code, answer.codeDesc]).toEqual([200, row.number, codeDesc]);
    expect(bench.cloud.world.snapshot()).toEqual(before);
  });

  test("a VPC that is there, but not the ENI's", () => {
    const bench = new Tencent({ enis: [{ id: "eni-11111111", vendor: VPC, vpc: "vpc-other000" }] });
    const answer = bench.v2("DetachNetworkInterface", v2Both);
    expect([answer.code, answer.codeDesc]).toEqual([5000, "InvalidNetworkInterface.NotFound"]);
  });

  test.each(["vpcId", "networkInterfaceId", "instanceId"])("%s is required", (name) => {
    for (const action of ["AttachNetworkInterface", "DetachNetworkInterface"])
      expect(new Tencent().v2(action, { ...v2Both, [name]: "" })).toMatchObject({ code: 4000, body: { message: expect.stringContaining(name) } }); // prettier-ignore
  });

  test("a world file may pair a name with another number", () => {
    const faces = { "tencentcloud-vpc-v2": { numbers: { "InvalidNetworkInterface.NotAttached": 12345 } } };
    expect(new Tencent({ faces }).v2("DetachNetworkInterface", v2Both).code).toBe(12345);
  });

  test.each([
    ["userTypeNotSupported", 4110],
    ["accountNotFound", 4300],
    ["ramUserNotSupported", 4103],
  ])("an account's trouble: %s is %d", (trouble, code) => {
    const bench = new Tencent(denied({ trouble, denied: [] }));
    expect(bench.v2("DescribeNetworkInterfaces", {}).code).toBe(code);
    expect(bench.vpc("DescribeNetworkInterfaces", {}).code).toBe("UnauthorizedOperation");
  });

  test("a denial can be about the resource", () => {
    const bench = new Tencent({ ...denied(), faces: { "tencentcloud-vpc-v2": { deniedCode: "4102" } } });
    expect(bench.v2("DetachNetworkInterface", v2Both).code).toBe(4102);
  });
});

describe("instances", () => {
  const words = {
    running: "RUNNING",
    stopped: "STOPPED",
    pending: "PENDING",
    launchFailed: "LAUNCH_FAILED",
    starting: "STARTING",
    stopping: "STOPPING",
    rebooting: "REBOOTING",
    shutdown: "SHUTDOWN",
    terminating: "TERMINATING",
    enterRescueMode: "ENTER_RESCUE_MODE",
    rescueMode: "RESCUE_MODE",
    exitRescueMode: "EXIT_RESCUE_MODE",
    enterLiveMigrate: "ENTER_SERVICE_LIVE_MIGRATE",
    liveMigrate: "SERVICE_LIVE_MIGRATE",
    exitLiveMigrate: "EXIT_SERVICE_LIVE_MIGRATE",
  };
  test.each(Object.entries(words))(
    "%s is %s; only running and stopped ones take ENIs and give them back",
    (status, word) => {
      const expected = ["running", "stopped"].includes(status) ? undefined : "UnsupportedOperation.InvalidState";
      const free = new Tencent(instances({ status }));
      expect(free.cvm("DescribeInstances", {}).body["InstanceSet"]).toMatchObject([{ InstanceState: word }]);
      expect(free.ecm("DescribeInstances", {}).body["InstanceSet"]).toMatchObject([{ InstanceState: word }]);
      expect(free.vpc("AttachNetworkInterface", both).code).toBe(expected);
      expect(free.ecm("AttachNetworkInterface", ecmBoth).code).toBe(expected);
      const taken = new Tencent({ ...instances({ status }), ...attached(VPC) });
      expect(taken.vpc("DetachNetworkInterface", both).code).toBe(expected);
    },
  );
});

test("what belongs to another owner, or lies in another region, does not exist for the caller", () => {
  const others = { accounts: [{ accessKeyId: ID, accessKeySecret: KEY, owner: "2000000000000002" }] };
  expect(new Tencent(others).vpc("AttachNetworkInterface", both).code).toBe("ResourceNotFound");
  const regions = [
    { id: "ap-guangzhou", vendor: VPC, zones: ["ap-guangzhou-3"] },
    { id: "ap-xian-ecm", vendor: ECM, zones: ["ap-xian-ecm-1"] },
    { id: "ap-shanghai", zones: ["ap-shanghai-1"] },
  ];
  const bench = new Tencent({ regions });
  expect(bench.vpc("AttachNetworkInterface", both, { region: "ap-shanghai" }).code).toBe("ResourceNotFound");
  expect(bench.v2("DetachNetworkInterface", v2Both, { region: "sh" }).codeDesc).toBe("InvalidVpc.NotFound");
  expect(bench.vpc("AttachNetworkInterface", both).code).toBeUndefined();
});
