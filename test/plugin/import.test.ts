// Imports, over every vendor: what is attached becomes a resource whose preview changes nothing; what is not is told.
import { describe, expect, test } from "@jest/globals";
import { eachTestHasOnly } from "../contract/each-test.ts";
import { leastInputs, vendorCases } from "../contract/vendor-cases.ts";
import { OnPlugin } from "./on-plugin.ts";

describe.each(vendorCases.map((vendor) => [vendor.vendor, vendor] as const))("%s", (_name, vendor) => {
  const { ids } = vendor;
  eachTestHasOnly(vendor.environment);
  const id = [vendor.vendor, vendor.region ?? "global", ids.eni].join("/");

  test("an attachment: all inputs, adopted, and no change afterwards", async () => {
    const on = new OnPlugin(vendor);
    on.inProcess.cloud.world.placeEni(ids.eni, ids.a);
    const imported = await on.run(on.provider.import(id));
    expect(imported.id).toBe(id);
    expect(imported.inputs).toEqual(leastInputs(vendor));
    expect(imported.outputs).toMatchObject({ state: "attached", attachedTo: ids.a, instanceId: ids.a, adopted: true });
    expect(on.inProcess.changes()).toEqual([]);
    const { inputs } = await on.run(on.provider.check(imported.inputs, leastInputs(vendor)));
    const question = { olds: imported.outputs, oldInputs: imported.inputs, news: inputs };
    expect(await on.run(on.provider.diff(question))).toMatchObject({ changes: false });
    const again = await on.run(on.provider.read(imported.outputs));
    expect(again).toEqual({ inputs: imported.inputs, outputs: imported.outputs });
    on.nextRun();
    await on.run(on.provider.delete(imported.outputs));
    expect(on.inProcess.cloud.world.eni(ids.eni)?.status).toBe("available");
  });

  test("an ENI that is not there", async () => {
    const on = new OnPlugin(vendor);
    const gone = await on.errorOf(on.provider.import(id.replace(ids.eni, ids.unknownEni)));
    expect(gone.message).toMatch(/it is not there.*was not found.*\[ENI_NOT_FOUND\]$/);
  });

  test("an ENI that is not attached", async () => {
    const on = new OnPlugin(vendor);
    const free = await on.errorOf(on.provider.import(id));
    expect(free.message).toMatch(
      /only what is attached can be imported or read.*Declare it without `import` or `get`.*\[ENI_NOT_ATTACHABLE\]$/,
    );
  });

  test.each(["", "eni-1", `${id}/more/of/it`, id.replace(vendor.vendor, "another-cloud"), id.replace(/\/[^/]*$/, "/")])(
    "%j is no id",
    async (other) => {
      const on = new OnPlugin(vendor);
      const error = await on.errorOf(on.provider.import(other));
      expect(error.message).toMatch(
        /is not `<vendor>\/<region>\/<networkInterfaceId>`.*nothing was sent.*\[CONFIGURATION_INVALID\]$/,
      );
      expect(on.inProcess.calls()).toEqual([]);
    },
  );
});
