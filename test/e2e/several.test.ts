// Several attachments in a program: on one instance, on one ENI, and one under another name.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { attachment } from "../support/on-cloud.ts";
import { fail, MINUTES, program, Setting, succeed } from "./setting.ts";
import { ENGINE_TIMEOUT_MS } from "./stack.ts";

let setting: Setting;

beforeAll(async () => {
  setting = await Setting.open();
}, ENGINE_TIMEOUT_MS);
afterAll(() => setting.close());

const two = {
  web: attachment(),
  storage: attachment({ networkInterfaceId: "eni-two" }),
};

test(
  "two resources on one ENI: an error that names both, before anything is done",
  async () => {
    await setting.stack.setConfig({ "alicloud:region": "cn-hangzhou" });
    // The region of the second comes from the configuration; undefined is dropped on the way into the program's text.
    const second = attachment({ instanceId: "i-b", region: undefined });
    await setting.stack.replaceProgram(program({ first: attachment(), second }));
    const failed = await fail(setting.stack.up());
    expect(failed).toContain(
      'EniAttachment "second" and EniAttachment "first" both declare alicloud/cn-hangzhou/eni-one, and an ENI can be attached once. To do: Remove one of the two. [ALREADY_DECLARED]',
    );
    expect(failed).not.toMatch(/^\s+at .*eni-attachment/m);
  },
  MINUTES,
);

test(
  "two ENIs on one instance, together",
  async () => {
    await setting.stack.replaceProgram(program(two));
    await succeed(setting.stack.destroy());
    const mark = setting.mark();
    expect(await succeed(setting.stack.up())).toMatch(/\+ 3 created/);
    expect(setting.changes(mark).sort()).toEqual(["Attach eni-one i-a", "Attach eni-two i-a"]);
    expect(await setting.attachments()).toMatchObject({
      web: { state: "attached", attachedTo: "i-a", networkInterfaceId: "eni-one" },
      storage: { state: "attached", attachedTo: "i-a", networkInterfaceId: "eni-two" },
    });
  },
  MINUTES,
);

test(
  "one of them under another name: it stays attached, and a line names the better way",
  async () => {
    await setting.stack.replaceProgram(program({ www: two.web, storage: two.storage }));
    const mark = setting.mark();
    const renamed = await succeed(setting.stack.up());
    expect(renamed).toMatch(/\+ 1 created/);
    expect(renamed).toMatch(/- 1 deleted/);
    expect(renamed).toContain("kept attached: another resource of this program has this ENI now");
    expect(renamed).toContain("`aliases`");
    expect(setting.changes(mark)).toEqual([]);
    expect(setting.eni()).toMatchObject({ status: "inUse", instanceId: "i-a" });
    expect(await setting.attachments()).toMatchObject({ www: { adopted: true, attachedTo: "i-a" }, storage: {} });
  },
  MINUTES,
);

test(
  "both are detached by destroy, the adopted one too, as was said",
  async () => {
    const mark = setting.mark();
    await succeed(setting.stack.destroy());
    expect(setting.changes(mark).sort()).toEqual(["Detach eni-one i-a", "Detach eni-two i-a"]);
    expect([setting.eni("eni-one"), setting.eni("eni-two")]).toMatchObject([
      { status: "available" },
      { status: "available" },
    ]);
  },
  MINUTES,
);
