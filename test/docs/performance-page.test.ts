// docs/performance.md: its figures are those of the latest measurement, and the files that it names are there.
import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { filledPage } from "../../bench/page.ts";

const text = readFileSync("docs/performance.md", "utf8");

test("the figures are those of the latest results: `npm run docs` changes nothing", () => {
  expect(filledPage(text)).toBe(text);
});

test("no figure is left out", () => {
  const blocks = [...text.matchAll(/<!-- figures: ([\w-]+) -->\n([\s\S]*?)\n<!-- end -->/g)];
  expect(blocks.length).toBeGreaterThan(7);
  for (const [, mark, content = ""] of blocks) expect([mark, content.trim() === ""]).toEqual([mark, false]);
});

test("the tests that it names exist", () => {
  const quoted = [...text.matchAll(/`(test\/[\w./-]+\.ts)`/g)].map(([, path = ""]) => path);
  expect(quoted.length).toBeGreaterThan(2);
  expect(quoted.filter((path) => !existsSync(path))).toEqual([]);
});
