// State that an older release wrote, with fewer outputs than today's: read by today's code in the real provider process, never
// replaced, and never a reason to take an ENI off an instance that the state does not call ours.
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { attachment } from "../support/on-cloud.ts";
import type { Properties, RunningProcess } from "../support/running-provider.ts";
import { ID, Setting } from "./setting.ts";

let setting: Setting;
let provider: RunningProcess;
let today: Properties;
/** The arguments and what a detach cannot do without. */
let older: Properties;
let mark: number;

beforeEach(async () => {
  setting = await Setting.open();
  ({ outs: today } = await setting.attached());
  older = { ...attachment(), state: "attached", attachedTo: "i-a", __provider: today.__provider };
  provider = await setting.provider();
  mark = setting.mark();
});
afterEach(() => setting.close());

test("nothing changed: no difference, no call, no line", async () => {
  await provider.check(attachment(), attachment());
  expect(await provider.diff(ID, older, attachment())).toMatchObject({ changes: false, replaces: [] });
  expect(setting.calls(mark)).toEqual([]);
  expect(provider.stderr).toEqual([]);
});

test("a refresh completes the outputs; the inputs are those of the state, so it is no change of the arguments", async () => {
  const { id, props, inputs } = await provider.read(ID, older);
  expect(id).toBe(ID);
  expect(props).toEqual({ ...today, attachedAt: "" });
  expect(inputs).toEqual({ ...attachment(), __provider: today.__provider });
  expect(setting.changes(mark)).toEqual([]);
});

test("an update of arguments that call nothing completes them too", async () => {
  const { outs } = await provider.update(ID, older, attachment({ rollback: false }));
  expect(outs).toMatchObject({
    state: "attached",
    attachedTo: "i-a",
    rollback: false,
    adopted: false,
    schemaVersion: 1,
  });
  expect(setting.calls(mark)).toEqual([]);
});

test("a move, and a destroy after it", async () => {
  const { outs } = await provider.update(ID, older, attachment({ instanceId: "i-b" }));
  expect(outs).toMatchObject({ attachedTo: "i-b", state: "attached", schemaVersion: 1 });
  await (await setting.provider()).delete(ID, outs);
  expect(setting.changes(mark)).toEqual(["Detach eni-one i-a", "Attach eni-one i-b", "Detach eni-one i-b"]);
});

test("a destroy detaches from the instance that the state names", async () => {
  await provider.delete(ID, older);
  expect(setting.changes(mark)).toEqual(["Detach eni-one i-a"]);
});

test("somebody else's by now: left alone", async () => {
  setting.cloud.world.placeEni("eni-one", "i-b");
  await provider.delete(ID, older);
  expect(await provider.line(/left alone/)).toMatch(/attached to i-b .*had recorded i-a: it is not ours to detach/);
  expect(setting.changes(mark)).toEqual([]);
});

test("without attachedTo nothing is known to be ours: destroy calls nothing, update adopts what is there, neither replaces", async () => {
  const least = { ...attachment(), __provider: today.__provider };
  await provider.delete(ID, least);
  await provider.line(/nothing to detach: this resource had not attached it/);
  const next = await setting.provider();
  await next.check(attachment(), attachment());
  expect(await next.diff(ID, least, attachment())).toMatchObject({ changes: true, replaces: [] });
  const { outs } = await next.update(ID, least, attachment());
  expect(outs).toMatchObject({ state: "attached", attachedTo: "i-a", adopted: true });
  expect(setting.changes(mark)).toEqual([]);
});

test("outputs of a newer release that are not known here are no difference and no obstacle", async () => {
  const newer = { ...today, schemaVersion: 2, ipv6Addresses: ["2001:db8::1"] };
  await provider.check(attachment(), attachment());
  expect(await provider.diff(ID, newer, attachment())).toMatchObject({ changes: false, replaces: [] });
  // Another process: in the first one, the program wants it attached.
  await (await setting.provider()).delete(ID, newer);
  expect(setting.changes(mark)).toEqual(["Detach eni-one i-a"]);
});
