// Two resources of the state have one ENI, as a run leaves it that failed between a create and a delete, over every vendor: the one that
// the program still has gets it back in the next run (lifecycle rule 17).
import { beforeEach, describe, expect, test } from "@jest/globals";
import type { Properties } from "../../provider/attachment/properties.ts";
import { InProcess } from "../support/in-process.ts";
import type { CallError } from "../support/running-provider.ts";
import { eachTestHasOnly } from "./each-test.ts";
import type { VendorCase } from "./vendor-cases.ts";
import { leastInputs, vendorCases } from "./vendor-cases.ts";

describe.each(vendorCases.map((one) => [one.vendor, one] as const))("%s", (_name, vendor: VendorCase) => {
  const { ids } = vendor;
  let cloud: InProcess;
  let onRequest: () => void;
  eachTestHasOnly(vendor.environment);
  beforeEach(() => {
    onRequest = () => undefined;
    cloud = new InProcess({ world: vendor.world(), cut: () => onRequest() });
  });

  const inputs = (instanceId: string, more?: Properties): Properties => leastInputs(vendor, instanceId, more);
  const place = () => cloud.cloud.world.eni(ids.eni)?.instanceId ?? "nowhere";

  /** Each in a run of its own. */
  async function made(wanted: Properties): Promise<{ id: string; inputs: Properties; outs: Properties }> {
    await cloud.check({}, wanted);
    const { id, outs } = await cloud.create(wanted);
    cloud.restart();
    cloud.lines.length = 0;
    return { id, inputs: wanted, outs };
  }

  test("the program's one is updated without a call: the delete of the other one puts the ENI back", async () => {
    const kept = await made(inputs(ids.a));
    const other = await made(inputs(ids.b, { onConflict: "takeOver" }));
    const news = { ...kept.inputs, __provider: "code of a new release" };
    await cloud.check(kept.inputs, news);
    await cloud.diff(kept.id, { ...kept.outs, __provider: "code" }, news);
    await cloud.update(kept.id, { ...kept.outs, __provider: "code" }, news);
    expect(place()).toBe(ids.b);
    await cloud.delete(other.id, other.outs);
    expect(place()).toBe(ids.a);
    expect(cloud.lines).toContainEqual(expect.stringContaining(`put back on ${ids.a}`));
  });

  test("somebody else attaches it elsewhere meanwhile: the delete leaves it there, whatever onConflict of the program's one says", async () => {
    const kept = await made(inputs(ids.a, { onConflict: "takeOver" }));
    const other = await made(inputs(ids.b, { onConflict: "takeOver" }));
    await cloud.check(kept.inputs, kept.inputs);
    await cloud.diff(kept.id, kept.outs, kept.inputs);
    const since = cloud.mark();
    const looked = () => cloud.calls(since).some(({ action }) => action === vendor.actions.describe);
    onRequest = () => {
      if (looked()) cloud.cloud.world.placeEni(ids.eni, ids.far);
    };
    await cloud.delete(other.id, other.outs);
    expect([place(), cloud.changes(since)]).toEqual([ids.far, []]);
    expect(cloud.lines).toContainEqual(expect.stringContaining("left alone: it is attached to "));
  });

  test("the instance of the program's one is gone: the delete of the other one takes the ENI off all the same", async () => {
    const kept = await made(inputs(ids.a));
    const other = await made(inputs(ids.b, { onConflict: "takeOver" }));
    cloud.cloud.world.releaseInstance(ids.a);
    await cloud.check(kept.inputs, kept.inputs);
    await cloud.diff(kept.id, kept.outs, kept.inputs);
    const since = cloud.mark();
    await cloud.delete(other.id, other.outs);
    expect(place()).toBe("nowhere");
    expect(cloud.changes(since).filter((call) => call.startsWith("Attach") && call.endsWith(ids.b))).toEqual([]);
    expect(cloud.lines).toContainEqual(expect.stringContaining(`is detached, for ${ids.a} does not exist`));
  });

  test("a third one takes it over in this run: the delete of the other one leaves it there", async () => {
    const kept = await made(inputs(ids.a));
    const other = await made(inputs(ids.b, { onConflict: "takeOver" }));
    await cloud.check(kept.inputs, kept.inputs);
    expect(await cloud.diff(kept.id, kept.outs, kept.inputs)).toMatchObject({ changes: false });
    const third = inputs(ids.b, { onConflict: "takeOver" });
    await cloud.check({}, third);
    await cloud.create(third);
    await cloud.delete(other.id, other.outs);
    expect(place()).toBe(ids.b);
    expect(cloud.lines).toContainEqual(expect.stringContaining("kept attached: "));
  });

  /** Takes the ENI off `kept`, and then cannot attach it. */
  async function takenAndLost(): Promise<{ id: string; outs: Properties }> {
    const wanted = inputs(ids.b, { onConflict: "takeOver", rollback: false });
    await cloud.check({}, wanted);
    cloud.cloud.faults.add({ kind: "error", code: vendor.codes.refused, match: { action: vendor.actions.attach } });
    const error = await cloud.create(wanted).catch((caught: unknown) => caught);
    const failed = (error as CallError).initFailed;
    cloud.cloud.faults.clear();
    cloud.restart();
    cloud.lines.length = 0;
    expect([place(), failed?.properties["attachedTo"]]).toEqual(["nowhere", ""]);
    return { id: failed?.id ?? "", outs: failed?.properties ?? {} };
  }

  test("the other one took it off and failed: the delete of that one puts the ENI back", async () => {
    const kept = await made(inputs(ids.a));
    const other = await takenAndLost();
    await cloud.check(kept.inputs, kept.inputs);
    expect(await cloud.diff(kept.id, kept.outs, kept.inputs)).toMatchObject({ changes: false });
    await cloud.delete(other.id, other.outs);
    expect(place()).toBe(ids.a);
    expect(cloud.lines).toContainEqual(
      expect.stringMatching(new RegExp(`put back on ${ids.a}, .*: an earlier run had taken it off$`)),
    );
  });

  test("… the same of one that was not seen to leave the instance on which both have it", async () => {
    const kept = await made(inputs(ids.a));
    const other = await made(inputs(ids.a));
    cloud.cloud.world.freeEni(ids.eni);
    await cloud.check(kept.inputs, kept.inputs);
    await cloud.diff(kept.id, kept.outs, kept.inputs);
    await cloud.delete(other.id, { ...other.outs, state: "detached" });
    expect(place()).toBe(ids.a);
  });

  test("… its delete comes first: the diff of the program's one sees it", async () => {
    const kept = await made(inputs(ids.a));
    const other = await takenAndLost();
    await cloud.delete(other.id, other.outs);
    await cloud.check(kept.inputs, kept.inputs);
    expect(await cloud.diff(kept.id, kept.outs, kept.inputs)).toMatchObject({ changes: true });
    await cloud.update(kept.id, kept.outs, kept.inputs);
    expect(place()).toBe(ids.a);
  });

  test("… an earlier run deleted it for its replacement, and failed: its diff shows it to the program's one", async () => {
    const kept = await made(inputs(ids.a));
    const other = await takenAndLost();
    const another = inputs(ids.b, { networkInterfaceId: ids.eni2 });
    await cloud.check(inputs(ids.b), another);
    await cloud.diff(other.id, other.outs, another);
    await cloud.check(kept.inputs, kept.inputs);
    expect(await cloud.diff(kept.id, kept.outs, kept.inputs)).toMatchObject({ changes: true });
    await cloud.update(kept.id, kept.outs, kept.inputs);
    expect(place()).toBe(ids.a);
  });

  test("the other one's delete comes first: the diff of the program's one sees it, and its update attaches again", async () => {
    const kept = await made(inputs(ids.a));
    const other = await made(inputs(ids.a));
    expect(other.outs).toMatchObject({ adopted: true });
    const another = inputs(ids.b, { networkInterfaceId: ids.eni2 });
    await cloud.check(other.inputs, another);
    await cloud.diff(other.id, other.outs, another);
    await cloud.check({}, another);
    await cloud.delete(other.id, other.outs);
    expect(place()).toBe("nowhere");
    await cloud.check(kept.inputs, kept.inputs);
    expect(await cloud.diff(kept.id, kept.outs, kept.inputs)).toMatchObject({ changes: true });
    const { outs } = await cloud.update(kept.id, kept.outs, kept.inputs);
    expect([place(), outs["state"], outs["attachedTo"]]).toEqual([ids.a, "attached", ids.a]);
  });

  test("three of them, and two are to have other ENIs: the third takes it where one gives it up, whatever the other says", async () => {
    const kept = await made(inputs(ids.a));
    const other = await made(inputs(ids.b, { onConflict: "takeOver" }));
    const old = { ...kept, outs: { ...kept.outs, instanceId: ids.far, attachedTo: ids.far } };
    for (const { id, outs, inputs: olds } of [other, old]) {
      const another = inputs(ids.a, { networkInterfaceId: ids.eni2 });
      await cloud.check(olds, another);
      await cloud.diff(id, outs, another);
    }
    await cloud.check(kept.inputs, kept.inputs);
    const drifted = { ...kept.outs, instanceId: ids.b };
    await cloud.diff(kept.id, drifted, kept.inputs);
    await cloud.update(kept.id, drifted, kept.inputs);
    expect(place()).toBe(ids.a);
  });
});
