// One attachment on the real engine: created, left alone, moved, found elsewhere, adopted, destroyed.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { attachment, credentials } from "../support/on-cloud.ts";
import { fail, MINUTES, program, Setting, succeed, TYPE } from "./setting.ts";
import { ENGINE_TIMEOUT_MS } from "./stack.ts";

const LABEL = "[eni-attachment alicloud-ecs/cn-hangzhou/eni-one]";

let setting: Setting;

beforeAll(async () => {
  setting = await Setting.open();
}, ENGINE_TIMEOUT_MS);
afterAll(() => setting.close());

describe("in the order of a life", () => {
  test(
    "create: the preview says it, up does it and the state knows it",
    async () => {
      expect(await succeed(setting.stack.preview())).toContain(`${LABEL} plan: attach to i-a\n`);
      expect(setting.changes()).toEqual([]);
      const created = await succeed(setting.stack.up());
      expect(created).toMatch(/\+ 2 created/);
      expect(created).not.toMatch(/warning|error/);
      expect(setting.changes()).toEqual(["Attach eni-one i-a"]);
      const { web } = await setting.attachments();
      expect(web).toMatchObject({ ...attachment(), state: "attached", attachedTo: "i-a", adopted: false });
      // The credentials came from the environment, which is no business of the state.
      const { text } = await setting.stack.exportState();
      for (const value of Object.values(credentials)) expect(text + created).not.toContain(value);
    },
    MINUTES,
  );

  test(
    "nothing to do: no change, no line, and no call",
    async () => {
      const mark = setting.mark();
      // Its preview and the run itself.
      const again = await succeed(setting.stack.up({ args: ["--expect-no-changes"] }));
      expect(again).toMatch(/2 unchanged/);
      expect(again).not.toContain("eni-attachment alicloud-ecs");
      expect(setting.calls(mark)).toEqual([]);
    },
    MINUTES,
  );

  test(
    "move: one update, which the preview shows whole; detach, then attach",
    async () => {
      await setting.stack.replaceProgram(program({ web: attachment({ instanceId: "i-b" }) }));
      const mark = setting.mark();
      const previewed = await succeed(setting.stack.preview({ diff: true }));
      expect(previewed).toContain('~ instanceId: "i-a" => "i-b"');
      expect(previewed).toContain(`${LABEL} plan: detach from i-a, then attach to i-b\n`);
      expect(previewed).toMatch(/~ 1 to update/);
      // Computed outputs do not look as if they were going away.
      expect(previewed).not.toMatch(/^\s+- \w+:/m);
      expect(setting.changes(mark)).toEqual([]);

      const moved = await succeed(setting.stack.up());
      expect(moved).toMatch(/~ 1 updated/);
      expect(moved).toContain(`${LABEL} plan: detach from i-a, then attach to i-b\n`);
      expect(setting.changes(mark)).toEqual(["Detach eni-one i-a", "Attach eni-one i-b"]);
      expect((await setting.attachments()).web).toMatchObject({
        instanceId: "i-b",
        attachedTo: "i-b",
        state: "attached",
      });
    },
    MINUTES,
  );

  test(
    "drift: a detach out of band is found by refresh and mended by up",
    async () => {
      setting.cloud.world.freeEni("eni-one");
      const mark = setting.mark();
      const refreshed = await succeed(setting.stack.refresh());
      expect(refreshed).toMatch(/~ 1 updated/);
      expect(setting.changes(mark)).toEqual([]);
      expect((await setting.attachments()).web).toMatchObject({
        state: "detached",
        attachedTo: "i-b",
        instanceId: "i-b",
      });

      const mended = await succeed(setting.stack.up());
      expect(mended).toContain(`${LABEL} plan: attach to i-b\n`);
      expect(mended).toMatch(/~ 1 updated/);
      expect(setting.changes(mark)).toEqual(["Attach eni-one i-b"]);
      expect((await setting.attachments()).web).toMatchObject({ state: "attached", attachedTo: "i-b" });
    },
    MINUTES,
  );

  test(
    "destroy: detached, and nothing is left in the state",
    async () => {
      const mark = setting.mark();
      expect(await succeed(setting.stack.destroy())).toMatch(/- 2 deleted/);
      expect(setting.changes(mark)).toEqual(["Detach eni-one i-b"]);
      expect(setting.eni()).toMatchObject({ status: "available" });
      expect(await setting.attachments()).toEqual({});
    },
    MINUTES,
  );
});

