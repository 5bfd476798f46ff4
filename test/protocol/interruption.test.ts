// Runs that die in the middle of a move: the engine first, or the provider.
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { attachment } from "../support/on-cloud.ts";
import type { Properties } from "../support/running-provider.ts";
import { codeInState, failureOf, ID, Setting } from "./setting.ts";

let setting: Setting;
let stored: { id: string; outs: Properties };

const news = attachment({ instanceId: "i-b" });

beforeEach(async () => {
  setting = await Setting.open();
  stored = await setting.attached();
});
afterEach(() => setting.close());

/** A move that has sent its detach, which ends when the test wants it to. */
async function moveAtItsDetach() {
  setting.cloud.world.patchEni("eni-one", { behaviours: { detachSticks: 1, detachReissues: "never" } });
  const mark = setting.mark();
  const provider = await setting.provider();
  const failure = failureOf(provider.update(stored.id, stored.outs, news));
  await setting.until(() => setting.changes(mark).length > 0);
  expect(setting.changes(mark)).toEqual(["Detach eni-one i-a"]);
  return { provider, failure, mark };
}

test("no attach is sent once the engine is gone, for nobody would write down the state", async () => {
  const { provider, failure, mark } = await moveAtItsDetach();
  await provider.closeEngine();
  setting.cloud.world.freeEni("eni-one");
  const error = await failure;
  expect(error.message).toMatch(/engine.*gone.*nothing more was sent.*pulumi cancel.*\[ENGINE_GONE\]/);
  expect(error.initFailed).toMatchObject({ id: ID, properties: { state: "detached", attachedTo: "" } });
  expect(error.initFailed?.properties.__provider).toBe(await codeInState());
  expect(setting.changes(mark)).toEqual(["Detach eni-one i-a"]);
  expect(setting.eni()).toMatchObject({ status: "available" });
});

test("a provider that was killed after the detach: the next run attaches, from the state of before", async () => {
  const { provider, failure, mark } = await moveAtItsDetach();
  await provider.kill("SIGKILL");
  expect((await failure).code).toBe("UNAVAILABLE");
  setting.cloud.world.freeEni("eni-one");

  const next = await setting.provider();
  await next.check(news, attachment());
  await next.diff(stored.id, stored.outs, news);
  expect(await next.line(/plan: /)).toBe(`[eni-attachment ${ID}] plan: attach to i-b`);
  const { outs } = await next.update(stored.id, stored.outs, news);
  expect(outs).toMatchObject({ state: "attached", attachedTo: "i-b", instanceId: "i-b" });
  expect(setting.changes(mark)).toEqual(["Detach eni-one i-a", "Attach eni-one i-b"]);
});

test("a provider that was killed while the ENI is still detaching: the next run waits for it", async () => {
  const { provider, mark } = await moveAtItsDetach();
  await provider.kill("SIGKILL");

  const next = await setting.provider();
  const updated = next.update(stored.id, stored.outs, news);
  const questions = () =>
    setting.calls(mark).filter(({ remotePort, action }) => remotePort && /^Describe/.test(action));
  const asked = questions().length;
  await setting.until(() => questions().length > asked + 2);
  setting.cloud.world.freeEni("eni-one");
  expect((await updated).outs).toMatchObject({ state: "attached", attachedTo: "i-b" });
  expect(setting.changes(mark)).toEqual(["Detach eni-one i-a", "Attach eni-one i-b"]);
});

test("a provider that was killed after the attach: the next run finds it done", async () => {
  setting.cloud.world.patchEni("eni-one", { behaviours: { attachSticks: 1 } });
  const mark = setting.mark();
  const provider = await setting.provider();
  const failure = failureOf(provider.update(stored.id, stored.outs, news));
  await setting.until(() => setting.changes(mark).includes("Attach eni-one i-b"));
  await provider.kill("SIGKILL");
  await failure;
  setting.cloud.world.placeEni("eni-one", "i-b");

  const { outs } = await (await setting.provider()).update(stored.id, stored.outs, news);
  expect(outs).toMatchObject({ state: "attached", attachedTo: "i-b", instanceId: "i-b" });
  expect(setting.changes(mark)).toEqual(["Detach eni-one i-a", "Attach eni-one i-b"]);
});

test("a provider whose output has no reader any more still works, and does not print errors about it for ever", async () => {
  const provider = await setting.provider();
  provider.closeOutput();
  // Lines that cannot be written, of ours and of Pulumi's own.
  for (const eni of ["eni-1", "eni-2", "eni-3", "eni-4"]) {
    await provider.check(attachment({ networkInterfaceId: eni }));
    await failureOf(provider.read(stored.id, { ...stored.outs, vendor: eni }));
  }
  const { outs } = await provider.update(stored.id, stored.outs, news);
  expect(outs).toMatchObject({ state: "attached", attachedTo: "i-b" });
});
