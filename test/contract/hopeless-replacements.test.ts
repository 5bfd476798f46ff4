// Replacements that are certain to fail are not begun, over every vendor: by another ENI, and of the same one where `replaceOnChanges` makes
// a replacement of a move (lifecycle rule 15).
import { beforeEach, describe, expect, test } from "@jest/globals";
import type { Properties } from "../../provider/attachment/properties.ts";
import { failureOf, InProcess } from "../support/in-process.ts";
import { eachTestHasOnly } from "./each-test.ts";
import type { Stored } from "./stored.ts";
import { planReplacement } from "./stored.ts";
import type { VendorCase } from "./vendor-cases.ts";
import { leastInputs, vendorCases } from "./vendor-cases.ts";

describe.each(vendorCases.map((one) => [one.vendor, one] as const))("%s", (_name, vendor: VendorCase) => {
  const { ids } = vendor;
  let cloud: InProcess;
  eachTestHasOnly(vendor.environment);
  beforeEach(() => {
    cloud = new InProcess({ world: vendor.world() });
  });

  const inputs = (eni: string, instanceId: string, more?: Properties): Properties =>
    leastInputs(vendor, instanceId, { networkInterfaceId: eni, ...more });
  const placeOf = (eni: string) => cloud.cloud.world.eni(eni)?.instanceId ?? "nowhere";
  const plans = () => cloud.lines.filter((line) => line.includes("plan: "));

  /** By an earlier run. */
  async function attached(eni: string, instanceId: string, more?: Properties): Promise<Stored> {
    const wanted = inputs(eni, instanceId, more);
    await cloud.check({}, wanted);
    const { id, outs } = await cloud.create(wanted);
    cloud.restart();
    cloud.lines.length = 0;
    return { id, inputs: wanted, outs };
  }

  describe("by another ENI", () => {
    test.each<[string, () => Properties, RegExp, string]>([
      ["an ENI that is not there", () => inputs(ids.unknownEni, ids.a), /was not found/, "ENI_NOT_FOUND"],
      ["a primary ENI", () => inputs(ids.primary, ids.a), /primary ENI/, "ENI_NOT_ATTACHABLE"],
      [
        "an ENI that somebody else has",
        () => inputs(ids.eni2, ids.a),
        /not by this resource/,
        "ENI_ATTACHED_ELSEWHERE",
      ],
    ])("%s: told at preview, and at up before anything is taken off", async (_what, wanted, says, code) => {
      const stored = await attached(ids.eni, ids.a);
      const news = wanted();
      if (news["networkInterfaceId"] === ids.eni2) cloud.cloud.world.placeEni(ids.eni2, ids.b);
      await cloud.together((provider) => planReplacement(provider, stored, news));
      expect(plans()).toEqual([expect.stringMatching(new RegExp(`as things are, up will fail: .*${says.source}`))]);
      const mark = cloud.mark();
      const { message } = await failureOf(cloud.delete(stored.id, stored.outs));
      expect(message).toMatch(says);
      expect(message).toMatch(new RegExp(`so nothing was detached.*\\[${code}\\]$`));
      expect(cloud.changes(mark)).toEqual([]);
      expect(placeOf(ids.eni)).toBe(ids.a);
    });

    test("two of the state have the ENI: the delete of one is not judged by the other's replacement", async () => {
      const stored = await attached(ids.eni, ids.a);
      await cloud.together((provider) => planReplacement(provider, stored, inputs(ids.unknownEni, ids.a)));
      await cloud.delete(stored.id, { ...stored.outs, rollback: false });
      expect(placeOf(ids.eni)).toBe("nowhere");
    });

    test("`preflight: false` asks for no proof", async () => {
      const stored = await attached(ids.eni, ids.a);
      const news = inputs(ids.unknownEni, ids.a, { preflight: false });
      await cloud.together((provider) => planReplacement(provider, stored, news));
      await cloud.delete(stored.id, stored.outs);
      expect(placeOf(ids.eni)).toBe("nowhere");
    });

    test("a destroy and the delete after a refresh are no replacements", async () => {
      const stored = await attached(ids.eni, ids.a);
      await cloud.diff(stored.id, stored.outs, inputs(ids.unknownEni, ids.a));
      await cloud.delete(stored.id, stored.outs);
      expect(placeOf(ids.eni)).toBe("nowhere");
    });
  });

  describe("of a move (`replaceOnChanges`), which keeps its ENI", () => {
    /** The engine has asked its questions for a replacement of `stored`, and what follows is its delete. */
    async function planned(to: string, more?: Properties): Promise<Stored> {
      const stored = await attached(ids.eni, ids.a);
      await cloud.together((provider) => planReplacement(provider, stored, inputs(ids.eni, to, more)));
      return stored;
    }

    test.each(vendor.preflightKnows)("to %s: told at preview, and at up before it is taken off", async (target) => {
      const stored = await planned(ids[target]);
      expect(plans()).toEqual([expect.stringMatching(/plan: detach from .*; as things are, up will fail: /)]);
      const mark = cloud.mark();
      const { message } = await failureOf(cloud.delete(stored.id, stored.outs));
      expect(message).toContain(`attach ${ids.eni} to ${ids[target]}`);
      expect(message).toMatch(
        new RegExp(`so nothing was detached.* Now: ${ids.eni} is attached to ${ids.a}\\b.*\\[PREFLIGHT_FAILED\\]$`),
      );
      expect(cloud.changes(mark)).toEqual([]);
      expect(placeOf(ids.eni)).toBe(ids.a);
    });

    test("somebody else has taken it by now: refused, and left where it is", async () => {
      const stored = await planned(ids.b);
      cloud.cloud.world.placeEni(ids.eni, ids.far);
      const mark = cloud.mark();
      const { message } = await failureOf(cloud.delete(stored.id, stored.outs));
      expect(message).toMatch(/so nothing was detached.*\[ENI_ATTACHED_ELSEWHERE\]$/);
      expect(cloud.changes(mark)).toEqual([]);
    });

    test.each<[string, string, () => unknown, Properties]>([
      ["a target that is starting", ids.b, () => cloud.cloud.world.startInstance(ids.b, 60_000), {}],
      [
        "a target that gives no answer",
        ids.unknownInstance,
        () => cloud.cloud.faults.add({ kind: "dropBefore", match: { action: "DescribeInstances" } }),
        {},
      ],
      ["`preflight: false`", ids.unknownInstance, () => undefined, { preflight: false }],
      ["two answers that do not agree", ids.b, takenForAMoment, {}],
    ])("%s: no proof, so it is detached", async (_what, to, happens, more) => {
      const stored = await planned(to, more);
      happens();
      await cloud.delete(stored.id, stored.outs);
      expect(placeOf(ids.eni)).toBe("nowhere");
    });

    /** Another instance has it at the first look, and at the second it is back. */
    function takenForAMoment(): void {
      cloud.cloud.world.placeEni(ids.eni, ids.far);
      void cloud.clock.sleep(15_500).then(() => cloud.cloud.world.placeEni(ids.eni, ids.a));
    }

    test("a destroy, and the delete after a refresh, are no replacements", async () => {
      const stored = await attached(ids.eni, ids.a);
      await cloud.diff(stored.id, stored.outs, inputs(ids.eni, ids.unknownInstance));
      await cloud.delete(stored.id, stored.outs);
      expect(placeOf(ids.eni)).toBe("nowhere");
    });

    test("create first: the create finds out, and the ENI stays where it is", async () => {
      const stored = await planned(ids.far);
      const mark = cloud.mark();
      const { message } = await failureOf(cloud.create(inputs(ids.eni, ids.far)));
      expect(message).toMatch(/so nothing was detached.*\[PREFLIGHT_FAILED\]$/);
      expect([cloud.changes(mark), placeOf(ids.eni), stored.outs["attachedTo"]]).toEqual([[], ids.a, ids.a]);
    });
  });
});
