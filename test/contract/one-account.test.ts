// Two providers of one account, each a process of its own that knows nothing of the other: both find their share of the account's rates.
import { afterEach, expect, test } from "@jest/globals";
import { fleet } from "../../bench/fleet.ts";
import { InProcess } from "../support/in-process.ts";
import { onlyTheseCredentials } from "./environment.ts";
import { minuteBudgets, vendorCases } from "./vendor-cases.ts";

const size = 200;

let restore: () => void = () => undefined;
afterEach(() => restore());

test.each(vendorCases.map(({ vendor }) => vendor))(
  "%s: at most 5 of 100 calls are refused after the first second, and none starves",
  async (vendor) => {
    const limits = { documented: true, perMinute: minuteBudgets };
    const { environment, world, inputs } = fleet(vendor, size, { limits });
    restore = onlyTheseCredentials(environment);
    const cloud = new InProcess({ world });
    const began = cloud.clock.now();
    const ends: [number, number] = [0, 0];
    await cloud.together(async (one) => {
      const providers = [one, cloud.anotherProvider()] as const;
      const create = async (index: number) => {
        const side = index % 2 === 0 ? 0 : 1;
        const checked = await providers[side].check(inputs(index, "a"), {});
        const { outs } = await providers[side].create(checked.inputs);
        expect(outs).toMatchObject({ state: "attached" });
        ends[side] = cloud.clock.now() - began;
      };
      await Promise.all(Array.from({ length: size }, (_none, index) => create(index)));
    });
    const calls = cloud.calls();
    const refused = calls.filter(({ at, code }) => at > began + 1_000 && code !== undefined);
    expect(refused.length).toBeLessThanOrEqual(calls.length / 20);
    expect(Math.max(...ends)).toBeLessThan(1.5 * Math.min(...ends));
  },
);
