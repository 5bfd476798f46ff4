// The state machine as the Zenlayer face shows it: words, the switches for what is documented nowhere, releases, and faults.
import { describe, expect, test } from "@jest/globals";
import { answered, inProcess, signedV3 } from "./callers.ts";
import { ids, inZec, zecRequest, zecWorld } from "./zenlayer-callers.ts";
import type { ZecWorld } from "./zenlayer-callers.ts";

const pair = { nicId: ids.nic1, instanceId: ids.a };
const attached = [{ id: ids.nic1, instanceId: ids.a }];

test("attach and detach in the vendor's words; both answer with a request id alone", () => {
  const { call, clock, nic } = inZec(zecWorld({ more: { latency: { attachMs: 1_000, detachMs: 1_000 } } }));
  const seen = () => [nic()?.["status"], nic()?.["instanceId"]];
  expect(seen()).toEqual(["AVAILABLE", ""]);
  expect(Object.keys(call("AttachNetworkInterface", pair).body.response ?? {})).toEqual(["requestId"]);
  expect(seen()).toEqual(["ATTACHING", ids.a]);
  clock.pass(1_000);
  expect(seen()).toEqual(["USED", ids.a]);
  expect(Object.keys(call("DetachNetworkInterface", { nicId: ids.nic1 }).body.response ?? {})).toEqual(["requestId"]);
  expect(seen()).toEqual(["DETACHING", ids.a]);
  clock.pass(1_000);
  expect(seen()).toEqual(["AVAILABLE", ""]);
});

test("a detach takes the vNIC off whatever instance has it: it names none", () => {
  const { cloud, call, clock, nic } = inZec(zecWorld({ enis: attached }));
  cloud.world.placeEni(ids.nic1, ids.b);
  expect(call("DetachNetworkInterface", { nicId: ids.nic1, instanceId: ids.a }).status).toBe(200);
  clock.pass(10_000);
  expect(nic()?.["status"]).toBe("AVAILABLE");
});

describe("switches", () => {
  const free = (more: Record<string, unknown>, world: ZecWorld = {}) => inZec(zecWorld({ ...world, more })).nic();

  test.each([
    ["empty", ""],
    ["null", null],
    ["absent", undefined],
  ])("without an instance, instanceId is %s: %j", (detachedInstanceId, expected) => {
    const nic = free({ switches: { detachedInstanceId } });
    expect(nic?.["instanceId"]).toBe(expected);
    expect("instanceId" in (nic ?? {})).toBe(expected !== undefined);
    const own = free({}, { enis: [{ id: ids.nic1, behaviours: { detachedInstanceId } }] });
    expect(own?.["instanceId"]).toBe(expected);
  });

  test.each([
    ["whenAvailable", ids.a],
    ["whenDetaching", ""],
  ])("instanceId clears %s", (instanceIdClears, while_) => {
    const { call, nic } = inZec(zecWorld({ enis: attached, more: { switches: { instanceIdClears } } }));
    call("DetachNetworkInterface", { nicId: ids.nic1 });
    expect([nic()?.["status"], nic()?.["instanceId"]]).toEqual(["DETACHING", while_]);
    const listed = call("DescribeNetworkInterfaces", { instanceId: ids.a, nicType: "Secondary" }).items;
    expect(listed).toHaveLength(while_ === "" ? 0 : 1);
  });
});

describe("an instance that is released", () => {
  test("takes its secondary vNICs along (dependResource), unless a vNIC is marked as kept", () => {
    const enis = [...attached, { id: ids.nic2, instanceId: ids.a, deleteOnRelease: false }];
    const { cloud, call, nic } = inZec(zecWorld({ enis }));
    cloud.world.releaseInstance(ids.a);
    expect(nic()).toBeUndefined();
    expect(nic(ids.primaryOfA)).toBeUndefined();
    expect(nic(ids.nic2)).toMatchObject({ status: "AVAILABLE" });
    expect(call("DetachNetworkInterface", { nicId: ids.nic1 })).toMatchObject({ status: 404, code: "INVALID_NIC_NOT_FOUND" }); // prettier-ignore
  });
});

