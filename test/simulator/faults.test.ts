// Every kind of fault over a real connection: what the caller meets, what the world did meanwhile, and what the log says.
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { startLocalCloud } from "../../simulator/server.ts";
import type { LocalCloud } from "../../simulator/server.ts";
import { FaultList } from "../../simulator/world/faults.ts";
import type { FaultRuleInput } from "../../simulator/world/faults.ts";
import { ManualClock, read, send, signedV1, signedV3, smallWorld } from "./callers.ts";

const attach = { RegionId: "cn-hangzhou", NetworkInterfaceId: "eni-1", InstanceId: "i-a" };

let cloud: LocalCloud;
beforeEach(async () => {
  cloud = await startLocalCloud({ world: smallWorld(), clock: new ManualClock() });
});
afterEach(() => cloud.close());

const attachOnce = (nonce?: string) =>
  send(cloud.origin, signedV3("AttachNetworkInterface", attach, nonce === undefined ? {} : { nonce }));
const status = () => cloud.world.eni("eni-1")?.status;
const logged = () => cloud.calls().map(({ status, code, fault }) => ({ status, code, fault }));

describe("what the caller meets", () => {
  test("error: any code, with its own status or the one of the table", async () => {
    cloud.faults.add({ kind: "error", code: "OperationConflict", times: 1 });
    cloud.faults.add({ kind: "error", code: "Invented.Code", status: 418, message: "so it goes", times: 1 });
    expect(read(await attachOnce())).toMatchObject({ status: 400, code: "OperationConflict" });
    expect(read(await attachOnce())).toMatchObject({ status: 418, code: "Invented.Code", message: "so it goes" });
    expect(status()).toBe("available");
    expect(read(await attachOnce()).status).toBe(200);
    expect(logged()).toEqual([
      { status: 400, code: "OperationConflict", fault: "error" },
      { status: 418, code: "Invented.Code", fault: "error" },
      { status: 200, code: undefined, fault: undefined },
    ]);
  });

  test("throttle, with and without a time to wait", async () => {
    cloud.faults.add({ kind: "throttle", retryAfterMs: 1500, times: 1 });
    cloud.faults.add({ kind: "throttle", times: 1 });
    const first = await attachOnce();
    expect([first.status, first.headers["x-acs-retry-after"]]).toEqual([400, "1500"]);
    expect(read(first).code).toBe("Throttling.User");
    const second = await attachOnce();
    expect([read(second).code, second.headers["x-acs-retry-after"]]).toEqual(["Throttling.User", undefined]);
    expect(status()).toBe("available");
  });

  test("dropBefore: the connection breaks, nothing was done, and the nonce is still unused", async () => {
    cloud.faults.add({ kind: "dropBefore", times: 1 });
    await expect(attachOnce("the-same")).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(status()).toBe("available");
    expect(read(await attachOnce("the-same")).status).toBe(200);
    expect(logged()[0]).toEqual({ status: 0, code: undefined, fault: "dropBefore" });
  });

  test("dropAfter: the connection breaks, and it was done", async () => {
    cloud.faults.add({ kind: "dropAfter", times: 1 });
    await expect(attachOnce("the-same")).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(status()).toBe("attaching");
    expect(read(await attachOnce("the-same")).code).toBe("SignatureNonceUsed");
    expect(read(await attachOnce()).code).toBe("InvalidOperation.InvalidEniState");
  });

  test("delay: carried out late, then a normal answer", async () => {
    cloud.faults.add({ kind: "delay", ms: 30, times: 1 });
    expect(read(await attachOnce()).status).toBe(200);
    expect(status()).toBe("attaching");
    expect(logged()).toEqual([{ status: 200, code: undefined, fault: "delay" }]);
  });

  test.each([false, true])("html502 from a gateway, applied: %s", async (applied) => {
    cloud.faults.add({ kind: "html502", applied });
    const answer = await attachOnce();
    expect([answer.status, answer.headers["content-type"]]).toEqual([502, "text/html"]);
    expect(answer.body).toContain("502 Bad Gateway");
    expect(status()).toBe(applied ? "attaching" : "available");
  });

  test.each([
    [500, "InternalError"],
    [503, "ServiceUnavailable"],
  ] as const)("serverError %d", async (code, name) => {
    cloud.faults.add({ kind: "serverError", status: code });
    expect(read(await attachOnce())).toMatchObject({ status: code, code: name });
    expect(status()).toBe("available");
  });

  test("garbage: 200 and a body that breaks off, after it was done", async () => {
    cloud.faults.add({ kind: "garbage" });
    const answer = await attachOnce();
    expect(answer.status).toBe(200);
    expect(() => JSON.parse(answer.body) as unknown).toThrow(SyntaxError);
    expect(status()).toBe("attaching");
  });

  test("hang: until the test breaks it off; the calls after it are answered", async () => {
    cloud.faults.add({ kind: "hang", times: 1 });
    const call = attachOnce();
    while (logged().length === 0) await new Promise((done) => setTimeout(done, 5));
    cloud.breakHanging();
    await expect(call).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(status()).toBe("available");
    expect(read(await attachOnce()).status).toBe(200);
  });

  test("hang: no answer ever, and close() does not wait for it", async () => {
    cloud.faults.add({ kind: "hang", applied: true });
    const waiting = send(cloud.origin, signedV3("AttachNetworkInterface", attach));
    const outcome = expect(waiting).rejects.toMatchObject({ code: "ECONNRESET" });
    while (cloud.calls().length === 0) await new Promise(setImmediate);
    expect(status()).toBe("attaching");
    await cloud.close();
    await outcome;
    cloud = await startLocalCloud({ world: smallWorld() });
  });

  test("unknownState: a word nobody knows, for one ENI only", async () => {
    cloud.faults.add({ kind: "unknownState", word: "Rebalancing", match: { eni: "eni-1" } });
    const ids = { RegionId: "cn-hangzhou", "NetworkInterfaceId.1": "eni-1", "NetworkInterfaceId.2": "eni-2" };
    const { body } = read(await send(cloud.origin, signedV3("DescribeNetworkInterfaces", ids)));
    expect(body["NetworkInterfaceSets"]).toMatchObject({
      NetworkInterfaceSet: [
        { NetworkInterfaceId: "eni-1", Status: "Rebalancing" },
        { NetworkInterfaceId: "eni-2", Status: "Available" },
      ],
    });
  });

  test("a v1 caller that wanted XML gets its errors and its garbage in XML", async () => {
    cloud.faults.add({ kind: "throttle", times: 1 });
    cloud.faults.add({ kind: "garbage", times: 1 });
    const ask = () => send(cloud.origin, signedV1("AttachNetworkInterface", attach, { format: null }));
    expect((await ask()).body).toContain("<Error><RequestId>");
    expect((await ask()).body).toMatch(/^<\?xml/);
  });

  test("a request that is not authenticated meets no fault and uses none up", async () => {
    cloud.faults.add({ kind: "error", code: "InternalError", times: 1 });
    const unsigned = signedV3("AttachNetworkInterface", attach, { secret: "wrong" });
    expect(read(await send(cloud.origin, unsigned)).code).toBe("SignatureDoesNotMatch");
    expect(read(await attachOnce()).code).toBe("InternalError");
  });
});

