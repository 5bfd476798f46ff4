// component, by its README: the attachments are children of the component, and one from outside of it comes in without a call.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { MINUTES } from "../e2e/setting.ts";
import { ENGINE_TIMEOUT_MS } from "../e2e/stack.ts";
import { Example } from "./example.ts";
import { exampleFolder } from "./readme.ts";

const database = "eni-bp1example000database";
const gateway = "eni-gateway1";
const written = readFileSync(join(exampleFolder("component"), "index.ts"), "utf8");

let example: Example;
beforeAll(async () => {
  example = await Example.open("component");
}, ENGINE_TIMEOUT_MS);
afterAll(() => example.close());

const of = (eni: string, since: number) => example.changes(since).filter((change) => change.includes(eni));

test(
  "each component has its attachment as a child; standby moves both",
  async () => {
    await example.follow();
    expect(example.eni(database)).toMatchObject({ status: "inUse", instanceId: "i-bp1example00000000a1" });
    expect(example.eni(gateway)).toMatchObject({ status: "inUse", instanceId: "ins-gateway1" });
    const parents = (await example.state())
      .filter(({ type }) => type.endsWith("eni:EniAttachment"))
      .map(({ parent }) => parent?.split("::").slice(-2).join(" "));
    expect(parents.sort()).toEqual([
      "examples:network:HighlyAvailableEni database",
      "examples:network:HighlyAvailableEni gateway",
    ]);

    const mark = example.mark();
    await example.follow();
    expect(of(database, mark)).toEqual([
      `Detach ${database} i-bp1example00000000a1`,
      `Attach ${database} i-bp1example00000000a2`,
    ]);
    expect(of(gateway, mark)).toEqual([`Detach ${gateway} ins-gateway1`, `Attach ${gateway} ins-gateway2`]);
    // What the component registers is the stack's output too.
    const { stdout } = await example.pulumi("stack", "output", "--json");
    expect(JSON.parse(stdout)).toEqual({
      attachedTo: { database: "i-bp1example00000000a2", gateway: "ins-gateway2" },
    });
  },
  MINUTES,
);

test(
  "destroy detaches both",
  async () => {
    const mark = example.mark();
    await example.follow();
    expect(example.changes(mark).sort()).toEqual([
      `Detach ${database} i-bp1example00000000a2`,
      `Detach ${gateway} ins-gateway2`,
    ]);
    expect(example.followed).toBe(true);
  },
  MINUTES,
);

test(
  "an attachment that was declared directly becomes the component's, without a call",
  async () => {
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
    expect((await example.pulumi("up")).exitCode).toBe(0);
    const mark = example.mark();
    await example.write("index.ts", written);
    const { exitCode, all } = await example.pulumi("up");
    expect({ exitCode, all }).toMatchObject({ exitCode: 0 });
    expect(of(database, mark)).toEqual([]);
    expect(all).not.toMatch(/deleted|replaced/);
    await example.pulumi("destroy");
    expect(example.eni(database)).toMatchObject({ status: "available" });
  },
  MINUTES,
);
