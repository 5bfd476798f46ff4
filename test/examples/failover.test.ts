// failover, by its README: over to the other instance, back after a refusal, and after somebody's own failover in the console.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { MINUTES } from "../e2e/setting.ts";
import { ENGINE_TIMEOUT_MS } from "../e2e/stack.ts";
import { Example } from "./example.ts";

const eni = "eni-bp1example0000service";
const blue = "i-bp1example0000000blue";
const green = "i-bp1example000000green";

let example: Example;
beforeAll(async () => {
  example = await Example.open("failover");
}, ENGINE_TIMEOUT_MS);
afterAll(() => example.close());

test(
  "up attaches the ENI to blue; active = green moves it",
  async () => {
    await example.follow();
    expect(example.changes()).toEqual([`Attach ${eni} ${blue}`]);
    const mark = example.mark();
    expect(await example.follow()).toMatch(/~ 1 to update.*~ 1 updated/s);
    expect(example.changes(mark)).toEqual([`Detach ${eni} ${blue}`, `Attach ${eni} ${green}`]);
    expect((await example.attachments()).service).toMatchObject({ attachedTo: green, state: "attached" });
  },
  MINUTES,
);

test(
  "an attach that is refused: the ENI goes back to where it was, and up says so",
  async () => {
    example.cloud.faults.add({
      kind: "error",
      code: "InvalidOperation.Ipv4CountExceeded",
      match: { action: "AttachNetworkInterface", instance: blue },
    });
    const mark = example.mark();
    await example.pulumi("config", "set", "active", "blue");
    const { exitCode, all } = await example.pulumi("up");
    expect(exitCode).not.toBe(0);
    expect(all).toContain("InvalidOperation.Ipv4CountExceeded");
    expect(example.changes(mark)).toEqual([
      `Detach ${eni} ${green}`,
      `Attach ${eni} ${blue}: InvalidOperation.Ipv4CountExceeded`,
      `Attach ${eni} ${green}`,
    ]);
    expect(example.eni(eni)).toMatchObject({ status: "inUse", instanceId: green });
    example.cloud.faults.clear();
  },
  MINUTES,
);

test(
  "somebody moved it in the console: active set to where it is, and up calls nothing that changes anything",
  async () => {
    example.cloud.world.freeEni(eni);
    example.cloud.world.placeEni(eni, blue);
    const mark = example.mark();
    expect((await example.pulumi("up")).exitCode).toBe(0);
    expect(example.changes(mark)).toEqual([]);
    expect((await example.attachments()).service).toMatchObject({ attachedTo: blue, instanceId: blue });
  },
  MINUTES,
);

test(
  "a value that is neither: the preview says which there are",
  async () => {
    await example.pulumi("config", "set", "active", "red");
    const { exitCode, all } = await example.pulumi("preview");
    expect(exitCode).not.toBe(0);
    expect(all).toContain('active is "red"; it can be blue or green');
    await example.pulumi("config", "set", "active", "blue");
  },
  MINUTES,
);

test(
  "destroy detaches it",
  async () => {
    const mark = example.mark();
    await example.follow();
    expect(example.changes(mark)).toEqual([`Detach ${eni} ${blue}`]);
    expect(example.followed).toBe(true);
  },
  MINUTES,
);
