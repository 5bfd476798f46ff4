// The vendor's own SDKs as clients over real HTTP: @alicloud/ecs20140526 (ACS3) and @alicloud/pop-core (v1). What they accept,
// sign, parse and raise is the best likeness of the real API that can be had offline.
import { Agent } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import ecs from "@alicloud/ecs20140526";
import openApi from "@alicloud/openapi-core";
import RPCClient from "@alicloud/pop-core";
import { XMLParser } from "fast-xml-parser";
import { z } from "zod";
import { startLocalCloud } from "../../simulator/server.ts";
import type { LocalCloud } from "../../simulator/server.ts";
import { read, send, signedV1 } from "./callers.ts";

const KEY = "LTAI5tEXAMPLEKEYID000001";
const SECRET = "ExampleSecretNotARealOne000001";
const RegionId = "cn-hangzhou";
const eni = "eni-bp1example00000000e1";
const instance = "i-bp1example00000000a1";

let cloud: LocalCloud;
beforeEach(async () => {
  cloud = await startLocalCloud();
});
afterEach(() => cloud.close());

describe("@alicloud/ecs20140526", () => {
  const client = (more: { securityToken?: string; accessKeySecret?: string; signatureAlgorithm?: string } = {}) =>
    new ecs.default(
      new openApi.$OpenApiUtil.Config({
        accessKeyId: KEY,
        accessKeySecret: SECRET,
        endpoint: `127.0.0.1:${cloud.port}`,
        protocol: "HTTP",
        ...more,
      }),
    );
  const both = { regionId: RegionId, networkInterfaceId: eni, instanceId: instance };
  const attach = new ecs.AttachNetworkInterfaceRequest(both);
  const detach = new ecs.DetachNetworkInterfaceRequest(both);
  const look = async (caller: InstanceType<typeof ecs.default>) => {
    const request = new ecs.DescribeNetworkInterfacesRequest({ regionId: RegionId, networkInterfaceId: [eni] });
    const { body } = await caller.describeNetworkInterfaces(request);
    const shown = body?.networkInterfaceSets?.networkInterfaceSet?.[0];
    return [shown?.status, shown?.instanceId];
  };

  test("attach, describe, detach", async () => {
    const caller = client();
    expect(await look(caller)).toEqual(["Available", ""]);
    const { statusCode, body } = await caller.attachNetworkInterface(attach);
    expect([statusCode, body?.requestId]).toEqual([200, cloud.calls().at(-1)?.requestId]);
    expect(await look(caller)).toEqual(["Attaching", instance]);
    cloud.world.advance(2000);
    expect(await look(caller)).toEqual(["InUse", instance]);
    await caller.detachNetworkInterface(detach);
    expect(await look(caller)).toEqual(["Detaching", instance]);
    cloud.world.advance(2000);
    expect(await look(caller)).toEqual(["Available", ""]);
  });

  test("with its v2 switch it signs v1, and is understood too", async () => {
    const caller = client({ signatureAlgorithm: "v2" });
    await caller.attachNetworkInterface(attach);
    expect(await look(caller)).toEqual(["Attaching", instance]);
  });

  test("errors arrive with code and status", async () => {
    await expect(client().detachNetworkInterface(detach)).rejects.toMatchObject({
      code: "InvalidOperation.InvalidEniState",
      statusCode: 400,
    });
    const other = new ecs.AttachNetworkInterfaceRequest({ ...both, instanceId: "i-gone" });
    await expect(client().attachNetworkInterface(other)).rejects.toMatchObject({
      code: "InvalidEcsId.NotFound",
      statusCode: 404,
    });
  });

  test("a wrong secret", async () => {
    await expect(client({ accessKeySecret: "wrong" }).attachNetworkInterface(attach)).rejects.toMatchObject({
      code: "SignatureDoesNotMatch",
    });
  });

  test("temporary credentials", async () => {
    await cloud.close();
    const accounts = [{ accessKeyId: KEY, accessKeySecret: SECRET, securityToken: "STS.token" }];
    cloud = await startLocalCloud({ world: { accounts, instances: [{ id: instance }], enis: [{ id: eni }] } });
    await expect(client().attachNetworkInterface(attach)).rejects.toMatchObject({ code: "MissingSecurityToken" });
    expect(await look(client({ securityToken: "STS.token" }))).toEqual(["Available", ""]);
  });

  test("throttling is raised as such, with the time to wait", async () => {
    cloud.faults.add({ kind: "throttle", retryAfterMs: 1200, times: 1 });
    await expect(client().attachNetworkInterface(attach)).rejects.toMatchObject({
      name: "ThrottlingError",
      code: "Throttling.User",
      retryAfter: 1200,
    });
  });

  test("pages by token", async () => {
    await cloud.close();
    const enis = Array.from({ length: 23 }, (_, index) => ({ id: `eni-${index}` }));
    const accounts = [{ accessKeyId: KEY, accessKeySecret: SECRET }];
    cloud = await startLocalCloud({ world: { accounts, enis } });
    const caller = client();
    const seen: (string | undefined)[] = [];
    let nextToken: string | undefined;
    do {
      const request = new ecs.DescribeNetworkInterfacesRequest({ regionId: RegionId, maxResults: 10, nextToken });
      const { body } = await caller.describeNetworkInterfaces(request);
      seen.push(...(body?.networkInterfaceSets?.networkInterfaceSet ?? []).map((shown) => shown.networkInterfaceId));
      nextToken = body?.nextToken;
    } while (nextToken);
    expect(seen).toEqual(enis.map(({ id }) => id));
    expect(cloud.calls()).toHaveLength(3);
  });

  test("instances, their status and their types", async () => {
    const caller = client();
    const ids = [instance, "i-bp1example00000000c3"];
    const found = await caller.describeInstances(
      new ecs.DescribeInstancesRequest({ regionId: RegionId, instanceIds: JSON.stringify(ids) }),
    );
    const shown = (found.body?.instances?.instance ?? []).map((one) => [
      one.instanceId,
      one.zoneId,
      one.status,
      one.vpcAttributes?.vpcId,
      one.networkInterfaces?.networkInterface?.map(({ type }) => type),
    ]);
    expect(shown).toEqual([
      [instance, "cn-hangzhou-h", "Running", "vpc-bp1example000000000v1", ["Primary", "Secondary"]],
      [ids[1], "cn-hangzhou-i", "Running", "vpc-bp1example000000000v1", ["Primary"]],
    ]);
    const statuses = await caller.describeInstanceStatus(
      new ecs.DescribeInstanceStatusRequest({ regionId: RegionId, instanceId: ids }),
    );
    expect(statuses.body?.instanceStatuses?.instanceStatus?.map(({ status }) => status)).toEqual([
      "Running",
      "Running",
    ]);
    const types = await caller.describeInstanceTypes(
      new ecs.DescribeInstanceTypesRequest({ instanceTypes: ["ecs.g7.xlarge"] }),
    );
    expect(types.body?.instanceTypes?.instanceType?.map(({ eniQuantity }) => eniQuantity)).toEqual([4]);
  });
});

