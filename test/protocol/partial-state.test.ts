// What the engine stores of operations that fail half-way, and that the next operation goes on from there.
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { attachment } from "../support/on-cloud.ts";
import { codeInState, failureOf, ID, Setting } from "./setting.ts";

let setting: Setting;

beforeEach(async () => {
  setting = await Setting.open();
});
afterEach(() => setting.close());

describe("a create whose attach never ends", () => {
  const news = attachment({ timeouts: { attach: "2s", detach: "2s" } });

  async function partial() {
    setting.cloud.world.patchEni("eni-one", { behaviours: { attachSticks: "always" } });
    const provider = await setting.provider();
    const error = await failureOf(provider.create(news));
    if (!error.initFailed) throw new Error(`no partial state: ${error.message}`);
    return { error, ...error.initFailed };
  }

  test("is stored: id, reasons, and what is so now", async () => {
    const { id, properties, reasons, error } = await partial();
    expect(id).toBe(ID);
    expect(reasons).toEqual([error.message]);
    expect(error.message).toMatch(/attach eni-one to i-a .*not attached after .*is attaching to i-a \(Attaching\)/);
    expect(error.message).toMatch(/To do: Run this again.*\[ATTACH_TIMEOUT\]$/);
    expect(properties).toMatchObject({ ...news, state: "detached", vendorState: "Attaching", attachedTo: "i-a" });
    expect(properties.__provider).toBe(await codeInState());
    expect(setting.changes()).toEqual(["Attach eni-one i-a"]);
  });

  test("is deleted whether the attach has ended in the meantime or not", async () => {
    const { id, properties } = await partial();
    setting.cloud.world.placeEni("eni-one", "i-a");
    const mark = setting.mark();
    await (await setting.provider()).delete(id, properties);
    expect(setting.changes(mark)).toEqual(["Detach eni-one i-a"]);
    expect(setting.eni()).toMatchObject({ status: "available" });

    const afterwards = setting.mark();
    await (await setting.provider()).delete(id, properties);
    expect(setting.changes(afterwards)).toEqual([]);
  });

  test("is not deleted while the attach goes on: the destroy fails, says so, and can be repeated", async () => {
    const { id, properties } = await partial();
    const error = await failureOf((await setting.provider()).delete(id, properties));
    expect(error.initFailed).toBeUndefined();
    expect(error.message).toMatch(/begun before has not ended.*eni-one is attaching to i-a.*\[DETACH_TIMEOUT\]/);
    setting.cloud.world.freeEni("eni-one");
    await (await setting.provider()).delete(id, properties);
  });

  test("is refreshed, and brought to its end by the next update", async () => {
    const { id, properties } = await partial();
    const provider = await setting.provider();
    await provider.check(news, news);
    expect(await provider.diff(id, properties, news)).toMatchObject({ changes: true, replaces: [] });
    setting.cloud.world.placeEni("eni-one", "i-a");
    const read = await provider.read(id, properties);
    expect(read.props).toMatchObject({ state: "attached", attachedTo: "i-a" });
    const mark = setting.mark();
    const { outs } = await provider.update(id, properties, news);
    expect(outs).toMatchObject({ state: "attached", attachedTo: "i-a", instanceId: "i-a" });
    expect(setting.changes(mark)).toEqual([]);
  });
});

describe("an update that fails after the detach", () => {
  const news = attachment({ instanceId: "i-b", rollback: false });

  async function half() {
    const { id, outs } = await setting.attached();
    const refused = { kind: "error", code: "InvalidOperation.Ipv4CountExceeded" } as const;
    setting.cloud.faults.add({ ...refused, match: { action: "AttachNetworkInterface" } });
    const error = await failureOf((await setting.provider()).update(id, outs, news));
    setting.cloud.faults.clear();
    if (!error.initFailed) throw new Error(`no partial state: ${error.message}`);
    return { error, ...error.initFailed };
  }

  test("is stored as detached, with the vendor's words", async () => {
    const { id, properties, reasons, error } = await half();
    expect(id).toBe(ID);
    expect(reasons).toEqual([error.message]);
    expect(error.message).toMatch(
      /InvalidOperation.Ipv4CountExceeded: .*AttachNetworkInterface, request [0-9A-Za-z-]+/,
    );
    expect(error.message).toContain("Now: eni-one is detached (Available).");
    expect(properties).toMatchObject({ ...news, state: "detached", attachedTo: "" });
    expect(properties.__provider).toBe(await codeInState());
  });

  test("is healed by the next update, and destroyed without a call", async () => {
    const { id, properties } = await half();
    const mark = setting.mark();
    await (await setting.provider()).delete(id, properties);
    expect(setting.changes(mark)).toEqual([]);
    const { outs } = await (await setting.provider()).update(id, properties, news);
    expect(outs).toMatchObject({ state: "attached", attachedTo: "i-b", instanceId: "i-b" });
    expect(setting.changes(mark)).toEqual(["Attach eni-one i-b"]);
  });
});

test("an update that is refused before anything was sent is a plain error: the state stays as it was", async () => {
  const { id, outs } = await setting.attached();
  const mark = setting.mark();
  const error = await failureOf((await setting.provider()).update(id, outs, attachment({ instanceId: "i-none" })));
  expect(error.message).toMatch(/i-none does not exist.*\[PREFLIGHT_FAILED\]/);
  expect(error.initFailed).toBeUndefined();
  expect(setting.changes(mark)).toEqual([]);
});
