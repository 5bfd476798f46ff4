// Runs that end half-way on the real engine: what the state says then, and that the next run goes on from there.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { attachment } from "../support/on-cloud.ts";
import { fail, MINUTES, program, Setting, succeed, TYPE } from "./setting.ts";
import { ENGINE_TIMEOUT_MS } from "./stack.ts";

let setting: Setting;

beforeAll(async () => {
  setting = await Setting.open();
  await succeed(setting.stack.up());
}, ENGINE_TIMEOUT_MS);
afterAll(() => setting.close());

test(
  "an attach that is refused after the detach: up fails with the vendor's words, the next up attaches",
  async () => {
    await setting.stack.replaceProgram(program({ web: attachment({ instanceId: "i-b", rollback: false }) }));
    const refused = { kind: "error", code: "InvalidOperation.Ipv4CountExceeded" } as const;
    setting.cloud.faults.add({ ...refused, match: { action: "AttachNetworkInterface" } });
    const failed = await fail(setting.stack.up());
    expect(failed).toMatch(/InvalidOperation\.Ipv4CountExceeded: .*\[ATTACH_REFUSED\]/s);
    const { resources } = await setting.stack.exportState();
    const stored = resources.find(({ type }) => type === TYPE);
    expect(stored).toMatchObject({ outputs: { state: "detached", attachedTo: "" } });
    expect(stored?.initErrors).toEqual([expect.stringContaining("[ATTACH_REFUSED]")]);

    setting.cloud.faults.clear();
    const mark = setting.mark();
    // With a refresh, which runs the code that the failure has left in the state.
    await succeed(setting.stack.up({ args: ["--refresh"] }));
    expect(setting.changes(mark)).toEqual(["Attach eni-one i-b"]);
    expect((await setting.attachments()).web).toMatchObject({ state: "attached", attachedTo: "i-b" });
  },
  MINUTES,
);

test(
  "an engine that is killed between detach and attach: its provider stops, the next run attaches",
  async () => {
    await setting.stack.replaceProgram(program());
    setting.cloud.world.patchEni("eni-one", { behaviours: { detachSticks: 1, detachReissues: "never" } });
    const mark = setting.mark();
    const run = setting.stack.startUp();
    await setting.until(() => setting.changes(mark).length > 0);
    run.child.kill("SIGKILL");
    await run.result;
    setting.cloud.world.freeEni("eni-one");
    // The orphan sees that the ENI is free now, and would attach it.
    const freed = setting.mark();
    await setting.until(() => setting.calls(freed).length > 0);
    expect((await setting.stack.cancel()).exitCode).toBe(0);
    expect(setting.changes(mark)).toEqual(["Detach eni-one i-b"]);

    const next = setting.mark();
    await succeed(setting.stack.up());
    expect(setting.changes(next)).toEqual(["Attach eni-one i-a"]);
    expect((await setting.attachments()).web).toMatchObject({ state: "attached", attachedTo: "i-a" });
    await succeed(setting.stack.destroy());
    expect(setting.eni()).toMatchObject({ status: "available" });
  },
  MINUTES,
);
