// The diff table of the design, row by row, in the real provider process: what is replaced, moved, or only written down.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { attachment } from "../support/on-cloud.ts";
import type { Properties, RunningProcess } from "../support/running-provider.ts";
import { UNKNOWN } from "./harness.ts";
import { failureOf, Setting } from "./setting.ts";
import { difference } from "../support/adapter-differences.ts";

let setting: Setting;
let stored: { id: string; outs: Properties };
let provider: RunningProcess;

beforeAll(async () => {
  setting = await Setting.open();
  stored = await setting.attached();
  provider = await setting.provider();
});
afterAll(() => setting.close());

/** The engine decides by comparing inputs, and shows them property by property. */
const byInputs = { changes: difference.changesOfMove, replaces: [], deleteBeforeReplace: true };
const unchanged = { changes: false, replaces: [], deleteBeforeReplace: true };
const drifted = { changes: true, replaces: [], deleteBeforeReplace: true };
const replaced = (...because: string[]) => ({ changes: true, replaces: because, deleteBeforeReplace: true });

async function diff(news: Properties, olds: Properties = stored.outs) {
  await provider.check(news, olds);
  return provider.diff(stored.id, olds, news);
}

test("nothing changed", async () => {
  expect(await diff(attachment())).toEqual(unchanged);
});

describe("replaced, the old attachment first", () => {
  test.each([
    ["networkInterfaceId", "eni-two"],
    ["region", "cn-beijing"],
  ])("%s", async (name, value) => {
    expect(await diff(attachment({ [name]: value }))).toEqual(replaced(name));
  });

  test("an ENI or a region that is not known yet", async () => {
    expect(await diff(attachment({ networkInterfaceId: UNKNOWN }))).toEqual(replaced("networkInterfaceId"));
    expect(await diff(attachment({ region: UNKNOWN }))).toEqual(replaced("region"));
  });

  test("both at once", async () => {
    const news = attachment({ networkInterfaceId: "eni-two", region: "cn-beijing", instanceId: "i-b" });
    expect(await diff(news)).toEqual(replaced("region", "networkInterfaceId"));
  });
});

describe("updated in place", () => {
  test.each([
    ["instanceId", "i-b"],
    ["networkCardIndex", 1],
    ["trunkNetworkInstanceId", "eni-trunk"],
    ["networkCardIndex", UNKNOWN],
    ["timeouts", { attach: "1m" }],
    ["onConflict", "takeOver"],
    ["rollback", false],
    ["preflight", false],
    ["waitForNetworkConfigurationReady", true],
    ["waitForNetworkConfigurationReady", UNKNOWN],
  ])("%s: %s", async (name, value) => {
    expect(await diff(attachment({ [name]: value }))).toEqual(byInputs);
  });

  test("only the code in the state is another", async () => {
    await provider.check(attachment());
    const olds = { ...stored.outs, __provider: `${String(stored.outs.__provider)} // of an older release` };
    expect(await provider.diff(stored.id, olds, attachment())).toEqual({
      ...byInputs,
      changes: difference.changesOfCode,
    });
  });
});

describe("the same arguments, and another truth", () => {
  test.each<[string, Properties]>([
    ["detached out of band", { state: "detached", vendorState: "Available" }],
    ["ended half-way", { state: "detached", attachedTo: "" }],
    ["attached, and not by this resource", { attachedTo: "" }],
  ])("%s: a change that no argument shows", async (_what, seen) => {
    expect(await diff(attachment(), { ...stored.outs, ...seen })).toEqual(drifted);
  });

  test("on another instance, as a refresh has found: the engine sees that in the inputs", async () => {
    expect(await diff(attachment(), { ...stored.outs, instanceId: "i-b" })).toEqual(byInputs);
  });
});

describe("an instance that is not known yet", () => {
  const news = attachment({ instanceId: UNKNOWN });

  test("after a check of this ENI: a move, as at any preview", async () => {
    expect(await diff(news)).toEqual(byInputs);
  });

  test("without a check: the engine's question whether the ENI has to be off before its instance is replaced", async () => {
    const fresh = await setting.provider();
    expect(await fresh.diff(stored.id, stored.outs, news)).toEqual(replaced("instanceId"));
    // A check of another ENI says nothing of this one.
    await fresh.check(attachment({ networkInterfaceId: "eni-two" }));
    expect(await fresh.diff(stored.id, stored.outs, news)).toEqual(replaced("instanceId"));
  });
});

describe("the two APIs of one cloud", () => {
  const other = { networkInterfaceId: "eni-1a2b3c4d", instanceId: "ins-1a2b3c4d", region: "ap-guangzhou" };
  const legacy = { ...other, vendor: "tencentcloud-vpc-v2", vpcId: "vpc-1a2b3c4d" };
  const current = { ...other, vendor: "tencentcloud-vpc" };
  const on = (args: Properties): Properties => ({ ...stored.outs, ...args, attachedTo: "ins-1a2b3c4d" });

  test("a change from one to the other is an update, and so is vpcId alone", async () => {
    expect(await diff(current, on(legacy))).toEqual(byInputs);
    expect(await diff(legacy, on(current))).toEqual(byInputs);
    expect(await diff({ ...legacy, vpcId: "vpc-5e6f7a8b" }, on(legacy))).toEqual(byInputs);
  });

  test("a change to another cloud replaces the attachment", async () => {
    const { replaces, deleteBeforeReplace } = await provider.diff(stored.id, on(current), attachment());
    expect(replaces).toContain("vendor");
    expect(deleteBeforeReplace).toBe(true);
  });
});

test("a vendor of another version of this package is an error, never a move", async () => {
  const error = await failureOf(provider.diff(stored.id, stored.outs, attachment({ vendor: "another-cloud" })));
  expect(error.message).toMatch(/"another-cloud".*Install the version that made it/);
});

test("no diff has changed anything", () => {
  expect(setting.changes()).toEqual(["Attach eni-one i-a"]);
});
