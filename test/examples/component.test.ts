// component, by its README: the attachments are children of the component, and one from outside of it comes in without a call.
import { expect, test } from "@jest/globals";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Script } from "../e2e/script.ts";
import { MINUTES } from "../e2e/setting.ts";
import { Example } from "./example.ts";
import { exampleFolder } from "./readme.ts";

const database = "eni-bp1example000database";
const gateway = "eni-gateway1";
const written = readFileSync(join(exampleFolder("component"), "index.ts"), "utf8");

const script = new Script(() => Example.open("component"));

const made = script.step(async (example) => {
  await example.follow();
  return { enis: [example.eni(database), example.eni(gateway)], state: await example.state() };
});
const moved = script.step(async (example) => {
  const mark = example.mark();
  await example.follow();
  return { changes: example.changes(mark), state: await example.state() };
});
const destroyed = script.step(async (example) => {
  const mark = example.mark();
  await example.follow();
  return {
    changes: example.changes(mark),
    enis: [example.eni(database), example.eni(gateway)],
    followed: example.followed,
  };
});
/** What the program declares directly becomes the component's. */
const adopted = script.step(async (example) => {
  await example.pulumi("stack", "init", "later");
  await example.write(
    "index.ts",
    `import { EniAttachment } from "pulumi-eni-attachment";
     new EniAttachment("database", {
       vendor: "alicloud-ecs",
       region: "cn-hangzhou",
       networkInterfaceId: "${database}",
       instanceId: "i-bp1example00000000a1",
     });`,
  );
  const before = await example.pulumi("up");
  const mark = example.mark();
  await example.write("index.ts", written);
  const after = await example.pulumi("up");
  return { before, after, changes: example.changes(mark), state: await example.state() };
});

const of = (eni: string, changes: readonly string[]) => changes.filter((change) => change.includes(eni));
const attachmentsIn = (state: Awaited<ReturnType<Example["state"]>>) =>
  state.filter(({ type }) => type.endsWith("eni:EniAttachment"));
const parentsIn = (state: Awaited<ReturnType<Example["state"]>>) =>
  attachmentsIn(state).map(({ parent }) => parent?.split("::").slice(-2).join(" "));
const children = ["examples:network:HighlyAvailableEni database", "examples:network:HighlyAvailableEni gateway"];

test(
  "each component has its attachment as a child; standby moves both",
  async () => {
    const { enis, state } = await made();
    expect(enis).toMatchObject([
      { status: "inUse", instanceId: "i-bp1example00000000a1" },
      { status: "inUse", instanceId: "ins-gateway1" },
    ]);
    expect(parentsIn(state).sort()).toEqual(children);

    const after = await moved();
    expect(of(database, after.changes)).toEqual([
      `Detach ${database} i-bp1example00000000a1`,
      `Attach ${database} i-bp1example00000000a2`,
    ]);
    expect(of(gateway, after.changes)).toEqual([`Detach ${gateway} ins-gateway1`, `Attach ${gateway} ins-gateway2`]);
    // What the component registers is the stack's output too.
    expect(after.state.find(({ type }) => type === "pulumi:pulumi:Stack")?.outputs).toEqual({
      attachedTo: { database: "i-bp1example00000000a2", gateway: "ins-gateway2" },
    });
  },
  MINUTES,
);

test(
  "destroy detaches both",
  async () => {
    const { changes, enis, followed } = await destroyed();
    expect([...changes].sort()).toEqual([
      `Detach ${database} i-bp1example00000000a2`,
      `Detach ${gateway} ins-gateway2`,
    ]);
    expect(enis).toMatchObject([{ status: "available" }, { status: "available" }]);
    expect(followed).toBe(true);
  },
  MINUTES,
);

test(
  "an attachment that was declared directly becomes the component's, without a call",
  async () => {
    const { before, after, changes, state } = await adopted();
    expect(before).toMatchObject({ exitCode: 0 });
    expect(after).toMatchObject({ exitCode: 0 });
    expect(of(database, changes)).toEqual([]);
    expect(after.all).not.toMatch(/deleted|replaced/);
    expect(parentsIn(state).sort()).toEqual(children);
  },
  MINUTES,
);
