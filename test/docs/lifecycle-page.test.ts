// docs/lifecycle.md: the lines that it quotes are printed so, word for word, and every error code has its place in it.
import { expect, test } from "@jest/globals";
import { errorCodes } from "../../provider/errors.ts";
import { attachRows } from "../messages/attach.ts";
import { destroyRows } from "../messages/destroy.ts";
import { moveRows } from "../messages/move.ts";
import { changeRows, replaceRows } from "../messages/preview-change.ts";
import { newRows } from "../messages/preview-new.ts";
import { filled } from "../messages/reading.ts";
import { refreshRows } from "../messages/refresh.ts";
import { replacementRows } from "../messages/replacement.ts";
import { rollbackRows } from "../messages/rollback.ts";
import { blocksIn, codeSpansIn, textOf } from "./markdown.ts";

const page = "docs/lifecycle.md";
const text = textOf(page);

const tables = [attachRows, destroyRows, moveRows, replacementRows, changeRows, replaceRows, newRows, refreshRows];
const rows = [...tables, rollbackRows].flat();
/** Every line that the tests of messages have seen, without its prefix. */
const printed = rows.flatMap((row) =>
  (row.vendors ?? (["alicloud-ecs"] as const)).flatMap((vendor) =>
    (row.lines ?? []).map((line) => filled(line, row, vendor).replace(/^\[eni-attachment [^\]]+\] /, "")),
  ),
);

const beginnings =
  /^(plan|adopted|drift|gone|left alone|nothing to detach|kept attached|preflight): (?!false)|^taking |still detaching|could not be attached/;

function quotedLines(): string[] {
  const blocks = blocksIn(page).filter(({ language }) => language === "text");
  const inBlocks = blocks.flatMap(({ body }) => body.trim().split("\n"));
  // Ids of a block stand for any.
  const lines = inBlocks.map((line) => line.replaceAll(/\b(?:i|eni)-bp\w+/g, "…"));
  return [...codeSpansIn(page).filter((span) => beginnings.test(span)), ...lines];
}

test("there are lines", () => expect(quotedLines().length).toBeGreaterThan(22));

test.each(quotedLines())("%s", (line) => {
  const parts = line.split("…").map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = new RegExp(`^${parts.join(".*")}$`);
  expect(printed.some((one) => pattern.test(one))).toBe(true);
});

test("every error code has its place, and there is no other", () => {
  expect(errorCodes.filter((code) => !text.includes(code))).toEqual([]);
  const codes = text.match(/\b[A-Z]+(?:_[A-Z]+)+\b/g) ?? [];
  const known: readonly string[] = errorCodes;
  expect([...new Set(codes)].filter((code) => !known.includes(code))).toEqual([]);
});

test("waits are as long as the code says", () => {
  const settings = textOf("provider/lifecycle/patience.ts");
  const ms = (name: string) => Number(new RegExp(`${name} = ([\\d_]+)`).exec(settings)?.[1]?.replaceAll("_", ""));
  const row = (beginning: string) => text.split("\n").find((line) => line.startsWith(`| ${beginning}`)) ?? "";
  const seconds = (name: string) => `${ms(name) / 1_000} s`;
  expect(row("the old state after an accepted call")).toContain(seconds("staleGrace"));
  expect(row("the old state after an accepted call")).toContain(seconds("taskGrace"));
  expect(row("the old state after a lost reply")).toContain(seconds("lostGrace"));
  expect(row("back in the old state")).toContain(seconds("fallBackAgree"));
  expect(row("refused for a state")).toContain(seconds("refusalGrace"));
  expect(row("a detach that hangs")).toContain(seconds("reissueAfter"));
});
