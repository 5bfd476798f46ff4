// What the doctor says has to be allowed: the actions that are really called, and the same as the vendor's page says.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { allVendors } from "../../provider/vendors/index.ts";
import type { ObservedInstance } from "../../provider/vendors/vendor.ts";

const all = await allVendors();
const withoutService = (names: readonly string[]) => names.map((name) => name.replace(/^\w+:/, ""));
const someInstance: ObservedInstance = {
  instanceId: "i-1",
  vendorState: "Running",
  phase: "ready",
  zone: undefined,
  vpc: undefined,
  type: "ecs.g7.large",
  eniCount: 1,
};

describe.each(all.map((one) => [one.name, one] as const))("%s", (name, vendor) => {
  const { needed, forChecks } = vendor.permissions;
  const args = { vendor: name, networkInterfaceId: "eni-1", instanceId: "i-1" };

  test("every action that is called is named, and no other", () => {
    const called = [
      vendor.attach(args, "region", "token").action,
      vendor.detach(args, "i-1", "region", "token").action,
      vendor.enis.page("region").action,
      ...(vendor.task ? [vendor.task.call("task", "region").action] : []),
    ];
    const checks = [
      vendor.instances.page("region").action,
      vendor.typeLimits?.call(someInstance, "region")?.action,
    ].filter((action) => action !== undefined && !called.includes(action));
    expect(withoutService(needed).toSorted()).toEqual(called.toSorted());
    expect(withoutService(forChecks).toSorted()).toEqual(checks.toSorted());
  });

  test("the policy on the vendor's page has the same", () => {
    const page = readFileSync(`docs/vendors/${name}.md`, "utf8");
    const policy = /^## Permissions$([\s\S]*?)^## /m.exec(page)?.[1] ?? "";
    for (const action of [...needed, ...forChecks]) expect(policy).toContain(action);
  });

  test("a code that speaks of the clock means that the call was not accepted", () => {
    const { clock } = vendor;
    const api = vendor.api("https://example.com", "region");
    expect(clock.codes.length).toBeGreaterThan(0);
    for (const code of clock.codes) {
      const { meaning, hint } = api.interpret(code, vendor.enis.page("region").action, 400);
      expect([code, meaning]).toEqual([code, "credentials"]);
      expect(hint).toContain(`valid for ${clock.toleranceMs / 60_000} minutes`);
    }
  });
});
