// docs/review.md shows what the program really writes, and names its kinds, options and exit codes.
import { expect, test } from "@jest/globals";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../../tools/engine.ts";
import { kinds } from "../../provider/cli/review/row.ts";
import { example } from "./previews.ts";
import { eniAttachment } from "./run.ts";

const page = () => readFile(join(projectRoot, "docs", "review.md"), "utf8");

test.each(["text", "markdown"])("the example as %s", async (format) => {
  const { stdout } = await eniAttachment(["review", "-", "--format", format], { stdin: example });
  expect(await page()).toContain(stdout.trimEnd());
});

test("the example as JSON, of which one row is shown", async () => {
  const { stdout } = await eniAttachment(["review", "-", "--format", "json"], { stdin: example });
  const block = /```json\n([\s\S]*?)\n```/.exec(await page())?.[1] ?? "";
  const { rows, ...rest } = JSON.parse(block) as { rows: unknown[] };
  const real = JSON.parse(stdout) as { rows: unknown[] };
  expect(rest).toEqual({ ...real, rows: undefined });
  expect(real.rows).toEqual(expect.arrayContaining(rows));
});

test("every kind, option and exit code is told", async () => {
  const text = await page();
  for (const kind of kinds) expect(text).toMatch(new RegExp(`^\\| \`${kind}\` \\|`, "m"));
  const { stdout } = await eniAttachment(["review", "--help"]);
  for (const [, option] of stdout.matchAll(/^ {2}(--[a-z-]+)/gm)) expect(text).toContain(`| \`${option}`);
  for (const code of [0, 1, 2, 3]) expect(text).toMatch(new RegExp(`^\\| ${code} \\|`, "m"));
});
