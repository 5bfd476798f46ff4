// What users of other attachment resources complained of, as tests over every vendor. Each is named by its thread; the
// table in docs/reliability.md quotes these names.
import { beforeEach, describe, expect, test } from "@jest/globals";
import type { Properties } from "../../provider/attachment/properties.ts";
import { failureOf, InProcess } from "../support/in-process.ts";
import { eachTestHasOnly } from "./each-test.ts";
import { leastInputs, vendorCases } from "./vendor-cases.ts";

describe.each(vendorCases.map((one) => [one.vendor, one] as const))("%s", (_name, vendor) => {
  const { ids, actions } = vendor;
  let cloud: InProcess;
  eachTestHasOnly(vendor.environment);
  beforeEach(() => {
    cloud = new InProcess({ world: vendor.world() });
  });

  const inputs = (instanceId?: string, more?: Properties) => leastInputs(vendor, instanceId, more);
  const world = () => cloud.cloud.world;
  const eniNow = (id: string = ids.eni) =>
    world()
      .snapshot()
      .enis.find((eni) => eni.id === id);
  const detaches = (since = 0) => cloud.calls(since).filter((call) => call.action === actions.detach);

  async function attached(more: Properties = {}): Promise<{ id: string; outs: Properties }> {
    const created = await cloud.create(inputs(ids.a, more));
    cloud.restart();
    cloud.lines.length = 0;
    return created;
  }

  test("terraform-provider-aws#45835: a destroy ends as soon as the cloud is done", async () => {
    const { id, outs } = await attached();
    const began = cloud.clock.now();
    const mark = cloud.mark();
    await cloud.delete(id, outs);
    // The detach takes 4 s here; the first answer after it is the last one that is asked for.
    expect(cloud.clock.now() - began).toBeLessThan(4_000 + 2_500);
    const after = cloud.calls(mark).filter((call) => call.action === actions.describe && call.at > began + 4_000);
    expect(after.length).toBeLessThanOrEqual(1);
  });

  test("terraform-provider-aws#26370: a primary ENI is told at preview, before any call that changes something", async () => {
    const news = inputs(ids.b, { networkInterfaceId: ids.primary });
    await cloud.check({}, news);
    expect(cloud.lines.join("\n")).toMatch(/plan: .*primary/);
    expect(cloud.changes()).toEqual([]);
  });

  test.each([
    ["the attachment", "terraform-provider-aws#146, #9567", (): void => world().freeEni(ids.eni)],
    ["the ENI", "terraform-provider-aws#9567", (): void => world().deleteEni(ids.eni)],
    [
      "the instance",
      "terraform-provider-aws#1796, terraform-provider-oci#116",
      (): void => world().releaseInstance(ids.a),
    ],
  ])("a destroy whose %s is gone already succeeds without a call (%s)", async (_what, _thread, vanish) => {
    const { id, outs } = await attached();
    vanish();
    const mark = cloud.mark();
    await cloud.delete(id, outs);
    expect(cloud.changes(mark)).toEqual([]);
    expect(cloud.lines).toHaveLength(1);
  });

  test("terraform-provider-aws#9567: an attachment that vanishes while it is being detached is no failure", async () => {
    const { id, outs } = await attached();
    await cloud.together(async (provider) => {
      const destroyed = provider.delete(id, outs);
      while (detaches().length === 0) await cloud.clock.sleep(100);
      world().deleteEni(ids.eni);
      return destroyed;
    });
    expect(detaches()).toHaveLength(1);
  });

  test("terraform#2881: what somebody attached by hand elsewhere is never detached", async () => {
    const { id, outs } = await attached();
    world().placeEni(ids.eni, ids.b);
    const { props } = await cloud.read(id, outs);
    const error = await failureOf(cloud.update(id, props, inputs(ids.a)));
    expect(error.message).toContain(`attached to ${ids.b}`);
    await cloud.delete(id, props);
    expect(detaches()).toEqual([]);
    expect(eniNow()).toMatchObject({ status: "inUse", instanceId: ids.b });
  });

  test("terraform-provider-aws#35436, ansible amazon.aws#501: a slow cloud is waited for as long as the timeouts say", async () => {
    cloud = new InProcess({ world: { ...vendor.world(), latency: { attachMs: 900_000, detachMs: 1_500_000 } } });
    const timeouts = { attach: "20m", detach: "30m" };
    const { id, outs } = await attached({ timeouts });
    await cloud.delete(id, outs);
    expect(eniNow()).toMatchObject({ status: "available" });
    // A detach that takes long may be sent again, which is the vendor's remedy for one that is stuck.
    expect(cloud.changes().filter((line) => line.startsWith("Attach"))).toHaveLength(1);
  });

  test("terraform-provider-alicloud#6436, terraform-provider-oci#663: a detach that is stuck ends at its timeout, and says what helps", async () => {
    const { id, outs } = await attached();
    world().patchEni(ids.eni, { behaviours: { detachSticks: 1, detachReissues: "never" } });
    const error = await failureOf(cloud.delete(id, outs));
    expect(error.message).toContain("[DETACH_TIMEOUT]");
    expect(error.message).toMatch(/To do: /);
    // The guest lets go: the same destroy again is all that is needed.
    world().restartInstance(ids.a);
    cloud.restart();
    await cloud.delete(id, outs);
    expect(eniNow()).toMatchObject({ status: "available" });
  });

  test("terraform-provider-oci#1295: an attach that the vendor rolls back is a failure at once, not a timeout", async () => {
    world().patchEni(ids.eni, { behaviours: { attachFallsBack: 1 } });
    const began = cloud.clock.now();
    const error = await failureOf(cloud.create(inputs()));
    expect(error.message).toContain("[ATTACH_FELL_BACK]");
    expect(cloud.clock.now() - began).toBeLessThan(60_000);
  });

  test("terraform-provider-tencentcloud#306: every error names the ENI", async () => {
    const { id, outs } = await attached();
    cloud.cloud.faults.add({ kind: "error", code: vendor.codes.refused, match: { action: actions.attach } });
    const moved = await failureOf(cloud.update(id, outs, inputs(ids.b, { rollback: false })));
    expect(moved.message).toContain(ids.eni);
    expect(moved.message).toContain(ids.b);
    expect(moved.message).toContain(vendor.codes.refused);
  });

  test("terraform-provider-tencentcloud#387: several attachments of one instance are destroyed at the same time", async () => {
    const first = await cloud.create(inputs());
    const second = await cloud.create(inputs(ids.a, { networkInterfaceId: ids.eni2 }));
    cloud.restart();
    await cloud.together((provider) =>
      Promise.all([provider.delete(first.id, first.outs), provider.delete(second.id, second.outs)]),
    );
    for (const id of [ids.eni, ids.eni2]) expect(eniNow(id)).toMatchObject({ status: "available" });
    expect(detaches().filter((call) => call.code === undefined)).toHaveLength(2);
  });

  test("amazon-vpc-cni-k8s#1399: when a destroy has returned, the ENI can be deleted", async () => {
    const { id, outs } = await attached();
    await cloud.delete(id, outs);
    // Nobody has to sleep: at this very moment the vendor would let it go.
    expect(eniNow()).toMatchObject({ status: "available" });
    expect(eniNow()?.instanceId).toBeUndefined();
  });

  test("amazon-vpc-resource-controller-k8s#188: questions name the ENIs they are about", async () => {
    const { id, outs } = await attached();
    await cloud.delete(id, outs);
    for (const call of cloud.calls().filter(({ action }) => action === actions.describe))
      expect(call.enis).toEqual([ids.eni]);
  });

  test("boto3#2218: an ENI of another cloud service is refused before any call", async () => {
    const { managed } = ids;
    const news = inputs(ids.b, { networkInterfaceId: managed ?? ids.primary });
    const error = await failureOf(cloud.create({ ...news, onConflict: "takeOver" }));
    expect(error.message).toContain("[ENI_NOT_ATTACHABLE]");
    expect(cloud.changes()).toEqual([]);
  });

  test("ansible-modules-extras#926: waiting ends although the ENI never reaches the state", async () => {
    world().patchEni(ids.eni, { behaviours: { attachSticks: 1 } });
    const error = await failureOf(cloud.create(inputs()));
    expect(error.message).toContain("[ATTACH_TIMEOUT]");
    // Ten minutes by default, and one last look.
    expect(cloud.clock.now() - Date.UTC(2026, 0, 15, 12)).toBeLessThan(11 * 60_000);
  });

  test("terway#613, #770: detached by somebody else at the same moment, both succeed", async () => {
    const { id, outs } = await attached();
    const another = cloud.anotherProvider();
    await cloud.together((provider) => Promise.all([provider.delete(id, outs), another.delete(id, outs)]));
    expect(eniNow()).toMatchObject({ status: "available" });
    // The second one is refused, or taken as the same detach.
    expect(detaches().filter((call) => call.code === undefined).length).toBeGreaterThanOrEqual(1);
  });

  test("terraform-provider-outscale#448: an ENI on an instance that was destroyed is not forgotten", async () => {
    const { id, outs } = await attached();
    world().releaseInstance(ids.a);
    const { id: refreshed, props } = await cloud.read(id, outs);
    const eni = eniNow();
    // Released with its instance it is gone and dropped; else it is shown as detached, and `up` attaches it again.
    expect(refreshed).toBe(eni ? id : "");
    expect(props["state"]).toBe(eni ? "detached" : undefined);
  });
});
