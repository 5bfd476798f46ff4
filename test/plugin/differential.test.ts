// The same lives by way of the dynamic provider and of the plugin, over every vendor: the same changing calls for each ENI, in the same
// order and with the same parameters, and as many looks, give or take a fifth.
import { describe, expect, test } from "@jest/globals";
import type { CallRecord } from "../../simulator/call-log.ts";
import { eachTestHasOnly } from "../contract/each-test.ts";
import { leastInputs, vendorCases } from "../contract/vendor-cases.ts";
import type { VendorCase } from "../contract/vendor-cases.ts";
import type { AdapterName } from "../support/adapter-name.ts";
import { failureOf, InProcess } from "../support/in-process.ts";

type Life = (cloud: InProcess, vendor: VendorCase) => Promise<void>;

/** As the engine asks when an `up` changes an attachment. */
async function moved(cloud: InProcess, stored: { id: string; outs: Record<string, unknown> }, news: object) {
  const { inputs } = await cloud.check(stored.outs, { ...news });
  await cloud.diff(stored.id, stored.outs, inputs);
  return { id: stored.id, ...(await cloud.update(stored.id, stored.outs, inputs)) };
}

const lives: Readonly<Record<string, Life>> = {
  "made, moved, destroyed": async (cloud, vendor) => {
    const { ids } = vendor;
    const { inputs } = await cloud.check({}, leastInputs(vendor));
    const made = await cloud.create(inputs);
    cloud.restart();
    const there = await moved(cloud, made, leastInputs(vendor, ids.b));
    cloud.restart();
    await cloud.delete(there.id, there.outs);
  },
  "adopted, detached by somebody, refreshed, attached again": async (cloud, vendor) => {
    const { ids } = vendor;
    cloud.cloud.world.placeEni(ids.eni, ids.a);
    const made = await cloud.create(leastInputs(vendor));
    cloud.restart();
    cloud.cloud.world.freeEni(ids.eni);
    const { id, props } = await cloud.read(made.id, made.outs);
    cloud.restart();
    await moved(cloud, { id, outs: props }, leastInputs(vendor));
  },
  "a move that is refused and rolled back, then done": async (cloud, vendor) => {
    const { ids } = vendor;
    const made = await cloud.create(leastInputs(vendor));
    cloud.restart();
    const match = { action: vendor.actions.attach, instance: ids.b };
    cloud.cloud.faults.add({ kind: "error", code: vendor.codes.refused, match, times: 1 });
    const { properties = {} } = await failureOf(moved(cloud, made, leastInputs(vendor, ids.b)));
    cloud.restart();
    await moved(cloud, { id: made.id, outs: properties }, leastInputs(vendor, ids.b));
  },
  "taken over, and left to somebody else at its end": async (cloud, vendor) => {
    const { ids } = vendor;
    cloud.cloud.world.placeEni(ids.eni, ids.b);
    const made = await cloud.create(leastInputs(vendor, ids.a, { onConflict: "takeOver" }));
    cloud.restart();
    cloud.cloud.world.placeEni(ids.eni, ids.b);
    await cloud.delete(made.id, made.outs);
  },
};

async function callsOf(adapter: AdapterName, vendor: VendorCase, life: Life): Promise<readonly CallRecord[]> {
  const cloud = new InProcess({ world: vendor.world(), adapter });
  await life(cloud, vendor);
  return cloud.calls();
}

const changes = (calls: readonly CallRecord[]) =>
  calls
    .filter(({ action }) => /^(Attach|Detach)/.test(action))
    .map(({ action, parameters, code }) => {
      // Told apart by chance and time alone.
      const told = Object.entries(parameters).filter(([name]) => !/nonce|timestamp|signature|clienttoken/i.test(name));
      return { action, parameters: Object.fromEntries(told), code };
    });

describe.each(vendorCases.map((vendor) => [vendor.vendor, vendor] as const))("%s", (_name, vendor) => {
  eachTestHasOnly(vendor.environment);

  test.each(Object.entries(lives))("%s", async (_life, life) => {
    const dynamic = await callsOf("dynamic", vendor, life);
    const native = await callsOf("native", vendor, life);
    expect(changes(dynamic).length).toBeGreaterThan(0);
    expect(changes(native)).toEqual(changes(dynamic));
    const looks = (calls: readonly CallRecord[]) => calls.length - changes(calls).length;
    expect(looks(native)).toBeGreaterThanOrEqual(looks(dynamic) * 0.8);
    expect(looks(native)).toBeLessThanOrEqual(looks(dynamic) * 1.2);
  });
});
