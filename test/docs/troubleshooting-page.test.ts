// docs/troubleshooting.md: every error code is there and no other, and what it says the package prints is printed.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { errorCodes } from "../../provider/errors.ts";
import { headingsIn, sectionOf, textOf } from "./markdown.ts";

const path = "docs/troubleshooting.md";
const page = textOf(path);

test("every error code has its section, and no other code has one", () => {
  const headings = headingsIn(path).map(({ text }) => text);
  const sections = headings.filter((heading) => /^[A-Z_]+$/.test(heading));
  expect(sections).toEqual([...errorCodes]);
});

test("every section says something", () => {
  for (const code of errorCodes) {
    expect([code, sectionOf(path, `### ${code}`).trim().length > 60]).toEqual([code, true]);
  }
});

test("lines that are no errors are those that are printed", () => {
  const code = readdirSync("provider", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(join("provider", name), "utf8"))
    .join("\n");
  const lines = [...page.matchAll(/^\| `([a-z ]+: )/gm)].map(([, beginning = ""]) => beginning);
  expect(lines.length).toBeGreaterThan(5);
  expect(lines.filter((beginning) => !code.includes(beginning))).toEqual([]);
});
