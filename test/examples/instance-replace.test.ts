// instance-replace, by its README: in both orders the ENI goes from the old instance to the new one, and is never released with one.
import { expect, test } from "@jest/globals";
import { Script } from "../e2e/script.ts";
import { MINUTES } from "../e2e/setting.ts";
import { Example } from "./example.ts";

const eni = "eni-bp1example0000service";
const instance = (version: number) => `i-bp1example000000image${version}`;

const script = new Script(async () => {
  const example = await Example.open("instance-replace", { packages: { "@pulumi/alicloud": "alicloud.js" } });
  await example.follow();
  return example;
});

/** Follows the next commands of the README. */
const followed = () =>
  script.step(async (example) => {
    const mark = example.mark();
    const printed = await example.follow();
    const { service } = await example.attachments();
    return { printed, changes: example.changes(mark), eni: example.eni(eni), service, atEnd: example.followed };
  });
const newFirst = followed();
const oldFirst = followed();
const destroyed = followed();

test.each([
  ["the new one first: the attachment moves in place", newFirst, 1, /~ 1 updated\s+\+-1 replaced/],
  ["the old one first: the attachment is replaced with it", oldFirst, 2, /\+-2 replaced/],
])(
  "%s",
  async (_order, step, version, summary) => {
    const [old, next] = [instance(version), instance(version + 1)];
    const found = await step();
    expect(found.printed).toMatch(summary);
    expect(found.changes).toEqual([`Detach ${eni} ${old}`, `Attach ${eni} ${next}`]);
    // Its primary ENI is all that it still had: this one would have been deleted with it.
    expect(found.printed).toContain(`releasing ${old} with 1 ENI`);
    expect(found.eni).toMatchObject({ status: "inUse", instanceId: next });
    expect(found.service).toMatchObject({ attachedTo: next, instanceId: next });
  },
  MINUTES,
);

test(
  "destroy: off the instance before it is released",
  async () => {
    const found = await destroyed();
    expect(found.printed).toContain(`releasing ${instance(3)} with 1 ENI`);
    expect(found.changes).toEqual([`Detach ${eni} ${instance(3)}`]);
    expect(found.eni).toMatchObject({ status: "available" });
    expect(found.atEnd).toBe(true);
  },
  MINUTES,
);
