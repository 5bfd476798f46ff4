// docs/review.md shows what the program really writes, and names its kinds, options and exit codes.
import { expect, test } from "@jest/globals";
import { kinds } from "../../provider/cli/review/row.ts";
import { blocksIn, textOf } from "../docs/markdown.ts";
import { example } from "./previews.ts";
import { eniAttachment } from "./run.ts";

const page = textOf("docs/review.md");

test.each(["text", "markdown"])("the example as %s", async (format) => {
  const { stdout } = await eniAttachment(["review", "-", "--format", format], { stdin: example });
  expect(page).toContain(stdout.trimEnd());
});

test("the example as JSON, of which one row is shown", async () => {
  const { stdout } = await eniAttachment(["review", "-", "--format", "json"], { stdin: example });
  const block = blocksIn("docs/review.md").find(({ language }) => language === "json");
  const { rows, ...rest } = JSON.parse(block?.body ?? "") as { rows: unknown[] };
  const real = JSON.parse(stdout) as { rows: unknown[] };
  expect(rest).toEqual({ ...real, rows: undefined });
  expect(real.rows).toEqual(expect.arrayContaining(rows));
});

test("every kind, option and exit code is told", async () => {
  for (const kind of kinds) expect(page).toMatch(new RegExp(`^\\| \`${kind}\` \\|`, "m"));
  const { stdout } = await eniAttachment(["review", "--help"]);
  for (const [, option] of stdout.matchAll(/^ {2}(--[a-z-]+)/gm)) expect(page).toContain(`| \`${option}`);
  for (const code of [0, 1, 2, 3]) expect(page).toMatch(new RegExp(`^\\| ${code} \\|`, "m"));
});
