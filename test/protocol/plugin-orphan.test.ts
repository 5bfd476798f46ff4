// A plugin process whose engine was killed ends itself some ten seconds later, and not while an operation is under way.
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { attachment, credentials } from "../support/on-cloud.ts";
import { builtBlob, Setting } from "./setting.ts";
import { nativeKind } from "./native-kind.ts";
import { ProviderProcess } from "./harness.ts";

let setting: Setting;
let provider: ProviderProcess | undefined;
beforeEach(async () => {
  setting = await Setting.open();
});
afterEach(async () => {
  await provider?.close();
  await setting.close();
});

async function start(): Promise<ProviderProcess> {
  provider = await ProviderProcess.start({
    blob: await builtBlob(),
    kind: nativeKind,
    env: {
      ...credentials,
      ENI_ENDPOINTS: setting.endpoints,
      HASTEN_FROM: "2500",
      NODE_OPTIONS: `--import ${new URL("hasten.js", import.meta.url).pathname}`,
    },
  });
  return provider;
}

/** How often the process has slept between two checks of its engine. */
const naps = ({ stdout }: ProviderProcess) => stdout.filter((line) => line === "sleeps 3000 ms").length;

test("an idle one: three refused connections, three seconds apart", async () => {
  const process = await start();
  await process.check(attachment({ preflight: false }));
  await process.vanish();
  const before = naps(process);
  expect(await process.exited).toEqual({ code: 0, signal: null });
  expect(naps(process) - before).toBeLessThanOrEqual(3);
});

test("one that was never asked for anything", async () => {
  const process = await start();
  await process.vanish();
  expect(await process.exited).toEqual({ code: 0, signal: null });
});

test("one with an operation under way stays until that has ended", async () => {
  setting.cloud.world.patchEni("eni-one", { behaviours: { attachSticks: 1 } });
  const process = await start();
  const mark = setting.mark();
  const failed = process.create(attachment({ preflight: false })).catch((error: unknown) => error);
  await setting.until(() => setting.changes(mark).length > 0);
  const before = naps(process);
  await process.vanish();
  while (naps(process) < before + 8) await new Promise((done) => setTimeout(done, 20));
  expect(process.isRunning).toBe(true);
  setting.cloud.world.placeEni("eni-one", "i-a");
  expect(await process.exited).toEqual({ code: 0, signal: null });
  await failed;
  expect(setting.changes(mark)).toHaveLength(1);
});
