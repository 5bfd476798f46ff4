// docs/pulumi.md: every test that it names exists with that name in that file, and every row names a test.
import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "@jest/globals";
import { roads } from "../engine-model/roads.ts";
import { linksIn, rowsOf, textOf } from "./markdown.ts";

const page = "docs/pulumi.md";
const text = textOf(page);

interface Named {
  readonly file: string;
  readonly name: string;
}

/** `[words](file) "name"; "name"`: the names stand behind the file that they are in. */
function testsIn(part: string): Named[] {
  const found: Named[] = [];
  for (const [, link = "", names = ""] of part.matchAll(/\]\((\.\.\/test\/[^)]+\.ts)\)((?:;?\s+"[^"]+")*)/g)) {
    const file = normalize(join(dirname(page), link));
    for (const [, name = ""] of names.matchAll(/"([^"]+)"/g)) found.push({ file, name });
  }
  return found;
}

/** What a file calls its tests, or its roads. */
function namesIn(file: string): readonly string[] {
  if (file === "test/engine-model/roads.ts") return [...roads.keys()];
  return [...textOf(file).matchAll(/(?:\b(?:test|it)|\))\(\s*"((?:[^"\\]|\\.)+)"/g)].map(([, name = ""]) => name);
}

const rows = rowsOf(text).filter(({ length }) => length === 3);

test("every test that the page names exists, with that name in that file", () => {
  const named = testsIn(text);
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter(({ file, name }) => !existsSync(file) || !namesIn(file).includes(name))).toEqual([]);
});

test("nothing else in quotation marks stands in a table's last column", () => {
  const quoted = rows.flatMap(([, , tests = ""]) => [...tests.matchAll(/"([^"]+)"/g)].map(([, name = ""]) => name));
  const named = rows.flatMap(([, , tests = ""]) => testsIn(tests).map(({ name }) => name));
  expect(named).toEqual(quoted);
});

test("every row names a test", () => {
  expect(rows.length).toBeGreaterThan(30);
  expect(rows.filter(([, , tests = ""]) => testsIn(tests).length === 0).map(([what]) => what)).toEqual([]);
});

test.each(["docs/lifecycle.md", "docs/README.md", "README.md"])("%s leads to it", (from) => {
  const targets = linksIn(from).map((target) => normalize(join(dirname(from), target.split("#")[0] ?? "")));
  expect(targets).toContain(page);
});