describe("faults in this vendor's envelope", () => {
  const struck = (rule: Record<string, unknown>) => {
    const zec = inZec();
    zec.cloud.faults.add({ vendor: "zenlayer-zec", ...rule });
    const at = zec.clock.now();
    const outcome = zec.cloud.receive(zecRequest("AttachNetworkInterface", pair, { at }));
    return { zec, outcome, carriedOut: zec.cloud.world.eni(ids.nic1)?.status !== "available" };
  };
  const answer = (rule: Record<string, unknown>) => answered(struck(rule).outcome);

  test("throttle: 429, with how long to wait in HTTP's own header", () => {
    expect(answer({ kind: "throttle" })).toMatchObject({ status: 429, code: "REQUEST_LIMIT_EXCEEDED" });
    expect(answer({ kind: "throttle", retryAfterMs: 1_500 }).headers["retry-after"]).toBe("2");
    expect(answer({ kind: "throttle" }).headers).not.toHaveProperty("retry-after");
  });

  test("server errors, and a code with the status of the table, which a rule may change", () => {
    expect(answer({ kind: "serverError" })).toMatchObject({ status: 500, code: "INTERNAL_SERVER_ERROR" });
    expect(answer({ kind: "serverError", status: 503 })).toMatchObject({ status: 503, code: "SERVICE_TEMPORARY_UNAVAILABLE" }); // prettier-ignore
    expect(answer({ kind: "error", code: "INVALID_NIC_LB_ASSOCIATED" }).status).toBe(409);
    expect(answer({ kind: "error", code: "INVALID_NIC_LB_ASSOCIATED", status: 400 }).status).toBe(400);
  });

  test.each([
    ["challenge", 403, "challenge"],
    ["blocked", 451, undefined],
  ])("the edge keeps a request (%s): HTML, and nothing is carried out", (page, status, mitigated) => {
    const { outcome, carriedOut } = struck({ kind: "edge", page });
    const { headers, body, status: actual } = answered(outcome);
    expect([actual, headers["cf-mitigated"], carriedOut]).toEqual([status, mitigated, false]);
    expect(headers["content-type"]).toMatch(/^text\/html/);
    expect(body).toMatch(/^<!DOCTYPE html>/);
  });

  test("what the edge keeps has not arrived: at a vendor with nonces, the nonce is still unused", () => {
    const { cloud } = inProcess();
    cloud.faults.add({ kind: "edge", times: 1 });
    const request = signedV3("DescribeInstances", { RegionId: "cn-hangzhou" }, { nonce: "once" });
    expect([0, 1].map(() => answered(cloud.receive(request)).status)).toEqual([403, 200]);
  });

  test("the ids of a call are those of its body, for rules and for the log", () => {
    const { cloud, call } = inZec();
    cloud.faults.add({ kind: "error", code: "INVALID_NIC_STATUS", match: { eni: ids.nic2 } });
    expect(call("DetachNetworkInterface", { nicId: ids.nic2 }).code).toBe("INVALID_NIC_STATUS");
    expect(call("DescribeNetworkInterfaces", { nicIds: [ids.nic1, ids.nic2] }).code).toBe("INVALID_NIC_STATUS");
    expect(call("AttachNetworkInterface", pair).status).toBe(200);
    const [, listed, attach] = cloud.log.list();
    expect(listed).toMatchObject({ enis: [ids.nic1, ids.nic2], parameters: { nicIds: JSON.stringify([ids.nic1, ids.nic2]) } }); // prettier-ignore
    expect(attach).toMatchObject({ eni: ids.nic1, instance: ids.a, accessKeyId: "AKID****MPLE" });
  });

  test("a state word that nobody knows", () => {
    const { cloud, nic } = inZec();
    cloud.faults.add({ kind: "unknownState", word: "PENDING", match: { eni: ids.nic1 }, times: 1 });
    expect([nic()?.["status"], nic()?.["status"]]).toEqual(["PENDING", "AVAILABLE"]);
  });
});
