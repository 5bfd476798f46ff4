// What the doctor says can or cannot be done is what `pulumi up` and `pulumi destroy` then come to, with the same code.
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { onlyTheseCredentials } from "../contract/environment.ts";
import type { VendorCase } from "../contract/vendor-cases.ts";
import { leastInputs, vendorCases } from "../contract/vendor-cases.ts";
import { DoctorBench, finding } from "./doctor-bench.ts";

type Place = (bench: DoctorBench, ids: VendorCase["ids"]) => { readonly eni?: string; readonly instance?: string };

const situations: Readonly<Record<string, Place>> = {
  "a free ENI": () => ({}),
  "one that is there already": ({ world }, { eni, a }) => {
    world.placeEni(eni, a);
    return {};
  },
  "one that is elsewhere": ({ world }, { eni, b }) => {
    world.placeEni(eni, b);
    return {};
  },
  "one that is gone": (_bench, { unknownEni }) => ({ eni: unknownEni }),
  "a primary one": (_bench, { primary, far }) => ({ eni: primary, instance: far }),
  "one of another service": (_bench, { managed, eni }) => ({ eni: managed ?? eni }),
  "an instance in another place": (_bench, { far }) => ({ instance: far }),
  "an instance that is not there": (_bench, { unknownInstance }) => ({ instance: unknownInstance }),
  "an instance that is stopped": ({ world }, { a }) => {
    world.stopInstance(a);
    return {};
  },
  "a stopped instance with the ENI": ({ world }, { eni, a }) => {
    world.placeEni(eni, a);
    world.stopInstance(a);
    return {};
  },
};

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return "done";
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return /\[([A-Z_]+)\]$/.exec(message)?.[1] ?? message;
  }
};

describe.each(vendorCases.map((one) => [one.vendor, one] as const))("%s", (_name, vendor) => {
  let restore: () => void;
  beforeEach(() => {
    restore = onlyTheseCredentials(vendor.environment);
  });
  afterEach(() => restore());

  test.each(Object.entries(situations))("%s", async (situation, place) => {
    const begin = () => {
      const bench = new DoctorBench(vendor);
      const { eni = vendor.ids.eni, instance = vendor.ids.a } = place(bench, vendor.ids);
      const timeouts = { attach: "50s", detach: "50s" };
      const inputs = { ...leastInputs(vendor, instance, { timeouts }), networkInterfaceId: eni };
      return { bench, eni, instance, inputs };
    };
    const { bench, eni, instance, inputs } = begin();
    const report = await bench.report(eni, instance);
    const told = (check: "attach" | "detach") => {
      const { status, code } = finding(report, check);
      return status === "problem" ? code : "done";
    };
    // An API that shows neither where an instance is that has no ENI, nor whether it exists: known by the attach alone.
    const hidden = situation === "an instance that is not there" && !vendor.preflightKnows.includes("unknownInstance");
    const up = await codeOf(bench.cloud.create(inputs));
    expect(hidden ? up !== "done" : told("attach")).toBe(hidden ? true : up);
    // Of a stack that has it recorded there.
    const again = begin();
    const outs = { ...again.inputs, state: "attached", attachedTo: instance };
    expect(told("detach")).toBe(await codeOf(again.bench.cloud.delete("id", outs)));
  });
});
