// What goes wrong at every vendor: throttling, lost replies, falling back, time running out, and others at work.
import { beforeEach, describe, expect, test } from "@jest/globals";
import type { Properties } from "../../provider/attachment/properties.ts";
import { failureOf, InProcess } from "../support/in-process.ts";
import type { InProcessOptions } from "../support/in-process.ts";
import { eachTestHasOnly } from "./each-test.ts";
import { testEnvironment } from "./environment.ts";
import { leastInputs, vendorCases } from "./vendor-cases.ts";
import { difference } from "../support/adapter-differences.ts";

describe.each(vendorCases.map((one) => [one.vendor, one] as const))("%s", (_name, vendor) => {
  const { ids, actions } = vendor;
  let cloud: InProcess;
  eachTestHasOnly(vendor.environment);
  beforeEach(() => {
    cloud = new InProcess({ world: vendor.world() });
  });

  const inputs = (instanceId?: string, more: Properties = {}) =>
    leastInputs(vendor, instanceId, { __provider: "code", ...more });
  const eniNow = () => cloud.cloud.world.snapshot().enis.find((eni) => eni.id === ids.eni);
  const behave = (behaviours: Record<string, unknown>) => cloud.cloud.world.patchEni(ids.eni, { behaviours });
  const applied = (action: string) =>
    cloud.calls().filter((call) => call.action === action && call.code === undefined && call.fault !== "dropBefore");

  async function attached(): Promise<{ id: string; outs: Properties }> {
    const created = await cloud.create(inputs());
    cloud.restart();
    return created;
  }

  test("a burst of throttling is waited out, for every call", async () => {
    for (const action of Object.values(actions))
      cloud.cloud.faults.add({ kind: "throttle", match: { action }, times: 4 });
    const { id, outs } = await attached();
    expect(outs).toMatchObject({ state: "attached" });
    await cloud.delete(id, outs);
    expect(eniNow()).toMatchObject({ status: "available" });
    expect(applied(actions.attach)).toHaveLength(1);
    expect(applied(actions.detach)).toHaveLength(1);
  });

  test("throttled without end, it ends at the timeout and says so", async () => {
    cloud.cloud.faults.add({ kind: "throttle", match: { action: actions.attach } });
    const error = await failureOf(cloud.create(inputs(ids.a, { timeouts: { attach: "2m" } })));
    expect(error.message).toMatch(/throttled until the time was up/);
    expect(error.message).toContain(ids.eni);
  });

  test.each(["dropBefore", "dropAfter", "html502", "garbage", "serverError"] as const)(
    "an attach whose reply is lost (%s) has its effect once",
    async (kind) => {
      cloud.cloud.faults.add({ kind, match: { action: actions.attach }, times: 1 });
      const { outs } = await cloud.create(inputs());
      expect(outs).toMatchObject({ state: "attached", attachedTo: ids.a });
      expect(eniNow()).toMatchObject({ status: "inUse", instanceId: ids.a });
    },
  );

  test.each(["dropBefore", "dropAfter", "html502", "garbage", "serverError"] as const)(
    "a detach whose reply is lost (%s) has its effect once",
    async (kind) => {
      const { id, outs } = await attached();
      cloud.cloud.faults.add({ kind, match: { action: actions.detach }, times: 1 });
      await cloud.delete(id, outs);
      expect(eniNow()).toMatchObject({ status: "available" });
    },
  );

  test("questions whose answers are lost are asked again", async () => {
    for (const kind of ["dropBefore", "html502", "garbage", "hang"] as const) {
      cloud.cloud.faults.add({ kind, match: { action: actions.describe }, times: 1 });
    }
    const { outs } = await cloud.create(inputs());
    expect(outs).toMatchObject({ state: "attached" });
    expect(applied(actions.attach)).toHaveLength(1);
  });

  test("an attach that falls back is a failure, told as such, with a state that says detached", async () => {
    behave({ attachFallsBack: 1 });
    const error = await failureOf(cloud.create(inputs()));
    expect(error.message).toContain("[ATTACH_FELL_BACK]");
    expect(error.properties).toMatchObject({ state: "detached", attachedTo: "", ...difference.withPartialState });
    expect(cloud.changes()).toHaveLength(1);
  });

  test("a move whose attach falls back is rolled back", async () => {
    const { id, outs } = await attached();
    behave({ attachFallsBack: 1 });
    const error = await failureOf(cloud.update(id, outs, inputs(ids.b)));
    expect(error.message).toContain("[ROLLED_BACK]");
    expect(error.properties).toMatchObject({ state: "attached", instanceId: ids.a, attachedTo: ids.a });
    expect(eniNow()).toMatchObject({ status: "inUse", instanceId: ids.a });
  });

  test("a detach that falls back is a failure; nothing is attached elsewhere, and the state is as it was", async () => {
    const { id, outs } = await attached();
    behave({ detachFallsBack: 1 });
    const error = await failureOf(cloud.update(id, outs, inputs(ids.b)));
    expect(error.message).toContain("[DETACH_FELL_BACK]");
    expect(error.properties).toMatchObject({ state: "attached", instanceId: ids.a, attachedTo: ids.a });
    expect(cloud.calls().filter((call) => call.action === actions.attach)).toHaveLength(1);
  });

  test("an attach without end ends at its timeout, with what was seen last, and the next run adopts what came of it", async () => {
    behave({ attachSticks: 1 });
    const began = cloud.clock.now();
    const error = await failureOf(cloud.create(inputs(ids.a, { timeouts: { attach: "90s" } })));
    expect(cloud.clock.now() - began).toBeLessThan(130_000);
    expect(error.message).toMatch(/not attached after (90|9\d\.\d|1\d\d(\.\d)?) s/);
    expect(error.message).toContain("[ATTACH_TIMEOUT]");
    expect(error.properties).toMatchObject({ state: "detached", attachedTo: ids.a });
    cloud.cloud.world.placeEni(ids.eni, ids.a);
    cloud.restart();
    const healed = await cloud.update(error.id ?? "", error.properties ?? {}, inputs());
    expect(healed.outs).toMatchObject({ state: "attached", attachedTo: ids.a });
    expect(cloud.changes()).toHaveLength(1);
  });

  test("what was seen before the detach is not written down after it: the next run looks, whatever it wants", async () => {
    const { id, outs } = await attached();
    const mark = cloud.mark();
    // The looks before the detach are answered, those after it are not.
    const skip = vendor.detachNames ? 1 : 2;
    cloud.cloud.faults.add({ kind: "error", code: vendor.codes.refused, match: { action: actions.describe }, skip });
    const error = await failureOf(cloud.update(id, outs, inputs(ids.b)));
    expect(error.message).toContain("Now: not known; last seen");
    expect(error.properties).toMatchObject({ state: "detached", attachedTo: ids.a });
    cloud.cloud.faults.clear();
    cloud.restart();
    const { outs: mended } = await cloud.update(id, error.properties ?? {}, inputs(ids.a));
    expect(mended).toMatchObject({ state: "attached", attachedTo: ids.a });
    expect(cloud.changes(mark).map((call) => call.split(" ")[0])).toEqual(["Detach", "Attach"]);
  });

  test("the wait's first look fails, and one after it does not: error and state say that the ENI is off", async () => {
    cloud = new InProcess({ world: { ...vendor.world(), latency: { attachMs: 0, detachMs: 0 } } });
    const { id, outs } = await attached();
    // Looks before the detach: one that names no instance is looked at again right before the call.
    const skip = vendor.detachNames ? 1 : 2;
    const refused = { kind: "error", code: vendor.codes.refused } as const;
    cloud.cloud.faults.add({ ...refused, match: { action: actions.describe }, skip, times: 1 });
    const error = await failureOf(cloud.update(id, outs, inputs(ids.b)));
    expect(error.message).toMatch(/Now: \S+ is detached/);
    expect(error.properties).toMatchObject({ state: "detached", attachedTo: "" });
  });

  test("a victim that lost the ENI before a detach of ours had effect gets nothing back when the attach fails", async () => {
    const onThrottled = () => {
      const [last] = cloud.calls().slice(-1);
      if (last?.action === actions.detach && last.fault === "throttle") cloud.cloud.world.freeEni(ids.eni);
    };
    const tamper: InProcessOptions["tamper"] = (_request, response) => {
      onThrottled();
      return response;
    };
    cloud = new InProcess({ world: vendor.world(), tamper });
    cloud.cloud.world.placeEni(ids.eni, ids.b);
    cloud.cloud.faults.add({ kind: "throttle", match: { action: actions.detach }, times: 1 });
    cloud.cloud.faults.add({ kind: "error", code: vendor.codes.refused, match: { action: actions.attach }, times: 1 });
    const error = await failureOf(cloud.create(inputs(ids.a, { onConflict: "takeOver" })));
    expect(error.message).toContain("[ATTACH_REFUSED]");
    expect(cloud.changes().filter((call) => call.startsWith("Attach"))).toEqual([`Attach ${ids.eni} ${ids.a}`]);
    expect(eniNow()).toMatchObject({ status: "available" });
  });

  test("no rollback after a timeout: it is not known where the ENI will end", async () => {
    const { id, outs } = await attached();
    behave({ attachSticks: 1 });
    const mark = cloud.mark();
    const error = await failureOf(cloud.update(id, outs, inputs(ids.b, { timeouts: { attach: "60s" } })));
    expect(error.message).toContain("[ATTACH_TIMEOUT]");
    expect(cloud.changes(mark)).toHaveLength(2);
    expect(error.properties).toMatchObject({ attachedTo: ids.b });
  });

  test("a detach without end ends at its timeout", async () => {
    const { id, outs } = await attached();
    behave({ detachSticks: 1, detachReissues: "never" });
    const error = await failureOf(cloud.delete(id, { ...outs, timeouts: { detach: "60s" } }));
    expect(error.message).toMatch(/not detached after 6\d(\.\d)? s/);
    expect(error.message).toContain("[DETACH_TIMEOUT]");
  });

  test("stale answers after a change are tolerated", async () => {
    behave({ staleReads: { reads: 2, shows: "original", after: "both" } });
    const { id, outs } = await attached();
    expect(outs).toMatchObject({ state: "attached" });
    await cloud.delete(id, outs);
    expect(eniNow()).toMatchObject({ status: "available" });
  });

  test("an ENI that somebody takes between our look and our detach is left to him", async () => {
    const { id, outs } = await attached();
    cloud.cloud.faults.add({ kind: "delay", ms: 50, match: { action: actions.describe }, times: 1 });
    const work = cloud.together(async (provider) => {
      const destroyed = provider.delete(id, outs);
      await cloud.clock.sleep(60);
      return destroyed;
    });
    cloud.cloud.world.placeEni(ids.eni, ids.b);
    await work;
    expect(eniNow()).toMatchObject({ status: "inUse", instanceId: ids.b });
  });

  test("a move that fails after its detach was taken on says how things are now, not how they were before", async () => {
    const { id, outs } = await attached();
    const error = await failureOf(
      cloud.together(async (provider) => {
        const moved = provider.update(id, outs, inputs(ids.b));
        await cloud.clock.sleep(100);
        const match = { action: actions.describe };
        cloud.cloud.faults.add({ kind: "error", code: vendor.codes.refused, match, times: 1 });
        return moved;
      }),
    );
    expect(error.message).toContain("[READ_FAILED]");
    // Only a look that succeeds after the failure knows the address.
    const { macAddress } = outs;
    expect(error.properties).toMatchObject({ state: "detached", instanceId: ids.b, macAddress });
  });

  test("an ENI that somebody takes while our detach is throttled is left to him", async () => {
    const { id, outs } = await attached();
    cloud.cloud.faults.add({ kind: "throttle", retryAfterMs: 5_000, match: { action: actions.detach }, times: 1 });
    await cloud.together(async (provider) => {
      const destroyed = provider.delete(id, outs);
      await cloud.clock.sleep(2_000);
      cloud.cloud.world.placeEni(ids.eni, ids.b);
      return destroyed;
    });
    expect(eniNow()).toMatchObject({ status: "inUse", instanceId: ids.b });
  });

  test("an answer that names no instance, right before a detach, does not make it somebody else's", async () => {
    const { id, outs } = await cloud.create(inputs());
    const nameless = new InProcess({
      world: vendor.world(),
      tamper: (() => {
        let looks = 0;
        return (request, response) => {
          const isLook = JSON.stringify([request.headers, request.url]).includes(actions.describe);
          // The second look of a destroy is the last before its call.
          if (!isLook || (looks += 1) !== 2) return response;
          return { ...response, body: response.body.replaceAll(`"${ids.a}"`, '""') };
        };
      })(),
    });
    nameless.cloud.world.placeEni(ids.eni, ids.a);
    await nameless.delete(id, outs);
    expect(nameless.cloud.world.eni(ids.eni)?.status).toBe("available");
  });

  test("a state word that nobody knows is waited out", async () => {
    cloud.cloud.faults.add({ kind: "unknownState", match: { action: actions.describe }, times: 3 });
    const { outs } = await cloud.create(inputs());
    expect(outs).toMatchObject({ state: "attached" });
  });

  test("a key that the vendor does not accept: nothing is sent but questions, and the message says whose key", async () => {
    const [name] = Object.keys(vendor.environment).filter(
      (one) => /KEY$|SECRET$|PASSWORD$/.test(one) && !/_ID$/.test(one),
    );
    testEnvironment[name ?? ""] = "WrongSecretWrongSecretWrong";
    const error = await failureOf(cloud.create(inputs()));
    expect(error.message).toContain("[CREDENTIALS_REJECTED]");
    expect(error.message).toMatch(/environment \(.*\), key id AKID…0001/);
    expect(error.message).not.toContain("WrongSecret");
    expect(cloud.changes()).toEqual([]);
  });
});
