// The user wants no more of the run: every wait of it ends at that moment, nothing more is sent, and the state says what was seen.
import { beforeEach, describe, expect, test } from "@jest/globals";
import { failureOf, InProcess } from "../support/in-process.ts";
import { eachTestHasOnly } from "./each-test.ts";
import { leastInputs, vendorCases } from "./vendor-cases.ts";

describe.each(vendorCases.map((vendor) => [vendor.vendor, vendor] as const))("%s", (_name, vendor) => {
  const { ids } = vendor;
  let cloud: InProcess;
  eachTestHasOnly(vendor.environment);
  beforeEach(() => {
    cloud = new InProcess({ world: { ...vendor.world(), latency: { attachMs: 60_000, detachMs: 60_000 } } });
  });

  const inputs = (instanceId: string) => leastInputs(vendor, instanceId, {});
  const eni = () => cloud.cloud.world.snapshot().enis.find((one) => one.id === ids.eni);
  const actions = () => cloud.calls().map(({ action }) => action);

  /** Cancels after so long, and tells what became of the work, and when. */
  async function cancelledAfter(ms: number, work: () => Promise<unknown>) {
    const began = cloud.clock.now();
    void cloud.clock.sleep(ms).then(() => cloud.cancel.abort());
    const error = await failureOf(work());
    const calls = actions().length;
    const tookMs = cloud.clock.now() - began;
    await cloud.clock.advance(300_000);
    return { error, tookMs, callsAfterwards: actions().length - calls };
  }

  test("while it attaches: at once, with a state that the next run goes on from", async () => {
    const { error, tookMs, callsAfterwards } = await cancelledAfter(20_000, () => cloud.create(inputs(ids.a)));
    expect(error.message).toMatch(
      /the run was cancelled, so nothing more was sent.*To do: Run this again.*\[CANCELLED\]$/,
    );
    expect([tookMs, callsAfterwards]).toEqual([20_000, 0]);
    expect(error.properties).toMatchObject({ state: "detached", attachedTo: ids.a });

    const { id = "", properties = {} } = error;
    const next = new InProcess({ world: vendor.world() });
    next.cloud.world.placeEni(ids.eni, ids.a);
    expect((await next.update(id, properties, inputs(ids.a))).outs).toMatchObject({
      state: "attached",
      attachedTo: ids.a,
    });
  });

  test("while a move detaches: nothing is attached, and nothing taken back", async () => {
    cloud.cloud.world.placeEni(ids.eni, ids.a);
    const { id, outs } = await cloud.create(inputs(ids.a));
    cloud.restart();
    const since = cloud.mark();
    const { error, tookMs, callsAfterwards } = await cancelledAfter(20_000, () =>
      cloud.update(id, outs, inputs(ids.b)),
    );
    expect([error.message.slice(-11), tookMs, callsAfterwards]).toEqual(["[CANCELLED]", 20_000, 0]);
    expect(cloud.changes(since)).toHaveLength(1);
    expect(error.properties).toMatchObject({ attachedTo: ids.a });
  });

  test("while a destroy waits: it fails, so the state keeps it", async () => {
    cloud.cloud.world.placeEni(ids.eni, ids.a);
    const { id, outs } = await cloud.create(inputs(ids.a));
    cloud.restart();
    const { error, tookMs, callsAfterwards } = await cancelledAfter(20_000, () => cloud.delete(id, outs));
    expect([error.message.slice(-11), tookMs, callsAfterwards]).toEqual(["[CANCELLED]", 20_000, 0]);
    expect(eni()).toMatchObject({ status: "available" });
  });

  test("while an answer hangs: nobody waits for it", async () => {
    cloud.cloud.faults.add({ kind: "hang", applied: false, times: 5 });
    const { error, tookMs, callsAfterwards } = await cancelledAfter(1_000, () => cloud.create(inputs(ids.a)));
    expect([error.message.slice(-11), tookMs, callsAfterwards]).toEqual(["[CANCELLED]", 1_000, 0]);
    expect(error.properties).toBeUndefined();
  });

  test("what comes after it ends before its first call", async () => {
    cloud.cancel.abort();
    const error = await failureOf(cloud.create(inputs(ids.a)));
    expect([error.message.slice(-11), cloud.calls()]).toEqual(["[CANCELLED]", []]);
  });
});
