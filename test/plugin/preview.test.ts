// What a preview of the plugin says of the outputs, over every vendor: what will be so is known, and nothing is planned that will not be.
import { describe, expect, test } from "@jest/globals";
import { unknownValue } from "../../provider/attachment/properties.ts";
import { eachTestHasOnly } from "../contract/each-test.ts";
import { leastInputs, vendorCases } from "../contract/vendor-cases.ts";
import { OnPlugin } from "./on-plugin.ts";

describe.each(vendorCases.map((vendor) => [vendor.vendor, vendor] as const))("%s", (_name, vendor) => {
  const { ids } = vendor;
  eachTestHasOnly(vendor.environment);
  const label = [vendor.vendor, vendor.region ?? "global", ids.eni].join("/");

  test("a new attachment: id, state and instance are known, addresses are not", async () => {
    const on = new OnPlugin(vendor);
    const { inputs } = await on.run(on.provider.check({}, leastInputs(vendor)));
    const { id, outputs } = await on.run(on.provider.planCreate(inputs));
    expect(id).toBe(label);
    expect(outputs).toMatchObject({ ...inputs, state: "attached", attachedTo: ids.a, macAddress: unknownValue });
    expect(on.inProcess.changes()).toEqual([]);
  });

  test("the same for a move; the plan line says it", async () => {
    const on = new OnPlugin(vendor);
    const { id, outputs } = await on.run(on.provider.create(leastInputs(vendor)));
    const news = leastInputs(vendor, ids.b);
    await on.run(on.provider.check(outputs, news));
    const answer = await on.run(on.provider.diff({ olds: outputs, oldInputs: leastInputs(vendor), news }));
    expect([...answer.detailed]).toEqual([["instanceId", { kind: "update", replaces: false, isInput: true }]]);
    expect(on.lines.at(-1)).toMatchObject({ level: "info", text: expect.stringContaining(`attach to ${ids.b}`) });
    expect(await on.run(on.provider.planUpdate(outputs, news))).toMatchObject({ state: "attached", attachedTo: ids.b });
    expect(id).toBe(label);
  });

  test("up will fail: a warning, and nothing of the attachment is planned", async () => {
    const on = new OnPlugin(vendor);
    const { inputs } = await on.run(
      on.provider.check({}, leastInputs(vendor, ids.a, { networkInterfaceId: ids.unknownEni })),
    );
    expect(on.lines).toEqual([{ level: "warning", text: expect.stringContaining("up will fail") }]);
    const { outputs } = await on.run(on.provider.planCreate(inputs));
    expect(outputs).toMatchObject({ state: unknownValue, attachedTo: unknownValue });
  });

  test("a change that needs no call keeps what is known", async () => {
    const on = new OnPlugin(vendor);
    const { outputs } = await on.run(on.provider.create(leastInputs(vendor)));
    const news = leastInputs(vendor, ids.a, { rollback: false });
    const planned = await on.run(on.provider.planUpdate(outputs, news));
    expect(planned).toEqual({ ...outputs, rollback: false });
  });

  test("an instance that is not known yet: neither is where it will be", async () => {
    const on = new OnPlugin(vendor);
    const { inputs } = await on.run(on.provider.check({}, leastInputs(vendor, unknownValue)));
    const { id, outputs } = await on.run(on.provider.planCreate(inputs));
    expect(id).toBe(label);
    expect(outputs).toMatchObject({ state: unknownValue, attachedTo: unknownValue });
  });

  test("a provider whose arguments are not known yet asks no cloud, and plans nothing", async () => {
    const on = new OnPlugin(vendor);
    on.provider.configure({ args: { [vendor.vendor.split("-")[0] ?? ""]: unknownValue }, isDefault: false });
    const given = leastInputs(vendor);
    const { inputs, failures } = await on.run(on.provider.check({}, given));
    expect(failures).toEqual([]);
    const { outputs } = await on.run(on.provider.planCreate(inputs));
    expect(outputs).toMatchObject({ state: unknownValue, attachedTo: unknownValue });
    expect(on.inProcess.calls()).toEqual([]);
    const without = { ...given, region: undefined };
    const { failures: none } = await on.run(on.provider.check({}, without));
    expect(none).toEqual([]);
  });
});
