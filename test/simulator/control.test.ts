// The control interface over HTTP: the world, other people's hands, faults, the call log, the clock; and clear refusals.
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { z } from "zod";
import fastify from "fastify";
import { Cloud } from "../../simulator/cloud.ts";
import { control } from "../../simulator/control.ts";
import { startLocalCloud } from "../../simulator/server.ts";
import type { LocalCloud } from "../../simulator/server.ts";
import { ManualClock, send, signedV3, smallWorld, START } from "./callers.ts";

let cloud: LocalCloud;
beforeEach(async () => {
  cloud = await startLocalCloud({ world: smallWorld(), clock: new ManualClock() });
});
afterEach(() => cloud.close());

const anything = z.record(z.string(), z.unknown());

async function ask(
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${cloud.origin}/_control/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? {} : anything.parse(JSON.parse(text)) };
}

const attach = (eni = "eni-1") =>
  send(
    cloud.origin,
    signedV3("AttachNetworkInterface", { RegionId: "cn-hangzhou", NetworkInterfaceId: eni, InstanceId: "i-a" }),
  );

test("health", async () => {
  expect(await ask("GET", "health")).toEqual({ status: 200, body: { status: "ok", now: START } });
});

describe("world", () => {
  test("GET shows the truth without credentials", async () => {
    const { body } = await ask("GET", "world");
    expect(body).toEqual(cloud.world.snapshot());
    expect(JSON.stringify(body)).not.toMatch(/LTAI|ExampleSecret/);
  });

  test("PUT replaces it, for whoever holds it already", async () => {
    const world = cloud.world;
    const { status, body } = await ask("PUT", "world", { enis: [{ id: "eni-9" }] });
    expect([status, body["enis"]]).toEqual([200, [expect.objectContaining({ id: "eni-9" })]]);
    expect(world.enis().map(({ id }) => id)).toEqual(["eni-9"]);
    expect((await attach("eni-9")).body).toContain("InvalidEcsId.NotFound");
  });

  test("PUT of a bad one changes nothing and names the path", async () => {
    const before = cloud.world.snapshot();
    const bad = { enis: [{ id: "eni-1" }, { id: "eni-2", instanceId: "i-x" }] };
    expect(await ask("PUT", "world", bad)).toEqual({
      status: 400,
      body: {
        error: 'enis[1].instanceId: there is no instance "i-x"',
        problems: ['enis[1].instanceId: there is no instance "i-x"'],
      },
    });
    expect((await ask("PUT", "world", { faces: { "alicloud-ecs": { strict: 1 } } })).status).toBe(400);
    expect(cloud.world.snapshot()).toEqual(before);
    expect((await attach()).status).toBe(200);
  });

  test("PUT brings its own fault rules", async () => {
    await ask("PUT", "world", { ...smallWorld(), faults: [{ kind: "serverError", status: 503 }] });
    expect((await attach()).status).toBe(503);
  });
});

describe("ENIs", () => {
  test("attach, detach and delete out of band", async () => {
    expect((await ask("POST", "enis/eni-1/attach", { instanceId: "i-b" })).body).toMatchObject({
      id: "eni-1",
      status: "inUse",
      instanceId: "i-b",
    });
    expect((await ask("POST", "enis/eni-1/detach")).body).toMatchObject({ status: "available" });
    expect((await ask("POST", "enis/eni-1/delete")).status).toBe(204);
    expect(cloud.world.eni("eni-1")).toBeUndefined();
  });

  test("PATCH sets what is named and leaves the rest", async () => {
    await ask("PATCH", "enis/eni-1", { behaviours: { attachFallsBack: 1 } });
    await ask("PATCH", "enis/eni-1", { behaviours: { attachSticks: 2 }, serviceManaged: true, tags: { team: "web" } });
    expect(cloud.world.eni("eni-1")).toMatchObject({
      behaviours: { attachFallsBack: 1, attachSticks: 2, detachReissues: 1 },
      serviceManaged: true,
      tags: { team: "web" },
      kind: "secondary",
      status: "available",
    });
    expect((await ask("PATCH", "enis/eni-1", { status: "deleting" })).body).toMatchObject({ status: "deleting" });
  });

  test.each<[string, string, unknown, number, string]>([
    ["POST", "enis/eni-x/attach", { instanceId: "i-a" }, 404, 'there is no ENI "eni-x" in this world'],
    ["POST", "enis/eni-1/attach", { instanceId: "i-x" }, 404, 'there is no instance "i-x" in this world'],
    ["POST", "enis/eni-1/attach", { instance: "i-a" }, 400, "instanceId: Invalid input: expected string"],
    ["POST", "enis/eni-1/attach", undefined, 400, "(top level): Invalid input: expected object"],
    ["POST", "enis/eni-1/detach", { force: true }, 400, 'Unrecognized key: "force"'],
    ["PATCH", "enis/eni-1", { behaviours: { stuck: 1 } }, 400, 'behaviours: Unrecognized key: "stuck"'],
    ["PATCH", "enis/eni-1", { instanceId: "i-a" }, 400, 'Unrecognized key: "instanceId"'],
    ["PATCH", "enis/eni-1", { status: "inUse" }, 400, "status: inUse needs an instance"],
  ])("%s %s %j: %d", async (method, path, body, status, message) => {
    const answer = await ask(method, path, body);
    expect([answer.status, answer.body["error"]]).toEqual([status, expect.stringContaining(message)]);
  });
});

