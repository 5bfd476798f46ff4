// Replacements in a review: what the preview's line knows of the second half, before up takes anything off.
import { describe, expect, test } from "@jest/globals";
import { attachment } from "../support/on-cloud.ts";
import { attached, move, previewOf, said, step, urnOf } from "./previews.ts";
import { only, warningsOf } from "./rows.ts";
import { eniAttachment } from "./run.ts";

describe("a replacement that up will fail at", () => {
  const missing = "eni-two was not found in alicloud-ecs cn-hangzhou";
  const line = said(
    `plan: replace: detach from i-a; then attach alicloud-ecs/cn-hangzhou/eni-two to i-a; as things are, up will fail: ${missing}`,
  );
  const swap = step("replace", {
    olds: attached(),
    news: attachment({ networkInterfaceId: "eni-two" }),
    more: { replaceReasons: ["networkInterfaceId"] },
  });
  const web = urnOf("web");
  /** The engine deletes these first; one knows the attachment by way of another. */
  const service = {
    op: "replace",
    urn: urnOf("service", "test:index:Service"),
    oldState: { propertyDependencies: { eni: [web] } },
  };
  const record = {
    op: "replace",
    urn: urnOf("record", "test:index:Record"),
    oldState: { dependencies: [service.urn] },
  };
  const untouched = { op: "update", urn: urnOf("dns", "test:index:Record"), oldState: { dependencies: [web] } };
  const preview = previewOf([swap, service, record, untouched], [line]);

  test("is told as one, and what goes before it", async () => {
    expect(await only(preview)).toMatchObject({
      kind: "replace",
      what: "replaced because of networkInterfaceId: detached first, then attached; as things are, up will fail",
      risk: "up will fail",
      failure: missing,
    });
    expect(await warningsOf(preview)).toEqual([
      [
        "UP_WOULD_FAIL",
        `web: up will fail: ${missing}. service and record, replaced with it, may be deleted before that`,
      ],
    ]);
  });

  test("has few of what goes before it named, so that the warning is shown", async () => {
    const services = Array.from({ length: 900 }, (_none, index) => ({ ...service, urn: `${service.urn}-${index}` }));
    const [[, text = ""] = []] = await warningsOf(previewOf([swap, ...services], [line]));
    expect(text).toContain("service-0, service-1, service-2, service-3, service-4 and 895 more, replaced with it");
  });

  test("is one in every form, and for --fail-on a replacement", async () => {
    const run = (...args: string[]) => eniAttachment(["review", "-", ...args], { stdin: preview });
    const { code, stdout } = await run("--format", "json", "--fail-on", "replace");
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({
      counts: { replace: 1 },
      rows: [{ kind: "replace", risk: "up will fail", failure: missing }],
      warnings: [{ code: "UP_WOULD_FAIL", attachments: ["web"] }],
    });
    expect((await run("--format", "text")).stdout).toContain("\n  risk: up will fail\n");
    const { stdout: comment } = await run("--format", "markdown");
    expect(comment).toMatch(/^\| \*\*replace\*\* \| `web` \|.*; as things are, up will fail \|.*\| up will fail \|$/m);
    expect(comment).toMatch(/^- `web`: up will fail: `eni-two was not found/m);
    expect(comment).not.toContain("mermaid");
  });

  test("a move has the same words in its risk", async () => {
    const text = previewOf(
      [move()],
      [said("plan: detach from i-a, then attach to i-b; as things are, up will fail: i-b is full")],
    );
    expect(await only(text)).toMatchObject({ risk: "up will fail", failure: "i-b is full" });
  });

  const gone = "instance i-none does not exist in cn-hangzhou (or not in this account)";
  const onChanges = step("replace", {
    olds: attached(),
    news: attachment({ instanceId: "i-none" }),
    more: { diffReasons: ["instanceId"], replaceReasons: ["instanceId"] },
  });

  test("replaceOnChanges: the line is that of a move", async () => {
    const text = `detach from i-a, then attach to i-none; as things are, up will fail: ${gone}`;
    expect(await only(previewOf([onChanges], [said(`plan: ${text}`)]))).toMatchObject({
      kind: "replace",
      what: "replaced because of instanceId: detached first, then attached; as things are, up will fail",
      downtime: "while it moves",
      failure: gone,
      plan: [text],
    });
    const elsewhere = said("plan: up will fail: it is attached to i-c (InUse), and not by this resource");
    const strayed = { ...onChanges, oldState: { outputs: attached({ instanceId: "i-c" }) } };
    expect(await only(previewOf([strayed], [elsewhere]))).toMatchObject({
      what: "nothing: up will fail",
      downtime: "none",
      failure: "it is attached to i-c (InUse), and not by this resource",
    });
  });

  test("a forced one: its line is that of a new attachment, which does not know that it is detached first", async () => {
    const forced = step("replace", {
      olds: attached(),
      news: attachment({ instanceId: "i-b" }),
      more: { replaceReasons: ["id"] },
    });
    for (const line of [
      "plan: up will fail: it is attached to i-a (InUse), and not by this resource",
      "plan: adopt it as it is, attached to i-a; a forced replacement detaches it and attaches it again",
    ]) {
      const row = await only(previewOf([forced], [said(line)]));
      expect(row).toMatchObject({ downtime: "while it moves", risk: "", plan: [] });
      expect(row.failure).toBeUndefined();
    }
  });

  test("who loses the new ENI to a take-over is told", async () => {
    const taken = "it is taken from i-c, which this resource did not attach it to";
    const victim = said(
      `plan: replace: detach from i-a; then attach alicloud-ecs/cn-hangzhou/eni-two to i-a; ${taken}`,
    );
    expect((await only(previewOf([swap], [victim]))).risk).toBe(
      "i-c loses it, and this resource had not attached it there",
    );
  });
});
