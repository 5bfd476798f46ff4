// The progress line against the cloud that it speaks of: what it counts is so at that moment. And traces, for every vendor.
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { EngineWatch } from "../../provider/engine/engine.ts";
import { Progress } from "../../provider/attachment/progress.ts";
import { Provider } from "../../provider/dynamic/provider.ts";
import { onlyTheseCredentials, testEnvironment } from "../contract/environment.ts";
import { leastInputs, vendorCases } from "../contract/vendor-cases.ts";
import { InProcess } from "../support/in-process.ts";
import { calmRandom } from "./fakes.ts";

const [alicloud] = vendorCases;
if (!alicloud) throw new Error("there are no vendors");

/** A provider process on a cloud, with lines of progress and traces. */
function start(cloud: InProcess, onLine: (line: string) => void = () => undefined) {
  const { clock, transport } = cloud;
  const lines: string[] = [];
  const traces: string[] = [];
  const say = (line: string) => {
    lines.push(line);
    onLine(line);
  };
  const provider = new Provider({
    clock,
    transport,
    random: calmRandom(),
    liveness: new EngineWatch(undefined),
    say: () => undefined,
    environment: () => testEnvironment,
    progress: new Progress({ clock, say }),
    trace: (line) => traces.push(line),
  });
  return { provider, lines, traces };
}

let restore: () => void;
afterEach(() => restore());