describe("a refresh of what is as it should be changes nothing", () => {
  const all = {
    timeouts: { attach: "90s", detach: "1h30m" },
    onConflict: "takeOver",
    rollback: false,
    preflight: true,
    networkCardIndex: 0,
    waitForNetworkConfigurationReady: true,
  };

  test.each([
    ["the least arguments", {}],
    ["all arguments", all],
  ])(
    "with %s",
    async (_what, more) => {
      await setting.stack.replaceProgram(program({ web: attachment(more) }));
      await succeed(setting.stack.up());
      const stored = async () => {
        const { resources } = await setting.stack.exportState();
        return resources.filter(({ type }) => type === TYPE).map(({ inputs, outputs }) => ({ inputs, outputs }));
      };
      const before = await stored();
      const mark = setting.mark();
      await succeed(setting.stack.refresh({ args: ["--expect-no-changes"] }));
      await succeed(setting.stack.preview({ args: ["--expect-no-changes"] }));
      expect(await stored()).toEqual(before);
      expect(setting.changes(mark)).toEqual([]);
    },
    MINUTES,
  );

  test(
    "arguments of waiting alone: an update without a call",
    async () => {
      const mark = setting.mark();
      await setting.stack.replaceProgram(program({ web: attachment({ ...all, timeouts: { attach: "5m" } }) }));
      const updated = await succeed(setting.stack.up());
      expect(updated).toMatch(/~ 1 updated/);
      expect(updated).not.toContain("plan:");
      expect(setting.calls(mark)).toEqual([]);
      await succeed(setting.stack.destroy());
    },
    MINUTES,
  );
});

test(
  "adopt: what is attached already is left as it is, and said",
  async () => {
    setting.cloud.world.placeEni("eni-one", "i-a");
    await setting.stack.replaceProgram(program());
    const mark = setting.mark();
    expect(await succeed(setting.stack.preview())).toContain(`${LABEL} plan: adopt it as it is, attached to i-a;`);
    const adopted = await succeed(setting.stack.up());
    expect(adopted).toContain(`${LABEL} adopted: it was attached to i-a already; destroy will detach it`);
    expect((await setting.attachments()).web).toMatchObject({ adopted: true, attachedTo: "i-a" });
    expect(setting.changes(mark)).toEqual([]);
  },
  MINUTES,
);

test(
  "destroy of what is gone: success, with a line that says so",
  async () => {
    const mark = setting.mark();
    setting.cloud.world.deleteEni("eni-one");
    const destroyed = await succeed(setting.stack.destroy());
    expect(destroyed).toMatch(/nothing to detach: eni-one was not found in alicloud-ecs cn-hangzhou/);
    expect(setting.changes(mark)).toEqual([]);
    expect(await setting.attachments()).toEqual({});
  },
  MINUTES,
);

test(
  "a mistake in the arguments fails the preview, with the property and the reason",
  async () => {
    await setting.stack.replaceProgram(program({ web: attachment({ instanceId: "ins-1", vpcId: "vpc-1" }) }));
    const mark = setting.mark();
    const previewed = await fail(setting.stack.preview());
    expect(previewed).toMatch(/property instanceId .*begins with "i-"; got "ins-1"/);
    expect(previewed).toMatch(/property vpcId .*is not an argument of alicloud-ecs/);
    expect(setting.calls(mark)).toEqual([]);
  },
  MINUTES,
);
