// What a refresh shows as a change, over every vendor: a drift once, and not again when the state has it.
import { beforeEach, describe, expect, test } from "@jest/globals";
import { failureOf, InProcess } from "../support/in-process.ts";
import { eachTestHasOnly } from "./each-test.ts";
import { leastInputs, vendorCases } from "./vendor-cases.ts";

describe.each(vendorCases.map((one) => [one.vendor, one] as const))("%s", (_name, vendor) => {
  const { ids } = vendor;
  const inputs = () => leastInputs(vendor);
  let cloud: InProcess;
  eachTestHasOnly(vendor.environment);
  beforeEach(() => {
    cloud = new InProcess({ world: vendor.world() });
  });

  test("a drift is a change for the first refresh, none for the second, and one for up", async () => {
    const { id, outs } = await cloud.create(inputs());
    cloud.restart();
    cloud.cloud.world.freeEni(ids.eni);
    const first = await cloud.read(id, outs);
    expect((await cloud.diff(id, first.props, inputs())).changes).toBe(true);
    cloud.restart();
    const second = await cloud.read(id, first.props);
    expect((await cloud.diff(id, second.props, second.inputs ?? {})).changes).toBe(false);
    await cloud.check(inputs(), inputs());
    expect((await cloud.diff(id, second.props, inputs())).changes).toBe(true);
  });

  test("a state word that nobody knows is no drift", async () => {
    const { id, outs } = await cloud.create(inputs());
    cloud.restart();
    cloud.lines.length = 0;
    cloud.cloud.faults.add({ kind: "unknownState", match: { action: vendor.actions.describe } });
    const read = await cloud.read(id, outs);
    expect(read.props).toMatchObject({ state: "attached", instanceId: ids.a, attachedAt: outs["attachedAt"] });
    expect(cloud.lines).toEqual([]);
    await cloud.check(inputs(), inputs());
    expect((await cloud.diff(id, read.props, inputs())).changes).toBe(false);
  });

  test("but the word is not taken for attached where the state said detached, or where it names another instance", async () => {
    const { id, outs } = await cloud.create(inputs());
    cloud.restart();
    cloud.cloud.faults.add({ kind: "unknownState", match: { action: vendor.actions.describe } });
    const elsewhere = await cloud.read(id, { ...outs, attachedTo: ids.b, instanceId: ids.b });
    // Where an instance says it all (the legacy API), it is known to be elsewhere.
    expect(elsewhere.props["state"]).toBe(vendor.showsTransitions ? "detached" : "attached");
    expect((await cloud.read(id, { ...outs, state: "detached" })).props["state"]).toBe(
      vendor.showsTransitions ? "detached" : "attached",
    );
  });

  test("an update that fails before any call writes down where it is, though that is ours again", async () => {
    const { id, outs } = await cloud.create(inputs());
    cloud.restart();
    cloud.cloud.world.placeEni(ids.eni, ids.b);
    const drifted = await cloud.read(id, outs);
    cloud.cloud.world.placeEni(ids.eni, ids.a);
    const news = { ...inputs(), instanceId: ids.unknownInstance };
    const error = await failureOf(cloud.update(id, drifted.props, news));
    expect(error.message).toContain("[PREFLIGHT_FAILED]");
    expect(error.properties).toMatchObject({ state: "attached", instanceId: ids.a, attachedTo: ids.a });
  });

  test("nor where the state had it on somebody else's instance, and the word comes with ours", async () => {
    const { id, outs } = await cloud.create(inputs());
    cloud.restart();
    cloud.cloud.world.placeEni(ids.eni, ids.b);
    const drifted = await cloud.read(id, outs);
    expect(drifted.props).toMatchObject({ state: "attached", instanceId: ids.b, attachedTo: ids.a });
    cloud.restart();
    cloud.cloud.world.placeEni(ids.eni, ids.a);
    cloud.cloud.faults.add({ kind: "unknownState", match: { action: vendor.actions.describe } });
    const { props } = await cloud.read(id, drifted.props);
    expect(props["state"]).toBe(vendor.showsTransitions ? "detached" : "attached");
  });
});
