// An attach that outlives its time: whatever is done next, nothing of it comes to the cloud behind our back.
import { beforeEach, describe, expect, test } from "@jest/globals";
import type { Properties } from "../../provider/attachment/properties.ts";
import { failureOf, InProcess } from "../support/in-process.ts";
import { eachTestHasOnly } from "./each-test.ts";
import type { VendorCase } from "./vendor-cases.ts";
import { leastInputs, vendorCases } from "./vendor-cases.ts";

/** What is under way is refused as such, or as a state that does not allow it. */
const refusals: readonly Record<string, unknown>[] = [{ tasks: { exclusive: false } }, { tasks: { exclusive: true } }];

const rows = vendorCases.flatMap((vendor) =>
  refusals
    .filter((_, index) => index === 0 || vendor.tasks !== "none")
    .map((world) => [vendor.vendor, JSON.stringify(world), vendor, world] as const),
);

describe.each(rows)("%s %s", (_name, _world, vendor: VendorCase, world) => {
  const { ids } = vendor;
  let cloud: InProcess;
  eachTestHasOnly(vendor.environment);
  beforeEach(() => {
    // So much longer than the time that is given that a few looks do not see its end.
    cloud = new InProcess({ world: { ...vendor.world(), ...world, latency: { attachMs: 50_000, detachMs: 2_000 } } });
  });

  const inputs = (instanceId: string) => leastInputs(vendor, instanceId, { timeouts: { attach: "30s" } });
  const eni = () => cloud.cloud.world.snapshot().enis.find((one) => one.id === ids.eni);

  /** What the engine has in its state after an attach whose time was up. */
  async function timedOut(): Promise<{ id: string; properties: Properties }> {
    const { id = "", properties = {}, message } = await failureOf(cloud.create(inputs(ids.a)));
    expect(message).toContain("[ATTACH_TIMEOUT]");
    expect(properties).toMatchObject({ attachedTo: ids.a });
    cloud.restart();
    return { id, properties };
  }

  test("destroy waits for it, and detaches", async () => {
    const { id, properties } = await timedOut();
    await cloud.delete(id, properties);
    expect(eni()).toMatchObject({ status: "available" });
    await cloud.clock.advance(600_000);
    expect(eni()).toMatchObject({ status: "available" });
  });

  test("destroy after a refresh, too", async () => {
    const { id, properties } = await timedOut();
    const { props } = await cloud.read(id, properties);
    await cloud.delete(id, props);
    await cloud.clock.advance(600_000);
    expect(eni()).toMatchObject({ status: "available" });
  });

  test("destroy when it has fallen back in the meantime calls for nothing more than an answer", async () => {
    const { id, properties } = await timedOut();
    cloud.cloud.world.freeEni(ids.eni);
    const since = cloud.mark();
    await cloud.delete(id, properties);
    expect(cloud.changes(since).length).toBeLessThanOrEqual(1);
    expect(eni()).toMatchObject({ status: "available" });
  });

  test("destroy leaves it to somebody else who has it by now", async () => {
    const { id, properties } = await timedOut();
    cloud.cloud.world.placeEni(ids.eni, ids.b);
    await cloud.delete(id, properties);
    expect(eni()).toMatchObject({ status: "inUse", instanceId: ids.b });
  });

  test("up goes on with it", async () => {
    const { id, properties } = await timedOut();
    const { outs } = await cloud.update(id, properties, inputs(ids.a));
    expect(outs).toMatchObject({ state: "attached", attachedTo: ids.a });
  });

  test("up with another instance brings it there", async () => {
    const { id, properties } = await timedOut();
    const { outs } = await cloud.update(id, properties, { ...inputs(ids.b), timeouts: { attach: "3m" } });
    expect(outs).toMatchObject({ state: "attached", attachedTo: ids.b });
    await cloud.clock.advance(600_000);
    expect(eni()).toMatchObject({ status: "inUse", instanceId: ids.b });
  });
});
