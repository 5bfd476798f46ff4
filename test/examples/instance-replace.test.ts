// instance-replace, by its README: in both orders the ENI goes from the old instance to the new one, and is never released with one.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { MINUTES } from "../e2e/setting.ts";
import { ENGINE_TIMEOUT_MS } from "../e2e/stack.ts";
import { Example } from "./example.ts";

const eni = "eni-bp1example0000service";
const instance = (version: number) => `i-bp1example000000image${version}`;

let example: Example;
beforeAll(async () => {
  example = await Example.open("instance-replace", { "@pulumi/alicloud": "alicloud.js" });
  await example.follow();
}, ENGINE_TIMEOUT_MS);
afterAll(() => example.close());

test.each([
  ["the new one first: the attachment moves in place", 1, /~ 1 updated\s+\+-1 replaced/],
  ["the old one first: the attachment is replaced with it", 2, /\+-2 replaced/],
])(
  "%s",
  async (_order, version, summary) => {
    const [old, next] = [instance(version), instance(version + 1)];
    const mark = example.mark();
    const printed = await example.follow();
    expect(printed).toMatch(summary);
    expect(example.changes(mark)).toEqual([`Detach ${eni} ${old}`, `Attach ${eni} ${next}`]);
    // Its primary ENI is all that it still had: this one would have been deleted with it.
    expect(printed).toContain(`releasing ${old} with 1 ENI`);
    expect(example.eni(eni)).toMatchObject({ status: "inUse", instanceId: next });
    expect((await example.attachments()).service).toMatchObject({ attachedTo: next, instanceId: next });
  },
  MINUTES,
);

test(
  "destroy: off the instance before it is released",
  async () => {
    const mark = example.mark();
    expect(await example.follow()).toContain(`releasing ${instance(3)} with 1 ENI`);
    expect(example.changes(mark)).toEqual([`Detach ${eni} ${instance(3)}`]);
    expect(example.eni(eni)).toMatchObject({ status: "available" });
    expect(example.followed).toBe(true);
  },
  MINUTES,
);
