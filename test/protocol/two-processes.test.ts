// Two provider processes on one account, which the vendor counts together, as two stacks in one CI are: both get through, and
// neither at the other's expense. What is asserted are calls and their order.
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { attachment } from "../support/on-cloud.ts";
import type { RunningProcess } from "../support/running-provider.ts";
import { Setting } from "./setting.ts";

const perSecond = 10;
const each = 30;

let setting: Setting;
beforeEach(async () => {
  const instances = Array.from({ length: 12 }, (_, index) => ({ id: `i-${index}`, maxEnis: 8 }));
  const enis = Array.from({ length: 2 * each }, (_, index) => ({ id: `eni-${index}` }));
  setting = await Setting.open({
    instances,
    enis,
    limits: { perSecond: { AttachNetworkInterface: perSecond, DescribeNetworkInterfaces: perSecond } },
  });
});
afterEach(() => setting.close());

test("two processes on one limit of 10 a second", async () => {
  const processes = [await setting.provider(), await setting.provider()];
  const create = (provider: RunningProcess, index: number) =>
    provider.create(attachment({ networkInterfaceId: `eni-${index}`, instanceId: `i-${Math.floor(index / 5)}` }));
  const fleets = processes.map((provider, process) =>
    Promise.all(Array.from({ length: each }, (_, index) => create(provider, process * each + index))),
  );
  const created = (await Promise.all(fleets)).flat();
  expect(created.map(({ outs }) => outs["state"])).toEqual(created.map(() => "attached"));

  const attaches = setting.cloud.calls().filter(({ action }) => action === "AttachNetworkInterface");
  const through = attaches.filter(({ code }) => code === undefined);
  // Each ENI was attached once, whatever was throttled before.
  expect(through.map(({ eni }) => eni).toSorted()).toEqual(
    created.map(({ outs }) => outs["networkInterfaceId"]).toSorted(),
  );
  // Throttled were those under way when the limit was met first, and then a few.
  expect(attaches.length - through.length).toBeLessThan(3 * each);
  // When one of them had half of its ENIs attached, the other was under way too: nobody is starved.
  const share = (process: number, first: number) =>
    through.slice(0, first).filter(({ eni }) => Math.floor(Number(eni?.slice(4)) / each) === process).length;
  expect(Math.min(share(0, each), share(1, each))).toBeGreaterThanOrEqual(each / 15);
});
