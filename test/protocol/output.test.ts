// The lines that a user reads: exactly one plan for what will change, none for what will not, and traces without secrets.
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { attachment, credentials, key } from "../support/on-cloud.ts";
import type { Properties, RunningProcess } from "../support/running-provider.ts";
import { UNKNOWN } from "./harness.ts";
import { ID, Setting } from "./setting.ts";

let setting: Setting;

beforeEach(async () => {
  setting = await Setting.open();
});
afterEach(() => setting.close());

/** What the engine calls at a preview of a resource that exists. */
async function preview(provider: RunningProcess, outs: Properties, news: Properties): Promise<void> {
  await provider.check(news, attachment());
  await provider.diff(ID, outs, news);
}

/** All lines so far: output comes on another way than answers, so a call whose line is known is waited for. */
async function linesOf(provider: RunningProcess): Promise<string[]> {
  await provider.check(attachment({ networkInterfaceId: "eni-two" }));
  await provider.line(/eni-two\] plan/);
  return provider.stdout.filter((line) => !line.includes("eni-two]"));
}

describe("the plan line", () => {
  test("of a new attachment is printed by check, once", async () => {
    const provider = await setting.provider();
    await provider.check(attachment());
    await provider.check(attachment());
    expect(await linesOf(provider)).toEqual([`[eni-attachment ${ID}] plan: attach to i-a`]);
    expect(setting.changes()).toEqual([]);
  });

  test("of one that is attached already says that it is adopted and what destroy will do", async () => {
    setting.cloud.world.placeEni("eni-one", "i-a");
    const provider = await setting.provider();
    await provider.check(attachment());
    expect(await linesOf(provider)).toEqual([
      `[eni-attachment ${ID}] plan: adopt it as it is, attached to i-a; destroy will then detach it (\`retainOnDelete\` keeps it); a forced replacement detaches it and attaches it again`,
    ]);
  });

  test.each<[string, Properties, string]>([
    ["a move", { instanceId: "i-b" }, "plan: detach from i-a, then attach to i-b"],
    [
      "a move to where it is not known yet",
      { instanceId: UNKNOWN },
      "plan: detach from i-a, then attach to an instance that is not known yet",
    ],
    ["a change that needs a new attachment", { networkCardIndex: 0 }, "plan: detach from i-a, then attach to i-a"],
    [
      "a move that cannot work",
      { instanceId: "i-none" },
      "plan: detach from i-a, then attach to i-none; as things are, up will fail: instance i-none does not exist in cn-hangzhou (or not in this account)",
    ],
    [
      "a replacement",
      { networkInterfaceId: "eni-three" },
      "plan: replace: detach from i-a; then attach alicloud-ecs/cn-hangzhou/eni-three to i-a; as things are, up will fail: eni-three was not found in alicloud-ecs cn-hangzhou (environment (ALIBABA_CLOUD_ACCESS_KEY_ID), key id LTAI…0001)",
    ],
    ["a move without a look", { instanceId: "i-b", preflight: false }, "plan: detach from i-a, then attach to i-b"],
  ])("of %s", async (_what, more, line) => {
    const { outs } = await setting.attached();
    const mark = setting.mark();
    const provider = await setting.provider();
    await preview(provider, outs, attachment(more));
    expect(await linesOf(provider)).toEqual([`[eni-attachment ${ID}] ${line}`]);
    expect(setting.changes(mark)).toEqual([]);
  });

  test("of what somebody else has says that up will fail, or from whom it is taken", async () => {
    const { outs } = await setting.attached();
    setting.cloud.world.placeEni("eni-one", "i-b");
    const seen = { ...outs, instanceId: "i-b" };
    const provider = await setting.provider();
    await preview(provider, seen, attachment());
    await preview(provider, seen, attachment({ onConflict: "takeOver" }));
    expect(await linesOf(provider)).toEqual([
      expect.stringMatching(/plan: up will fail: it is attached to i-b \(InUse\).*onConflict: "takeOver"/),
      expect.stringMatching(
        /plan: detach from i-b, then attach to i-a; it is taken from i-b, which this resource did not attach it to$/,
      ),
    ]);
  });

  test("names public addresses that go out of reach", async () => {
    const other = await Setting.open({ enis: [{ id: "eni-one", publicIps: ["203.0.113.7"] }, { id: "eni-two" }] });
    const { outs } = await other.attached();
    const provider = await other.provider();
    await preview(provider, outs, attachment({ instanceId: "i-b" }));
    const [line] = await linesOf(provider);
    expect(line).toContain("attach to i-b; its public addresses (203.0.113.7) are unreachable while it is detached");
    await other.close();
  });

  test("comes even where the cloud cannot be asked: a preview does not fail of that", async () => {
    const { outs } = await setting.attached();
    setting.cloud.faults.add({ kind: "error", code: "Forbidden.RAM", match: { action: "DescribeNetworkInterfaces" } });
    const provider = await setting.provider();
    await preview(provider, outs, attachment({ instanceId: "i-b" }));
    const line = await provider.line(/eni-one\] plan/);
    expect(line).toMatch(/plan: detach from i-a, then attach to i-b \(could not be looked at: .*Forbidden\.RAM/);
  });
});

test("an unchanged attachment, and one of which only the arguments of waiting change, say nothing and call nothing", async () => {
  const { outs } = await setting.attached();
  const mark = setting.mark();
  const provider = await setting.provider({ env: { ...credentials, ENI_ENDPOINTS: setting.endpoints } });
  await preview(provider, outs, attachment());
  await preview(provider, outs, attachment({ timeouts: { attach: "1m" }, rollback: false }));
  expect(setting.calls(mark)).toEqual([]);
  expect(await linesOf(provider)).toEqual([]);
  expect(provider.stderr).toEqual([]);
});

describe("ENI_LOG=debug", () => {
  test("traces every call, and nothing that is secret", async () => {
    const env = { ...credentials, ENI_ENDPOINTS: setting.endpoints, ENI_LOG: "debug" };
    const provider = await setting.provider({ env });
    await provider.create(attachment());
    const where = `127.0.0.1:${setting.cloud.port}`;
    await provider.line(/debug: AttachNetworkInterface/);
    await setting.until(() => provider.stdout.length >= setting.calls().length);
    const traced = provider.stdout.map((line) => /debug: (\w+) -> (\S+): (\d+)/.exec(line)?.slice(1));
    expect(traced).toEqual(setting.calls().map(({ action, status }) => [action, where, String(status)]));
    const all = provider.stdout.join("\n");
    expect(all).not.toContain(key.accessKeySecret);
    expect(all).not.toContain(key.accessKeyId);
    expect(all).not.toMatch(/signature/i);
  });

  test("without it nothing is traced", async () => {
    const provider = await setting.provider();
    await provider.create(attachment());
    expect(await linesOf(provider)).toEqual([]);
  });
});
