// Somebody else is detaching the ENI when an attach is refused: it is waited for, before the next attach and before a rollback.
import { describe, expect, test } from "@jest/globals";
import { failureOf, InProcess } from "../support/in-process.ts";
import { names } from "./asked-action.ts";
import { eachTestHasOnly } from "./each-test.ts";
import type { VendorCase } from "./vendor-cases.ts";
import { leastInputs, vendorCases } from "./vendor-cases.ts";

/** Longer than a refusal without a reason is borne. */
const detachMs = 60_000;

/** Tencent's legacy API shows an ENI as attached until it is detached, so there it is somebody else's. */
const showDetaching = vendorCases.filter(({ showsTransitions }) => showsTransitions);

describe.each(showDetaching.map((one) => [one.vendor, one] as const))("%s", (_name, vendor: VendorCase) => {
  const { ids, actions, codes } = vendor;
  eachTestHasOnly(vendor.environment);

  /** A move from a to b, at whose attach somebody else has the ENI on a third instance and has begun to detach it there. */
  async function moved(thenOn?: string) {
    let isTheirTurn = false;
    let theyBegan = false;
    const cloud: InProcess = new InProcess({
      world: vendor.world(),
      cut: (request) => {
        if (!isTheirTurn || !names(request, /\bAttachNetworkInterface\b/)) return;
        isTheirTurn = false;
        theyBegan = true;
        const { world } = cloud.cloud;
        const { region, owner } = world.eni(ids.eni) ?? { region: "", owner: "" };
        world.placeEni(ids.eni, ids.full);
        Object.assign(world.definition.latency, { detachMs });
        const order = { vendor: vendor.vendor, owner, region, eniId: ids.eni, instanceId: ids.full };
        world.detach(order, { instanceStates: ["running"] });
      },
      onChange: ({ kind }) => {
        if (theyBegan && kind === "detach" && thenOn !== undefined) cloud.cloud.world.placeEni(ids.eni, thenOn);
      },
    });
    const { id, outs } = await cloud.create(leastInputs(vendor, ids.a));
    cloud.restart();
    isTheirTurn = true;
    const since = cloud.mark();
    return {
      cloud,
      update: () => cloud.update(id, outs, leastInputs(vendor, ids.b)),
      sent: () => cloud.changes(since),
    };
  }

  test("the attach is sent again when that has ended, and not before", async () => {
    const { update, sent } = await moved();
    expect((await update()).outs).toMatchObject({ state: "attached", attachedTo: ids.b });
    expect(sent().slice(1)).toEqual([`Attach ${ids.eni} ${ids.b}`, `Attach ${ids.eni} ${ids.b}`]);
  });

  test("a list that lacks it at the end of that stops nothing", async () => {
    const { cloud, update, sent } = await moved();
    const behaviours = { staleReads: { reads: 1, shows: "empty", after: "completion" } } as const;
    cloud.cloud.world.patchEni(ids.eni, { behaviours });
    expect((await update()).outs).toMatchObject({ state: "attached", attachedTo: ids.b });
    expect(sent().slice(1)).toEqual([`Attach ${ids.eni} ${ids.b}`, `Attach ${ids.eni} ${ids.b}`]);
  });

  test("a rollback waits for it", async () => {
    const { cloud, update, sent } = await moved();
    const match = { action: actions.attach, instance: ids.b };
    cloud.cloud.faults.add({ kind: "error", code: codes.refused, match });
    const error = await failureOf(update());
    expect(error.message).toContain("[ROLLED_BACK]");
    expect(sent().slice(1)).toEqual([`Attach ${ids.eni} ${ids.b}`, `Attach ${ids.eni} ${ids.a}`]);
  });

  test("what they attach elsewhere after that is left there", async () => {
    const { cloud, update, sent } = await moved(ids.full);
    const match = { action: actions.attach, instance: ids.b };
    cloud.cloud.faults.add({ kind: "error", code: codes.refused, match });
    const error = await failureOf(update());
    expect(error.message).toMatch(/somebody else attached it.*\[ROLLBACK_FAILED\]/);
    expect(sent().slice(1)).toEqual([`Attach ${ids.eni} ${ids.b}`]);
  });
});
