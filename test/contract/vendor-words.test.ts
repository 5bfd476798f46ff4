// What vendors say in other words than their action pages do: switches of the local cloud, and what a user is told.
import { afterEach, expect, test } from "@jest/globals";
import { z } from "zod";
import { failureOf, InProcess } from "../support/in-process.ts";
import { onlyTheseCredentials, testEnvironment } from "./environment.ts";
import type { VendorCase } from "./vendor-cases.ts";
import { caseOf, leastInputs } from "./vendor-cases.ts";

let restore: (() => void) | undefined;
afterEach(() => restore?.());

function withKeysOf(name: string): VendorCase {
  const vendor = caseOf(name);
  restore = onlyTheseCredentials(vendor.environment);
  return vendor;
}

function entriesOf(vendor: VendorCase, list: "accounts" | "enis"): Record<string, unknown>[] {
  return z.array(z.record(z.string(), z.unknown())).parse({ ...vendor.world() }[list]);
}

test.each([
  ["expired", "ExampleTokenNotARealOne", "InvalidParameter", "renew key, secret and token"],
  ["missing", undefined, "MissingParameter", "give its token with it"],
])("Alibaba: a token that is %s is told by the message of a generic code alone", async (_how, given, code, todo) => {
  const vendor = withKeysOf("alicloud-ecs");
  const [account, ...others] = entriesOf(vendor, "accounts");
  const temporary = {
    ...account,
    securityToken: "ExampleTokenNotARealOne",
    securityTokenExpiresAt: given === undefined ? "2099-01-01T00:00:00Z" : "2000-01-01T00:00:00Z",
  };
  const faces = { "alicloud-ecs": { tokenCodes: "generic" } };
  const cloud = new InProcess({ world: { ...vendor.world(), accounts: [temporary, ...others], faces } });
  testEnvironment["ALIBABA_CLOUD_SECURITY_TOKEN"] = given;
  const { message } = await failureOf(cloud.create(leastInputs(vendor)));
  expect(message).toContain("[CREDENTIALS_REJECTED]");
  expect(message).toContain(`${code}: `);
  expect(message).toContain(todo);
  expect(cloud.changes()).toEqual([]);
});

test("Alibaba: plain Forbidden is a missing permission", async () => {
  const vendor = withKeysOf("alicloud-ecs");
  const [account, ...others] = entriesOf(vendor, "accounts");
  const denied = { ...account, denied: ["AttachNetworkInterface"], deniedAs: "plain" };
  const cloud = new InProcess({ world: { ...vendor.world(), accounts: [denied, ...others] } });
  expect((await failureOf(cloud.create(leastInputs(vendor)))).message).toMatch(/may not do that: Forbidden: .*in RAM/);
});

test.each(["tencentcloud-vpc", "tencentcloud-ecm"])("%s: rejected credentials in the old envelope", async (name) => {
  const vendor = withKeysOf(name);
  const cloud = new InProcess({ world: { ...vendor.world(), faces: { [name]: { rejections: "oldEnvelope" } } } });
  testEnvironment["TENCENTCLOUD_SECRET_KEY"] = "NotTheKey";
  const { message } = await failureOf(cloud.create(leastInputs(vendor)));
  expect(message).toMatch(/rejected the credentials: AuthFailure: .*\[CREDENTIALS_REJECTED\]$/s);
});

test.each([
  ["RESCUE_MODE", { status: "rescueMode" }, "End the instance's rescue mode"],
  ["RUNNING, EXPIRED", { restrictState: "EXPIRED" }, "Renew the instance: it has expired"],
  ["RUNNING, PROTECTIVELY_ISOLATED", { restrictState: "PROTECTIVELY_ISOLATED" }, "see in the console why"],
] as const)("CVM: a target that is %s is told before the detach, with its own way out", async (word, change, todo) => {
  const vendor = withKeysOf("tencentcloud-vpc");
  const { ids } = vendor;
  const cloud = new InProcess({ world: vendor.world() });
  const { id, outs } = await cloud.create(leastInputs(vendor, ids.a));
  cloud.restart();
  cloud.cloud.world.patchInstance(ids.b, change);
  const since = cloud.mark();
  const { message } = await failureOf(cloud.update(id, outs, leastInputs(vendor, ids.b)));
  expect(message).toContain(`${ids.b} is ${word}`);
  expect(message).toContain(todo);
  expect(cloud.changes(since)).toEqual([]);
});

test.each(["enterRescueMode", "exitRescueMode", "enterLiveMigrate", "liveMigrate", "exitLiveMigrate"] as const)(
  "CVM: a target in %s is waited for",
  async (status) => {
    const vendor = withKeysOf("tencentcloud-vpc");
    const { ids } = vendor;
    const cloud = new InProcess({ world: vendor.world() });
    const { id, outs } = await cloud.create(leastInputs(vendor, ids.a));
    cloud.restart();
    cloud.cloud.world.patchInstance(ids.b, { status });
    const inputs = leastInputs(vendor, ids.b, { timeouts: { attach: "30s" } });
    const { message } = await failureOf(cloud.update(id, outs, inputs));
    expect(message).toMatch(/is still [A-Z_]+ after .*\[INSTANCE_STATE\]$/s);
  },
);

test("VPC: an ENI of a container service is refused before any call", async () => {
  const vendor = withKeysOf("tencentcloud-vpc");
  const world = vendor.world();
  const enis = entriesOf(vendor, "enis").map((eni) =>
    eni.id === vendor.ids.eni ? { ...eni, serviceManaged: true } : eni,
  );
  const cloud = new InProcess({ world: { ...world, enis } });
  expect((await failureOf(cloud.create(leastInputs(vendor)))).message).toContain(
    "another cloud service manages this ENI",
  );
  expect(cloud.changes()).toEqual([]);
});

test("ECM: a region with an operator's suffix is used as it is", async () => {
  const vendor = withKeysOf("tencentcloud-ecm");
  const region = "ap-guangzhou-ecm-cu2";
  const world = JSON.parse(JSON.stringify(vendor.world()).replaceAll("ap-xian-ecm", region)) as object;
  const cloud = new InProcess({ world });
  const created = await cloud.create(leastInputs(vendor, vendor.ids.a, { region }));
  expect(created.outs).toMatchObject({ state: "attached", region });
});

test.each(["null", "list"])(
  "ECM: a target that is not there is told before a detach, an empty list being a %s",
  async (how) => {
    const vendor = withKeysOf("tencentcloud-ecm");
    const { ids } = vendor;
    const cloud = new InProcess({ world: { ...vendor.world(), faces: { "tencentcloud-ecm": { emptyLists: how } } } });
    const { id, outs } = await cloud.create(leastInputs(vendor, ids.a));
    cloud.restart();
    const since = cloud.mark();
    const { message } = await failureOf(cloud.update(id, outs, leastInputs(vendor, ids.unknownInstance)));
    expect(message).toContain(`instance ${ids.unknownInstance} does not exist`);
    expect(cloud.changes(since)).toEqual([]);
  },
);
