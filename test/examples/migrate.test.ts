// migrate, by its README: in two steps the cloud sees no detach; in one it does.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { MINUTES } from "../e2e/setting.ts";
import { ENGINE_TIMEOUT_MS } from "../e2e/stack.ts";
import { Example } from "./example.ts";

const alicloud = { eni: "eni-bp1example0000service", instance: "i-bp1example00000000a1" };
const tencentcloud = { eni: "eni-service1", instance: "ins-example1" };
const zenlayer = { eni: "1304682049596034008", instance: "1272168087751233112" };

let example: Example;
beforeAll(async () => {
  example = await Example.open("migrate", {
    "@pulumi/alicloud": "alicloud.js",
    "@pulumi/tencentcloud": "tencentcloud.js",
  });
}, ENGINE_TIMEOUT_MS);
afterAll(() => example.close());

let mark: number;
beforeEach(() => {
  mark = example.mark();
});

/** The line of index.ts that the README says to change. */
const goTo = (step: string) => example.write("index.ts", `export * from "./${step}.ts";\n`);

async function up(...args: string[]): Promise<string> {
  const { exitCode, all } = await example.pulumi("up", ...args);
  if (exitCode !== 0) throw new Error(all);
  return all;
}

async function newStack(name: string, config: Record<string, string>): Promise<void> {
  await example.pulumi("stack", "init", name);
  for (const [key, value] of Object.entries(config)) await example.pulumi("config", "set", key, value);
}

describe("from alicloud.ecs.EcsNetworkInterfaceAttachment, by the README", () => {
  test(
    "in two steps: no detach, and the ENI is adopted",
    async () => {
      await example.follow();
      expect(example.changes(mark)).toEqual([`Attach ${alicloud.eni} ${alicloud.instance}`]);
      const attached = example.mark();
      await goTo("alicloud/2-retain");
      await example.follow();
      await goTo("alicloud/3-swap");
      await example.follow();
      expect(example.changes(attached)).toEqual([]);
      expect(example.eni(alicloud.eni)).toMatchObject({ status: "inUse", instanceId: alicloud.instance });
      expect((await example.attachments()).service).toMatchObject({ adopted: true, attachedTo: alicloud.instance });
      const types = (await example.state()).map(({ type }) => type);
      expect(types.filter((type) => type.includes("EcsNetworkInterfaceAttachment"))).toEqual([]);
      expect((await example.pulumi("preview", "--expect-no-changes")).exitCode).toBe(0);
    },
    MINUTES,
  );

  test(
    "destroy detaches",
    async () => {
      await example.follow();
      expect(example.changes(mark)).toEqual([`Detach ${alicloud.eni} ${alicloud.instance}`]);
      expect(example.followed).toBe(true);
    },
    MINUTES,
  );

  test(
    "in one step: a detach, which up --refresh mends",
    async () => {
      await newStack("at-once", {
        "alicloud:region": "cn-hangzhou",
        networkInterfaceId: alicloud.eni,
        instanceId: alicloud.instance,
      });
      await goTo("alicloud/1-before");
      await up();
      const attached = example.mark();
      await goTo("alicloud/3-swap");
      await up();
      expect(example.changes(attached)).toEqual([`Detach ${alicloud.eni} ${alicloud.instance}`]);
      await up("--refresh");
      expect(example.eni(alicloud.eni)).toMatchObject({ status: "inUse", instanceId: alicloud.instance });
    },
    MINUTES,
  );
});

test(
  "from tencentcloud.EniAttachment in two steps: no detach",
  async () => {
    await newStack("tencentcloud", {
      "tencentcloud:region": "ap-guangzhou",
      networkInterfaceId: tencentcloud.eni,
      instanceId: tencentcloud.instance,
    });
    for (const step of ["1-before", "2-retain", "3-swap"]) {
      await goTo(`tencentcloud/${step}`);
      await up();
    }
    expect(example.changes(mark)).toEqual([`Attach ${tencentcloud.eni} ${tencentcloud.instance}`]);
    expect((await example.attachments()).service).toMatchObject({ adopted: true, attachedTo: tencentcloud.instance });
  },
  MINUTES,
);

test(
  "attached by hand: one step, and destroy leaves it where it is",
  async () => {
    await newStack("by-hand", { networkInterfaceId: zenlayer.eni, instanceId: zenlayer.instance });
    await goTo("by-hand/1-adopt");
    await up();
    expect((await example.attachments()).service).toMatchObject({ adopted: true, attachedTo: zenlayer.instance });
    expect((await example.pulumi("destroy")).exitCode).toBe(0);
    expect(example.changes(mark)).toEqual([]);
    expect(example.eni(zenlayer.eni)).toMatchObject({ status: "inUse", instanceId: zenlayer.instance });
  },
  MINUTES,
);
