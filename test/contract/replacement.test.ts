// Replacements and renames as the engine runs them, over every vendor: what a diff claims, what a delete gives up, and how many
// lines a change has.
import { beforeEach, describe, expect, test } from "@jest/globals";
import type { Properties } from "../../provider/attachment/properties.ts";
import { InProcess } from "../support/in-process.ts";
import { eachTestHasOnly } from "./each-test.ts";
import type { VendorCase } from "./vendor-cases.ts";
import { leastInputs, vendorCases } from "./vendor-cases.ts";
import { difference } from "../support/adapter-differences.ts";

describe.each(vendorCases.map((one) => [one.vendor, one] as const))("%s", (_name, vendor: VendorCase) => {
  const { ids } = vendor;
  let cloud: InProcess;
  eachTestHasOnly(vendor.environment);
  beforeEach(() => {
    cloud = new InProcess({ world: vendor.world() });
  });

  const inputs = (instanceId?: string, more?: Properties) => leastInputs(vendor, instanceId, more);
  const places = () =>
    Object.fromEntries(
      [ids.eni, ids.eni2].map((id) => [id, cloud.cloud.world.eni(id)?.instanceId ?? "nowhere"] as const),
    );
  const plans = () => cloud.lines.filter((line) => line.includes("plan: "));

  /** The ENI is on `a` by an earlier run. */
  async function attached(): Promise<{ id: string; outs: Properties }> {
    const created = await cloud.create(inputs(ids.a));
    cloud.restart();
    cloud.lines.length = 0;
    return created;
  }

  test("another ENI: one line for the whole, the old one first", async () => {
    const { id, outs } = await attached();
    const news = inputs(ids.a, { networkInterfaceId: ids.eni2 });
    await cloud.check(outs, news);
    expect(await cloud.diff(id, outs, news)).toMatchObject({ replaces: ["networkInterfaceId"] });
    await cloud.delete(id, outs);
    await cloud.check({}, news);
    await cloud.create(news);
    expect(plans()).toEqual([expect.stringContaining(`plan: replace: detach from ${ids.a}; then attach `)]);
    expect(places()).toEqual({ [ids.eni]: "nowhere", [ids.eni2]: ids.a });
  });

  test("a move that the engine makes a replacement (`replaceOnChanges`): what the delete gave up is attached", async () => {
    const { id, outs } = await attached();
    const news = inputs(ids.b);
    await cloud.check(outs, news);
    expect(await cloud.diff(id, outs, news)).toEqual({
      changes: difference.changesOfMove,
      replaces: [],
      deleteBeforeReplace: true,
    });
    await cloud.delete(id, outs);
    const { outs: again } = await cloud.create(news);
    expect(again).toMatchObject({ state: "attached", attachedTo: ids.b, adopted: false });
    expect(places()).toMatchObject({ [ids.eni]: ids.b });
  });

  test("the ENI that a replacement leaves attached (`retainOnDelete`) may be another resource's in the same run", async () => {
    const { id, outs } = await attached();
    const news = inputs(ids.a, { networkInterfaceId: ids.eni2 });
    await cloud.check(outs, news);
    await cloud.diff(id, outs, news);
    await cloud.create(news);
    await cloud.check({}, inputs(ids.a));
    expect((await cloud.create(inputs(ids.a))).outs).toMatchObject({ adopted: true });
    expect(places()).toEqual({ [ids.eni]: ids.a, [ids.eni2]: ids.a });
  });

  test("a resource that is renamed in a run which refreshes first is adopted", async () => {
    const { id, outs } = await attached();
    const { props, inputs: kept } = await cloud.read(id, outs);
    await cloud.diff(id, props, kept ?? {});
    await cloud.check({}, inputs(ids.a));
    expect((await cloud.create(inputs(ids.a))).outs).toMatchObject({ adopted: true });
    await cloud.delete(id, props);
    expect(places()).toMatchObject({ [ids.eni]: ids.a });
  });
});
