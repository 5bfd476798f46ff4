// One attachment through its life, in the real provider process: what the engine stores at each step.
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { attachment } from "../support/on-cloud.ts";
import type { Properties, RunningProcess } from "../support/running-provider.ts";
import { codeInState, ID, Setting } from "./setting.ts";

let setting: Setting;
let provider: RunningProcess;

beforeEach(async () => {
  setting = await Setting.open();
  provider = await setting.provider();
});
afterEach(() => setting.close());

/** The engine cannot store `undefined`, and a null shows as a difference at each refresh. */
function holes(value: unknown, path = "outs"): string[] {
  if (value === undefined || value === null) return [path];
  if (typeof value !== "object") return [];
  return Object.entries(value).flatMap(([name, part]) => holes(part, `${path}.${name}`));
}

async function expectStorable(outs: Properties): Promise<void> {
  expect(holes(outs)).toEqual([]);
  expect(outs.__provider).toBe(await codeInState());
}

const attached = (instance: string) => ({
  instanceId: instance,
  state: "attached",
  vendorState: "InUse",
  attachedTo: instance,
  adopted: false,
  schemaVersion: 1,
});

test.each([
  ["with the least arguments", {}],
  [
    "with all arguments",
    {
      timeouts: { attach: "90s", detach: "1h30m" },
      onConflict: "takeOver",
      rollback: false,
      preflight: true,
      networkCardIndex: 0,
      waitForNetworkConfigurationReady: true,
    },
  ],
])("check, create, read, diff, update, delete %s", async (_how, more) => {
  const checked = await provider.check(attachment(more));
  expect(checked.failures).toEqual([]);
  // Defaults are not written into the inputs: a new default would be a change for everybody.
  const code = await codeInState();
  expect(checked.inputs).toEqual({ ...attachment(more), ...(code === undefined ? {} : { __provider: code }) });
  expect(setting.changes()).toEqual([]);

  const { id, outs } = await provider.create(checked.inputs);
  expect(id).toBe(ID);
  expect(outs).toMatchObject({ ...attachment(more), ...attached("i-a") });
  expect(outs.macAddress).toMatch(/^[0-9a-f:]{17}$/);
  expect(outs.privateIpAddresses).toEqual([expect.stringMatching(/^172\.16\./)]);
  expect(outs.attachedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/);
  await expectStorable(outs);
  expect(setting.changes()).toEqual(["Attach eni-one i-a"]);

  const read = await provider.read(id, outs);
  expect(read).toEqual({ id, props: outs, inputs: checked.inputs });
  expect(await provider.diff(id, read.props, checked.inputs)).toMatchObject({ changes: false, replaces: [] });

  const { inputs: news } = await provider.check(attachment({ ...more, instanceId: "i-b" }), checked.inputs);
  expect(await provider.diff(id, outs, news)).toMatchObject({ replaces: [], deleteBeforeReplace: true });
  const updated = await provider.update(id, outs, news);
  expect(updated.outs).toMatchObject({ ...attachment(more), ...attached("i-b") });
  await expectStorable(updated.outs);
  expect(setting.changes()).toEqual(["Attach eni-one i-a", "Detach eni-one i-a", "Attach eni-one i-b"]);

  const destroyer = await setting.provider();
  const mark = setting.mark();
  await destroyer.delete(id, updated.outs);
  expect(setting.changes(mark)).toEqual(["Detach eni-one i-b"]);
  expect(setting.eni()).toMatchObject({ status: "available" });
  expect(provider.stderr).toEqual([]);
});

test("what was adopted has storable outputs, too", async () => {
  setting.cloud.world.placeEni("eni-one", "i-a");
  const { outs } = await provider.create(attachment());
  expect(outs).toMatchObject({ ...attached("i-a"), adopted: true, attachedAt: "" });
  await expectStorable(outs);
  expect(setting.changes()).toEqual([]);
});

test("a refresh after an out-of-band detach is storable; one of a deleted ENI drops it", async () => {
  const { id, outs } = await provider.create(attachment());
  setting.cloud.world.freeEni("eni-one");
  const read = await provider.read(id, outs);
  expect(read.props).toMatchObject({
    state: "detached",
    vendorState: "Available",
    attachedTo: "i-a",
    instanceId: "i-a",
  });
  await expectStorable(read.props);

  setting.cloud.world.deleteEni("eni-one");
  expect((await provider.read(id, read.props)).id).toBe("");
  expect(await provider.line(/gone: eni-one was not found/)).toContain(ID);
});
