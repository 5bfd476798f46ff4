// What the vendors' documents leave open is a switch of the local cloud: a whole life passes under every setting.
import { afterEach, describe, expect, test } from "@jest/globals";
import { InProcess } from "../support/in-process.ts";
import { onlyTheseCredentials } from "./environment.ts";
import { leastInputs, vendorCases } from "./vendor-cases.ts";

/** Settings of every vendor. */
const everywhere: readonly Record<string, unknown>[] = [
  {},
  { switches: { detachedInstanceId: "absent", instanceIdClears: "whenDetaching", instanceIdAppears: "whenInUse" } },
  { switches: { detachedInstanceId: "null" } },
];

const tasks: readonly Record<string, unknown>[] = [
  { ends: "before", byMs: 2_000 },
  { ends: "after", byMs: 2_000 },
  { exclusive: true },
];

const rows = vendorCases.flatMap((vendor) => [
  ...everywhere.map((change) => [vendor.vendor, JSON.stringify(change), vendor, change] as const),
  ...vendor.faces.lives.map(
    (face) => [vendor.vendor, JSON.stringify(face), vendor, { faces: { [vendor.vendor]: face } }] as const,
  ),
  ...(vendor.tasks === "none" ? [] : tasks).map(
    (change) => [vendor.vendor, JSON.stringify(change), vendor, { tasks: change }] as const,
  ),
]);

describe("create, move, refresh, destroy, destroy again", () => {
  let restore: (() => void) | undefined;
  afterEach(() => restore?.());

  test.each(rows)("%s %s", async (_name, _setting, vendor, change) => {
    restore = onlyTheseCredentials(vendor.environment);
    const { ids } = vendor;
    const cloud = new InProcess({ world: { ...vendor.world(), ...change } });
    const inputs = (instanceId: string) => leastInputs(vendor, instanceId);
    const eni = () => cloud.cloud.world.snapshot().enis.find((one) => one.id === ids.eni);

    const created = await cloud.create(inputs(ids.a));
    expect(created.outs).toMatchObject({ state: "attached", attachedTo: ids.a });
    cloud.restart();
    const moved = await cloud.update(created.id, created.outs, inputs(ids.b));
    expect(moved.outs).toMatchObject({ state: "attached", attachedTo: ids.b });
    expect(eni()).toMatchObject({ status: "inUse", instanceId: ids.b });
    cloud.restart();
    const read = await cloud.read(created.id, moved.outs);
    expect(read).toMatchObject({ id: created.id, props: { state: "attached", instanceId: ids.b } });
    expect(read.inputs).toEqual(inputs(ids.b));
    await cloud.delete(created.id, read.props);
    expect(eni()).toMatchObject({ status: "available" });
    expect(cloud.changes().map((line) => line.split(" ")[0])).toEqual(["Attach", "Detach", "Attach", "Detach"]);

    const since = cloud.mark();
    await cloud.delete(created.id, read.props);
    cloud.cloud.world.deleteEni(ids.eni);
    await cloud.delete(created.id, read.props);
    expect(cloud.changes(since)).toEqual([]);
    expect((await cloud.read(created.id, read.props)).id).toBe("");
  });
});
