// Warnings on the real engine: it shows each once, as a warning of the stack, in a preview too.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { attachment, credentials } from "../support/on-cloud.ts";
import { patient } from "../support/patient.ts";
import { MINUTES, program, Setting, succeed } from "./setting.ts";
import { ENGINE_TIMEOUT_MS } from "./stack.ts";

let setting: Setting;

beforeAll(async () => {
  setting = await Setting.open({ env: { ...credentials, ...patient } });
}, ENGINE_TIMEOUT_MS);

afterAll(() => setting.close());

const one = "[eni-attachment alicloud-ecs/cn-hangzhou/eni-one]";
const two = "[eni-attachment alicloud-ecs/cn-hangzhou/eni-two]";

/** Lines of warnings, and lines of the provider that are none, as the engine sums them up at the end. */
function diagnosticsOf(output: string): { warnings: string[]; others: string[] } {
  const stack = /^Diagnostics:\n {2}pulumi:pulumi:Stack \(e2e-test\):\n((?: {4}.*\n|\n)*)/m.exec(output)?.[1] ?? "";
  const lines = stack.split("\n").map((line) => line.trim());
  const warnings = lines.filter((line) => line.startsWith("warning: "));
  return { warnings, others: lines.filter((line) => line.startsWith("[eni-attachment")) };
}

test(
  "a preview of what would fail",
  async () => {
    setting.cloud.world.placeEni("eni-one", "i-b");
    expect(diagnosticsOf(await succeed(setting.stack.preview()))).toEqual({
      warnings: [expect.stringContaining(`${one} plan: up will fail: it is attached to i-b (InUse)`)],
      others: [],
    });
  },
  MINUTES,
);

test(
  "an up that adopts one and takes another over; their plans are no warnings",
  async () => {
    setting.cloud.world.placeEni("eni-one", "i-a");
    setting.cloud.world.placeEni("eni-two", "i-b");
    const taken = attachment({ networkInterfaceId: "eni-two", onConflict: "takeOver" });
    await setting.stack.replaceProgram(program({ web: attachment(), two: taken }));
    const { warnings, others } = diagnosticsOf(await succeed(setting.stack.up()));
    expect(warnings.toSorted()).toEqual([
      expect.stringContaining(`${one} adopted: it was attached to i-a already`),
      `warning: ${two} taking eni-two over from i-b (onConflict: "takeOver")`,
    ]);
    expect(others.toSorted()).toEqual([
      expect.stringContaining(`${one} plan: adopt it as it is`),
      expect.stringContaining(`${two} plan: detach from i-b, then attach to i-a; it is taken from i-b`),
    ]);
  },
  MINUTES,
);

test(
  "a refresh that finds a drift",
  async () => {
    setting.cloud.world.placeEni("eni-one", "i-b");
    expect(diagnosticsOf(await succeed(setting.stack.refresh()))).toEqual({
      warnings: [expect.stringContaining(`${one} drift: eni-one is attached to i-b (InUse)`)],
      others: [],
    });
  },
  MINUTES,
);
