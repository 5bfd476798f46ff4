// How long things take in the local cloud: spread over the ENIs, the same in every run; a time for every call; and who is
// told of the end of an attach or detach.
import { expect, test } from "@jest/globals";
import { Cloud } from "../../simulator/cloud.ts";
import { defaultsOf } from "../../simulator/faces/index.ts";
import { World } from "../../simulator/world/world.ts";
import type { Change } from "../../simulator/world/transitions.ts";
import { ManualClock, signedV3, smallWorld } from "./callers.ts";
import { rules, scope } from "./hands.ts";

const many = Array.from({ length: 50 }, (_, at) => ({ id: `eni-${at + 10}` }));
const file = {
  ...smallWorld({ latency: { attachMs: 2_000, detachMs: 1_000, spreadMs: 4_000 } }),
  instances: [{ id: "i-a", maxEnis: 100 }],
  enis: many,
};

function lives(): { changes: Change[]; began: number } {
  const clock = new ManualClock();
  const began = clock.now();
  const changes: Change[] = [];
  const world = new World(file, clock, { defaultsOf, onChange: (change) => changes.push(change) });
  for (const { id } of many) world.attach({ ...scope, eniId: id, instanceId: "i-a" }, rules);
  clock.pass(10_000);
  for (const { id } of many) {
    expect(world.eni(id)?.status).toBe("inUse");
    world.detach({ ...scope, eniId: id, instanceId: "i-a" }, rules);
  }
  clock.pass(10_000);
  expect(world.enis().every(({ kind, status }) => kind === "primary" || status === "available")).toBe(true);
  return { changes, began };
}

test("times are spread evenly from the shortest to the longest, and a change is told with the time it was due", () => {
  const { changes, began } = lives();
  const times = (kind: Change["kind"], from: number) =>
    changes.filter((change) => change.kind === kind).map(({ at }) => at - from);
  for (const [kind, from, least] of [
    ["attach", began, 2_000],
    ["detach", began + 10_000, 1_000],
  ] as const) {
    const sorted = times(kind, from).toSorted((a, b) => a - b);
    expect(sorted).toHaveLength(50);
    // Fifty of them over 4 s: none shorter or longer than said, and no gap of a second.
    expect(Math.min(...sorted)).toBeGreaterThanOrEqual(least);
    expect(Math.max(...sorted)).toBeLessThan(least + 4_000);
    expect(Math.max(...sorted) - Math.min(...sorted)).toBeGreaterThan(3_000);
    for (const [index, time] of sorted.entries()) expect(time - (sorted[index - 1] ?? time)).toBeLessThan(1_000);
  }
});

test("they are the same in every run", () => {
  expect(lives().changes.map(({ eniId, at }) => [eniId, at])).toEqual(
    lives().changes.map(({ eniId, at }) => [eniId, at]),
  );
});

test("every call takes its time, and is carried out at the end of it", () => {
  const clock = new ManualClock();
  const cloud = new Cloud({ world: smallWorld({ latency: { callMs: 50 } }), clock });
  const request = signedV3(
    "AttachNetworkInterface",
    { RegionId: "cn-hangzhou", NetworkInterfaceId: "eni-1", InstanceId: "i-a" },
    { at: clock.now() },
  );
  const outcome = cloud.receive({ ...request, receivedAt: clock.now() });
  expect(outcome).toMatchObject({ kind: "later", ms: 50 });
  expect(cloud.world.eni("eni-1")?.status).toBe("available");
  if (outcome.kind === "later") expect(outcome.then()).toMatchObject({ kind: "answer", status: 200 });
  expect(cloud.world.eni("eni-1")?.status).toBe("attaching");
});