describe("@alicloud/pop-core", () => {
  // Its client keeps connections alive without a way to close it; each test brings an agent of its own.
  const answer = z.object({ RequestId: z.string(), NetworkInterfaceSets: z.unknown() }).partial();
  const call = async (action: string, parameters: object, method: "GET" | "POST") => {
    const client = new RPCClient({ accessKeyId: KEY, accessKeySecret: SECRET, endpoint: cloud.origin, apiVersion: "2014-05-26" }); // prettier-ignore
    const agent = new Agent();
    return answer.parse(await client.request<unknown>(action, parameters, { method, agent }));
  };
  const both = { RegionId, NetworkInterfaceId: eni, InstanceId: instance };

  test.each(["GET", "POST"] as const)("%s: attach, describe, detach", async (method) => {
    await call("AttachNetworkInterface", both, method);
    cloud.world.advance(2000);
    const listed = await call("DescribeNetworkInterfaces", { RegionId, NetworkInterfaceId: [eni] }, method);
    expect(listed.NetworkInterfaceSets).toMatchObject({
      NetworkInterfaceSet: [{ NetworkInterfaceId: eni, Status: "InUse", InstanceId: instance }],
    });
    await call("DetachNetworkInterface", both, method);
    expect(cloud.world.eni(eni)?.status).toBe("detaching");
    expect(cloud.calls().map(({ action, status }) => `${action} ${status}`)).toEqual([
      "AttachNetworkInterface 200",
      "DescribeNetworkInterfaces 200",
      "DetachNetworkInterface 200",
    ]);
  });

  test.each(["GET", "POST"] as const)("%s: errors", async (method) => {
    await expect(call("DetachNetworkInterface", both, method)).rejects.toMatchObject({
      name: "InvalidOperation.InvalidEniStateError",
      code: "InvalidOperation.InvalidEniState",
    });
  });

  test.each(["GET", "POST"] as const)("%s: characters that are encoded with care", async (method) => {
    const name = "a b*c~(d)'e!+/=测&?";
    await expect(
      call("DescribeNetworkInterfaces", { RegionId, NetworkInterfaceName: name }, method),
    ).resolves.toMatchObject({ NetworkInterfaceSets: { NetworkInterfaceSet: [] } });
    expect(cloud.calls()[0]?.parameters).toEqual({ RegionId, NetworkInterfaceName: name });
  });
});

test("a raw v1 request gets XML, which an XML parser reads back to the same", async () => {
  const now = Date.now();
  const ask = (format: string | null) =>
    send(
      cloud.origin,
      signedV1(
        "DescribeNetworkInterfaces",
        { RegionId, "NetworkInterfaceId.1": eni },
        {
          ...{ key: KEY, secret: SECRET, at: now, host: `127.0.0.1:${cloud.port}` },
          format,
        },
      ),
    );
  const xml = await ask(null);
  expect(xml.headers["content-type"]).toBe("text/xml;charset=utf-8");
  const parser = new XMLParser({ ignoreDeclaration: true, parseTagValue: false });
  const shape = z.object({
    DescribeNetworkInterfacesResponse: z.object({
      TotalCount: z.literal("1"),
      NetworkInterfaceSets: z.object({
        NetworkInterfaceSet: z.object({ NetworkInterfaceId: z.literal(eni), Status: z.literal("Available") }),
      }),
    }),
  });
  expect(shape.safeParse(parser.parse(xml.body)).error).toBeUndefined();
  const json = await ask("JSON");
  expect(json.headers["content-type"]).toBe("application/json;charset=utf-8");
  expect(read(json).body["TotalCount"]).toBe(1);
});
