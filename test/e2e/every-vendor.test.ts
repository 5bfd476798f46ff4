// One stack with an ENI of each vendor, on the real engine: attached, moved, found detached, repaired, destroyed.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { LocalCloud } from "../../simulator/server.ts";
import { startLocalCloud } from "../../simulator/server.ts";
import { MINUTES, program, succeed } from "./setting.ts";
import { ENGINE_TIMEOUT_MS, Stack } from "./stack.ts";

const worldFile = new URL("../../examples/quickstart/world.json", import.meta.url);
const world = JSON.parse(readFileSync(worldFile, "utf8")) as Record<string, unknown>;
const key = { id: "LTAI5tEXAMPLEKEYID000001", secret: "ExampleSecretNotARealOne000001" };

/** The ENIs of the demo's world, each with the instances of side a and side b. */
const attachments = {
  alicloud: {
    vendor: "alicloud-ecs",
    region: "cn-hangzhou",
    eni: "eni-bp1example00000000e1",
    a: "i-bp1example00000000a1",
    b: "i-bp1example00000000b2",
  },
  tencent: {
    vendor: "tencentcloud-vpc",
    region: "ap-guangzhou",
    eni: "eni-example1",
    a: "ins-example1",
    b: "ins-example2",
  },
  // `gz` is the legacy name of the same region.
  legacy: {
    vendor: "tencentcloud-vpc-v2",
    region: "gz",
    eni: "eni-example2",
    a: "ins-example1",
    b: "ins-example2",
    vpcId: "vpc-default0",
  },
  edge: {
    vendor: "tencentcloud-ecm",
    region: "ap-xian-ecm",
    eni: "eni-example3",
    a: "ein-example1",
    b: "ein-example2",
  },
  zenlayer: { vendor: "zenlayer-zec", eni: "1304682049596034008", a: "1272168087751233112", b: "1272168087751233113" },
} as const;

function declared(side: "a" | "b", more: Record<string, Record<string, unknown>> = {}): string {
  return program(
    Object.fromEntries(
      Object.entries(attachments).map(([name, { eni, a, b, ...args }]) => [
        name,
        { ...args, networkInterfaceId: eni, instanceId: side === "a" ? a : b, ...more[name] },
      ]),
    ),
  );
}

let cloud: LocalCloud;
let stack: Stack;

beforeAll(async () => {
  cloud = await startLocalCloud({ world: { ...world, latency: { attachMs: 100, detachMs: 100 } } });
  const endpoints = Object.fromEntries(Object.values(attachments).map(({ vendor }) => [vendor, cloud.origin]));
  stack = await Stack.create({
    program: declared("a"),
    env: {
      ENI_ENDPOINTS: JSON.stringify(endpoints),
      ALIBABA_CLOUD_ACCESS_KEY_ID: key.id,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: key.secret,
      TENCENTCLOUD_SECRET_ID: key.id,
      TENCENTCLOUD_SECRET_KEY: key.secret,
      ZENLAYERCLOUD_ACCESS_KEY_ID: key.id,
      ZENLAYERCLOUD_ACCESS_KEY_PASSWORD: key.secret,
    },
  });
}, ENGINE_TIMEOUT_MS);

afterAll(async () => {
  await stack.dispose();
  await cloud.close();
});

const mark = () => cloud.calls().at(-1)?.sequence ?? 0;

/** What each vendor was told since: `Detach, Attach`. */
function told(since: number): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attachments).map(([name, { eni }]) => {
      const changes = cloud.calls({ since, eni }).filter((call) => /^(Attach|Detach)/.test(call.action));
      return [name, changes.map((call) => call.action.replace("NetworkInterface", "")).join(", ")];
    }),
  );
}

const everywhere = <T>(value: T) => Object.fromEntries(Object.keys(attachments).map((name) => [name, value]));
const places = () =>
  Object.fromEntries(Object.entries(attachments).map(([name, { eni }]) => [name, cloud.world.eni(eni)?.instanceId]));
const side = (which: "a" | "b") =>
  Object.fromEntries(Object.entries(attachments).map(([name, one]) => [name, one[which]]));

test(
  "create, and no change after it",
  async () => {
    await succeed(stack.up());
    expect(places()).toEqual(side("a"));
    expect(told(0)).toEqual(everywhere("Attach"));
    const since = mark();
    await succeed(stack.up({ args: ["--expect-no-changes"] }));
    await succeed(stack.refresh({ args: ["--expect-no-changes"] }));
    await succeed(stack.preview({ args: ["--expect-no-changes"] }));
    expect(told(since)).toEqual(everywhere(""));
  },
  MINUTES,
);

test(
  "move",
  async () => {
    await stack.replaceProgram(declared("b"));
    const since = mark();
    const moved = await succeed(stack.up());
    expect(moved).toContain(
      "[eni-attachment tencentcloud-vpc/ap-guangzhou/eni-example1] plan: detach from ins-example1, then attach to ins-example2; 1 EIP (203.0.113.111) becomes unassociated and billed",
    );
    expect(places()).toEqual(side("b"));
    expect(told(since)).toEqual(everywhere("Detach, Attach"));
  },
  MINUTES,
);

test(
  "the legacy API's attachment becomes one of API 3.0 without a call",
  async () => {
    const modern = { legacy: { vendor: "tencentcloud-vpc", vpcId: undefined } };
    await stack.replaceProgram(declared("b", modern));
    const since = mark();
    expect(await succeed(stack.up())).toMatch(/~ 1 updated/);
    expect(cloud.calls({ since })).toEqual([]);
    await succeed(stack.up({ args: ["--expect-no-changes"] }));
    await stack.replaceProgram(declared("b"));
    await succeed(stack.up());
    expect(told(since)).toEqual(everywhere(""));
  },
  MINUTES,
);

test(
  "detached behind our back: refresh shows it, up mends it",
  async () => {
    for (const { eni } of Object.values(attachments)) cloud.world.freeEni(eni);
    const since = mark();
    const refreshed = await succeed(stack.refresh());
    for (const { eni } of Object.values(attachments)) expect(refreshed).toContain(`drift: ${eni} is detached`);
    expect(told(since)).toEqual(everywhere(""));
    await succeed(stack.up());
    expect(told(since)).toEqual(everywhere("Attach"));
  },
  MINUTES,
);

test(
  "destroy, with no secret left in the state before it",
  async () => {
    const { text } = await stack.exportState();
    expect(text).not.toContain(key.secret);
    const since = mark();
    await succeed(stack.destroy());
    expect(places()).toEqual(everywhere(undefined));
    expect(told(since)).toEqual(everywhere("Detach"));
  },
  MINUTES,
);