describe("which calls a rule disturbs", () => {
  const subject = { vendor: "alicloud-ecs", action: "AttachNetworkInterface", enis: ["eni-1"], instances: ["i-a"] };
  const struck = (rules: FaultRuleInput[], calls: number, about = subject) => {
    const list = new FaultList();
    for (const rule of rules) list.add(rule);
    return Array.from({ length: calls }, () => list.take(about)?.id ?? "-").join(" ");
  };

  test("without `times` all of them; with it, so many", () => {
    expect(struck([{ kind: "dropBefore", id: "a" }], 3)).toBe("a a a");
    expect(struck([{ kind: "dropBefore", id: "a", times: 2 }], 3)).toBe("a a -");
  });

  test("`skip` lets the first ones pass, to later rules too", () => {
    expect(struck([{ kind: "dropBefore", id: "a", skip: 2, times: 1 }], 4)).toBe("- - a -");
    const two: FaultRuleInput[] = [
      { kind: "dropBefore", id: "a", skip: 1, times: 1 },
      { kind: "dropAfter", id: "b" },
    ];
    expect(struck(two, 3)).toBe("b a b");
  });

  test("the first that matches wins", () => {
    const rules: FaultRuleInput[] = [
      { kind: "dropBefore", id: "other", match: { action: "DetachNetworkInterface" } },
      { kind: "dropBefore", id: "first", match: { eni: "eni-1" }, times: 1 },
      { kind: "dropBefore", id: "second", match: { instance: "i-a", action: "AttachNetworkInterface" } },
    ];
    expect(struck(rules, 2)).toBe("first second");
    expect(struck(rules, 1, { ...subject, enis: ["eni-2"], instances: ["i-b"] })).toBe("-");
    expect(struck([{ kind: "dropBefore", id: "a", vendor: "zenlayer-zec" }], 1)).toBe("-");
  });

  test("an id can be taken once, and a rule removed by it", () => {
    const list = new FaultList();
    list.add({ kind: "dropBefore", id: "a" });
    expect(() => list.add({ kind: "dropAfter", id: "a" })).toThrow('already a fault rule "a"');
    expect([list.remove("a"), list.remove("a"), list.list()]).toEqual([true, false, []]);
  });
});