describe("instances", () => {
  test("start, stop and restart, at once or in their own time", async () => {
    expect((await ask("POST", "instances/i-a/stop")).body).toMatchObject({ id: "i-a", status: "stopped" });
    expect((await ask("POST", "instances/i-a/start", { ms: 5000 })).body).toMatchObject({ status: "starting" });
    await ask("POST", "clock/advance", { ms: 5000 });
    expect(cloud.world.instance("i-a")?.status).toBe("running");
    expect((await ask("POST", "instances/i-a/restart", { ms: 1 })).body).toMatchObject({ status: "starting" });
  });

  test("release", async () => {
    await ask("POST", "enis/eni-1/attach", { instanceId: "i-a" });
    expect((await ask("POST", "instances/i-a/release")).status).toBe(204);
    expect(cloud.world.enis().map(({ id, status }) => `${id} ${status}`)).toEqual([
      "eni-1 available",
      "eni-2 available",
      "eni-bp inUse",
    ]);
  });

  test("PATCH", async () => {
    const { body } = await ask("PATCH", "instances/i-a", { status: "pending", maxEnis: 9 });
    expect(body).toMatchObject({ status: "pending", maxEnis: 9, hotPlug: true, vpc: "vpc-bp1default0000000000" });
    expect((await ask("PATCH", "instances/i-a", { maxEnis: 0 })).status).toBe(400);
    expect((await ask("POST", "instances/i-a/stop", { seconds: 1 })).status).toBe(400);
  });
});

describe("calls", () => {
  test("are listed by what is asked for, and can be forgotten", async () => {
    await attach();
    await attach("eni-2");
    const list = async (query = "") =>
      z
        .object({ calls: z.array(z.object({ sequence: z.number(), eni: z.string() })) })
        .parse((await ask("GET", `calls${query}`)).body).calls;
    expect(await list()).toEqual([{ sequence: 1, eni: "eni-1" }, { sequence: 2, eni: "eni-2" }]); // prettier-ignore
    expect(await list("?since=1")).toHaveLength(1);
    expect(await list("?action=DetachNetworkInterface")).toEqual([]);
    expect(await list("?eni=eni-2&instance=i-a")).toHaveLength(1);
    expect((await ask("GET", "calls?last=1")).status).toBe(400);
    expect((await ask("DELETE", "calls")).status).toBe(204);
    expect(await list()).toEqual([]);
    await attach();
    expect((await list())[0]?.sequence).toBe(3);
  });
});

describe("faults", () => {
  test("are added, listed with their use, and removed", async () => {
    const rule = { kind: "throttle", times: 1, match: { action: "AttachNetworkInterface" } };
    expect(await ask("POST", "faults", rule)).toEqual({ status: 201, body: { id: "fault-1" } });
    expect((await attach()).body).toContain("Throttling.User");
    expect((await ask("GET", "faults")).body).toEqual({
      faults: [{ id: "fault-1", used: 1, rule: { ...rule, skip: 0 } }],
    });
    expect((await ask("DELETE", "faults/fault-1")).status).toBe(204);
    expect((await ask("DELETE", "faults/fault-1")).status).toBe(404);
    await ask("POST", "faults", { kind: "dropBefore" });
    expect((await ask("DELETE", "faults")).status).toBe(204);
    expect((await attach()).status).toBe(200);
  });

  test.each([
    [{ kind: "explode" }, "kind: Invalid"],
    [{ kind: "delay" }, "ms: Invalid input"],
    [{ kind: "dropBefore", times: 0 }, "times: Too small"],
    [{ kind: "dropBefore", match: { region: "x" } }, 'match: Unrecognized key: "region"'],
  ])("%j is refused", async (rule, message) => {
    const { status, body } = await ask("POST", "faults", rule);
    expect([status, body["error"]]).toEqual([400, expect.stringContaining(message)]);
  });
});

test("an advanced clock ends what is under way, and makes no signature too old", async () => {
  await attach();
  const { body } = await ask("POST", "clock/advance", { ms: 3_600_000 });
  expect(body).toEqual({ now: START + 3_600_000 });
  expect(cloud.world.eni("eni-1")?.status).toBe("inUse");
  expect((await attach("eni-2")).status).toBe(200);
  expect((await ask("POST", "clock/advance", { ms: -1 })).status).toBe(400);
});

test.each([
  ["203.0.113.9", 403],
  ["::ffff:203.0.113.9", 403],
  ["127.0.0.1", 200],
  ["::ffff:127.0.0.1", 200],
  ["::1", 200],
])("a caller from %s is answered with %d", async (remoteAddress, status) => {
  const app = fastify();
  await app.register(control(new Cloud({ world: smallWorld(), clock: new ManualClock() })));
  expect((await app.inject({ method: "GET", url: "/world", remoteAddress })).statusCode).toBe(status);
  await app.close();
});

test("what is no JSON, and what is no route, is said", async () => {
  const response = await fetch(`${cloud.origin}/_control/faults`, {
    method: "POST",
    body: "{",
    headers: { "content-type": "application/json" },
  });
  expect(response.status).toBe(400);
  expect((await ask("GET", "nothing")).status).toBe(404);
});

test("a body beyond the limit is not taken in", async () => {
  const request = signedV3("AttachNetworkInterface", {}, { form: `x=${"y".repeat(1024 * 1024)}` });
  expect((await send(cloud.origin, request)).status).toBe(413);
});
