// Lists that are behind what has happened, at the worst moments: nothing of ours is taken for somebody else's, or left attached.
import { describe, expect, test } from "@jest/globals";
import { InProcess } from "../support/in-process.ts";
import { names } from "./asked-action.ts";
import { eachTestHasOnly } from "./each-test.ts";
import type { VendorCase } from "./vendor-cases.ts";
import { leastInputs, vendorCases } from "./vendor-cases.ts";

describe.each(vendorCases.map((one) => [one.vendor, one] as const))("%s", (_name, vendor: VendorCase) => {
  const { ids } = vendor;
  let cloud: InProcess;
  eachTestHasOnly(vendor.environment);

  const inputs = (instanceId: string) => leastInputs(vendor, instanceId);
  const eni = () => cloud.cloud.world.snapshot().enis.find((one) => one.id === ids.eni);
  const changes = (since = 0) => cloud.changes(since).map((line) => line.split(" ")[0]);

  /** The instance that is full otherwise takes one more, so that there is a third one. */
  function roomy(): Record<string, unknown> {
    const world = vendor.world();
    const instances = world["instances"] as { id: string }[];
    return { ...world, instances: instances.map((one) => (one.id === ids.full ? { ...one, maxEnis: 8 } : one)) };
  }

  /** A cloud that answers questions for ENIs with an answer that it gave `before`, so many times, once `isNow`. */
  function forgetful({ before, isNow, times }: { before: () => boolean; isNow: () => boolean; times: number }) {
    let old: string | undefined;
    const left = { answers: times };
    cloud = new InProcess({
      world: roomy(),
      tamper: (request, response) => {
        if (!names(request, /\bDescribe(NetworkInterfaces|Nics)\b/)) return response;
        if (before() && response.body.includes(ids.eni)) old = response.body;
        if (old === undefined || !isNow() || left.answers === 0) return response;
        left.answers -= 1;
        return { ...response, body: old };
      },
    });
    return left;
  }

  test("a move that finds it on our instance after all detaches it there first, and it never stops being ours", async () => {
    let isBack = false;
    cloud = new InProcess({
      world: vendor.world(),
      cut: (request) => {
        if (!isBack || !names(request, /\bAttachNetworkInterface\b/)) return;
        isBack = false;
        cloud.cloud.world.placeEni(ids.eni, ids.a);
      },
    });
    const { id, outs } = await cloud.create(inputs(ids.a));
    cloud.restart();
    cloud.cloud.world.freeEni(ids.eni);
    isBack = true;
    const since = cloud.mark();
    const moved = await cloud.update(id, outs, inputs(ids.b));
    expect(moved.outs).toMatchObject({ state: "attached", attachedTo: ids.b });
    expect(changes(since)).toEqual(["Attach", "Detach", "Attach"]);
    expect(eni()).toMatchObject({ status: "inUse", instanceId: ids.b });
  });

  test("a list that goes back to what was before the detach stops no move", async () => {
    const left = forgetful({
      before: () => changes().length === 1,
      isNow: () => changes().length === 3,
      times: 2,
    });
    const { id, outs } = await cloud.create(inputs(ids.a));
    cloud.restart();
    const moved = await cloud.update(id, outs, inputs(ids.b));
    expect(left.answers).toBe(0);
    expect(moved.outs).toMatchObject({ state: "attached", attachedTo: ids.b });
    expect(changes()).toEqual(["Attach", "Detach", "Attach"]);
  });

  test.each([
    ["detach", 3],
    ["attach", 4],
  ])("an answer from long before, after the %s of a move, stops nothing and gives nothing away", async (_leg, sent) => {
    const left = forgetful({
      before: () => changes().length === 1,
      isNow: () => changes().length > sent,
      times: 2,
    });
    const { id, outs } = await cloud.create(inputs(ids.a));
    cloud.restart();
    const moved = await cloud.update(id, outs, inputs(ids.b));
    cloud.restart();
    await cloud.clock.advance(60_000);
    const away = await cloud.update(id, moved.outs, inputs(ids.full));
    expect(left.answers).toBe(0);
    expect(away.outs).toMatchObject({ state: "attached", attachedTo: ids.full });
    expect(changes()).toEqual(["Attach", "Detach", "Attach", "Detach", "Attach"]);
  });

  test("a destroy right after an up does not believe that it is free", async () => {
    let isDestroy = false;
    const left = forgetful({ before: () => changes().length === 0, isNow: () => isDestroy, times: 3 });
    const { id, outs } = await cloud.create(inputs(ids.a));
    cloud.restart();
    isDestroy = true;
    await cloud.delete(id, outs);
    expect(left.answers).toBe(0);
    expect(changes()).toEqual(["Attach", "Detach"]);
    expect(eni()).toMatchObject({ status: "available" });
  });

  test("a destroy right after a move does not believe that it is where it was before", async () => {
    let isDestroy = false;
    const left = forgetful({ before: () => changes().length === 1, isNow: () => isDestroy, times: 3 });
    const { id, outs } = await cloud.create(inputs(ids.a));
    cloud.restart();
    const moved = await cloud.update(id, outs, inputs(ids.b));
    cloud.restart();
    isDestroy = true;
    await cloud.delete(id, moved.outs);
    expect(left.answers).toBe(0);
    expect(changes()).toEqual(["Attach", "Detach", "Attach", "Detach"]);
    expect(eni()).toMatchObject({ status: "available" });
  });

  test("a refresh right after an up finds no drift in a list from before", async () => {
    let isRefresh = false;
    const left = forgetful({ before: () => changes().length === 0, isNow: () => isRefresh, times: 3 });
    const { id, outs } = await cloud.create(inputs(ids.a));
    cloud.restart();
    isRefresh = true;
    expect((await cloud.read(id, outs)).props).toEqual(outs);
    expect(left.answers).toBe(0);
    expect(cloud.lines.join("\n")).not.toContain("drift");
  });

  test("a move back, right after a move, does not believe that it has never left", async () => {
    let isSecond = false;
    const left = forgetful({ before: () => changes().length === 1, isNow: () => isSecond, times: 3 });
    const { id, outs } = await cloud.create(inputs(ids.a));
    cloud.restart();
    const moved = await cloud.update(id, outs, inputs(ids.b));
    cloud.restart();
    isSecond = true;
    const back = await cloud.update(id, moved.outs, inputs(ids.a));
    expect(left.answers).toBe(0);
    expect(back.outs).toMatchObject({ state: "attached", attachedTo: ids.a });
    expect(changes()).toEqual(["Attach", "Detach", "Attach", "Detach", "Attach"]);
    expect(eni()).toMatchObject({ status: "inUse", instanceId: ids.a });
  });

  test("the second half of a replacement does not adopt what the first half has taken off", async () => {
    let isCreate = false;
    const left = forgetful({ before: () => changes().length === 1, isNow: () => isCreate, times: 3 });
    const { id, outs } = await cloud.create(inputs(ids.a));
    cloud.restart();
    await cloud.delete(id, outs);
    isCreate = true;
    const { outs: again } = await cloud.create(inputs(ids.a));
    expect(left.answers).toBe(0);
    expect(again).toMatchObject({ state: "attached", attachedTo: ids.a, adopted: false });
    expect(changes()).toEqual(["Attach", "Detach", "Attach"]);
  });

  test("an attach of long ago: what the list shows is believed at once", async () => {
    cloud = new InProcess({ world: vendor.world() });
    const { id, outs } = await cloud.create(inputs(ids.a));
    cloud.restart();
    await cloud.clock.advance(60_000);
    cloud.cloud.world.freeEni(ids.eni);
    const began = cloud.clock.now();
    await cloud.delete(id, outs);
    expect(cloud.clock.now() - began).toBeLessThan(2_000);
    expect(changes()).toEqual(["Attach"]);
  });
});
