// Adoption in a review: what somebody else attached, and what was adopted in an earlier run and goes.
import { describe, expect, test } from "@jest/globals";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../../tools/engine.ts";
import { attachment } from "../support/on-cloud.ts";
import { attached, create, eventsOf, move, previewOf, remove, said, step } from "./previews.ts";
import { only, warningsOf } from "./rows.ts";
import { eniAttachment } from "./run.ts";

const adopts =
  "somebody else attached it (another stack, the console, a run that was cut off), and destroy of this stack will detach it";
const detaches = "it was adopted, and is detached from where another stack or person may still count on it";
const line = said(
  "plan: adopt it as it is, attached to i-a; destroy will then detach it (`retainOnDelete` keeps it); a forced replacement detaches it and attaches it again",
);
const adopted = attached({ adopted: true });

describe("what somebody else attached", () => {
  const ofAdoption = [
    "ADOPTS",
    "attached by somebody else (another stack, the console, a run that was cut off) and adopted as it is, so destroy of this stack will detach it: web",
  ];

  test.each([
    ["attached there", line],
    [
      "attached there, with `deleteBeforeReplace: false`",
      said(
        "plan: adopt it as it is, attached to i-a; destroy will then detach it (`retainOnDelete` keeps it); a forced replacement keeps it (`deleteBeforeReplace: false`)",
      ),
    ],
    ["being attached there", said("plan: wait for the attach to i-a that is under way, and adopt it")],
    ["attached there, in the words of an older version", said("plan: adopt it as it is, attached to i-a")],
  ])("%s: a risk of the row, and a warning", async (_what, plan) => {
    for (const form of [previewOf, eventsOf]) {
      const text = form([create({})], [plan]);
      expect(await only(text)).toMatchObject({ kind: "adopt-or-attach", adoption: "adopts", risk: adopts });
      expect(await warningsOf(text)).toEqual([ofAdoption]);
    }
  });

  test("an attachment that is to move, and whose ENI is there already", async () => {
    const there = said(
      "plan: adopt it as it is, attached to i-b; destroy will then detach it (`retainOnDelete` keeps it)",
    );
    const text = previewOf([move()], [there]);
    expect(await only(text)).toMatchObject({
      kind: "move",
      what: "adopted: it is attached there already",
      downtime: "none",
      risk: adopts,
    });
    expect(await warningsOf(text)).toEqual([ofAdoption]);
  });

  test("is not what a resource of this program attached, under another name", async () => {
    const renamed = create({}, "new");
    const text = previewOf([renamed, remove()], [line]);
    expect(await warningsOf(text)).toEqual([]);
    // One that was elsewhere did not attach it here.
    const other = remove({ olds: attached({ instanceId: "i-c", attachedTo: "i-c" }) });
    expect((await warningsOf(previewOf([renamed, other], [line]))).map(([code]) => code)).toEqual(["ADOPTS"]);
    // Where instances are hidden they are not compared.
    const [from, to] = [attached({ instanceId: "[secret]" }), create({ instanceId: "[secret]" }, "new")];
    expect(await warningsOf(previewOf([to, remove({ olds: from })], [line]))).toEqual([]);
  });

  test("stays attached with retainOnDelete", async () => {
    const text = previewOf([step("create", { news: attachment(), after: { retainOnDelete: true } })], [line]);
    expect(await only(text)).toMatchObject({ what: "adopted: it is attached there already", risk: "" });
    expect(await warningsOf(text)).toEqual([]);
  });

  test("is not known of what nobody looked at", async () => {
    const text = previewOf([create({})], [said("plan: attach to i-a, unless it is there already (not looked at: x)")]);
    expect((await only(text)).risk).toBe("not looked at: x");
    expect(await warningsOf(text)).toEqual([]);
  });

  test("is told beside a secret instance, without its name", async () => {
    const row = await only(previewOf([create({ instanceId: "[secret]" })], [line]));
    expect(row).toMatchObject({ risk: adopts, plan: [] });
  });
});

