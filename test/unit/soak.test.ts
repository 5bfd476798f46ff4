// Nothing of an operation stays in the process when it is over: 10,000 moves in one process hold memory flat, in virtual time.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { onlyTheseCredentials } from "../contract/environment.ts";
import { caseOf } from "../contract/vendor-cases.ts";
import { InProcess } from "../support/in-process.ts";
import type { Properties, ProviderCalls } from "../support/running-provider.ts";

// A cloud that remembers nothing of a call: others keep each nonce, to refuse it a second time.
const zenlayer = caseOf("zenlayer-zec");
const enis = Array.from({ length: 40 }, (_, index) => `13046820495960${3_500 + index}`);
const cycles = 10_000;
/** By then what is kept for good (sessions, compiled code, the rates' memory) is there. */
const settledAfter = 2_000;
const allowedGrowth = 2 * 1_024 * 1_024;

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

function heapUsed(): number {
  // What a finalizer lets go is gone with the second round.
  collectGarbage();
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

let restore: () => void;
beforeAll(() => {
  restore = onlyTheseCredentials(zenlayer.environment);
});
afterAll(() => restore());

test("10,000 attachments are taken off and put on: memory is flat, no timer is pending, nothing is asked any more", async () => {
  const { vendor, ids, world } = zenlayer;
  const setting = new InProcess({
    world: {
      ...world(),
      latency: { attachMs: 400, detachMs: 400 },
      instances: [ids.a, ids.b].map((id) => ({ id, vendor, maxEnis: enis.length + 1 })),
      enis: enis.map((id) => ({ id, vendor })),
    },
    logLimit: 100,
  });
  const inputs = (networkInterfaceId: string, instanceId: string) => ({ vendor, networkInterfaceId, instanceId });
  const all = <T>(work: (provider: ProviderCalls, eni: string) => Promise<T>) =>
    setting.together((provider) => Promise.all(enis.map((eni) => work(provider, eni))));

  const states = new Map<string, Properties>();
  await all(async (provider, eni) => states.set(eni, (await provider.create(inputs(eni, ids.a))).outs));
  let settled = 0;
  for (let done = 0; done < cycles; done += enis.length) {
    if (done === settledAfter) settled = heapUsed();
    // What an `up` does that finds another instance in the program: a detach and an attach.
    await all(async (provider, eni) => {
      const olds = states.get(eni) ?? {};
      const to = olds["instanceId"] === ids.a ? ids.b : ids.a;
      const { inputs: news } = await provider.check(inputs(eni, to), olds);
      await provider.diff(eni, olds, news);
      const { outs } = await provider.update(eni, olds, news);
      expect(outs).toMatchObject({ state: "attached", attachedTo: to });
      states.set(eni, outs);
    });
    setting.lines.length = 0;
  }
  expect(heapUsed() - settled).toBeLessThan(allowedGrowth);

  expect(setting.clock.pending).toBe(0);
  const mark = setting.mark();
  await setting.clock.advance(3_600_000);
  expect(setting.calls(mark)).toEqual([]);
});
