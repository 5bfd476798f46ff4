// Pulumi's customTimeouts, over every vendor: they take the place of `timeouts`, and the error says which one ended it.
import { describe, expect, test } from "@jest/globals";
import { eachTestHasOnly } from "../contract/each-test.ts";
import { leastInputs, vendorCases } from "../contract/vendor-cases.ts";
import { OnPlugin } from "./on-plugin.ts";

const minute = 60_000;

describe.each(vendorCases.map((vendor) => [vendor.vendor, vendor] as const))("%s", (_name, vendor) => {
  const { ids } = vendor;
  eachTestHasOnly(vendor.environment);
  const slow = { latency: { attachMs: 30 * minute, detachMs: 30 * minute } };

  /** The error of work that takes too long, and after how many minutes it came. */
  async function endOf(on: OnPlugin, work: () => Promise<unknown>) {
    const began = on.inProcess.clock.now();
    const error = await on.errorOf(work());
    return { message: error.message, minutes: Math.round((on.inProcess.clock.now() - began) / minute) };
  }

  test("create bounds the attach", async () => {
    const on = new OnPlugin(vendor, { world: slow });
    const end = await endOf(on, () => on.provider.create(leastInputs(vendor), 3 * minute));
    expect(end).toEqual({
      minutes: 3,
      message: expect.stringMatching(/`customTimeouts\.create`.*\[ATTACH_TIMEOUT\]$/),
    });
  });

  test("delete bounds the detach", async () => {
    const on = new OnPlugin(vendor, { world: { ...slow, latency: { attachMs: 1, detachMs: 30 * minute } } });
    const { outputs } = await on.run(on.provider.create(leastInputs(vendor)));
    on.nextRun();
    const end = await endOf(on, () => on.provider.delete(outputs, 4 * minute));
    expect(end).toEqual({
      minutes: 4,
      message: expect.stringMatching(/`customTimeouts\.delete`.*\[DETACH_TIMEOUT\]$/),
    });
  });

  test("update bounds detach and attach together", async () => {
    const on = new OnPlugin(vendor, { world: { latency: { attachMs: 1, detachMs: 2 * minute } } });
    const { outputs } = await on.run(on.provider.create(leastInputs(vendor)));
    on.nextRun();
    on.inProcess.cloud.world.patchEni(ids.eni, { behaviours: { attachSticks: "always" } });
    const end = await endOf(on, () => on.provider.update("", outputs, leastInputs(vendor, ids.b), 5 * minute));
    expect(end).toEqual({
      minutes: 5,
      message: expect.stringMatching(/`customTimeouts\.update`.*\[ATTACH_TIMEOUT\]$/),
    });
  });

  test("none given: the argument's, by its name", async () => {
    const on = new OnPlugin(vendor, { world: slow });
    const inputs = leastInputs(vendor, ids.a, { timeouts: { attach: "2m" } });
    const end = await endOf(on, () => on.provider.create(inputs));
    expect(end).toEqual({ minutes: 2, message: expect.stringMatching(/`timeouts\.attach`.*\[ATTACH_TIMEOUT\]$/) });
  });
});