describe("what was adopted", () => {
  const goes = [
    "DETACHES_ADOPTED",
    "adopted in an earlier run and detached in this one, where another stack or person may still count on it: web",
  ];
  const swap = (news: Record<string, unknown>) => step("replace", { olds: adopted, news: attachment(news) });

  test.each([
    ["removed", remove({ olds: adopted })],
    ["replaced by another ENI", swap({ networkInterfaceId: "eni-two" })],
    ["replaced for another instance", swap({ instanceId: "i-b" })],
    ["moved", move({ olds: adopted })],
    ["removed from a secret instance", remove({ olds: attached({ adopted: true, instanceId: "[secret]" }) })],
  ])("%s: a risk of the row, and a warning", async (_what, one) => {
    const text = previewOf([one]);
    expect(await only(text)).toMatchObject({ adoption: "detaches", risk: expect.stringContaining(detaches) });
    expect(await warningsOf(text)).toEqual([goes]);
  });

  test.each([
    ["attached by this stack", remove()],
    ["kept with retainOnDelete", remove({ olds: adopted, before: { retainOnDelete: true } })],
    ["detached by somebody since", remove({ olds: { ...adopted, state: "detached" } })],
    ["taken by somebody since", remove({ olds: { ...adopted, instanceId: "i-c" } })],
    ["taken by somebody since, and moved from there", move({ olds: { ...adopted, instanceId: "i-c" } })],
    ["replaced where it is", swap({})],
    ["changed in the state alone", step("update", { olds: adopted, news: attachment({ rollback: false }) })],
  ])("%s: none", async (_what, one) => {
    const text = previewOf([one]);
    const row = await only(text);
    expect(row.risk).not.toContain(detaches);
    expect(row.adoption).toBeUndefined();
    expect(await warningsOf(text)).toEqual([]);
  });

  test("a move that up will fail at before it begins detaches nothing", async () => {
    const text = previewOf([move({ olds: adopted })], [said("plan: up will fail: it is a primary ENI")]);
    expect((await warningsOf(text)).map(([code]) => code)).toEqual(["UP_WOULD_FAIL"]);
  });
});

test("the page has these words", async () => {
  const page = await readFile(join(projectRoot, "docs", "review.md"), "utf8");
  for (const words of [adopts, detaches, "ADOPTS", "DETACHES_ADOPTED"]) expect(page).toContain(`\`${words}\``);
});

describe("every form", () => {
  const steps = [create({}), remove({ name: "old", olds: attached({ adopted: true, networkInterfaceId: "eni-two" }) })];
  const run = (...args: string[]) => eniAttachment(["review", "-", ...args], { stdin: previewOf(steps, [line]) });

  test("text", async () => {
    const { stdout } = await run("--format", "text");
    expect(stdout).toContain(`\n  risk: ${adopts}\n`);
    expect(stdout).toContain(`\n  risk: ${detaches}\n`);
    expect(stdout).toMatch(/^warning: attached by somebody else .*: web$/m);
    expect(stdout).toMatch(/^warning: adopted in an earlier run .*: old$/m);
  });

  test("markdown", async () => {
    const { stdout } = await run("--format", "markdown");
    expect(stdout).toContain(`| none | none | ${adopts} |\n`);
    expect(stdout).toContain(`| from here on | none | ${detaches} |\n`);
    expect(stdout).toMatch(/^- attached by somebody else .*: `web`$/m);
    expect(stdout).toMatch(/^- adopted in an earlier run .*: `old`$/m);
  });

  test("JSON, and the kinds for --fail-on", async () => {
    const { stdout, code, stderr } = await run("--format", "json", "--fail-on", "adopt-or-attach,detach");
    expect(JSON.parse(stdout)).toMatchObject({
      rows: [
        { kind: "detach", name: "old", risk: detaches, adoption: "detaches" },
        { kind: "adopt-or-attach", name: "web", risk: adopts, adoption: "adopts" },
      ],
      warnings: [
        { code: "ADOPTS", attachments: ["web"] },
        { code: "DETACHES_ADOPTED", attachments: ["old"] },
      ],
    });
    expect([code, stderr]).toEqual([3, "eni-attachment review: --fail-on: 1 detach, 1 adopt-or-attach\n"]);
  });
});
