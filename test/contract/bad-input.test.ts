// Bad input of every vendor: check names the property and the reason, and no call is made.
import { beforeEach, describe, expect, test } from "@jest/globals";
import { unknownValue } from "../../provider/attachment/properties.ts";
import { InProcess } from "../support/in-process.ts";
import { eachTestHasOnly } from "./each-test.ts";
import { leastInputs, vendorCases } from "./vendor-cases.ts";

describe.each(vendorCases.map((one) => [one.vendor, one] as const))("%s", (_name, vendor) => {
  let cloud: InProcess;
  eachTestHasOnly(vendor.environment);
  beforeEach(() => {
    cloud = new InProcess({ world: vendor.world() });
  });

  const good = leastInputs(vendor);

  test("least and all arguments pass, and come back as they are", async () => {
    for (const inputs of [good, { ...good, ...vendor.allArguments }]) {
      expect(await cloud.check({}, inputs)).toEqual({ inputs, failures: [] });
    }
  });

  test.each(vendor.badArguments.map((one) => [one.property, one.value, one.says] as const))(
    "%s: %j",
    async (property, value, says) => {
      const { failures } = await cloud.check({}, { ...good, [property]: value });
      expect(failures).toHaveLength(1);
      expect(failures[0]?.property.split(".")[0]).toBe(property);
      expect(failures[0]?.reason).toMatch(says);
      expect(cloud.calls()).toEqual([]);
    },
  );

  test("what is not known before up is let through", async () => {
    const names = Object.keys({ ...good, ...vendor.allArguments }).filter((name) => name !== "vendor");
    for (const name of names) {
      const { failures } = await cloud.check({}, { ...good, ...vendor.allArguments, [name]: unknownValue });
      expect([name, failures]).toEqual([name, []]);
    }
  });

  test("several bad arguments are all named at once", async () => {
    const { failures } = await cloud.check({}, { ...good, rollback: "x", onConflict: "x", instanceId: undefined });
    expect(failures.map((failure) => failure.property).toSorted()).toEqual(["instanceId", "onConflict", "rollback"]);
  });
});
