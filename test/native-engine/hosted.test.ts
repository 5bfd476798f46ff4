// The plugin in this process (PULUMI_DEBUG_PROVIDERS), asked by the real engine: what its user sees at preview, while it works, at an import,
// with customTimeouts, and after a Ctrl-C.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { idleClock } from "../../provider/attachment/progress.ts";
import { EngineWatch, engineAddress } from "../../provider/engine/engine.ts";
import { connectLog } from "../../provider/engine/log-client.ts";
import { systemClock, systemRandom } from "../../provider/http/clock.ts";
import { gotTransport } from "../../provider/http/got-transport.ts";
import { makePlugin } from "../../provider/plugin/plugin.ts";
import type { Plugin } from "../../provider/plugin/plugin.ts";
import { schemaOf } from "../../provider/plugin/schema.ts";
import { packageVersion } from "../../provider/version.ts";
import { fail, MINUTES, program, Setting, succeed } from "../e2e/setting.ts";
import { ENGINE_TIMEOUT_MS } from "../e2e/stack.ts";
import { attachment, credentials } from "../support/on-cloud.ts";

let setting: Setting;
let plugin: Plugin;
let engine: ReturnType<typeof engineAddress>;
let environment: NodeJS.ProcessEnv = {};

beforeAll(async () => {
  plugin = makePlugin({
    runtime: {
      clock: systemClock,
      random: systemRandom,
      transport: gotTransport(() => ({})),
      liveness: new EngineWatch(undefined),
      environment: () => environment,
    },
    idleClock,
    version: packageVersion,
    schema: () => schemaOf(packageVersion),
    connect: () => {
      if (!engine) throw new Error("the engine has not told its address");
      return connectLog(engine);
    },
    onEngine: (address) => {
      engine = engineAddress(address);
    },
  });
  const port = await plugin.listen();
  setting = await Setting.open({
    // Long enough for a row to show it.
    world: { latency: { attachMs: 3_000, detachMs: 50 } },
    env: { ...credentials, PULUMI_DEBUG_PROVIDERS: `eni:${port}` },
  });
  environment = { ...credentials, ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true", ENI_ENDPOINTS: setting.endpoints };
}, ENGINE_TIMEOUT_MS);

afterAll(async () => {
  await setting.close();
  await plugin.close();
});

const stuck = (eni: string, is: boolean) =>
  setting.cloud.world.patchEni(eni, { behaviours: is ? { attachSticks: "always" } : {} });

describe("one stack", () => {
  test(
    "preview: the plan line on the resource's own row, and what will be so in its outputs",
    async () => {
      const shown = `${program()}`.replace("new EniAttachment", "const web = new EniAttachment");
      await setting.stack.replaceProgram(
        `${shown}\nexport const on = web.attachedTo; export const mac = web.macAddress;`,
      );
      const said = await succeed(setting.stack.preview());
      expect(engine).toBeDefined();
      expect(said).toMatch(/eni:index:EniAttachment \(web\):\n.*plan: attach to i-a/);
      expect(said).toMatch(/on *: "i-a"/);
      expect(said).toMatch(/mac *: (output<string>|\[unknown\])/);
      expect(setting.changes()).toEqual([]);
    },
    MINUTES,
  );

  test(
    "up: the row shows what is waited for",
    async () => {
      const said = await succeed(setting.stack.up());
      expect(said).toMatch(/EniAttachment web creating .*eni-one: attaching/);
      expect(setting.changes()).toEqual(["Attach eni-one i-a"]);
    },
    MINUTES,
  );

  test(
    "customTimeouts end a wait, and the error says so; Ctrl-C ends one at once, and the next up goes on",
    async () => {
      stuck("eni-two", true);
      const other = program({ two: attachment({ networkInterfaceId: "eni-two" }) });
      const both = (more: string) =>
        `${program()}\n${other.split("\n").slice(1).join("\n").replace("});", `}, ${more});`)}`;
      await setting.stack.replaceProgram(both('{ customTimeouts: { create: "2s" } }'));
      expect(await fail(setting.stack.up())).toMatch(
        /`customTimeouts\.create` sets how long to wait.*\[ATTACH_TIMEOUT\]/s,
      );

      await setting.stack.replaceProgram(both("{}"));
      const running = setting.stack.startUp({ args: ["--skip-preview"] });
      await running.waitFor(/eni-two: (attaching|waiting)/);
      running.child.kill("SIGINT");
      const { all } = await running.result;
      expect(all).toContain("[CANCELLED]");
      expect((await setting.attachments())["two"]).toMatchObject({ attachedTo: "i-a" });

      stuck("eni-two", false);
      setting.cloud.world.placeEni("eni-two", "i-a");
      await succeed(setting.stack.up());
      expect((await setting.attachments())["two"]).toMatchObject({ state: "attached", attachedTo: "i-a" });
    },
    2 * MINUTES,
  );

  test(
    "get: reads an attachment that exists, of this program or not, without managing it; of what is not attached, an error that says so",
    async () => {
      await succeed(setting.stack.destroy());
      setting.cloud.world.placeEni("eni-two", "i-b");
      const mark = setting.mark();
      const read = (id: string) => `import { EniAttachment } from "pulumi-eni-attachment/plugin";
        const found = EniAttachment.get("found", "alicloud-ecs/cn-hangzhou/${id}");
        export const on = found.attachedTo; export const mac = found.macAddress;`;
      await setting.stack.replaceProgram(read("eni-two"));
      const said = await succeed(setting.stack.up());
      expect(said).toMatch(/on *: "i-b"/);
      expect(said).toMatch(/mac *: "[0-9a-f:]{17}"/);
      await setting.stack.replaceProgram(read("eni-free"));
      expect(await fail(setting.stack.preview())).toMatch(
        /import or get eni-free.*it is not there.*\[ENI_NOT_FOUND\]/s,
      );
      await succeed(setting.stack.destroy());
      expect(setting.changes(mark)).toEqual([]);
      expect(setting.eni("eni-two")).toMatchObject({ status: "inUse", instanceId: "i-b" });
      setting.cloud.world.freeEni("eni-two");
    },
    2 * MINUTES,
  );

  test(
    "import: of what is attached, and the next preview finds no change; of what is not, an error that says so",
    async () => {
      setting.cloud.world.placeEni("eni-one", "i-b");
      const type = "eni:index:EniAttachment";
      const args = ["import", "--yes", "--stack", "test", "--generate-code=false", "--protect=false", type];
      const free = await fail(setting.stack.run([...args, "two", "alicloud-ecs/cn-hangzhou/eni-two"]));
      expect(free).toMatch(/only what is attached can be imported or read.*Declare it without `import` or `get`/s);
      const mark = setting.mark();
      await succeed(setting.stack.run([...args, "web", "alicloud-ecs/cn-hangzhou/eni-one"]));
      await setting.stack.replaceProgram(program({ web: attachment({ instanceId: "i-b" }) }));
      await succeed(setting.stack.preview({ args: ["--expect-no-changes"] }));
      expect(setting.changes(mark)).toEqual([]);
      expect((await setting.attachments())["web"]).toMatchObject({ adopted: true, attachedTo: "i-b" });
      await succeed(setting.stack.destroy());
      expect(setting.changes(mark)).toEqual(["Detach eni-one i-b"]);
    },
    2 * MINUTES,
  );
});
