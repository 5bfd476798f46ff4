// migrate, by its README: in two steps the cloud sees no detach; in one it does.
import { expect, test } from "@jest/globals";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Script } from "../e2e/script.ts";
import { MINUTES } from "../e2e/setting.ts";
import { Example } from "./example.ts";
import { exampleFolder } from "./readme.ts";

const alicloud = { eni: "eni-bp1example0000service", instance: "i-bp1example00000000a1" };
const tencentcloud = { eni: "eni-service1", instance: "ins-example1" };
const zenlayer = { eni: "1304682049596034008", instance: "1272168087751233112" };

const script = new Script(() =>
  Example.open("migrate", {
    packages: { "@pulumi/alicloud": "alicloud.js", "@pulumi/tencentcloud": "tencentcloud.js" },
  }),
);

/** The line of index.ts that the README says to change. */
const goTo = (example: Example, step: string) => example.write("index.ts", `export * from "./${step}.ts";\n`);

async function succeeded(example: Example, ...args: string[]): Promise<string> {
  const { exitCode, all } = await example.pulumi(...args);
  if (exitCode !== 0) throw new Error(all);
  return all;
}

async function newStack(example: Example, name: string, config: Record<string, string>): Promise<void> {
  await example.pulumi("stack", "init", name);
  for (const [key, value] of Object.entries(config)) await example.pulumi("config", "set", key, value);
}

const made = script.step(async (example) => {
  await example.follow();
  return { changes: example.changes() };
});
const swapped = script.step(async (example) => {
  const mark = example.mark();
  await goTo(example, "alicloud/2-retain");
  await example.follow();
  await goTo(example, "alicloud/3-swap");
  await example.follow();
  await succeeded(example, "preview", "--expect-no-changes");
  const { service } = await example.attachments();
  return { changes: example.changes(mark), eni: example.eni(alicloud.eni), service, state: await example.state() };
});
const destroyed = script.step(async (example) => {
  const mark = example.mark();
  await example.follow();
  return { changes: example.changes(mark), followed: example.followed };
});
const swappedAtOnce = script.step(async (example) => {
  await newStack(example, "at-once", {
    "alicloud:region": "cn-hangzhou",
    networkInterfaceId: alicloud.eni,
    instanceId: alicloud.instance,
  });
  await goTo(example, "alicloud/1-before");
  await succeeded(example, "up");
  const mark = example.mark();
  await goTo(example, "alicloud/3-swap");
  await succeeded(example, "up");
  const changes = example.changes(mark);
  await succeeded(example, "up", "--refresh");
  return { changes, mended: example.eni(alicloud.eni) };
});
const atTencent = script.step(async (example) => {
  await newStack(example, "tencentcloud", {
    "tencentcloud:region": "ap-guangzhou",
    networkInterfaceId: tencentcloud.eni,
    instanceId: tencentcloud.instance,
  });
  const mark = example.mark();
  // What comes before is the same program without the option, and the option is put in at Alibaba's.
  for (const step of ["2-retain", "3-swap"]) {
    await goTo(example, `tencentcloud/${step}`);
    await succeeded(example, "up");
  }
  const { service } = await example.attachments();
  return { changes: example.changes(mark), service };
});
const byHand = script.step(async (example) => {
  await newStack(example, "by-hand", { networkInterfaceId: zenlayer.eni, instanceId: zenlayer.instance });
  const mark = example.mark();
  await goTo(example, "by-hand/1-adopt");
  await succeeded(example, "up");
  const { service } = await example.attachments();
  await succeeded(example, "destroy");
  return { changes: example.changes(mark), service, eni: example.eni(zenlayer.eni) };
});

test(
  "from alicloud.ecs.EcsNetworkInterfaceAttachment in two steps: no detach, and the ENI is adopted",
  async () => {
    expect((await made()).changes).toEqual([`Attach ${alicloud.eni} ${alicloud.instance}`]);
    const { changes, eni, service, state } = await swapped();
    expect(changes).toEqual([]);
    expect(eni).toMatchObject({ status: "inUse", instanceId: alicloud.instance });
    expect(service).toMatchObject({ adopted: true, attachedTo: alicloud.instance });
    const types = state.map(({ type }) => type);
    expect(types.filter((type) => type.includes("EcsNetworkInterfaceAttachment"))).toEqual([]);
  },
  MINUTES,
);

test(
  "destroy detaches",
  async () => {
    const { changes, followed } = await destroyed();
    expect(changes).toEqual([`Detach ${alicloud.eni} ${alicloud.instance}`]);
    expect(followed).toBe(true);
  },
  MINUTES,
);

test(
  "in one step: a detach, which up --refresh mends",
  async () => {
    const { changes, mended } = await swappedAtOnce();
    expect(changes).toEqual([`Detach ${alicloud.eni} ${alicloud.instance}`]);
    expect(mended).toMatchObject({ status: "inUse", instanceId: alicloud.instance });
  },
  MINUTES,
);

test(
  "from tencentcloud.EniAttachment in two steps: no detach",
  async () => {
    const { changes, service } = await atTencent();
    expect(changes).toEqual([`Attach ${tencentcloud.eni} ${tencentcloud.instance}`]);
    expect(service).toMatchObject({ adopted: true, attachedTo: tencentcloud.instance });
  },
  MINUTES,
);

test.each(["alicloud", "tencentcloud"])("%s: the first step adds the option, and changes nothing else", (cloud) => {
  const read = (step: string) => readFileSync(join(exampleFolder("migrate"), cloud, `${step}.ts`), "utf8");
  const code = (text: string) => text.replace(/^\/\/.*$/gm, "").replaceAll(/\s+|,(?=\s*\))/g, "");
  expect(read("2-retain")).toContain("{ retainOnDelete: true },");
  expect(code(read("2-retain").replace("{ retainOnDelete: true },", ""))).toBe(code(read("1-before")));
});

test(
  "attached by hand: one step, and destroy leaves it where it is",
  async () => {
    const { changes, service, eni } = await byHand();
    expect(service).toMatchObject({ adopted: true, attachedTo: zenlayer.instance });
    expect(changes).toEqual([]);
    expect(eni).toMatchObject({ status: "inUse", instanceId: zenlayer.instance });
  },
  MINUTES,
);
