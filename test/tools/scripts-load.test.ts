// The scripts of package.json are programs of their own: what they import may need no Jest. One that did failed before its first line.
import { expect, it } from "@jest/globals";
import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import ts from "typescript";

const root = resolve(import.meta.dirname, "../..");
const { scripts } = JSON.parse(readFileSync(resolve(root, "package.json"), "utf8")) as {
  scripts: Record<string, string>;
};
const entries = [...new Set(Object.values(scripts).flatMap((line) => line.match(/(?<=node )\S+\.[jt]s/g) ?? []))];

/** Way from the entry to the first file that imports Jest, or undefined. */
function wayToJest(file: string, seen: Set<string>): readonly string[] | undefined {
  if (seen.has(file) || !existsSync(file)) return undefined;
  seen.add(file);
  for (const { fileName } of ts.preProcessFile(readFileSync(file, "utf8")).importedFiles) {
    if (fileName === "@jest/globals") return [file];
    const further = fileName.startsWith(".") ? wayToJest(resolve(dirname(file), fileName), seen) : undefined;
    if (further) return [file, ...further];
  }
  return undefined;
}

it.each(entries)("%s imports nothing that only Jest can load", (entry) => {
  expect(wayToJest(resolve(root, entry), new Set())).toBeUndefined();
});

it("follows imports", () => {
  expect(entries).toContain("tools/fresh-seeds.ts");
  expect(wayToJest(resolve(root, "test/contract/roads.test.ts"), new Set())).toBeDefined();
});
