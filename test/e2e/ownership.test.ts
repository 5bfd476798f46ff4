// What is not ours any more is left alone, and what is ours is really detached, also where the same run refreshes first.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { attachment } from "../support/on-cloud.ts";
import { fail, MINUTES, program, Setting, succeed } from "./setting.ts";
import { ENGINE_TIMEOUT_MS } from "./stack.ts";

let setting: Setting;

beforeAll(async () => {
  setting = await Setting.open();
}, ENGINE_TIMEOUT_MS);
afterAll(() => setting.close());

/** A stack with eni-one on i-a, made by it. */
async function attached(): Promise<number> {
  setting.cloud.world.freeEni("eni-one");
  await setting.stack.replaceProgram(program());
  await succeed(setting.stack.up());
  return setting.mark();
}

test(
  "moved out of band, refreshed, then destroyed: no call, and the line says where it is",
  async () => {
    const mark = await attached();
    setting.cloud.world.placeEni("eni-one", "i-b");
    await succeed(setting.stack.refresh());
    expect((await setting.attachments()).web).toMatchObject({ instanceId: "i-b", attachedTo: "i-a" });

    const failed = await fail(setting.stack.up());
    expect(failed).toContain("plan: none, for up would fail: it is attached to i-b (InUse)");
    expect(failed).toMatch(/it is attached to i-b \(this stack had it on i-a\).*\[ENI_ATTACHED_ELSEWHERE\]/s);

    const destroyed = await succeed(setting.stack.destroy());
    expect(destroyed).toMatch(/left alone: eni-one is attached to i-b .*had recorded i-a: it is not ours to detach/);
    expect(setting.changes(mark)).toEqual([]);
    expect(setting.eni()).toMatchObject({ status: "inUse", instanceId: "i-b" });
  },
  MINUTES,
);

test(
  "taken back where the program asks for it",
  async () => {
    const mark = await attached();
    setting.cloud.world.placeEni("eni-one", "i-b");
    await succeed(setting.stack.refresh());
    await setting.stack.replaceProgram(program({ web: attachment({ onConflict: "takeOver" }) }));
    const up = await succeed(setting.stack.up());
    expect(up).toContain("it is taken from i-b, which this resource did not attach it to");
    expect(setting.changes(mark)).toEqual(["Detach eni-one i-b", "Attach eni-one i-a"]);
    await succeed(setting.stack.destroy());
    expect(setting.eni()).toMatchObject({ status: "available" });
  },
  MINUTES,
);

test(
  "up --refresh of a program that has the resource no longer: detached",
  async () => {
    const mark = await attached();
    await setting.stack.replaceProgram("export const nothing = true;");
    expect(await succeed(setting.stack.up({ args: ["--refresh"] }))).toMatch(/- 1 deleted/);
    expect(setting.changes(mark)).toEqual(["Detach eni-one i-a"]);
    expect(setting.eni()).toMatchObject({ status: "available" });
  },
  MINUTES,
);

test(
  "destroy --refresh: detached",
  async () => {
    const mark = await attached();
    await succeed(setting.stack.destroy({ args: ["--refresh"] }));
    expect(setting.changes(mark)).toEqual(["Detach eni-one i-a"]);
    expect(setting.eni()).toMatchObject({ status: "available" });
  },
  MINUTES,
);

test(
  "up --refresh of a program that has it: found, and nothing to do",
  async () => {
    const mark = await attached();
    await succeed(setting.stack.up({ args: ["--refresh", "--expect-no-changes"] }));
    expect(setting.changes(mark)).toEqual([]);
    await succeed(setting.stack.destroy());
    expect(setting.changes(mark)).toEqual(["Detach eni-one i-a"]);
  },
  MINUTES,
);