describe("the line is true", () => {
  beforeEach(() => {
    restore = onlyTheseCredentials(alicloud.environment);
  });

  const many = Array.from({ length: 12 }, (_, index) => `eni-${index}`);
  const inputs = (eni: string, more: Record<string, unknown> = {}) =>
    leastInputs(alicloud, "i-a", { networkInterfaceId: eni, ...more });
  const world = (more: Record<string, unknown> = {}) => ({
    ...alicloud.world(),
    latency: { attachMs: 600_000, detachMs: 600_000 },
    instances: [
      { id: "i-a", maxEnis: 40 },
      { id: "i-b", maxEnis: 40 },
    ],
    enis: many.map((id) => ({ id })),
    ...more,
  });

  test("attaching, detaching and those without a turn yet, as the cloud knows them", async () => {
    const enis = many.map((id, index) => (index < 3 ? { id, instanceId: "i-a" } : { id }));
    // A call every 20 s: the others queue.
    const configuration = { "eni:rateLimits": '{"alicloud-ecs": {"AttachNetworkInterface": "3/min"}}' };
    const cloud = new InProcess({ world: world({ enis }), configuration });
    const truths: string[] = [];
    const { provider, lines } = start(cloud, () => {
      const sent = cloud.changes().filter((call) => call.startsWith("Attach")).length;
      const { enis: now } = cloud.cloud.world.snapshot();
      const count = (status: string) => now.filter((eni) => eni.status === status).length;
      expect(count("attaching")).toBe(sent);
      truths.push(`${sent} attaching, ${count("detaching")} detaching, ${9 - sent} queued`);
    });
    const moved = inputs("eni-0", { instanceId: "i-b", timeouts: { detach: "70s" } });
    const attached = { ...inputs("eni-0"), state: "attached", attachedTo: "i-a" };
    const work = cloud.together(() =>
      Promise.allSettled([
        provider.update("id", attached, moved, cloud.configuration),
        ...many
          .slice(1, 3)
          .map((id) => provider.delete("id", { ...inputs(id, { timeouts: { detach: "70s" } }), state: "attached", attachedTo: "i-a" }, cloud.configuration)), // prettier-ignore
        ...many.slice(3).map((id) => provider.create(inputs(id, { timeouts: { attach: "5m" } }), cloud.configuration)),
      ]),
    );
    await work;
    expect(lines.length).toBeGreaterThanOrEqual(4);
    // Up to where the first of them give up.
    const whole = lines.filter((line) => Number(/ (\d+) s\b/.exec(line)?.[1]) < 65);
    expect(whole.map((line) => /waiting: (.*), oldest/.exec(line)?.[1])).toEqual(truths.slice(0, whole.length));
    expect(new Set(whole.map((line) => line.replace(/, oldest.*/, ""))).size).toBeGreaterThan(2);
    expect(lines[0]).toMatch(/, oldest eni-\d+ 10 s$/);
    expect(cloud.clock.pending).toBe(0);
  });

  test("throttled calls that wait to be sent again are queued, not attaching", async () => {
    const cloud = new InProcess({ world: world({ latency: { attachMs: 1_000, detachMs: 1_000 } }) });
    cloud.cloud.faults.add({
      kind: "throttle",
      match: { action: "AttachNetworkInterface" },
      retryAfterMs: 25_000,
      times: 1,
    });
    const { provider, lines } = start(cloud);
    await cloud.together(() => provider.create(inputs("eni-1"), cloud.configuration));
    expect(lines).toEqual([
      "[eni-attachment] waiting: 1 queued, oldest eni-1 10 s",
      "[eni-attachment] waiting: 1 queued, oldest eni-1 20 s",
    ]);
  });

  test("an instance that is starting", async () => {
    const instances = [
      { id: "i-a", maxEnis: 40 },
      { id: "i-b", maxEnis: 40, status: "starting" },
    ];
    const cloud = new InProcess({ world: world({ instances, enis: [{ id: "eni-1", instanceId: "i-a" }] }) });
    const { provider, lines } = start(cloud);
    const olds = { ...inputs("eni-1"), state: "attached", attachedTo: "i-a" };
    const news = inputs("eni-1", { instanceId: "i-b", timeouts: { attach: "30s" } });
    await cloud.together(() => Promise.allSettled([provider.update("id", olds, news, cloud.configuration)]));
    expect(lines[0]).toBe("[eni-attachment] waiting: 1 for an instance, oldest eni-1 10 s");
    expect(cloud.changes()).toEqual([]);
  });

  test("what somebody else began is counted by what it is", async () => {
    const cloud = new InProcess({ world: world({ enis: [{ id: "eni-1", instanceId: "i-a", status: "detaching" }] }) });
    const { provider, lines } = start(cloud);
    const news = inputs("eni-1", { instanceId: "i-b", timeouts: { attach: "40s", detach: "40s" } });
    await cloud.together(() => Promise.allSettled([provider.create(news, cloud.configuration)]));
    expect(lines[0]).toBe("[eni-attachment] waiting: 1 detaching, oldest eni-1 10 s");
  });

  test("of a wait of ten minutes nothing is in the state", async () => {
    const cloud = new InProcess({ world: world({ latency: { attachMs: 400_000, detachMs: 1_000 } }) });
    const { provider, lines } = start(cloud);
    const { outs } = await cloud.together(() => provider.create(inputs("eni-1"), cloud.configuration));
    expect(lines.length).toBeGreaterThan(5);
    expect(JSON.stringify(outs)).not.toMatch(/waiting|oldest/);
    expect(Object.keys(outs).toSorted()).toEqual(
      Object.keys(inputs("eni-1")).concat("adopted", "attachedAt", "attachedTo", "macAddress", "privateIpAddresses", "publicIpAddresses", "schemaVersion", "state", "vendorState").toSorted(), // prettier-ignore
    );
  });
});

describe.each(vendorCases.map((one) => [one.vendor, one] as const))("%s", (_name, vendor) => {
  beforeEach(() => {
    restore = onlyTheseCredentials(vendor.environment);
  });

  test("every call is traced with its host and status, and nothing that is secret", async () => {
    const cloud = new InProcess({ world: vendor.world() });
    cloud.cloud.faults.add({ kind: "throttle", match: { action: vendor.actions.detach }, times: 1 });
    const { provider, traces } = start(cloud);
    const inputs = leastInputs(vendor);
    await cloud.together(async () => {
      const { outs } = await provider.create(inputs, cloud.configuration);
      await provider.delete("id", outs, cloud.configuration);
    });
    const expected = cloud.calls().map(({ action, status }) => `${action} ${status}`);
    const traced = traces.map((line) =>
      /^(\w+) -> [\w.-]+: (\d+)(?: [\w.]+)? \(\d+ ms\)$/.exec(line)?.slice(1).join(" "),
    );
    expect(traced).toEqual(expected);
    expect(expected).toContainEqual(expect.stringMatching(/^Attach/));
    const all = traces.join("\n");
    for (const secret of Object.values(vendor.environment)) expect(all).not.toContain(secret);
    expect(all).not.toMatch(/signature=|authorization|credential|\?/i);
  });
});
