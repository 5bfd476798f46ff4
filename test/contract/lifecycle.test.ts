// The lifecycle over every vendor, against the local cloud: attach, adopt, move, refresh, destroy, and who owns what.
import { beforeEach, describe, expect, test } from "@jest/globals";
import type { Properties } from "../../provider/attachment/properties.ts";
import { failureOf, InProcess } from "../support/in-process.ts";
import type { VendorCase } from "./vendor-cases.ts";
import { leastInputs, vendorCases } from "./vendor-cases.ts";
import { eachTestHasOnly } from "./each-test.ts";
import { difference } from "../support/adapter-differences.ts";

describe.each(vendorCases.map((one) => [one.vendor, one] as const))("%s", (_name, vendor: VendorCase) => {
  const { ids, words } = vendor;
  let cloud: InProcess;
  eachTestHasOnly(vendor.environment);
  beforeEach(() => {
    cloud = new InProcess({ world: vendor.world() });
  });

  const inputs = (instanceId?: string, more?: Properties) => leastInputs(vendor, instanceId, more);
  const detachFrom = (instance: string) => (vendor.detachNames ? `Detach ${ids.eni} ${instance}` : `Detach ${ids.eni}`);
  const place = vendor.region ?? "global";
  const world = () => cloud.cloud.world;
  const eniNow = () =>
    world()
      .snapshot()
      .enis.find((eni) => eni.id === ids.eni);

  /** A stack with the ENI on `a`; the provider process that made it has ended. */
  async function attached(more: Properties = {}): Promise<{ id: string; outs: Properties }> {
    const created = await cloud.create(inputs(ids.a, more));
    cloud.restart();
    cloud.lines.length = 0;
    return created;
  }

  describe("create", () => {
    test("attaches and waits until the cloud agrees", async () => {
      const { id, outs } = await cloud.create(inputs());
      expect(id).toBe(`${vendor.vendor}/${place}/${ids.eni}`);
      expect(outs).toMatchObject({
        ...inputs(),
        state: "attached",
        vendorState: words.attached,
        attachedTo: ids.a,
        adopted: false,
      });
      expect(outs).toMatchObject({ schemaVersion: 1, attachedAt: expect.stringMatching(/^2026-01-15T12:00:0\d/) });
      expect(outs["macAddress"]).toMatch(/^[0-9a-f:]{17}$/i);
      expect(outs["privateIpAddresses"]).toHaveLength(1);
      expect(cloud.changes()).toEqual([`Attach ${ids.eni} ${ids.a}`]);
      expect(eniNow()).toMatchObject({ status: "inUse", instanceId: ids.a });
    });

    test("adopts what is attached already, says so, and calls nothing", async () => {
      world().placeEni(ids.eni, ids.a);
      const { outs } = await cloud.create(inputs());
      expect(outs).toMatchObject({ state: "attached", adopted: true, attachedTo: ids.a });
      // Only a vendor knows since when: our own clock was not there.
      expect(outs["attachedAt"]).toBe(vendor.tellsAttachTime ? "2026-01-15T12:00:00.000Z" : "");
      expect(cloud.changes()).toEqual([]);
      expect(cloud.lines.join("\n")).toContain("destroy will detach it (`retainOnDelete` keeps it)");
    });

    test("refuses an ENI that somebody else has, and names him", async () => {
      world().placeEni(ids.eni, ids.b);
      const error = await failureOf(cloud.create(inputs()));
      expect(error.message).toContain(`attached to ${ids.b}`);
      expect(error.message).toContain("[ENI_ATTACHED_ELSEWHERE]");
      expect(error.properties).toBeUndefined();
      expect(cloud.changes()).toEqual([]);
    });

    test("takes it over where that is asked for, and names the victim", async () => {
      world().placeEni(ids.eni, ids.b);
      const { outs } = await cloud.create(inputs(ids.a, { onConflict: "takeOver" }));
      expect(outs).toMatchObject({ attachedTo: ids.a, adopted: false });
      expect(cloud.changes()).toEqual([detachFrom(ids.b), `Attach ${ids.eni} ${ids.a}`]);
      expect(cloud.lines.join("\n")).toContain(`from ${ids.b}`);
    });

    test("an ENI that does not exist is told with region and credentials, after a second look", async () => {
      const error = await failureOf(cloud.create(inputs(ids.a, { networkInterfaceId: ids.unknownEni })));
      expect(error.message).toMatch(
        new RegExp(
          `${ids.unknownEni} was not found in ${[vendor.vendor, vendor.region].filter(Boolean).join(" ")} \\(environment`,
        ),
      );
      expect(error.message).toContain("[ENI_NOT_FOUND]");
      expect(cloud.calls().map((call) => call.action)).toEqual([vendor.actions.describe, vendor.actions.describe]);
    });

    test("a primary ENI is refused before any call", async () => {
      const error = await failureOf(cloud.create(inputs(ids.b, { networkInterfaceId: ids.primary })));
      expect(error.message).toContain("primary");
      expect(error.message).toContain("[ENI_NOT_ATTACHABLE]");
      expect(cloud.changes()).toEqual([]);
    });

    test("so is one of another cloud service, where the vendor tells", async () => {
      const { managed } = ids;
      const answer = await failureOf(cloud.create(inputs(ids.b, { networkInterfaceId: managed ?? ids.unknownEni })));
      expect(answer.message).toContain(managed === undefined ? "[ENI_NOT_FOUND]" : "another cloud service");
      expect(cloud.changes()).toEqual([]);
    });

    test("waits for an attach that somebody began, and adopts it", async () => {
      const another = cloud.anotherProvider();
      const [, mine] = await cloud.together(async (provider) => {
        const theirs = another.create(inputs());
        await cloud.clock.sleep(1_000);
        return Promise.all([theirs, provider.create(inputs())]);
      });
      // Where nothing shows that an attach is under way, ours is sent too, and refused.
      expect(mine.outs).toMatchObject({ state: "attached", adopted: vendor.showsTransitions, attachedTo: ids.a });
      const attaches = cloud.calls().filter((call) => call.action === vendor.actions.attach);
      expect(attaches.filter((call) => call.code === undefined)).toHaveLength(1);
      expect(attaches.length === 1).toBe(vendor.showsTransitions);
    });

    test("two ENIs of one instance are waited for with the same questions", async () => {
      await cloud.together((provider) =>
        Promise.all([provider.create(inputs()), provider.create(inputs(ids.a, { networkInterfaceId: ids.eni2 }))]),
      );
      const questions = cloud.calls().filter((call) => call.action === vendor.actions.describe);
      const both = vendor.batches ? [[ids.eni, ids.eni2]] : [[ids.eni], [ids.eni2]];
      for (const question of questions) expect(both).toContainEqual(question.enis);
      expect(cloud.changes()).toHaveLength(2);
    });

    test("a second resource on an ENI that another one of this run has is refused", async () => {
      await cloud.create(inputs());
      const error = await failureOf(cloud.create(inputs(ids.b)));
      expect(error.message).toContain("[ALREADY_DECLARED]");
      expect(cloud.changes()).toEqual([`Attach ${ids.eni} ${ids.a}`]);
    });
  });

  describe("update", () => {
    test("a change of instance is detach, wait, attach, wait", async () => {
      const { id, outs } = await attached();
      const mark = cloud.mark();
      const updated = await cloud.update(id, outs, inputs(ids.b));
      expect(updated.outs).toMatchObject({ instanceId: ids.b, attachedTo: ids.b, state: "attached", adopted: false });
      expect(updated.outs["attachedAt"]).not.toBe(outs["attachedAt"]);
      expect(cloud.changes(mark)).toEqual([detachFrom(ids.a), `Attach ${ids.eni} ${ids.b}`]);
    });

    test.each([
      ["timeouts", { attach: "1m" }],
      ["onConflict", "takeOver"],
      ["rollback", false],
      ["preflight", false],
    ])("a change of %s alone calls nothing", async (name, value) => {
      const { id, outs } = await attached();
      const mark = cloud.mark();
      const updated = await cloud.update(id, outs, inputs(ids.a, { [name]: value }));
      expect(updated.outs).toEqual({ ...outs, [name]: value });
      expect(cloud.calls(mark)).toEqual([]);
    });

    test("nothing is detached for a target that cannot take it", async () => {
      const { id, outs } = await attached();
      const words = {
        far: / is in (zone|region) .*, .* in /,
        full: /is full/,
        unknownInstance: /does not exist/,
      } as const;
      for (const what of vendor.preflightKnows) {
        const target = ids[what];
        const says = words[what];
        const mark = cloud.mark();
        const error = await failureOf(cloud.update(id, outs, inputs(target)));
        expect(error.message).toMatch(says);
        expect(error.message).toContain("[PREFLIGHT_FAILED]");
        expect(error.properties).toBeUndefined();
        expect(cloud.changes(mark)).toEqual([]);
      }
    });

    test("an attach that is refused for good is rolled back, and the state says so", async () => {
      const { id, outs } = await attached();
      const mark = cloud.mark();
      cloud.cloud.faults.add({
        kind: "error",
        code: vendor.codes.refused,
        match: { action: vendor.actions.attach, instance: ids.b },
      });
      const error = await failureOf(cloud.update(id, outs, inputs(ids.b, { __provider: "code" })));
      expect(error.message).toContain(vendor.codes.refused);
      expect(error.message).toContain("[ROLLED_BACK]");
      expect(error.properties).toMatchObject({
        instanceId: ids.a,
        attachedTo: ids.a,
        state: "attached",
        ...difference.withPartialState,
      });
      expect(cloud.changes(mark)).toEqual([
        detachFrom(ids.a),
        `Attach ${ids.eni} ${ids.b}`,
        `Attach ${ids.eni} ${ids.a}`,
      ]);
    });

    test("without rollback the state says detached, and the next run goes on from there", async () => {
      const { id, outs } = await attached();
      const fault = {
        kind: "error",
        code: vendor.codes.refused,
        match: { action: vendor.actions.attach },
        times: 1,
      } as const;
      cloud.cloud.faults.add(fault);
      const news = inputs(ids.b, { rollback: false, __provider: "code" });
      const error = await failureOf(cloud.update(id, outs, news));
      expect(error.properties).toMatchObject({ state: "detached", attachedTo: "", instanceId: ids.b });
      cloud.restart();
      const mark = cloud.mark();
      const healed = await cloud.update(id, error.properties ?? {}, news);
      expect(healed.outs).toMatchObject({ state: "attached", attachedTo: ids.b });
      expect(cloud.changes(mark)).toEqual([`Attach ${ids.eni} ${ids.b}`]);
    });

    test("an ENI that was detached behind our back is attached again", async () => {
      const { id, outs } = await attached();
      world().freeEni(ids.eni);
      const mark = cloud.mark();
      const { props } = await cloud.read(id, outs);
      expect(props).toMatchObject({ state: "detached", attachedTo: ids.a, instanceId: ids.a });
      expect((await cloud.diff(id, props, inputs())).changes).toBe(true);
      const updated = await cloud.update(id, props, inputs());
      expect(updated.outs).toMatchObject({ state: "attached", attachedTo: ids.a });
      expect(cloud.changes(mark)).toEqual([`Attach ${ids.eni} ${ids.a}`]);
    });

    test("a run that died between detach and attach is resumed without a second detach", async () => {
      const { id, outs } = await attached();
      world().freeEni(ids.eni);
      const mark = cloud.mark();
      await cloud.update(id, outs, inputs(ids.b));
      expect(cloud.changes(mark)).toEqual([`Attach ${ids.eni} ${ids.b}`]);
    });

    test("a run that died after the attach is finished without a call", async () => {
      const { id, outs } = await attached();
      world().placeEni(ids.eni, ids.b);
      const mark = cloud.mark();
      const updated = await cloud.update(id, outs, inputs(ids.b));
      expect(updated.outs).toMatchObject({ attachedTo: ids.b, state: "attached" });
      expect(cloud.changes(mark)).toEqual([]);
    });
  });

  describe("read", () => {
    test("gives back the inputs key for key, least and all arguments", async () => {
      for (const more of [{}, vendor.allArguments]) {
        world().freeEni(ids.eni);
        const { inputs: checked } = await cloud.check({}, inputs(ids.a, more));
        const { id, outs } = await attached(more);
        const read = await cloud.read(id, outs);
        expect(read.inputs).toEqual(checked);
        expect(read.props).toEqual(outs);
        expect((await cloud.diff(id, read.props, checked)).changes).toBe(false);
        cloud.restart();
      }
    });

    test("an ENI on another instance is a difference of instanceId, and not ours", async () => {
      const { id, outs } = await attached();
      world().placeEni(ids.eni, ids.b);
      const read = await cloud.read(id, outs);
      expect(read.inputs).toMatchObject({ instanceId: ids.b });
      expect(read.props).toMatchObject({ instanceId: ids.b, attachedTo: ids.a, state: "attached" });
    });

    test("what is gone is dropped", async () => {
      const { id, outs } = await attached();
      world().deleteEni(ids.eni);
      expect((await cloud.read(id, outs)).id).toBe("");
    });

    test("one empty answer is not believed", async () => {
      const { id, outs } = await attached();
      world().patchEni(ids.eni, { behaviours: { staleReads: { reads: 1, shows: "empty", after: "completion" } } });
      world().placeEni(ids.eni, ids.a);
      expect((await cloud.read(id, outs)).id).toBe(id);
    });
  });

  describe("destroy", () => {
    test("detaches and waits", async () => {
      const { id, outs } = await attached();
      const mark = cloud.mark();
      await cloud.delete(id, outs);
      expect(cloud.changes(mark)).toEqual([detachFrom(ids.a)]);
      expect(eniNow()).toMatchObject({ status: "available" });
      expect(eniNow()?.instanceId).toBeUndefined();
    });

    test.each([
      ["detached already", (): void => world().freeEni(ids.eni), "detached"],
      ["gone", (): void => world().deleteEni(ids.eni), "was not found"],
      ["on an instance that is gone", (): void => world().releaseInstance(ids.a), "nothing to detach"],
      ["somebody else's now", (): void => world().placeEni(ids.eni, ids.b), `attached to ${ids.b}`],
    ])("an ENI that is %s: success, no call, and a line", async (_what, change, says) => {
      const { id, outs } = await attached();
      change();
      const mark = cloud.mark();
      await cloud.delete(id, outs);
      expect(cloud.changes(mark)).toEqual([]);
      expect(cloud.lines.join("\n")).toContain(says);
    });

    test("moved out of band, refreshed, destroyed: no call", async () => {
      const { id, outs } = await attached();
      world().placeEni(ids.eni, ids.b);
      const { props } = await cloud.read(id, outs);
      const mark = cloud.mark();
      await cloud.delete(id, props);
      expect(cloud.changes(mark)).toEqual([]);
      expect(eniNow()).toMatchObject({ instanceId: ids.b });
    });

    test("a detach that somebody began is waited for", async () => {
      const { id, outs } = await attached();
      cloud.cloud.faults.add({ kind: "dropAfter", match: { action: vendor.actions.detach }, times: 1 });
      const mark = cloud.mark();
      await cloud.delete(id, outs);
      expect(cloud.changes(mark)).toEqual([detachFrom(ids.a)]);
    });

    test("a refresh before it in the same process does not keep the ENI attached", async () => {
      const { id, outs } = await attached();
      const { props, inputs: kept } = await cloud.read(id, outs);
      await cloud.diff(id, props, kept ?? {});
      await cloud.delete(id, props);
      expect(eniNow()).toMatchObject({ status: "available" });
    });

    test("a renamed resource is created (adopted), and the old one dropped without a call", async () => {
      const { id, outs } = await attached();
      const mark = cloud.mark();
      await cloud.check({}, inputs());
      const renamed = await cloud.create(inputs());
      await cloud.delete(id, outs);
      expect(renamed.outs).toMatchObject({ adopted: true });
      expect(cloud.changes(mark)).toEqual([]);
      expect(cloud.lines.join("\n")).toContain("`aliases`");
    });
  });
});
