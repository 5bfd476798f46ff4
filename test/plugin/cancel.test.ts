// Cancel: the engine sends it at a Ctrl-C, and at the end of every good run.
import { describe, expect, test } from "@jest/globals";
import { eachTestHasOnly } from "../contract/each-test.ts";
import { leastInputs, vendorCases } from "../contract/vendor-cases.ts";
import { OnPlugin } from "./on-plugin.ts";

describe.each(vendorCases.map((vendor) => [vendor.vendor, vendor] as const))("%s", (_name, vendor) => {
  const { ids } = vendor;
  eachTestHasOnly(vendor.environment);

  test("what waits ends at once, with what was seen; nothing more is sent", async () => {
    const on = new OnPlugin(vendor, { world: { latency: { attachMs: 60_000, detachMs: 60_000 } } });
    const began = on.inProcess.clock.now();
    void on.inProcess.clock.sleep(20_000).then(() => {
      on.provider.cancel();
      on.provider.cancel();
    });
    const error = await on.errorOf(on.provider.create(leastInputs(vendor)));
    expect(on.inProcess.clock.now() - began).toBe(20_000);
    expect(error.message).toMatch(/cancelled.*\[CANCELLED\]$/);
    expect(error.partial?.properties).toMatchObject({ state: "detached", attachedTo: ids.a });
    const calls = on.inProcess.calls().length;
    const refused = await on.errorOf(
      on.provider.delete({ ...leastInputs(vendor), attachedTo: ids.a, state: "attached" }),
    );
    expect(refused.message).toContain("[CANCELLED]");
    expect(on.inProcess.calls()).toHaveLength(calls);
  });

  test("at the end of a good run it says nothing, and the next run of the same process works", async () => {
    const on = new OnPlugin(vendor);
    await on.run(on.provider.create(leastInputs(vendor)));
    const lines = on.lines.length;
    on.provider.cancel();
    expect(on.lines).toHaveLength(lines);
    on.nextRun();
    const { outputs } = await on.run(on.provider.create(leastInputs(vendor)));
    expect(outputs).toMatchObject({ state: "attached" });
  });
});
