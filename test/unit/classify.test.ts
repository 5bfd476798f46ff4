// The diff table: what each change of the arguments, or a drift of the cloud, amounts to.
import { describe, expect, test } from "@jest/globals";
import type { Properties } from "../../provider/attachment/properties.ts";
import { unknownValue } from "../../provider/attachment/properties.ts";
import type { Change } from "../../provider/attachment/classify.ts";
import { classify } from "../../provider/attachment/classify.ts";

const inputs = { vendor: "alicloud-ecs", region: "cn-hangzhou", networkInterfaceId: "eni-1", instanceId: "i-a" };
const state: Properties = {
  ...inputs,
  state: "attached",
  vendorState: "InUse",
  attachedTo: "i-a",
  adopted: false,
  macAddress: "00:16:3e:00:00:01",
  privateIpAddresses: ["10.0.0.5"],
  publicIpAddresses: [],
  attachedAt: "2026-01-15T12:00:03.000Z",
  schemaVersion: 1,
  __provider: "code",
};
const news = { ...inputs, __provider: "code" };
/** Without the arguments that differ, which have a test of their own. */
type Kind<C = Change> = C extends Change ? Omit<C, "changed"> : never;

const replace = (...because: string[]): Kind => ({ kind: "replace", because });
const moved: Kind = { kind: "move", reattach: false };
const reattached: Kind = { kind: "move", reattach: true };

test.each<[string, Properties, Properties, Kind]>([
  ["nothing", {}, {}, { kind: "none" }],
  ["only the code", {}, { __provider: "other" }, { kind: "none" }],
  // The identity.
  ["region", {}, { region: "cn-beijing" }, replace("region")],
  ["ENI", {}, { networkInterfaceId: "eni-2" }, replace("networkInterfaceId")],
  ["ENI and region", {}, { networkInterfaceId: "eni-2", region: "x" }, replace("region", "networkInterfaceId")],
  ["ENI and instance", {}, { networkInterfaceId: "eni-2", instanceId: "i-b" }, replace("networkInterfaceId")],
  ["ENI, not known yet", {}, { networkInterfaceId: unknownValue }, replace("networkInterfaceId")],
  ["region, not known yet", {}, { region: unknownValue }, replace("region")],
  ["vendor, to one that nobody knows", {}, { vendor: "aws" }, replace("vendor")],
  ["vendor, from one that nobody knows", { vendor: "aws" }, {}, replace("vendor")],
  // Where it sits.
  ["instance", {}, { instanceId: "i-b" }, moved],
  ["instance, not known yet, after a check", {}, { instanceId: unknownValue }, moved],
  ["network card", {}, { networkCardIndex: 1 }, reattached],
  ["network card, removed", { networkCardIndex: 1 }, {}, reattached],
  ["network card, from nothing to 0", {}, { networkCardIndex: 0 }, reattached],
  ["trunk", { trunkNetworkInstanceId: "eni-t" }, { trunkNetworkInstanceId: "eni-u" }, reattached],
  ["instance and trunk", {}, { instanceId: "i-b", trunkNetworkInstanceId: "eni-u" }, reattached],
  ["network card, not known yet", {}, { networkCardIndex: unknownValue }, reattached],
  // What calls nothing.
  ["timeouts", {}, { timeouts: { attach: "5m" } }, { kind: "stateOnly" }],
  [
    "a part of timeouts",
    { timeouts: { attach: "5m", detach: "1m" } },
    { timeouts: { attach: "5m" } },
    { kind: "stateOnly" },
  ],
  [
    "timeouts that are the same",
    { timeouts: { attach: "5m", detach: "1m" } },
    { timeouts: { detach: "1m", attach: "5m" } },
    { kind: "none" },
  ],
  ["onConflict", {}, { onConflict: "takeOver" }, { kind: "stateOnly" }],
  ["rollback", {}, { rollback: false }, { kind: "stateOnly" }],
  ["preflight, removed", { preflight: false }, {}, { kind: "stateOnly" }],
  ["waitForNetworkConfigurationReady", {}, { waitForNetworkConfigurationReady: true }, { kind: "stateOnly" }],
  ["timeouts and code", {}, { timeouts: { attach: "5m" }, __provider: "other" }, { kind: "stateOnly" }],
  ["timeouts and instance", {}, { timeouts: { attach: "5m" }, instanceId: "i-b" }, moved],
  // The cloud, or the last run.
  ["detached meanwhile", { state: "detached", vendorState: "Available" }, {}, { kind: "drift" }],
  ["detached, with other timeouts", { state: "detached" }, { timeouts: { attach: "5m" } }, { kind: "drift" }],
  ["on another instance, as refresh found it", { instanceId: "i-b" }, {}, moved],
  ["a move that did not get there: the state says whose it is", { attachedTo: "" }, {}, { kind: "drift" }],
  ["somebody brought it to where we want it now", { instanceId: "i-b" }, { instanceId: "i-b" }, { kind: "drift" }],
  ["computed outputs alone", { macAddress: "", privateIpAddresses: [], attachedAt: "" }, {}, { kind: "none" }],
  // State of other versions.
  ["state without what is computed", { state: undefined, attachedTo: undefined }, {}, { kind: "drift" }],
  ["outputs that this version does not have", { colour: "red" }, {}, { kind: "none" }],
])("%s", async (_what, was, will, change) => {
  const found = await classify({ ...state, ...was }, { ...news, ...will }, { wasChecked: true });
  expect({ ...found, changed: undefined }).toEqual(change);
});

describe("without a check before it", () => {
  test("an instance that is not known makes the attachment go before its instance goes", async () => {
    expect(await classify(state, { ...news, instanceId: unknownValue }, { wasChecked: false })).toEqual({
      ...replace("instanceId"),
      changed: ["instanceId"],
    });
  });

  test("everything else is as after one", async () => {
    for (const will of [
      {},
      { instanceId: "i-b" },
      { region: "x" },
      { rollback: false },
      { networkCardIndex: unknownValue },
    ]) {
      const both = await Promise.all(
        [true, false].map((wasChecked) => classify(state, { ...news, ...will }, { wasChecked })),
      );
      expect(both[0]).toEqual(both[1]);
    }
  });
});

test.each<[string, Properties, Properties, readonly string[]]>([
  ["nothing", {}, {}, []],
  ["only the code", {}, { __provider: "other" }, []],
  [
    "a replacement, with all that changes beside it",
    {},
    { networkInterfaceId: "eni-2", instanceId: "i-b" },
    ["networkInterfaceId", "instanceId"],
  ],
  ["a move with other timeouts", {}, { instanceId: "i-b", timeouts: { attach: "5m" } }, ["instanceId", "timeouts"]],
  ["a drift with other timeouts", { state: "detached" }, { timeouts: { attach: "5m" } }, ["timeouts"]],
  ["arguments that nothing is called for", {}, { rollback: false }, ["rollback"]],
])("which arguments differ: %s", async (_what, was, will, names) => {
  const { changed } = await classify({ ...state, ...was }, { ...news, ...will }, { wasChecked: true });
  expect([...changed].sort()).toEqual([...names].sort());
});
